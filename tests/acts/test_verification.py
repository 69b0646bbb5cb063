"""Verification finds whatever was done to the books behind the program's back."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts.evidence import attach
from fundtrack.acts.returns import submit
from fundtrack.acts.verification import Verified
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import FIRST_HASH
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import event_hash
from fundtrack.domain.events import moment_text
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import Busy
from fundtrack.errors import ForeignBooks
from fundtrack.errors import NewerBooks
from fundtrack.errors import NoWorkspace
from fundtrack.money import Pence
from fundtrack.store.evidence import keep
from tests import builders
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.store.test_connection import held_by_another_program

LAST = 29
COPY = "INSERT INTO event SELECT * REPLACE ({}) FROM event WHERE seq = 24"


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose books nobody has touched yet."""
    return open_office(workspace)


def tamper(office: Office, *statements: str) -> None:
    """Change the books' file behind the program's back."""
    with duckdb.connect(str(office.workspace.ledger)) as con:
        for statement in statements:
            con.execute(statement)


def verified(office: Office) -> Verified:
    """Verify the office's books."""
    return verify(office.session("auditor"))


def test_untouched_books_hold(office: Office) -> None:
    found = verified(office)
    assert (found.entries, found.is_ok, found.findings) == (LAST, True, ())
    assert found.in_words()[1:] == [
        "the chain of hashes is whole",
        "every entry balances",
        "every reference holds",
        "the snapshot is of these books",
        "every frozen return is as certified",
    ]


def test_the_hash_in_sql_is_the_hash_in_python(office: Office) -> None:
    paper = office.workspace.folder / "letter.txt"
    paper.write_text("agreed")
    parts = [Standing(Cell("SSF5", f"a{n}"), Pence(n)) for n in range(1, 13)]
    odd = NewEvent(
        "award",
        date(2024, 1, 1),
        "line one\nline two, £ and ’",
        {"pence": 1, "name": "é", "none": None},
        claim_postings(parts),
        evidence=keep(office.workspace, paper),
    )
    office.record(odd, replace(odd, corrects=3, evidence=None))
    with duckdb.connect(str(office.workspace.ledger), read_only=True) as con:
        events = con.execute("SELECT * FROM event ORDER BY seq").fetchall()
        sides = con.execute(
            "SELECT seq, concat_ws('/', account || chr(9) || fund, area, project, "
            "heading, spend_kind, financial_year || chr(9) || pence) "
            "FROM posting ORDER BY seq, line"
        ).fetchall()
    previous = FIRST_HASH
    for seq, moment, *facts, held in events:
        texts = ["" if fact is None else str(fact) for fact in facts]
        postings = "\n".join(text for of, text in sides if of == seq)
        fields = [str(seq), moment_text(moment), *texts, postings]
        assert (texts[-1], event_hash(fields)) == (previous, held)
        previous = held
    assert verified(office).is_ok


@pytest.mark.parametrize(
    ("statement", "entry", "message"),
    [
        ("UPDATE event SET reason = 'other' WHERE seq = 9", 9, "was changed after"),
        (
            "UPDATE event SET effective_on = DATE '2024-01-21' WHERE seq = 24",
            24,
            "was changed after",
        ),
        ("UPDATE posting SET pence = -pence WHERE seq = 24", 24, "was changed after"),
        ("UPDATE posting SET area = 'lancaster' WHERE seq = 24", 24, "was changed"),
        ("DELETE FROM posting WHERE seq = 24", 24, "was changed after"),
        ("DELETE FROM event WHERE seq = 12", 13, "does not follow the entry before"),
        (COPY.format("40 AS seq"), 40, "does not follow the entry before"),
        (COPY.format("30 AS seq"), 30, "does not name the hash of the entry before"),
        (
            "UPDATE event SET seq = 11 - seq WHERE seq IN (5, 6)",
            5,
            "does not name the hash of the entry before",
        ),
    ],
)
def test_an_edited_deleted_inserted_or_reordered_entry_is_found(
    office: Office, statement: str, entry: int, message: str
) -> None:
    tamper(office, statement)
    found = verified(office)
    said = [it.message for it in found.findings if it.rule == "chain"]
    assert not found.chain_ok
    assert any(it.startswith(f"entry {entry} {message}") for it in said), said


