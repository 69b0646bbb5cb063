"""Frozen returns: whole or not there, made again from their manifest, compared."""

import json
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts import return_files
from fundtrack.acts.returns import ReturnStep
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import FiguresRefused
from fundtrack.errors import NoRoom
from fundtrack.errors import NotCounted
from fundtrack.returns import frozen
from fundtrack.returns import reproduce
from fundtrack.store.ledger import Ledger
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q3
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_outcomes import RUN

CLAIM = 40_000 + 60_000 + 5_001 + 7_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order, on a day in April."""
    return open_office(workspace)


def prepared(office: Office) -> ReturnStep:
    """Prepare the quarter's return."""
    return prepare(office.session("finance.officer"), "SSF5", Q4)


def folder_of(office: Office) -> Path:
    """Where the return is frozen."""
    return office.workspace.returns / RETURN


def test_certification_freezes_files_that_the_manifest_lists(office: Office) -> None:
    office.certified()
    shown = show(office.session("finance.officer"), RETURN)
    manifest = json.loads((folder_of(office) / "manifest.json").read_text("utf-8"))
    assert shown.folder == str(folder_of(office))
    assert manifest["files"][f"{RETURN}.xlsx"] == shown.sha256
    assert (manifest["claim_pence"], manifest["as_known"]) == (CLAIM, shown.as_known)
    assert (manifest["certified_by"], manifest["certified_on"]) == ("cfo", "2024-04-22")
    assert manifest["snapshot"]["head_seq"] == shown.as_known + 2
    assert frozen.changed_files(folder_of(office), manifest) == []


def test_a_draft_has_no_folder_to_show(office: Office) -> None:
    prepared(office)
    assert show(office.session("cfo"), RETURN).folder is None


def test_a_frozen_return_is_made_again_byte_by_byte(office: Office) -> None:
    office.certified()
    office.record(builders.actual(77, date(2024, 2, 2), row=20))
    done = verify(office.session("cfo"), RETURN)
    assert (done.findings, done.note) == (
        (),
        "every byte compared; frozen by fundtrack 0.1.0",
    )


def test_another_version_compares_every_cell(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.certified()
    newer = {**frozen.program(), "program_version": "0.2.0"}
    monkeypatch.setattr(reproduce, "program", lambda: newer)
    done = verify(office.session("cfo"), RETURN)
    assert (done.findings, done.note[:20]) == ((), "every cell compared;")
    listing = folder_of(office) / "csv" / "07-transaction-listing.csv"
    listing.write_bytes(listing.read_bytes().replace(b"600.00", b"600.01"))
    notes = next((folder_of(office) / "csv").glob("*-notes.csv"))
    notes.unlink()
    places = [it.file for it in verify(office.session("cfo"), RETURN).findings]
    assert places == [
        "csv/07-transaction-listing.csv, row 3, column 12",
        f"csv/{notes.name}",
        "csv/07-transaction-listing.csv",
    ]


def test_a_changed_frozen_file_is_found_and_not_submitted(office: Office) -> None:
    office.certified()
    page = folder_of(office) / f"{RETURN}.html"
    page.write_text("other", encoding="utf-8")
    found = verify(office.session("cfo"), RETURN).findings
    assert [(it.rule, it.file) for it in found] == [("return-reproduced", page.name)]
    with pytest.raises(FiguresRefused, match="is not what the books make"):
        submit(office.session("finance.officer"), RETURN, SENT)


def test_a_manifest_of_another_workbook_is_found(office: Office) -> None:
    office.certified()
    path = folder_of(office) / "manifest.json"
    facts = json.loads(path.read_text("utf-8"))
    workbook = folder_of(office) / f"{RETURN}.xlsx"
    workbook.write_bytes(b"another")
    facts["files"] |= frozen.hashes({workbook.name: b"another"})
    path.write_text(json.dumps(facts), encoding="utf-8")
    places = [it.file for it in verify(office.session("cfo"), RETURN).findings]
    assert places == [workbook.name, "manifest.json"]
    with pytest.raises(FiguresRefused, match=r"manifest\.json"):
        submit(office.session("finance.officer"), RETURN, SENT)


def test_a_missing_manifest_is_said(office: Office) -> None:
    office.certified()
    (folder_of(office) / "manifest.json").unlink()
    with pytest.raises(BooksUnreadable, match="no manifest that can be read"):
        verify(office.session("cfo"), RETURN)


def test_a_certification_that_fails_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(office)
    review(office.session("reviewer"), RETURN)

    def full(*_: object) -> list[int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "append", full)
    with pytest.raises(NoRoom, match="No space left"):
        certify(office.session("cfo"), RETURN, TYPED)
    assert list(office.workspace.returns.iterdir()) == []
    assert check(office.session("cfo"), RETURN).state == "reviewed"


def test_a_folder_that_cannot_be_written_leaves_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    prepared(office)
    review(office.session("reviewer"), RETURN)

    def full(self: Path, _: bytes) -> int:
        raise OSError(28, "No space left on device", str(self))

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(NoRoom, match="No space left"):
        certify(office.session("cfo"), RETURN, TYPED)
    assert list(office.workspace.returns.iterdir()) == []


def test_a_snapshot_that_lacks_a_step_is_not_worked_from(office: Office) -> None:
    prepared(office)
    session = office.session("reviewer")
    with open_books(office.workspace) as books:

        class Other:
            def rows(self, query: str, **values: object) -> list[dict[str, object]]:
                return [*books.rows(query, **values), {"step": "newer"}]

        with pytest.raises(NotCounted, match="run fundtrack publish and repeat"):
            return_files.require_same(Other(), books, RETURN)
    assert review(session, RETURN).state == "reviewed"


def test_the_outcomes_of_the_runs_are_frozen_with_the_return(office: Office) -> None:
    for name, written in (("r1", json.dumps(RUN)), ("r2", "not JSON")):
        run = office.workspace.runs / name
        run.mkdir(parents=True)
        (run / "result.json").write_text(written, encoding="utf-8")
    prepared(office)
    office.signed()
    (office.workspace.runs / "r1" / "result.json").unlink()
    printed = (folder_of(office) / "csv" / "10-outcomes.csv").read_text("utf-8-sig")
    assert "Blackpool,asb,2022-10 to 2022-11, against" in printed.replace('"', "")
    assert verify(office.session("cfo"), RETURN).findings == ()


def test_another_funds_returns_are_in_nobodys_way(office: Office) -> None:
    other = Cell(fund="OPDEF")
    office.certified()
    with open_books(office.workspace) as books:
        return_files.require_turn(books, other.fund, Q3, "OPDEF-2023-24-Q3-v1")
