"""What a frozen return holds; one frozen by an earlier program still counts."""

import json
from pathlib import Path

import pytest

from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

LATER_FILES = (f"{RETURN}.ods", f"{RETURN}.pdf")
LATER_FACTS = ("reportlab_version",)


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
    assert done.note == "every cell compared; frozen by fundtrack 0.1.0"


def test_the_pdf_is_frozen_and_only_its_hash_is_verified(office: Office) -> None:
    pdf = folder_of(office) / f"{RETURN}.pdf"
    written = pdf.read_bytes()
    assert written.startswith(b"%PDF-")
    assert verify(office.session("cfo"), RETURN).findings == ()
    pdf.write_bytes(written + b"%")
    found = verify(office.session("cfo"), RETURN).findings
    assert [(it.rule, it.file) for it in found] == [("return-reproduced", pdf.name)]