def test_an_edit_whose_own_hash_is_mended_breaks_the_next_link(office: Office) -> None:
    tamper(office, "UPDATE event SET hash = repeat('a', 64) WHERE seq = 20")
    said = [it.message for it in verified(office).findings]
    assert said == [
        "entry 20 was changed after it was recorded",
        "entry 21 does not name the hash of the entry before it",
    ]


def test_a_tail_cut_off_is_found_by_the_copies_of_the_head(office: Office) -> None:
    office.certified()
    tamper(office, "DELETE FROM event WHERE seq > 30")
    found = verified(office)
    assert (found.chain_ok, found.snapshot_ok, found.returns_ok) == (True, False, False)
    assert [(it.file, it.message) for it in found.findings] == [
        (f"published/{snapshot_of(office)}.duckdb", "its head, entry 32, is not held"),
        (f"returns/{RETURN}", "the books certified no such return"),
    ]


def snapshot_of(office: Office) -> str:
    """The id of the current snapshot."""
    pointer = office.workspace.published / "current.json"
    return str(json.loads(pointer.read_text(encoding="utf-8"))["snapshot"])


def test_money_out_of_nothing_or_between_grants_is_found(office: Office) -> None:
    tamper(
        office,
        "UPDATE posting SET pence = pence + 1 WHERE seq = 24 AND line = 1",
        "UPDATE posting SET fund = 'OPDEF' WHERE seq = 25 AND line = 1",
    )
    found = verified(office)
    said = [it.message for it in found.findings if it.rule == "balances"]
    assert not found.balanced
    assert said == [
        "entry 24 is 1 pence from nil in fund SSF5",
        "entry 25 is -5001 pence from nil in fund OPDEF",
        "entry 25 is 5001 pence from nil in fund SSF5",
    ]


def test_references_to_what_is_not_held_are_found(office: Office) -> None:
    tamper(
        office,
        "UPDATE event SET corrects = 0 WHERE seq = 27",
        "UPDATE posting SET seq = 99 WHERE seq = 25",
        """UPDATE event SET payload = '{"import":77}' WHERE seq = 24""",
        "UPDATE event SET payload = 'not JSON' WHERE seq = 23",
    )
    found = verified(office)
    said = [it.message for it in found.findings if it.rule == "references"]
    assert not found.references_ok
    assert said == [
        "entry 24 a line of a file names entry 77, not held",
        "entry 27 a correction names entry 0, not held",
        "entry 99 a posting names entry 99, not held",
    ]


def test_a_snapshot_of_other_books_is_found(office: Office) -> None:
    older = (office.workspace.published / f"{snapshot_of(office)}.duckdb").read_bytes()
    office.record(builders.actual(5, date(2024, 2, 2), row=20))
    (office.workspace.published / f"{snapshot_of(office)}.duckdb").write_bytes(older)
    assert said_of_snapshot(office) == ["it does not end in its own head"]
    (office.workspace.published / f"{snapshot_of(office)}.duckdb").write_bytes(b"x")
    assert said_of_snapshot(office) == ["it cannot be opened"]
    (office.workspace.published / "current.json").unlink()
    assert said_of_snapshot(office) == ["there is no pointer to read"]


def said_of_snapshot(office: Office) -> list[str]:
    """What verification says, when only the snapshot is not as it should be."""
    found = verified(office)
    assert (found.chain_ok, found.snapshot_ok) == (True, False)
    return [it.message for it in found.findings]


