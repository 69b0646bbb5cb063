"""Whoever rewrites the books with all their hashes is found by what others hold."""

import shutil

import duckdb
import pytest

from fundtrack.acts.returns import submit
from fundtrack.acts.verification import Verified
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.domain.events import FIRST_HASH
from fundtrack.domain.events import event_hash
from fundtrack.domain.events import moment_text
from fundtrack.store.snapshot import publish
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

LESS_PAID = "UPDATE posting SET pence = pence // 2 WHERE seq = 24"
INSERTED = "INSERT INTO event SELECT * REPLACE (24 AS seq) FROM event WHERE seq = 25"
ADDED = "INSERT INTO posting SELECT * REPLACE (8 AS line) FROM posting WHERE line = 1"
SIDES = """
SELECT seq, concat_ws('/', account || chr(9) || fund, area, project, heading,
spend_kind, financial_year || chr(9) || pence) FROM posting ORDER BY seq, line
"""


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office of 29 entries."""
    return open_office(workspace)


def tamper(office: Office, *statements: str) -> None:
    """Change the books' file behind the program's back."""
    with duckdb.connect(str(office.workspace.ledger)) as con:
        for statement in statements:
            con.execute(statement)


def rebuild(office: Office, *statements: str) -> None:
    """Change the books and work all hashes out anew, as the program would."""
    tamper(office, *statements)
    with duckdb.connect(str(office.workspace.ledger)) as con:
        events = con.execute("SELECT * FROM event ORDER BY seq").fetchall()
        sides = con.execute(SIDES).fetchall()
        previous = FIRST_HASH
        for seq, moment, *facts, _, _ in events:
            texts = ["" if fact is None else str(fact) for fact in facts]
            postings = "\n".join(text for of, text in sides if of == seq)
            fields = [str(seq), moment_text(moment), *texts, previous, postings]
            written = event_hash(fields)
            con.execute(
                "UPDATE event SET previous_hash = ?, hash = ? WHERE seq = ?",
                [previous, written, seq],
            )
            previous = written


def verified(office: Office, contains: str | None = None) -> Verified:
    """Verify the office's books."""
    return verify(office.session("auditor"), contains)


def test_working_the_hashes_out_anew_changes_nothing_in_true_books(
    office: Office,
) -> None:
    head = verified(office).head
    rebuild(office)
    assert (verified(office).head, verified(office).is_ok) == (head, True)


def test_rebuilt_books_do_not_hold_the_head_of_their_snapshot(office: Office) -> None:
    rebuild(office, LESS_PAID)
    found = verified(office)
    assert (found.chain_ok, found.balanced, found.references_ok) == (True, True, True)
    assert (found.snapshot_ok, found.is_ok) == (False, False)
    assert [it.message for it in found.findings] == ["its head, entry 29, is not held"]


def test_rebuilt_and_published_books_do_not_hold_what_a_return_printed(
    office: Office,
) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    rebuild(office, LESS_PAID)
    publish(office.workspace, office.now)
    found = verified(office)
    assert (found.chain_ok, found.snapshot_ok, found.returns_ok) == (True, True, False)
    assert found.findings[0].file == f"returns/{RETURN}"
    shutil.rmtree(office.workspace.returns / RETURN)
    said = [it.message for it in verified(office).findings]
    assert said == ["it has no manifest to read"]


def test_rebuilt_books_without_a_copy_are_found_by_a_hash_held_elsewhere(
    office: Office,
) -> None:
    printed = verified(office).head
    rebuild(office, LESS_PAID)
    publish(office.workspace, office.now)
    assert verified(office).is_ok
    found = verified(office, contains=printed)
    assert (found.chain_ok, found.contains, found.is_ok) == (True, None, False)
    assert [it.rule for it in found.findings] == ["contains"]
    assert found.findings[0].message == f"no entry has the hash {printed}"


def test_books_grown_since_still_hold_what_was_printed(office: Office) -> None:
    printed = verified(office).head
    office.certified()
    found = verified(office, contains=printed)
    assert (found.contains, found.is_ok) == (29, True)


@pytest.mark.parametrize(
    ("statements", "entry"),
    [
        (
            (
                "UPDATE event SET seq = seq + 1000 WHERE seq >= 24",
                "UPDATE event SET seq = seq - 999 WHERE seq >= 1000",
                INSERTED,
            ),
            25,
        ),
        (
            (
                "UPDATE event SET seq = 24 + 25 + 1000 - seq WHERE seq IN (24, 25)",
                "UPDATE event SET seq = seq - 1000 WHERE seq > 1000",
            ),
            24,
        ),
        (("UPDATE posting SET seq = 25, line = 9 WHERE seq = 24 AND line = 2",), 24),
        ((ADDED,), 16),
        (("UPDATE event SET recorded_at = recorded_at - INTERVAL 1 DAY",), 1),
        (("UPDATE event SET corrects = 25 WHERE seq = 27",), 27),
        (("UPDATE event SET person = 'cfo' WHERE seq = 24",), 24),
        (("UPDATE event SET evidence = 'ab' WHERE seq = 24",), 24),
        (("UPDATE event SET source_row = 4 WHERE seq = 24",), 24),
    ],
)
def test_the_first_entry_tampered_with_is_named(
    office: Office, statements: tuple[str, ...], entry: int
) -> None:
    tamper(office, *statements)
    found = verified(office)
    first = min(
        int(it.message.split()[1]) for it in found.findings if it.rule == "chain"
    )
    assert (found.chain_ok, first) == (False, entry)


def test_a_tail_cut_off_and_rebuilt_is_found_while_a_return_remains(
    office: Office,
) -> None:
    office.certified()
    rebuild(office, "DELETE FROM event WHERE seq > 29")
    publish(office.workspace, office.now)
    found = verified(office)
    assert (found.chain_ok, found.snapshot_ok, found.returns_ok) == (True, True, False)
    assert "the books certified no such return" in found.findings[0].message
