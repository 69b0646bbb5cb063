"""The pictures of an evaluation's report, and the data they are drawn from."""

from collections.abc import Mapping
from collections.abc import Sequence

import numpy as np
import pandas as pd

from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import figure_html
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.effects import Effect
from fundtrack.metrics.delivery_dates import BEGUN_PCT
from fundtrack.money import show_pounds
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.runs.showing import table
from fundtrack.sentences.evaluations import placebo_sentence

BIN_WIDTH = 0.25
LABEL_GAP = 0.08
LAST_MONTHS = 4
ROOM = 1.15
"""How far above the highest bar the axis reaches, so that a label has room there."""


def series_figure(case: Case, *, is_read: bool = True) -> str:
    """Draw the treated place against its comparators, month by month.

    Args:
        case: what was compared.
        is_read: whether an effect may be read; otherwise the title claims nothing.
    """
    if not case.comparators.wards or not case.has_treated_counts:
        return ""
    drawn = chart_pictures("treated_against_comparators", series_rows(case))
    place = case.site.area_name
    subtitle = (
        f"{case.measure.name} by month, index: mean of the months before = 100; "
        "shaded: from the month the money could work; gaps: months not compared"
        f"{_breaks_named(case)}"
    )
    series = monthly_series(case)
    means = series.groupby("is_after")[["treated_index", "comparators_index"]].mean()
    after = means.loc[True]
    wards = len(case.comparators.wards)
    title = (
        f"After the start {place} stood at {after['treated_index']:.0f}, "
        f"{wards} similar wards at {after['comparators_index']:.0f}"
    )
    if not is_read:
        title = f"What was counted in {place}; no effect may be read from it"
    spoken = f"{title}; the mean of the months before is 100 for both."
    return figure_html(drawn, title, subtitle, spoken, table(series_table(case)).html)


def series_rows(case: Case) -> list[dict[str, object]]:
    """Give the data of `treated_against_comparators`; a month not compared has none."""
    series = monthly_series(case)
    names = ["month", "treated_index", "comparators_index"]
    columns = series[names].to_dict("list")
    levels = {
        month: {"treated_index": treated, "comparators_index": comparators}
        for month, treated, comparators in zip(*columns.values(), strict=True)
    }
    months = months_between(case.windows.pre[0], case.windows.post[-1])
    rows: list[dict[str, object]] = [
        {**levels.get(str(month), {}), "month": f"{month}-01"} for month in months
    ]
    starts = Month.parse(case.plan.start)
    rows[0] |= {
        "shaded_from": f"{starts}-01",
        "shaded_to": f"{months[-1]}-01",
        "shade_name": "money at work",
    }
    rows[-1] |= _series_labels(
        case, series["treated_index"], series["comparators_index"]
    )
    return [*rows, *_break_rows(case)]


def series_table(case: Case) -> Table:
    """List the offences of every month compared."""
    series = monthly_series(case)
    rows = zip(
        *(series[name] for name in ("month", "is_after", "treated", "comparators")),
        strict=True,
    )
    return Table(
        "Offences by month",
        (
            Column("month", "Month"),
            Column("side", "Side"),
            Column("treated", case.site.area_name, Kind.COUNT),
            Column(
                "comparators",
                f"{len(case.comparators.wards)} similar wards",
                Kind.COUNT,
            ),
        ),
        tuple(
            TableRow(
                {
                    "month": month,
                    "side": "after" if is_after else "before",
                    "treated": int(treated),
                    "comparators": int(comparators),
                }
            )
            for month, is_after, treated, comparators in rows
        ),
    )


def delivery_figure(case: Case) -> str:
    """Draw how much of planned delivery was reached, month by month."""
    found = case.delivery
    if found is None or not found.is_measured:
        return ""
    rows: list[dict[str, object]] = [
        {"month": f"{month}-01", "reached_pct": pct} for month, pct in found.reached
    ]
    rows[0] |= {
        "starts_at": f"{case.plan.start}-01",
        "starts_name": "start",
        "begun_pct": BEGUN_PCT,
    }
    month, pct = found.reached[-1]
    title = f"By {month} {pct:.0f}% of planned delivery was reached"
    subtitle = (
        f"share of {show_pounds(found.planned_pence)} planned; "
        f"dashed: {BEGUN_PCT:.0f}%, from which the money can have worked; line: the "
        "first month that counts as after the start"
    )
    return figure_html(
        chart_pictures("delivery_by_month", rows), title, subtitle, title
    )


