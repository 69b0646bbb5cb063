"""What the evaluation of a fund found, read from the runner's results."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.config import Workspace
from fundtrack.domain.cells import ANY
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.pages.standing import Standing
from fundtrack.pages.view import Columns
from fundtrack.pages.view import VegaView
from fundtrack.runs.registry import area_runs
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.verdicts import NOT_RUN
from fundtrack.sentences.verdicts import verdict_heading
from fundtrack.sentences.verdicts import verdict_words

TABLE = (
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
LEGEND = [
    {"text": "effect and 95% interval", "colour": "actual", "shape": "thin"},
    {"text": "too small for this design to see", "colour": "budget"},
]


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


def last_found(workspace: Workspace, fund: str) -> tuple[Found, ...]:
    """List what was last found for each area and measure of a fund.

    A run that departs from its plan is exploratory and not among them.
    """
    latest: dict[tuple[str, str, str], Found] = {}
    for run in area_runs(workspace):
        written: dict[str, Any] = {key: run.result.get(key) for key in READ}
        found = Found(run_id=run.run_id, **written)
        if fund in {ANY, found.fund} and is_by_plan(run.result):
            latest[found.fund, found.area, found.measure] = found
    return tuple(latest[key] for key in sorted(latest))


def show_verdicts(chart: VegaView, standing: Standing, found: Sequence[Found]) -> None:
    """Show effects with their intervals, or say that nothing has been run."""
    if not found:
        chart.show_nothing(NOT_RUN.format(fund=standing.choice.fund))
        return
    named = [(standing.area_name(each.area), each) for each in found]
    measures = sorted({spoken(each.measure).lower() for each in found})
    sources = sorted({each.provenance for each in found})
    words = {
        "heading": verdict_heading(
            [(name, each.verdict) for name, each in named],
            is_synthetic="synthetic" in sources,
        ),
        "sub": f"Change in {listed(measures)} after delivery, against similar "
        "places without the fund; 95% interval. Grey: too small for this design to "
        f"see. The crime counts are {listed(sources)}.",
        "alt": "Effect and interval for each area; the table below holds the "
        "same figures",
        "legend": LEGEND,
        "source": "Source: evaluation runs of this workspace",
        "note": standing.copy_note,
    }
    table = Table(
        "Effect by area, per cent",
        TABLE,
        tuple(_row(name, each) for name, each in named),
    )
    chart.show(_columns(named), words, table)


def _columns(named: Sequence[tuple[str, Found]]) -> Columns:
    return {
        "place": [name for name, _ in named],
        "note": [_note(each) for _, each in named],
        "effect_pct": [each.effect_pct for _, each in named],
        "low_pct": [each.ci_low_pct for _, each in named],
        "high_pct": [each.ci_high_pct for _, each in named],
        "unseen_from_pct": [_less(each.mde_pct) for _, each in named],
        "unseen_to_pct": [None if m is None else abs(m) for m in _unseen(named)],
    }


def _unseen(named: Sequence[tuple[str, Found]]) -> list[float | None]:
    return [each.mde_pct for _, each in named]


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
