"""The quarter's workbook on the command line: out, a dry run, in, and refused."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from fundtrack.cli.app import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests.acts.quarter_offices import quarter_office
from tests.conftest import SETTINGS

EXAMPLE = f"{SETTINGS}\n[example]\nis_example = true\n"


@pytest.fixture
def folder(workspace: Workspace) -> Path:
    """The office of the workbook's tests as an example office."""
    quarter_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(EXAMPLE, encoding="utf-8")
    return workspace.folder


def run(folder: Path, *words: str) -> int:
    return main(["--workspace", str(folder), *words])


def answered(capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def filled(path: Path, amount: object) -> None:
    book = openpyxl.load_workbook(path)
    book["Commitments"]["G5"].value = amount
    book.save(path)


def test_a_form_goes_out_is_looked_at_and_comes_in(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.xlsx"
    assert run(folder, "quarter", "out", "SSF5", "2023-24 Q4", str(path)) == 0
    assert capsys.readouterr().out == (f"{path} holds 17 rows of SSF5 for 2023-24 Q4\n")
    filled(path, 210)
    said = "was £200.00, becomes £210.00"
    for words, ends in (
        (("--dry-run",), "1 change would be recorded"),
        ((), "1 change recorded"),
    ):
        assert run(folder, "quarter", "in", str(path), *words) == 0
        lines = capsys.readouterr().out.splitlines()
        assert said in lines[0]
        assert lines[1].startswith(ends)
    assert run(folder, "--json", "quarter", "in", str(path)) == 0
    assert answered(capsys)["changes"] == []


def test_a_form_with_a_mistake_is_refused_and_a_dry_run_of_it_fails(
    folder: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "form.xlsx"
    assert run(folder, "--json", "quarter", "out", "SSF5", "2023-24 Q4", str(path)) == 0
    assert answered(capsys)["changes"] == []
    filled(path, "lots")
    assert run(folder, "--json", "quarter", "in", str(path), "--dry-run") == 3
    dry = answered(capsys)
    assert [it["rule"] for it in dry["findings"]][:1] == ["register-cell-unreadable"]
    assert run(folder, "--json", "quarter", "in", str(path)) == 3
    assert answered(capsys)["exit_code"] == 3