def placebo_figure(case: Case, effect: Effect | None) -> str:
    """Draw how much sets of untouched places changed, the treated place among them."""
    if effect is None:
        return ""
    rows = placebo_rows(case, effect)
    title = f"{case.site.area_name} among places without the money"
    said = placebo_sentence(case, effect)
    subtitle = (
        f"{said} Each bar counts sets of untouched wards by how much they changed "
        "against their own comparators, in standard errors; left of 0 means fewer "
        "offences"
    )
    drawn = chart_pictures("placebo_spread", rows)
    return figure_html(drawn, title, subtitle, said, table(placebo_table(rows)).html)


def placebo_table(rows: Sequence[Mapping[str, object]]) -> Table:
    """List how many sets changed how much; the treated place is the last row."""
    *bars, mark = rows
    listed = [
        TableRow(
            {
                "change": f"{bar['from']:+.2f} to {bar['to']:+.2f}".replace("-", "−"),
                "sets": int(str(bar["sets"])),
            }
        )
        for bar in bars
    ]
    at = f"{mark['treated_at']:+.2f}".replace("-", "−")
    listed.append(TableRow({"change": f"{mark['label']}: {at}", "sets": None}))
    return Table(
        "Sets of untouched wards by change, in standard errors",
        (Column("change", "Change"), Column("sets", "Sets", Kind.COUNT)),
        tuple(listed),
    )


def placebo_rows(case: Case, effect: Effect) -> list[dict[str, object]]:
    """Give the data of `placebo_spread`."""
    changes = np.append(effect.placebo.placebos, effect.placebo.statistic)
    low = np.floor(changes.min() / BIN_WIDTH)
    edges = BIN_WIDTH * np.arange(low, np.ceil(changes.max() / BIN_WIDTH) + 1)
    sets, _ = np.histogram(effect.placebo.placebos, edges)
    rows: list[dict[str, object]] = [
        {"from": float(start), "to": float(start + BIN_WIDTH), "sets": int(number)}
        for start, number in zip(edges, sets, strict=False)
    ]
    at = effect.placebo.statistic
    mark = {
        "treated_at": at,
        "label": case.site.area_name,
        "is_right": bool(at > (edges[0] + edges[-1]) / 2),
        "room": ROOM * float(sets.max()),
    }
    return [*rows, mark]


def _break_rows(case: Case) -> list[dict[str, object]]:
    """Mark each break where it begins, or at the first month drawn."""
    first = case.windows.pre[0]
    return [
        {"break_at": f"{max(found.first, first)}-01", "break_label": str(number)}
        for number, found in enumerate(case.breaks, start=1)
    ]


def _breaks_named(case: Case) -> str:
    named = [
        f"{number} {found.name} ({found.first}{f' to {found.last}' * bool(found.last)})"
        for number, found in enumerate(case.breaks, start=1)
    ]
    return f"; dotted: changes of rules or of the world: {', '.join(named)}" * bool(
        named
    )


def _series_labels(
    case: Case, treated: pd.Series, comparators: pd.Series
) -> dict[str, object]:
    """Place the two names at the right edge, clear of both lines."""
    both = [float(level) for level in (*treated, *comparators)]
    gap = LABEL_GAP * (max(both) - min(both))
    last = [*treated[-LAST_MONTHS:], *comparators[-LAST_MONTHS:]]
    high, low = max(last) + gap, min(last) - gap
    is_above = treated[-LAST_MONTHS:].mean() > comparators[-LAST_MONTHS:].mean()
    return {
        "treated_name": case.site.area_name,
        "treated_label_at": high if is_above else low,
        "comparators_name": f"{len(case.comparators.wards)} similar wards",
        "comparators_label_at": low if is_above else high,
    }
