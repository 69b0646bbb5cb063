"""What a frozen return holds; one frozen by an earlier program still counts."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.returns import frozen
from fundtrack.returns import making
from fundtrack.returns import reproduce
from fundtrack.returns.layouts import read_layout
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.source_tree import ROOT

LATER_FILES = (f"{RETURN}.ods", f"{RETURN}.pdf", "layout.toml")
LATER_FACTS = ("reportlab_version", "rules_sha256")


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return of the quarter is certified."""
    made = open_office(workspace)
    made.certified()
    return made


def folder_of(office: Office) -> Path:
    """Where the return is frozen."""
    return office.workspace.returns / RETURN


def test_a_return_frozen_in_fewer_kinds_of_file_still_verifies(office: Office) -> None:
    path = folder_of(office) / "manifest.json"
    facts = json.loads(path.read_text("utf-8"))
    for name in LATER_FILES:
        (folder_of(office) / name).unlink()
        del facts["files"][name]
    for name in LATER_FACTS:
        del facts[name]
    path.write_text(json.dumps(facts), encoding="utf-8")
    done = verify(office.session("cfo"), RETURN)
    assert done.findings == ()
    assert done.note == (
        "every cell compared; frozen by fundtrack 0.1.0 under other rules, whose "
        "checks are as they were frozen"
    )


def test_the_pdf_is_frozen_and_only_its_hash_is_verified(office: Office) -> None:
    pdf = folder_of(office) / f"{RETURN}.pdf"
    written = pdf.read_bytes()
    assert written.startswith(b"%PDF-")
    assert verify(office.session("cfo"), RETURN).findings == ()
    pdf.write_bytes(written + b"%")
    found = verify(office.session("cfo"), RETURN).findings
    assert [(it.rule, it.file) for it in found] == [("return-reproduced", pdf.name)]


def test_another_version_compares_by_the_layout_and_the_program_that_were(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {**frozen.program(), "program_version": "0.2.0"}
    layout = read_layout()
    shorter = replace(layout, sheets=layout.sheets[:3])
    monkeypatch.setattr(reproduce, "program", lambda: newer)
    monkeypatch.setattr(making, "program_name", lambda: "fundtrack 0.2.0")
    monkeypatch.setattr(reproduce, "read_layout", lambda _: shorter)
    done = verify(office.session("cfo"), RETURN)
    assert done.findings == ()
    assert done.note == "every cell compared; frozen by fundtrack 0.1.0"
    (folder_of(office) / "layout.toml").write_text("altered", encoding="utf-8")
    found = verify(office.session("cfo"), RETURN).findings
    assert [it.file for it in found] == ["csv/03-contents.csv", "layout.toml"]


def test_other_rules_leave_their_own_sheets_as_they_were(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = {**frozen.program(), "program_version": "0.2.0"}
    monkeypatch.setattr(reproduce, "program", lambda: newer)
    monkeypatch.setattr(reproduce, "RULES_SHA256", "other")
    path = folder_of(office) / "manifest.json"
    facts = json.loads(path.read_text("utf-8"))
    for name in [it for it in facts["files"] if "checks" in it or "claim" in it]:
        written = folder_of(office) / name
        written.write_bytes(written.read_bytes() + b"more\r\n")
        facts["files"] |= frozen.hashes({name: written.read_bytes()})
    path.write_text(json.dumps(facts), encoding="utf-8")
    done = verify(office.session("cfo"), RETURN)
    assert [it.file for it in done.findings] == ["csv/04-claim.csv"]
    assert "under other rules" in done.note


def test_the_manifest_names_everything_the_return_was_made_of(office: Office) -> None:
    facts = json.loads((folder_of(office) / "manifest.json").read_text("utf-8"))
    assert facts["layout_sha256"] == facts["files"]["layout.toml"]
    assert facts["layout_sha256"] == read_layout().sha256
    assert len(facts["rules_sha256"]) == 64
    assert {"snapshot", "head_seq", "head_hash"} <= facts["snapshot"].keys()
    assert frozen.program().items() <= facts.items()
    held = {
        path.relative_to(folder_of(office)).as_posix()
        for path in folder_of(office).rglob("*")
        if path.is_file()
    }
    assert held == {*facts["files"], "manifest.json"}
    assert {Path(name).suffix for name in held} == {
        *(".xlsx", ".ods", ".pdf", ".html", ".csv", ".toml", ".json"),
    }


KILLED_WHILE_FREEZING = """
import os
from pathlib import Path
from sys import argv

from fundtrack.acts.returns import certify
from fundtrack.config import Workspace
from tests.returns.office import Office

Path.rename = lambda *_: os._exit(9)
certify(Office(Workspace(Path(argv[1]))).session("cfo", is_example=True), argv[2])
"""


def test_a_program_killed_while_freezing_leaves_nothing_half(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    told = [sys.executable, "-c", KILLED_WHILE_FREEZING, str(workspace.folder), RETURN]
    killed = subprocess.run(told, check=False, timeout=300, cwd=ROOT)
    assert killed.returncode == 9
    assert not folder_of(office).exists()
    assert check(office.session("cfo"), RETURN).state == "reviewed"
    certify(office.session("cfo", is_example=True), RETURN)
    assert [it.name for it in workspace.returns.iterdir()] == [RETURN]
    assert verify(office.session("cfo"), RETURN).findings == ()
