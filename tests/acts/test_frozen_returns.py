"""What a frozen return holds; one frozen by an earlier program still counts."""

import json
from pathlib import Path

import pytest

from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

LATER_FILES = (f"{RETURN}.ods",)
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


def test_a_return_frozen_before_there_was_an_ods_still_verifies(office: Office) -> None:
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
