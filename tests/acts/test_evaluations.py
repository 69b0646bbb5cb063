import re
from collections.abc import Mapping
from dataclasses import replace

import pytest

from fundtrack.acts.evaluation_plans import PlanQuestion
from fundtrack.acts.evaluation_plans import register_plan
from fundtrack.acts.evaluations import EvaluationQuestion
from fundtrack.acts.evaluations import evaluate
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.errors import WrongCall
from fundtrack.runs.execution import RunFailed
from tests.evaluation.offices import area
from tests.evaluation.offices import footprint
from tests.evaluation.offices import fund
from tests.evaluation.offices import lsoas_of
from tests.evaluation.offices import office
from tests.runs.notebooks import executed

SKELMERSDALE = [
    area("skelmersdale", "E07000127"),
    footprint(
        "SSF1",
        "skelmersdale",
        lsoas_of("Birch Green", district="E07000127")
        or lsoas_of("Skelmersdale North", district="E07000127"),
        "2021-04",
    ),
    fund("SSF9"),
    footprint(
        "SSF9", "burnley", lsoas_of("Bank Hall", district="E07000117"), "2030-01"
    ),
]


def test_round_1_ends_with_estimates_intervals_caveats_and_a_pooled_effect(
    workspace: Workspace, clock: Clock
) -> None:
    session = office(workspace, clock, *SKELMERSDALE)
    found = evaluate(session, EvaluationQuestion(fund="SSF1"))
    assert [(run.area, run.status) for run in found.runs] == [
        ("burnley", "done"),
        ("skelmersdale", "done"),
    ]
    for run in found.runs:
        assert run.verdict == "inconclusive"
        assert run.ci_low_pct is not None
        assert run.effect_pct is not None
        assert run.ci_high_pct is not None
        assert run.ci_low_pct < run.effect_pct < run.ci_high_pct
    assert found.pooled is not None
    assert found.pooled.areas == ["burnley", "skelmersdale"]
    assert found.pooled.mde_pct < min(run.mde_pct or 0 for run in found.runs)
    words = list(found.in_words())
    assert words[0].startswith("SSF1, its areas together:")
    assert words[1].startswith("SSF1 burnley (done): We cannot tell")
    html = _report(found.runs[0].html)
    assert "CAV-BREAK" in html
    assert "EXAMPLE, not a return." in html
    assert re.findall(r"(?:src|href)=[\"']https?:", html) == []
    assert html.count('role="img" aria-label=') >= 2


def test_one_area_of_every_fund_with_a_footprint_there(
    workspace: Workspace, clock: Clock
) -> None:
    session = office(workspace, clock, *SKELMERSDALE)
    question = EvaluationQuestion(areas=["Burnley"], measure="Vehicle crime")
    found = evaluate(session, question)
    assert [(run.fund, run.area) for run in found.runs] == [
        ("SSF1", "burnley"),
        ("SSF9", "burnley"),
    ]
    assert {run.measure for run in found.runs} == {"vehicle-crime"}
    assert found.pooled is None
    late = found.runs[1]
    assert (late.status, late.verdict) == ("done", "not_evaluable")
    assert (late.effect_pct, late.mde_pct) == (None, None)
    assert "no month is held" in _report(late.html)
    assert [line[:3] for line in found.in_words()] == ["SSF", "  /", "SSF", "  /"]


def test_a_plan_named_says_what_is_run_and_is_handed_to_the_notebook(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Mapping[str, object]] = []

    def run(_: object, parameters: Mapping[str, object]) -> dict[str, object]:
        asked.append(parameters)
        return executed()

    monkeypatch.setattr("fundtrack.runs.execution.execute", run)
    session = office(workspace, clock, *SKELMERSDALE)
    plan = register_plan(
        session, PlanQuestion("SSF1", "burglary", also=("robbery",), areas=("burnley",))
    ).plan
    question = EvaluationQuestion(plan=plan.lower(), jobs=1)
    found = evaluate(session, question)
    assert [(run["area"], run["measure"], run["plan"]) for run in asked] == [
        ("burnley", "burglary", plan.lower()),
        ("burnley", "robbery", plan.lower()),
    ]
    assert found.pooled is None
    only = evaluate(session, replace(question, measure="robbery", fund="SSF1"))
    assert [run.status for run in only.runs] == ["cached"]
    for wrong in ({"fund": "SSF9"}, {"measure": "shoplifting"}, {"areas": ["SSF1"]}):
        with pytest.raises(WrongCall):
            evaluate(session, replace(question, **wrong))
    with pytest.raises(UnknownName, match=plan):
        evaluate(session, EvaluationQuestion(plan="nothing"))


def test_failed_run_has_a_sentence_and_no_report(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RunFailed("n.ipynb", "cell 2", "no", "run it again")

    monkeypatch.setattr("fundtrack.runs.execution.execute", fail)
    session = office(workspace, clock)
    found = evaluate(session, EvaluationQuestion(fund="SSF1"))
    (run,) = found.runs
    assert (run.status, run.verdict, run.html) == ("failed", None, None)
    assert list(found.in_words()) == [f"SSF1 burnley (failed): {run.sentence}"]


def test_unknown_names_are_refused_before_anything_runs(
    workspace: Workspace, clock: Clock
) -> None:
    session = office(workspace, clock, fund("LOCAL"))
    for question in (
        EvaluationQuestion(fund="NOPE"),
        EvaluationQuestion(fund="SSF1", areas=["nowhere"]),
        EvaluationQuestion(fund="SSF1", areas=["force-wide"]),
        EvaluationQuestion(measure="happiness"),
    ):
        with pytest.raises(UnknownName):
            evaluate(session, question)
    with pytest.raises(WrongArgument, match="say in the Footprints sheet"):
        evaluate(session, EvaluationQuestion(fund="LOCAL"))
    assert not workspace.runs.exists()


def test_only_who_may_evaluate_does(workspace: Workspace, clock: Clock) -> None:
    session = replace(office(workspace, clock), person="auditor")
    with pytest.raises(NotAllowed, match="evaluator"):
        evaluate(session, EvaluationQuestion())


def _report(path: str | None) -> str:
    assert path is not None
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 - a path as users get it
        return file.read()
