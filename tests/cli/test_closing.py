"""The statements of a year's end, written by command."""

import json
from pathlib import Path

import pytest

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests.cli.test_app import EXAMPLE
from tests.cli.test_returning import typed
from tests.returns.office import open_office


def test_both_statements_of_a_year_are_written_by_command(
    workspace: Workspace,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    office = open_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    monkeypatch.chdir(tmp_path)
    assert typed(office, "return", "outturn", "SSF5", "2023-24") == 0
    said = capsys.readouterr().out
    assert said.startswith("SSF5-2023-24-outturn-statement: eligible £1,120.01")
    folder = str(tmp_path / "used")
    usage = ("return", "usage", "SSF5", "2023-24", "--to", folder)
    assert typed(office, "--json", *usage) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["folder"], found["eligible_pence"]) == (folder, 112_001)
    assert typed(office, *usage) == 3
    assert "is there already" in capsys.readouterr().err
    assert typed(office, "return", "usage", "SSF9") == 2
