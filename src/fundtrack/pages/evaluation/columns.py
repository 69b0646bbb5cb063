"""The charts of a kept run: their data and tables, from the files it left behind."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from math import floor
from statistics import fmean
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.metrics.breaks import read_breaks
from fundtrack.pages.widgets.view import Columns
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import PLACEBOS
from fundtrack.runs.run_files import SERIES
from fundtrack.runs.run_files import SPECIFICATIONS
from fundtrack.sentences.outcomes import break_name
from fundtrack.sentences.outcomes import month_name

BIN_WIDTH = 0.25
LEAST_DIFFERENCE = 1e-9
"""Two statistics closer than this are the same but for rounding."""

LABEL_GAP = 0.08
LAST_MONTHS = 4
ROOM = 1.15
"""How far above the highest bar the axis reaches, so that a label has room there."""
RARE = 0.05
ASKED = ("months_before", "months_after", "comparators", "estimator")


@dataclass(frozen=True, slots=True)
class Series:
    """The months that a run compared, and where both lines stood after the start."""

    rows: Sequence[Mapping[str, str]]
    months: Sequence[Month]
    treated_after: float
    compared_after: float


@dataclass(frozen=True, slots=True)
class Placebos:
    """How much sets of untouched places changed, in their own standard errors."""

    statistics: Sequence[float]
    at: float
    as_much: int


@dataclass(frozen=True, slots=True)
class Curve:
    """Every answer about the planned crime, the lowest first."""

    rows: Sequence[Mapping[str, str]]
    planned_pct: float
    same: int
    rare: int

    @property
    def ends(self) -> tuple[float, float]:
        """The lowest and the highest answer."""
        effects = [float(row["effect_pct"]) for row in self.rows]
        return min(effects), max(effects)


def held_rows(run: KeptRun, file: str) -> list[dict[str, str]]:
    """Read a table of a run; a run that does not hold it has no rows."""
    return run.rows(file) if (run.folder / file).is_file() else []


def read_series(run: KeptRun) -> Series | None:
    """Read the months compared; None where the run drew none."""
    rows = held_rows(run, SERIES)
    after = [row for row in rows if row["is_after"] == "true"]
    if not after:
        return None
    held = [Month.parse(row["month"]) for row in rows]
    return Series(
        rows=rows,
        months=months_between(min(held), max(held)),
        treated_after=fmean(float(row["treated_index"]) for row in after),
        compared_after=fmean(float(row["comparators_index"]) for row in after),
    )


def series_columns(series: Series, run: KeptRun, place: str) -> Columns:
    """Give the data of `treated_against_comparators`; a month not compared has none."""
    by_month = {row["month"]: row for row in series.rows}
    shown = [by_month.get(str(month), {}) for month in series.months]
    drawn: list[dict[str, Any]] = [
        {
            "month": f"{month}-01",
            "treated_index": _number(row.get("treated_index")),
            "comparators_index": _number(row.get("comparators_index")),
        }
        for month, row in zip(series.months, shown, strict=True)
    ]
    starts = str(run.result.get("start") or _first_after(series))
    drawn[0] |= {
        "shaded_from": f"{starts}-01",
        "shaded_to": f"{series.months[-1]}-01",
        "shade_name": "money at work",
    }
    drawn[-1] |= _labels(drawn, place)
    return _columns([*drawn, *_break_rows(run, series.months[0])])


def breaks_named(run: KeptRun) -> str:
    """Name the dotted lines of the chart; nothing where there is none."""
    named = [
        f"{number} {break_name(found)} ({month_name(found.first)})"
        for number, found in enumerate(_breaks(run), start=1)
    ]
    return f" Dotted: changes of rules or of the world: {', '.join(named)}." * bool(
        named
    )


def series_table(series: Series, place: str, *, has_wards: bool = True) -> Table:
    """List the offences of every month compared; a press shows the wards of a month.

    Args:
        series: the months.
        place: what the treated places are called.
        has_wards: whether the run holds the wards; several areas' is of their runs.
    """
    rows = [
        TableRow(
            {
                "month": row["month"],
                "side": "after" if row in _after(series) else "before",
                "treated": int(row["treated"]),
                "comparators": int(row["comparators"]),
            },
            presses={
                "treated": f"treated {row['month']}",
                "comparators": f"comparator {row['month']}",
            }
            if has_wards
            else {},
        )
        for row in series.rows
    ]
    columns = (
        Column("month", "Month"),
        Column("side", "Side"),
        Column("treated", place, Kind.COUNT),
        Column(
            "comparators",
            "Similar places" if has_wards else "Expected by similar places",
            Kind.COUNT,
        ),
    )
    return Table("Offences by month", columns, tuple(rows))


def read_placebos(run: KeptRun) -> Placebos | None:
    """Read how sets of untouched places changed; None where none were drawn."""
    rows = held_rows(run, PLACEBOS)
    log_rr, error = run.result.get("log_rr"), run.result.get("se")
    if not rows or log_rr is None or not error:
        return None
    found = [float(row["log_rr"]) / float(row["se"]) for row in rows]
    at = log_rr / error
    as_much = sum(abs(it) >= abs(at) - LEAST_DIFFERENCE for it in found)
    return Placebos(found, at, as_much)


def placebo_columns(placebos: Placebos, place: str) -> Columns:
    """Give the data of `placebo_spread`."""
    bars = placebo_bars(placebos)
    is_right = placebos.at > (bars[0]["from"] + bars[-1]["to"]) / 2
    room = ROOM * max(bar["sets"] for bar in bars)
    mark: dict[str, Any] = {"treated_at": placebos.at, "label": place}
    mark |= {"is_right": is_right, "room": room}
    return _columns([*bars, mark])


def placebo_bars(placebos: Placebos) -> list[dict[str, Any]]:
    """Count the sets in bars of a quarter of a standard error."""
    changes = [*placebos.statistics, placebos.at]
    first = floor(min(changes) / BIN_WIDTH)
    last = max(ceil(max(changes) / BIN_WIDTH), first + 1)
    sets = dict.fromkeys(range(first, last), 0)
    for change in placebos.statistics:
        sets[min(floor(change / BIN_WIDTH), last - 1)] += 1
    return [
        {"from": BIN_WIDTH * at, "to": BIN_WIDTH * (at + 1), "sets": number}
        for at, number in sets.items()
    ]


def placebo_table(placebos: Placebos, place: str) -> Table:
    """List how many sets changed how much, and where the place itself stands."""
    rows = [
        TableRow({"change": _signed(bar["from"], bar["to"]), "sets": bar["sets"]})
        for bar in placebo_bars(placebos)
    ]
    own = TableRow({"change": f"{place}: {placebos.at:+.2f}".replace("-", "−")})
    total = TableRow({"change": "All sets", "sets": len(placebos.statistics)})
    columns = (Column("change", "Change"), Column("sets", "Sets", Kind.COUNT))
    caption = "Sets of untouched places by change, in standard errors"
    return Table(caption, columns, (*rows, own), total)


def read_curve(run: KeptRun) -> Curve | None:
    """Read the answers about the planned crime; None where nothing was estimated."""
    rows = [row for row in held_rows(run, SPECIFICATIONS) if not row["refused"]]
    planned = [row for row in rows if _is_planned(row)]
    if not planned:
        return None
    mine = [row for row in rows if row["measure"] == planned[0]["measure"]]
    ordered = sorted(mine, key=lambda row: float(row["effect_pct"]))
    effect = float(planned[0]["effect_pct"])
    return Curve(
        rows=ordered,
        planned_pct=effect,
        same=sum(float(row["effect_pct"]) * effect > 0 for row in ordered),
        rare=sum(float(row["p"] or 1) <= RARE for row in ordered),
    )


def curve_columns(curve: Curve) -> Columns:
    """Give the data of `specification_curve`."""
    return _columns(
        [
            {
                "rank": rank,
                **{
                    key: _number(row[key])
                    for key in ("effect_pct", "low_pct", "high_pct")
                },
                "planned_pct": _number(row["effect_pct"]) if _is_planned(row) else None,
                "label": "as planned" if _is_planned(row) else None,
            }
            for rank, row in enumerate(curve.rows, start=1)
        ]
    )


def curve_table(curve: Curve) -> Table:
    """List every answer with what was asked."""
    rows = tuple(
        TableRow(
            {
                **{name: row[name] for name in ASKED},
                "effect": float(row["effect_pct"]),
                "interval": interval(_number(row["low_pct"]), _number(row["high_pct"])),
                "p": f"{float(row['p']):.3f}" if row["p"] else None,
            },
            marks=("as planned",) if _is_planned(row) else (),
        )
        for row in curve.rows
    )
    columns = (
        Column("comparators", "Comparison places"),
        Column("months_before", "Months before"),
        Column("months_after", "Months after"),
        Column("estimator", "Method"),
        Column("effect", "Change", Kind.PERCENT),
        Column("interval", "95% interval"),
        Column("p", "p"),
    )
    return Table("Every way to ask that has an answer", columns, rows)


def ward_table(run: KeptRun, standing: str, month: str) -> Table | None:
    """List the wards that one month's count is the sum of."""
    rows = [
        row
        for row in held_rows(run, "panel.csv")
        if (row["standing"], row["month"]) == (standing, month)
    ]
    if not rows:
        return None
    wards = tuple(
        TableRow(
            {
                "ward": row.get("name") or row["ward"],
                "district": row.get("district"),
                "code": row["ward"],
                "offences": int(row["offences"]),
            },
            marks=(str(run.result["provenance"]),),
        )
        for row in rows
    )
    columns = (
        Column("ward", "Ward"),
        Column("district", "District"),
        Column("code", "Code"),
        Column("offences", "Offences", Kind.COUNT),
    )
    whole = TableRow({"ward": "Sum", "offences": sum(int(r["offences"]) for r in rows)})
    return Table(f"Offences by ward, {month}", columns, wards, whole)


