"""Backup, restore, doctor and export on the command line."""

import json
from pathlib import Path

import pytest

from fundtrack.acts import restoring
from fundtrack.cli import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from tests.cli.test_app import EXAMPLE
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office in order, in which anybody may be named."""
    office = open_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    office.certified()
    return office


def typed(folder: Path, *words: str) -> int:
    """Type a command in a workspace."""
    return main(["--workspace", str(folder), *words])


def test_a_backup_is_made_and_restored_with_the_contracts_keys(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, here, other = str(tmp_path / "b.zip"), office.workspace.folder, tmp_path / "o"
    assert typed(here, "--json", "backup", file) == 0
    made = json.loads(capsys.readouterr().out)
    keys = {"file", "bytes", "entries", "head", "snapshot", "members"}
    assert keys <= made.keys()
    assert typed(other, "--json", "restore", file) == 0
    done = json.loads(capsys.readouterr().out)
    assert {name: done[name] for name in ("file", "entries", "head", "snapshot")} == {
        name: made[name] for name in ("file", "entries", "head", "snapshot")
    }
    assert typed(other, "verify", "--contains", made["head"]) == 0
    assert typed(other, "return", "verify", RETURN) == 0
    assert typed(here, "backup", file) == 3
    assert typed(other, "restore", file) == 3
    assert typed(here, "--as", "cfo", "backup", str(tmp_path / "c.zip")) == 4


def test_both_are_told_in_words(
    office: Office,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    file, here = str(tmp_path / "b.zip"), office.workspace.folder
    assert typed(here, "backup", file) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[2].startswith("head ")
    finding = Finding(
        "return-reproduced", Severity.BLOCK, "it differs", "ask", file="r"
    )
    monkeypatch.setattr(restoring, "_returns_again", lambda *_: ((), (finding,)))
    assert typed(tmp_path / "other", "restore", file) == 3
    said = capsys.readouterr().out.splitlines()
    assert said[1].endswith("they verify")
    assert said[-1] == "  block: r: it differs; ask"


def test_the_doctor_exits_3_when_something_is_wrong(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    here = office.workspace.folder
    assert typed(here, "--json", "doctor") == 3
    found = json.loads(capsys.readouterr().out)
    assert {frozenset(check) for check in found["checks"]} == {
        frozenset({"name", "ok", "message", "fix"})
    }
    assert [it["name"] for it in found["checks"] if not it["ok"]] == ["sources"]
    office.workspace.ledger.write_bytes(b"other")
    assert typed(here, "doctor") == 3
    assert "WRONG  books: " in capsys.readouterr().out


def test_an_export_is_told(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    here, out = office.workspace.folder, str(tmp_path / "out")
    assert typed(here, "--json", "export", out) == 0
    made = json.loads(capsys.readouterr().out)
    assert made["folder"] == out
    assert {frozenset(file) for file in made["files"]} == {
        frozenset({"name", "rows", "sha256"})
    }
    assert typed(here, "export", out) == 3
    assert typed(here, "export", str(tmp_path / "again")) == 0
    assert f"holds snapshot {made['snapshot']}" in capsys.readouterr().out
