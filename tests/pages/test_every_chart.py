"""Every chart of the example: what can be clicked can be reached by keyboard too."""

from importlib import import_module

import pytest

from fundtrack.config import Workspace
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.view import VegaView
from tests.pages import screens

PAGES = ["overview", "spend", "outcomes", "evaluation"]


@pytest.mark.parametrize("name", PAGES)
def test_every_mark_that_can_be_clicked_has_its_place_in_the_chart_s_table(
    told: Workspace, name: str
) -> None:
    page = import_module(f"fundtrack.pages.{name}.page")
    built = page.build(PageSession(told, {"fund": "SSF5"}))
    charts = [it for it in screens.widgets(built) if isinstance(it, VegaView)]
    drawn = [chart for chart in charts if chart.table]
    assert drawn
    for chart in drawn:
        reached = {figure for _, figure in screens.presses(chart.table)}
        assert marks(chart) <= reached, chart.name


def marks(chart: VegaView) -> set[str]:
    """The figures that a click on the chart would open."""
    return {
        figure
        for column, figures in chart.data.items()
        if column.startswith("press_")
        for figure in figures
        if figure
    }
