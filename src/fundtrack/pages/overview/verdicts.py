"""What the evaluation of a fund found, read from the runner's results."""

from collections.abc import Sequence

from fundtrack.config import Workspace
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.view import VegaView
from fundtrack.publications.effects import Found
from fundtrack.publications.effects import effect_columns
from fundtrack.publications.effects import effect_table
from fundtrack.publications.effects import latest_found
from fundtrack.runs.registry import area_runs
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.verdicts import NOT_RUN
from fundtrack.sentences.verdicts import verdict_heading

LEGEND = [
    {"text": "effect and 95% interval", "colour": "actual", "shape": "thin"},
    {"text": "too small for this design to see", "colour": "budget"},
]


def last_found(workspace: Workspace, fund: str) -> tuple[Found, ...]:
    """List what was last found for each area and measure of a fund."""
    kept = area_runs(workspace)
    return latest_found([(run.run_id, run.result) for run in kept], fund)


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
    chart.show(effect_columns(named), words, effect_table(named))
