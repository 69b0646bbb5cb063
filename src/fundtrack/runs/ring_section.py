"""Displacement ring by ring in an evaluation's report: worded and listed."""

from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import signed_pct
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.rings import Ring
from fundtrack.evaluation.rings import ring_effects
from fundtrack.runs.showing import Drawn
from fundtrack.runs.showing import from_markdown
from fundtrack.runs.showing import shown_together
from fundtrack.runs.showing import tables
from fundtrack.sentences.rings import rings_sentence

PLACES = {1: "Touching the treated wards", 2: "One ward further"}


def rings_shown(case: Case) -> Drawn:
    """Show what happened ring by ring around the treated wards."""
    rings = ring_effects(case)
    return shown_together(
        from_markdown(rings_sentence(rings)), tables(rings_table(rings))
    )


def rings_table(rings: tuple[Ring, ...]) -> Table:
    """List each ring's wards, counts, change and displacement quotient."""
    columns = (
        Column("ring", "Ring"),
        Column("wards", "Wards"),
        Column("before", "Before"),
        Column("after", "After"),
        Column("expected", "Expected"),
        Column("change", "Change"),
        Column("from", "From"),
        Column("to", "To"),
        Column("quotient", "Displacement quotient"),
    )
    rows = tuple(
        TableRow(
            {
                "ring": PLACES[ring.steps],
                "wards": str(len(ring.wards)),
                "before": f"{ring.before:,}",
                "after": f"{ring.after:,}",
                "expected": f"{ring.expected:,.0f}",
                "change": signed_pct(ring.change_pct),
                "from": signed_pct(ring.low_pct),
                "to": signed_pct(ring.high_pct),
                "quotient": _quotient(ring),
            }
        )
        for ring in rings
    )
    return Table("Ring by ring, against comparators outside the rings", columns, rows)


def rings_facts(rings: tuple[Ring, ...]) -> list[dict[str, Any]]:
    """Give each ring as figures that a machine reads; None is not estimable."""
    return [
        {
            "steps": ring.steps,
            "wards": list(ring.wards),
            "before": ring.before,
            "after": ring.after,
            "expected": ring.expected,
            "change_pct": ring.change_pct,
            "low_pct": ring.low_pct,
            "high_pct": ring.high_pct,
            "quotient": ring.quotient.wdq,
            "quotient_low": ring.interval.ci_low,
            "quotient_high": ring.interval.ci_high,
        }
        for ring in rings
    ]


def _quotient(ring: Ring) -> str:
    interval = ring.interval
    if ring.quotient.wdq is None or interval.ci_low is None or interval.ci_high is None:
        return "not estimable"
    return (
        f"{ring.quotient.wdq:.1f} ({interval.ci_low:.1f} to {interval.ci_high:.1f})"
    ).replace("-", "−")
