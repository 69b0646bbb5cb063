"""The charts and tables of the Evaluation page, each filled from one kept run."""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.pages.evaluation.columns import breaks_named
from fundtrack.pages.evaluation.columns import curve_columns
from fundtrack.pages.evaluation.columns import curve_table
from fundtrack.pages.evaluation.columns import interval
from fundtrack.pages.evaluation.columns import placebo_columns
from fundtrack.pages.evaluation.columns import placebo_table
from fundtrack.pages.evaluation.columns import read_curve
from fundtrack.pages.evaluation.columns import read_placebos
from fundtrack.pages.evaluation.columns import read_series
from fundtrack.pages.evaluation.columns import series_columns
from fundtrack.pages.evaluation.columns import series_table
from fundtrack.pages.evaluation.pieces import SHORT
from fundtrack.pages.evaluation.standing import EvaluationStanding
from fundtrack.pages.evaluation.standing import measure_name
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import Columns
from fundtrack.pages.widgets.view import VegaView
from fundtrack.runs.registry import KeptRun
from fundtrack.sentences.found import curve_heading
from fundtrack.sentences.found import curve_sub
from fundtrack.sentences.found import number
from fundtrack.sentences.found import placebo_heading
from fundtrack.sentences.found import placebo_sub
from fundtrack.sentences.found import rings_heading
from fundtrack.sentences.found import series_heading
from fundtrack.sentences.verdicts import verdict_heading
from fundtrack.sentences.verdicts import verdict_words
from fundtrack.sentences.worth import worth_heading

TOGETHER = "All areas together"
NO_SERIES = (
    "No line is drawn: a check bars the estimate, and a picture would be read as one."
)
NO_PLACEBOS = "No set of untouched places was drawn, because nothing was estimated."
NO_CURVE = "Nothing was estimated, so no other way of asking is shown."
OLD_RUN = "This run did not keep {what}; run all areas again to have it drawn."
EFFECTS = "what each area showed"
PLACEBOS = "how much untouched places changed"
NO_LINE = (
    "No common line is drawn: the areas have no months in common on both sides of "
    "their starts, or this run did not keep it; run all areas again."
)
WHOLE_LINE = (
    " Added up over the areas, in the months that all of them compare on the same side."
)
NO_VALUE = "Would it have paid? Not estimable: no cost or no price is held."
RING_PLACES = {1: "Touching the treated wards", 2: "One ward further"}
EFFECT_LEGEND = [
    {"text": "effect and 95% interval", "colour": "actual", "shape": "thin"},
    {"text": "too small for this design to see", "colour": "budget"},
]


def show_series(chart: VegaView, standing: EvaluationStanding, run: KeptRun) -> None:
    """Draw the treated place against its comparators, delivery shaded."""
    series = read_series(run)
    if series is None:
        chart.show_nothing(NO_LINE if standing.is_whole else NO_SERIES)
        return
    place = _place(standing)
    words = {
        "heading": series_heading(place, series.treated_after, series.compared_after),
        "sub": f"{measure_name(standing.measure)} by month, index: mean of the months "
        "before = 100; shaded: from the month the money could work; gaps: months not "
        f"compared.{WHOLE_LINE * standing.is_whole}{breaks_named(run)}",
        "alt": "Lines of the treated place and of similar places by month; the table "
        "below holds the counts",
        "source": source_words(run),
        "note": standing.copy_note,
    }
    table = series_table(series, place, has_wards=not standing.is_whole)
    chart.show(series_columns(series, run, place), words, table)


def show_effects(chart: VegaView, standing: EvaluationStanding) -> None:
    """Draw every area's effect and interval, the whole first."""
    rows = standing.rows_together
    run = standing.together
    if run is None or not rows:
        chart.show_nothing(OLD_RUN.format(what=EFFECTS))
        return
    named = [(str(row["place"]), str(row["verdict"])) for row in rows if row["run"]]
    words = {
        "heading": verdict_heading(
            named, is_synthetic=run.result["provenance"] == "synthetic"
        ),
        "sub": f"Change in {measure_name(standing.measure).lower()} after delivery "
        "against similar places, with its 95% interval; left of 0 means fewer. Grey: "
        "too small for this design to see.",
        "alt": "Effect and interval of each area; the table below holds the figures",
        "legend": EFFECT_LEGEND,
        "source": source_words(run),
        "note": standing.copy_note,
    }
    chart.show(_effect_columns(rows), words, _effect_table(rows))