def interval(low: float | None, high: float | None) -> str | None:
    """Write an interval in words; nothing where there is none."""
    if low is None or high is None:
        return None
    return f"{signed_pct(low)} to {signed_pct(high)}"


def _columns(rows: Sequence[Mapping[str, Any]]) -> Columns:
    """Turn rows into columns of one length; what a row lacks is nothing."""
    names = dict.fromkeys(name for row in rows for name in row)
    return {name: [row.get(name) for row in rows] for name in names}


def _labels(drawn: Sequence[Mapping[str, Any]], place: str) -> dict[str, Any]:
    """Place the two names at the right edge, clear of both lines."""
    treated = _held(drawn, "treated_index")
    compared = _held(drawn, "comparators_index")
    both = [*treated, *compared]
    gap = LABEL_GAP * (max(both) - min(both))
    last = [*treated[-LAST_MONTHS:], *compared[-LAST_MONTHS:]]
    high, low = max(last) + gap, min(last) - gap
    is_above = fmean(treated[-LAST_MONTHS:]) > fmean(compared[-LAST_MONTHS:])
    return {
        "treated_name": place,
        "treated_label_at": high if is_above else low,
        "comparators_name": "similar places",
        "comparators_label_at": low if is_above else high,
    }


def _held(drawn: Sequence[Mapping[str, Any]], name: str) -> list[float]:
    return [row[name] for row in drawn if row[name] is not None]


def _breaks(run: KeptRun) -> list[Any]:
    """Find the breaks that the run's plan names, in the calendar."""
    names = run.plan.get("breaks", ()) if (run.folder / "plan.json").is_file() else ()
    return [found for found in read_breaks() if found.name in names]


def _break_rows(run: KeptRun, first: Month) -> list[dict[str, Any]]:
    return [
        {"break_at": f"{max(found.first, first)}-01", "break_label": str(number)}
        for number, found in enumerate(_breaks(run), start=1)
    ]


def _after(series: Series) -> list[Mapping[str, str]]:
    return [row for row in series.rows if row["is_after"] == "true"]


def _first_after(series: Series) -> str:
    return min(row["month"] for row in _after(series))


def _is_planned(row: Mapping[str, str]) -> bool:
    return row["is_primary"] == "true"


def _number(written: str | None) -> float | None:
    return float(written) if written else None


def _signed(low: float, high: float) -> str:
    return f"{low:+.2f} to {high:+.2f}".replace("-", "−")
