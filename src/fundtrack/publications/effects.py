"""What evaluations found, as the rows of a chart and of the table beside it."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import ANY
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.sentences.verdicts import verdict_words

EFFECTS = (
    Column("place", "Area"),
    Column("verdict", "Verdict"),
    Column("effect", "Effect", Kind.PERCENT),
    Column("low", "Interval from", Kind.PERCENT),
    Column("high", "Interval to", Kind.PERCENT),
    Column("unseen", "Smallest change that could be seen", Kind.PERCENT),
    Column("run", "Run"),
)
READ = (
    "fund",
    "area",
    "measure",
    "verdict",
    "effect_pct",
    "ci_low_pct",
    "ci_high_pct",
    "mde_pct",
    "provenance",
)
"""What of a run's result is shown."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the last run of one area and measure found; None where it could not tell."""

    run_id: str
    fund: str
    area: str
    measure: str
    verdict: str
    effect_pct: float | None
    ci_low_pct: float | None
    ci_high_pct: float | None
    mde_pct: float | None
    provenance: str


Named = Sequence[tuple[str, Found]]
"""Each place's name with what was found there."""


def latest_found(
    results: Iterable[tuple[str, Mapping[str, Any]]], fund: str = ANY
) -> tuple[Found, ...]:
    """List what was last found for each area and measure of a fund.

    A run that departs from its plan is exploratory and not among them.

    Args:
        results: each run's id with what it found, the latest last.
    """
    latest: dict[tuple[str, str, str], Found] = {}
    for run_id, result in results:
        written: dict[str, Any] = {key: result.get(key) for key in READ}
        found = Found(run_id=run_id, **written)
        if fund in {ANY, found.fund} and is_by_plan(result):
            latest[found.fund, found.area, found.measure] = found
    return tuple(latest[key] for key in sorted(latest))


def effect_columns(named: Named) -> dict[str, list[Any]]:
    """Give the data of `effect_by_area`: a row for each place."""
    return {
        "place": [name for name, _ in named],
        "note": [_note(each) for _, each in named],
        "effect_pct": [each.effect_pct for _, each in named],
        "low_pct": [each.ci_low_pct for _, each in named],
        "high_pct": [each.ci_high_pct for _, each in named],
        "unseen_from_pct": [_less(each.mde_pct) for _, each in named],
        "unseen_to_pct": [
            None if each.mde_pct is None else abs(each.mde_pct) for _, each in named
        ],
    }


def effect_table(named: Named) -> Table:
    """Table effects with their intervals, a row for each place."""
    rows = tuple(_row(name, each) for name, each in named)
    return Table("Effect by area, per cent", EFFECTS, rows)


def _note(found: Found) -> str:
    return "" if found.effect_pct is not None else verdict_words(found.verdict)


def _less(mde_pct: float | None) -> float | None:
    return None if mde_pct is None else -abs(mde_pct)


def _row(name: str, found: Found) -> TableRow:
    return TableRow(
        {
            "place": name,
            "verdict": verdict_words(found.verdict),
            "effect": found.effect_pct,
            "low": found.ci_low_pct,
            "high": found.ci_high_pct,
            "unseen": _less(found.mde_pct),
            "run": found.run_id,
        },
        marks=(found.provenance,),
    )