def show_placebos(chart: VegaView, standing: EvaluationStanding, run: KeptRun) -> None:
    """Draw how much sets of untouched places changed, with the place's own mark."""
    found = read_placebos(run)
    if found is None:
        old = OLD_RUN.format(what=PLACEBOS)
        chart.show_nothing(old if standing.is_whole else NO_PLACEBOS)
        return
    sets, wards = len(found.statistics), len(run.result.get("treated") or ())
    words = {
        "heading": placebo_heading(found.as_much, sets),
        "sub": placebo_sub(found.as_much, sets, run.result["p"], wards),
        "alt": "Bars of how many sets of untouched places changed how much; the table "
        "below holds the counts",
        "source": source_words(run),
        "note": standing.copy_note,
    }
    place = _place(standing)
    chart.show(placebo_columns(found, place), words, placebo_table(found, place))


def show_curve(chart: VegaView, run: KeptRun, note: str) -> None:
    """Draw what other reasonable choices would have answered."""
    curve = read_curve(run)
    if curve is None:
        chart.show_nothing(NO_CURVE)
        return
    estimated = len(curve.rows)
    words = {
        "heading": curve_heading(curve.same, estimated, is_fall=curve.planned_pct < 0),
        "sub": curve_sub(estimated, curve.rare, *curve.ends),
        "alt": "Every answer with its interval, lowest first; the table below holds "
        "what was asked",
        "source": source_words(run),
        "note": note,
    }
    chart.show(curve_columns(curve), words, curve_table(curve))


def show_worth(chart: VegaView, standing: EvaluationStanding, run: KeptRun) -> None:
    """Draw the offences prevented above those that would repay the cost."""
    value: Mapping[str, Any] = run.result.get("value") or {}
    if value.get("break_even") is None:
        chart.show_nothing(NO_VALUE)
        return
    low = value.get("prevented_low", run.result.get("prevented_low"))
    rows = _worth_rows(value, run)
    words = {
        "heading": worth_heading(value, str(run.result["verdict"]), low),
        "sub": "Recorded offences fewer than expected, with the 95% interval, above "
        "those that would repay the cost: from all offences to recorded ones alone.",
        "alt": "Offences prevented and offences that would repay the cost; the table "
        "below holds both",
        "source": source_words(run),
        "note": standing.copy_note,
    }
    columns = {name: [row[name] for row in rows] for name in rows[0]}
    chart.show(columns, words, _worth_table(rows))


def show_rings(table: DataTable, standing: EvaluationStanding, run: KeptRun) -> None:
    """List what happened ring by ring around the treated wards."""
    rings = run.result.get("rings") or ()
    if standing.is_whole or not rings:
        table.show(None)
        return
    table.show(
        ring_table(rings, str(run.result["provenance"])),
        heading=rings_heading(rings),
        sub="Displacement: wards around the treated ones, against comparators outside "
        "the rings. Quotient above 0: the gain spread; below 0: crime moved.",
        files="yes",
        note=standing.copy_note,
    )


def show_areas(table: DataTable, standing: EvaluationStanding) -> None:
    """List every area side by side, with its run; a press opens that area."""
    if not standing.places:
        table.show(None)
        return
    older = (
        " All areas together is of earlier runs than those listed: run all areas again."
        if standing.outdated_table
        else ""
    )
    table.show(
        area_table(standing),
        heading="Every area, side by side",
        sub=f"{measure_name(standing.measure)}, last run of each area by its plan. "
        f"Press an area to open it.{older}",
        files="yes",
        note=standing.copy_note,
    )


def area_table(standing: EvaluationStanding) -> Table:
    """Table the whole and each area: change, interval, what could be seen, run."""
    whole = standing.pooled
    rows = [_area_row(ANY, TOGETHER, whole, standing.together)]
    rows += [
        _area_row(area, standing.area_name(area), run.result if run else None, run)
        for area in standing.places
        for run in (standing.latest.get(area),)
    ]
    columns = (
        Column("place", "Area"),
        Column("change", "Change", Kind.PERCENT),
        Column("interval", "95% interval"),
        Column("seen", "Could have seen", Kind.PERCENT),
        Column("verdict", "Verdict"),
        Column("plan", "Plan"),
        Column("run", "Run"),
    )
    return Table("Every area, side by side", columns, tuple(rows))


def ring_table(rings: Sequence[Mapping[str, Any]], provenance: str) -> Table:
    """Table each ring's wards, counts, change and quotient, marked as the counts."""
    rows = tuple(
        TableRow(
            {
                "ring": RING_PLACES.get(ring["steps"], f"Ring {ring['steps']}"),
                "wards": len(ring["wards"]),
                "before": ring["before"],
                "after": ring["after"],
                "expected": round(ring["expected"]),
                "change": ring["change_pct"],
                "interval": interval(ring["low_pct"], ring["high_pct"]),
                "quotient": quotient_words(ring),
            },
            marks=(provenance,),
        )
        for ring in rings
    )
    columns = (
        Column("ring", "Ring"),
        Column("wards", "Wards", Kind.COUNT),
        Column("before", "Before", Kind.COUNT),
        Column("after", "After", Kind.COUNT),
        Column("expected", "Expected", Kind.COUNT),
        Column("change", "Change", Kind.PERCENT),
        Column("interval", "95% interval"),
        Column("quotient", "Displacement quotient"),
    )
    return Table("Ring by ring around the treated wards", columns, rows)


