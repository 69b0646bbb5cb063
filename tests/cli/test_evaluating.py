import json
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.runs import execution
from fundtrack.runs.execution import RunFailed
from tests.evaluation.offices import office
from tests.runs.notebooks import executed


def fail(*_: object) -> None:
    raise RunFailed("n.ipynb", "cell 2", "no", "run it again")


def test_evaluation_is_typed_repeated_and_compared(
    workspace: Workspace,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    office(workspace, clock)
    monkeypatch.setattr(execution, "execute", lambda *_: executed())
    where = ["--workspace", str(workspace.folder), "--as", "evaluator"]

    def typed(*words: str) -> tuple[int, str]:
        code = main([*where, *words])
        return code, capsys.readouterr().out

    def answered(*words: str) -> dict[str, Any]:
        held: dict[str, Any] = json.loads(typed("--json", *words)[1])
        return held

    noted = answered("evaluate", "--fund", "SSF1", "--note", "mechanism= Gates. ")
    (run,) = answered("evaluate", "--fund", "SSF1")["runs"]
    assert run["status"] == "done"
    assert run["run_id"] != noted["runs"][0]["run_id"]
    assert answered("evaluate", "--fund", "SSF1")["runs"][0]["status"] == "cached"
    name = run["run_id"]
    code, said = typed("evaluate", "--repeat", name)
    assert (code, said.splitlines()[0]) == (
        0,
        f"{name} made again: the same result to the last digit.",
    )
    compared = answered("compare", name, name)
    assert compared["moved"] == []
    assert {"data", "plan", "code", "parameters", "result"} <= set(compared)

    monkeypatch.setattr(execution, "execute", fail)
    assert typed("evaluate", "--repeat", name)[0] == 3
    assert typed("evaluate", "--fund", "SSF1", "--force-rerun")[0] == 3
    assert typed("evaluate", "--repeat", "nothing")[0] == 2
    assert typed("evaluate", "--fund", "SSF1", "--note", "moods=good")[0] == 2
