"""Plans are registered and shown from the command line."""

import json
from typing import Any

import pytest

from fundtrack.cli import main
from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.evaluation.offices import office


def test_plan_is_typed_and_shown(
    workspace: Workspace, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    office(workspace, clock)
    where = ["--workspace", str(workspace.folder), "--as", "evaluator"]

    def typed(*words: str) -> tuple[int, str]:
        code = main([*where, *words])
        return code, capsys.readouterr().out

    asked = ("plan", "register", "--fund", "SSF1", "--measure", "burglary")
    code, said = typed("--json", *asked)
    made: dict[str, Any] = json.loads(said)
    assert code == 0
    assert {"plan", "hash", "registered_at", "retrospective"} <= set(made)
    assert made["retrospective"] is True
    assert json.loads(typed("--json", "plan", "show", made["plan"])[1]) == made
    assert typed("plan", "show", made["plan"])[1].startswith("SSF1-burglary-1 (")
    assert typed(*asked, "--start", "2030-01")[0] == 3
    assert typed(*asked, "--start", "soon")[0] == 2
    assert typed("plan", "show", "nothing")[0] == 2