def test_a_frozen_return_that_is_not_as_certified_is_found(office: Office) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    assert verified(office).returns_ok
    folder = office.workspace.returns / RETURN
    (folder / f"{RETURN}.html").write_text("other", encoding="utf-8")
    manifest = folder / "manifest.json"
    facts = json.loads(manifest.read_text(encoding="utf-8"))
    facts["snapshot"]["head_hash"] = "0" * 64
    facts["files"][f"{RETURN}.xlsx"] = "0" * 64
    manifest.write_text(json.dumps(facts), encoding="utf-8")
    found = verified(office)
    assert [(it.file, it.message) for it in found.findings] == [
        (f"returns/{RETURN}", "its head, entry 31, is not held"),
        (f"returns/{RETURN}", "its workbook is not the one that was certified"),
        (f"returns/{RETURN}/{RETURN}.html", "it was changed or is missing"),
        (f"returns/{RETURN}/{RETURN}.xlsx", "it was changed or is missing"),
    ]
    manifest.unlink()
    said = [it.message for it in verified(office).findings]
    assert said == ["it has no manifest to read"]
    assert verified(office).in_words()[-2:] == [
        "a frozen return is not as certified",
        f"  returns/{RETURN}: it has no manifest to read",
    ]


def test_a_hash_that_was_sent_is_looked_up(office: Office) -> None:
    head = verified(office).head
    held = verify(office.session("auditor"), contains=head.upper())
    assert (held.contains, held.is_ok) == (LAST, True)
    unheld = verify(office.session("auditor"), contains="ab")
    assert (unheld.contains, unheld.is_ok, unheld.chain_ok) == (None, False, True)
    assert [it.message for it in unheld.findings] == ["no entry has the hash ab"]


def test_empty_books_hold(workspace: Workspace) -> None:
    office = Office(workspace)
    office.record()
    found = verified(office)
    assert (found.entries, found.head, found.is_ok) == (0, FIRST_HASH, True)


def test_a_folder_without_books_is_no_workspace(workspace: Workspace) -> None:
    with pytest.raises(NoWorkspace):
        verify(Office(workspace).session("auditor"))


def test_books_of_another_program_are_not_verified(
    office: Office, tmp_path: Path
) -> None:
    other = tmp_path / "other.duckdb"
    duckdb.connect(str(other)).close()
    other.replace(office.workspace.ledger)
    with pytest.raises(ForeignBooks):
        verified(office)


def test_books_of_a_newer_program_are_not_verified(office: Office) -> None:
    with duckdb.connect(str(office.workspace.ledger)) as con:
        con.execute(
            "INSERT INTO schema_version "
            "SELECT 99, name, sha256, applied_at FROM schema_version LIMIT 1"
        )
    with pytest.raises(NewerBooks):
        verified(office)


def test_books_that_are_gone_are_not_begun_anew(office: Office) -> None:
    office.workspace.ledger.unlink()
    with pytest.raises(BooksUnreadable, match="the file is gone"):
        verified(office)
    with pytest.raises(BooksUnreadable, match="the file is gone"):
        office.record()
    assert not office.workspace.ledger.exists()


def test_verification_waits_for_a_writer_who_goes_by_another_door(
    office: Office,
) -> None:
    with held_by_another_program(office.workspace.ledger):
        session = replace(office.session("auditor"), wait_seconds=0.3)
        with pytest.raises(Busy, match=r"waited 0\.\d"):
            verify(session)


@pytest.mark.parametrize(
    ("is_gone", "words"),
    [(True, "is not there any more"), (False, "was altered since")],
)
def test_a_paper_that_is_gone_or_altered_is_found(
    office: Office, tmp_path: Path, *, is_gone: bool, words: str
) -> None:
    paper = tmp_path / "invoice.pdf"
    paper.write_bytes(b"two cameras")
    done = attach(office.session("finance.officer"), 24, paper, verified=False)
    assert verified(office).is_ok
    kept = office.workspace.evidence / done.sha256
    kept.write_bytes(b"nine cameras")
    if is_gone:
        kept.unlink()
    found = verified(office)
    assert (found.is_ok, found.evidence_ok, found.within) == (False, False, ())
    (said,) = found.findings
    assert said.message == f"the file that entry {done.entry} names {words}"
    assert (said.place, said.fix) == (
        f"evidence/{done.sha256}",
        "copy it back from a backup, named by its sha256",
    )
    assert "evidence is not as it was taken in" in found.in_words()