def quotient_words(ring: Mapping[str, Any]) -> str:
    """Write a displacement quotient with its interval, or that there is none."""
    middle, low, high = (ring.get(f"quotient{end}") for end in ("", "_low", "_high"))
    if middle is None or low is None or high is None:
        return "not estimable"
    return f"{middle:.1f} ({low:.1f} to {high:.1f})".replace("-", "−")


def source_words(run: KeptRun) -> str:
    """Say which run and which counts a picture is of."""
    counts = "police.uk" if run.result["provenance"] == "published" else "synthetic"
    return f"Source: {counts} counts; run {run.run_id[:SHORT]}"


def _place(standing: EvaluationStanding) -> str:
    if standing.is_whole:
        return f"the {number(len(standing.rows_together) - 1)} areas"
    return standing.area_name(standing.area)


def _area_row(
    area: str,
    name: str,
    found: Mapping[str, Any] | None,
    run: KeptRun | None,
) -> TableRow:
    if found is None or run is None:
        verdict = "not put together" if run else "not run yet"
        return TableRow({"place": name, "verdict": verdict}, presses={"place": area})
    smallest = found.get("mde_pct")
    return TableRow(
        {
            "place": name,
            "change": found["effect_pct"],
            "interval": interval(found["ci_low_pct"], found["ci_high_pct"]),
            "seen": None if smallest is None else -smallest,
            "verdict": verdict_words(str(found["verdict"])).capitalize(),
            "plan": "" if area == ANY else found.get("plan_id") or "none registered",
            "run": run.run_id[:SHORT],
        },
        presses={"place": area},
        links={"run": [("Report", f"/files/run/{run.run_id}/report.html?keep=yes")]},
        marks=(str(run.result["provenance"]),),
    )


def _effect_columns(rows: Sequence[Mapping[str, Any]]) -> Columns:
    has_effect = [row["effect_pct"] is not None for row in rows]
    return {
        "place": [row["place"] for row in rows],
        "effect_pct": [row["effect_pct"] for row in rows],
        "low_pct": [row["ci_low_pct"] for row in rows],
        "high_pct": [row["ci_high_pct"] for row in rows],
        "unseen_from_pct": [row["mde_pct"] and -row["mde_pct"] for row in rows],
        "unseen_to_pct": [row["mde_pct"] for row in rows],
        "note": [
            "" if held else verdict_words(row["verdict"])
            for row, held in zip(rows, has_effect, strict=True)
        ],
    }


def _effect_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    listed = tuple(
        TableRow(
            {
                "place": row["place"],
                "before": row["treated_pre"],
                "after": row["treated_post"],
                "change": row["effect_pct"],
                "interval": interval(row["ci_low_pct"], row["ci_high_pct"]),
            }
        )
        for row in rows
    )
    columns = (
        Column("place", "Area"),
        Column("before", "Before", Kind.COUNT),
        Column("after", "After", Kind.COUNT),
        Column("change", "Change", Kind.PERCENT),
        Column("interval", "95% interval"),
    )
    return Table("Effect by area", columns, listed)


def _worth_rows(value: Mapping[str, Any], run: KeptRun) -> list[dict[str, Any]]:
    """Give the data of `prevented_and_break_even`."""
    held = {**run.result, **{k: v for k, v in value.items() if v is not None}}
    even, alone = value["break_even"], value["break_even_recorded_alone"]
    needed = {"place": "To repay the cost", "low": even, "high": alone, "at": even}
    if held.get("prevented") is None:
        return [needed]
    seen = {
        "place": "Fewer than expected",
        "low": held["prevented_low"],
        "high": held["prevented_high"],
        "at": held["prevented"],
    }
    return [seen, needed]


def _worth_table(rows: Sequence[Mapping[str, Any]]) -> Table:
    listed = tuple(
        TableRow(
            {
                "place": row["place"],
                "at": round(row["at"]),
                "low": round(min(row["low"], row["high"])),
                "high": round(max(row["low"], row["high"])),
            }
        )
        for row in rows
    )
    columns = (
        Column("place", "Offences"),
        Column("at", "Likeliest", Kind.COUNT),
        Column("low", "From", Kind.COUNT),
        Column("high", "To", Kind.COUNT),
    )
    return Table("Offences prevented, and those that repay the cost", columns, listed)
