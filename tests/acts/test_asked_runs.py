"""An order from a page: one at a time, step by step, by whoever may."""

import io
import json
import os
import sys
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from types import SimpleNamespace

import pytest

from fundtrack.acts import asked_runs
from fundtrack.acts.asked_runs import RunUnderWay
from fundtrack.acts.asked_runs import alone
from fundtrack.acts.asked_runs import carry_out
from fundtrack.acts.evaluation_plans import PlanQuestion
from fundtrack.acts.evaluations import EvaluationQuestion
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.runs.orders import Wanted
from fundtrack.runs.orders import order_line
from fundtrack.runs.orders import read_step
from fundtrack.runs.registry import find_run
from tests import builders
from tests.pages.made_runs import keep_area
from tests.pages.offices import office

AT = datetime(2024, 4, 5, 12, 30, tzinfo=UTC).replace(tzinfo=None)
Report = Callable[[AreaRun], None]


def order(workspace: Workspace, wanted: Wanted = Wanted.RUN, **more: object) -> Order:
    """What somebody asks of a page of the workspace."""
    given = {"areas": ["blackpool"], "is_example": True, **more}
    facts = (str(workspace.folder), "eve", AT, wanted, "SSF5", "neighbourhood-crime")
    return Order(*facts, **given)  # type: ignore[arg-type]


def steps_of(asked: Order) -> list[Step]:
    """Carry an order out and list what was said."""
    said: list[Step] = []
    carry_out(asked, said.append)
    return said


def ends(
    workspace: Workspace, *statuses: str, table: str = "done"
) -> Callable[..., object]:
    """Stand in for the runs: each ends as said, the first kept."""
    keep_area(workspace)
    kept = find_run(workspace, "a1" * 8)

    def evaluate(
        session: Session, question: EvaluationQuestion, report: Report
    ) -> object:
        assert (question.fund, session.person) == ("SSF5", "eve")
        assert AT <= session.clock() < AT + timedelta(hours=1)
        runs = [
            AreaRun(
                "a1" * 8,
                "SSF5",
                area,
                question.measure or "",
                status,
                None if status == "failed" else kept,
                "cell 3: no month is held; nothing was kept: run it again",
            )
            for area, status in zip(question.areas, statuses, strict=True)
        ]
        for run in runs:
            report(run)
        tables = [SimpleNamespace(status=table, message="the table broke")]
        return SimpleNamespace(runs=runs, tables=tables)

    return evaluate


@pytest.mark.parametrize(
    ("statuses", "whole"),
    [
        (("done", "cached"), "done"),
        (("cached", "cached"), "cached"),
        (("done", "failed"), "failed"),
    ],
)
def test_each_area_is_told_as_it_ends_and_then_the_whole(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    statuses: tuple[str, str],
    whole: str,
) -> None:
    monkeypatch.setattr(asked_runs, "evaluate", ends(workspace, *statuses))
    said = steps_of(order(workspace, areas=["blackpool", "lancaster"]))
    assert [(step.told, step.area, step.status) for step in said] == [
        (Told.AREA, "blackpool", statuses[0]),
        (Told.AREA, "lancaster", statuses[1]),
        (Told.ENDED, "", whole),
    ]
    assert said[0].words.startswith("Neighbourhood crime in Blackpool fell")
    if whole == "failed":
        assert said[1].words.endswith("nothing was kept: run it again")


def test_a_table_that_failed_is_told_at_the_end(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = ends(workspace, "done", table="failed")
    monkeypatch.setattr(asked_runs, "evaluate", broken)
    assert steps_of(order(workspace))[-1] == Step(
        Told.ENDED, status="failed", words="the table broke"
    )


def test_a_plan_is_registered_in_the_asker_s_name(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[PlanQuestion] = []

    def register(session: Session, question: PlanQuestion) -> object:
        assert session.person == "eve"
        asked.append(question)
        areas = [
            SimpleNamespace(area="blackpool", mde_pct=15.2),
            SimpleNamespace(area="lancaster", mde_pct=None),
        ]
        return SimpleNamespace(
            plan="SSF5-x-1", retrospective=len(asked) > 1, areas=areas
        )

    monkeypatch.setattr(asked_runs, "register_plan", register)
    more = {"start": None, "worthwhile_pct": 5.0, "reason": "why"}
    said = [*steps_of(order(workspace, Wanted.PLAN, more=more))]
    said += steps_of(order(workspace, Wanted.PLAN, more=more))
    assert [(step.told, step.status, step.name) for step in said] == [
        (Told.PLANNED, "prospective", "SSF5-x-1"),
        (Told.PLANNED, "retrospective", "SSF5-x-1"),
    ]
    assert said[0].words == "blackpool 15%, lancaster nothing"
    assert (asked[0].worthwhile_pct, asked[0].areas) == (5.0, ["blackpool"])


def test_whoever_may_not_is_refused_and_told_who_can(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(
        office(workspace, clock), clock, builders.person("anna", Role.EVALUATOR)
    )
    (said,) = steps_of(order(workspace))
    assert said.told is Told.REFUSED
    assert "anna" in said.words


def test_a_second_order_is_refused_while_the_first_is_under_way(
    workspace: Workspace,
) -> None:
    with alone(workspace, order(workspace)):
        (said,) = steps_of(order(workspace))
        assert said == Step(
            Told.REFUSED,
            words="eve asked for SSF5: blackpool at 12:30 and it is still under way; "
            "wait for its end, then run again",
        )
        (workspace.runs / ".asked.json").unlink()
        with pytest.raises(RunUnderWay, match="somebody asked for a run at this"):
            alone(workspace, order(workspace)).__enter__()
    with alone(workspace, order(workspace, areas=[])):
        note = json.loads((workspace.runs / ".asked.json").read_text("utf-8"))
    assert note == ["eve", "12:30", "SSF5: all areas"]


def test_the_process_reads_one_line_and_ends_with_its_page(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[int] = []
    monkeypatch.setattr(asked_runs, "evaluate", ends(workspace, "done"))
    monkeypatch.setattr(asked_runs, "end_parents", lambda: None)
    monkeypatch.setattr(os, "_exit", ended.append)
    written = io.StringIO()
    monkeypatch.setattr(sys, "stdout", written)
    monkeypatch.setattr(sys, "stdin", io.StringIO(order_line(order(workspace))))
    asked_runs.main()
    said = [read_step(line) for line in written.getvalue().splitlines()]
    assert [step.told for step in said] == [Told.AREA, Told.ENDED]
    asked_runs._end_with(io.StringIO())
    assert set(ended) == {asked_runs.GONE}
