import json
from dataclasses import replace
from typing import Any

import pytest

from fundtrack.acts.evaluations import EvaluationQuestion
from fundtrack.acts.evaluations import evaluate
from fundtrack.acts.kept_runs import NotRepeatable
from fundtrack.acts.kept_runs import compare
from fundtrack.acts.kept_runs import repeat
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import NotAllowed
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.runs import execution
from fundtrack.runs.execution import RunFailed
from tests.evaluation.offices import office
from tests.runs.notebooks import executed


@pytest.fixture
def session(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> Session:
    """An office whose notebook hands over one result, without a kernel."""
    monkeypatch.setattr(execution, "execute", lambda *_: executed())
    return office(workspace, clock)


def kept(session: Session) -> str:
    (run,) = evaluate(session, EvaluationQuestion(fund="SSF1")).runs
    return run.run_id


def other_result(effect: float) -> dict[str, Any]:
    """What the notebook gives when its figures came out otherwise."""
    notebook = executed()
    (output,) = notebook["cells"][0]["outputs"]
    (result,) = [held for held in output["data"].values() if isinstance(held, dict)]
    result["effect_pct"] = effect
    return notebook


def test_run_made_again_says_that_it_is_the_same(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = kept(session)
    asked: dict[str, object] = {}

    def execute(_: object, parameters: dict[str, object]) -> dict[str, Any]:
        asked.update(parameters)
        return executed()

    monkeypatch.setattr(execution, "execute", execute)
    done = repeat(session, run[:6])
    assert (asked["evaluator"], asked["run"]) == ("evaluator", run)
    assert (done.run_id, done.repeats, done.status) == (run, run, "done")
    assert done.is_same
    assert done.differs == ()
    assert next(iter(done.in_words())).endswith("the same result to the last digit.")


def test_run_that_comes_out_otherwise_says_what_differs(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = kept(session)
    monkeypatch.setattr(execution, "execute", lambda *_: other_result(-12.0))
    done = repeat(session, run)
    assert not done.is_same
    assert [moved.name for moved in done.differs] == ["effect_pct"]
    said = next(iter(done.in_words()))
    assert "another result: the effect from −10.0% to −12.0%." in said


def test_run_that_fails_when_made_again_leaves_the_kept_one(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = kept(session)

    def fail(*_: object) -> None:
        raise RunFailed("n.ipynb", "cell 2", "no", "run it again")

    monkeypatch.setattr(execution, "execute", fail)
    done = repeat(session, run)
    assert (done.status, done.is_same, done.html) == ("failed", False, None)
    assert "could not be made again: n.ipynb, cell 2" in next(iter(done.in_words()))
    assert compare(session, run, run).moved == ()


def test_comparison_names_what_moved_between_two_snapshots(session: Session) -> None:
    run = kept(session)
    folder = session.workspace.runs / run
    other = folder.with_name("0" * 16)
    other.mkdir()
    for path in folder.iterdir():
        other.joinpath(path.name).write_bytes(path.read_bytes())
    panel = (folder / "panel.csv").read_text("utf-8")
    (other / "panel.csv").write_text(panel.replace("2021-01,2", "2021-01,9"), "utf-8")
    found = compare(session, run, "000")
    assert found.moved == ("data",)
    assert [(at.first, at.second) for at in found.data.revised] == [(3, 10)]
    first, second, revised = found.in_words()
    assert first.startswith(f"{run}: SSF1 burnley, burglary, run on 2024-04-05")
    assert second.startswith("0000")
    assert "2021-01 from 3 to 10 offences in 1 ward" in revised


def test_what_cannot_be_compared_or_repeated_is_refused(session: Session) -> None:
    run = kept(session)
    folder = session.workspace.runs / run
    with pytest.raises(UnknownName):
        compare(session, run, "zz")
    with pytest.raises(NotAllowed):
        repeat(replace(session, person="auditor"), run)
    (folder / "provenance.json").unlink()
    with pytest.raises(NotRepeatable, match="kept by an older program"):
        repeat(session, run)
    (folder / "result.json").write_text(json.dumps({"fund": "SSF1"}), "utf-8")
    with pytest.raises(WrongArgument, match="is a table of several areas"):
        compare(session, run, run)
