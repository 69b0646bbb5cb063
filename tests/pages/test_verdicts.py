"""The verdicts shown are those of the last finished run of each area."""

import json

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.pages.overview.page import build
from fundtrack.pages.overview.verdicts import last_found
from fundtrack.pages.session import PageSession
from tests.pages import screens
from tests.pages.offices import office


def keep(workspace: Workspace, run_id: str, area: str, **facts: object) -> None:
    """A finished run of neighbourhood crime."""
    result = {
        "fund": "SSF5",
        "area": area,
        "measure": "neighbourhood-crime",
        "verdict": "inconclusive",
        "effect_pct": -9.4,
        "ci_low_pct": -30.0,
        "ci_high_pct": 18.0,
        "mde_pct": -33.0,
        "provenance": "synthetic",
        **facts,
    }
    folder = workspace.runs / run_id
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


def test_effects_are_drawn_over_what_could_not_be_seen(
    workspace: Workspace, clock: Clock
) -> None:
    keep(office(workspace, clock), "a1", "blackpool")
    keep(workspace, "b2", "lancaster", verdict="not_evaluable", effect_pct=None)
    chart = screens.chart(build(PageSession(workspace, {}, clock)), "effects")
    assert chart.words["heading"] == (
        "No area can yet show an effect, in synthetic counts"
    )
    assert "The crime counts are synthetic." in chart.words["sub"]
    assert chart.data["place"] == ["Blackpool", "Lancaster"]
    assert chart.data["note"] == ["", "not evaluable"]
    assert (chart.data["unseen_from_pct"], chart.data["unseen_to_pct"]) == (
        [-33.0, -33.0],
        [33.0, 33.0],
    )
    assert screens.cells(chart.table)[0] == [
        "Blackpool",
        "inconclusive",
        "−9%",
        "−30%",
        "+18%",
        "−33%",
        "a1",
    ]


def test_a_run_without_a_smallest_change_draws_none(
    workspace: Workspace, clock: Clock
) -> None:
    keep(office(workspace, clock), "a1", "blackpool", mde_pct=None)
    chart = screens.chart(build(PageSession(workspace, {}, clock)), "effects")
    assert chart.data["unseen_to_pct"] == [None]


def test_only_the_fund_s_runs_count_and_folders_without_a_result_do_not(
    workspace: Workspace,
) -> None:
    keep(workspace, "a1", "blackpool")
    keep(workspace, "b2", "preston", fund="SSF4")
    (workspace.runs / "c3").mkdir()
    assert [found.run_id for found in last_found(workspace, "SSF5")] == ["a1"]
    assert [found.run_id for found in last_found(workspace, "*")] == ["b2", "a1"]


def test_a_run_that_departs_from_its_plan_never_reaches_overview(
    workspace: Workspace,
) -> None:
    keep(workspace, "a1", "blackpool", standing="prospective")
    keep(workspace, "b2", "blackpool", standing="exploratory")
    keep(workspace, "c3", "preston", standing="exploratory")
    assert [found.run_id for found in last_found(workspace, "*")] == ["a1"]
