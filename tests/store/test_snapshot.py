"""Publishing a snapshot and reading from it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import duckdb
import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoRoom
from fundtrack.errors import NoSnapshot
from fundtrack.store.connection import connect
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from fundtrack.store.snapshot import publish

NOTE = NewEvent("note", date(2024, 3, 5), "a note")


def add_note(workspace: Workspace, clock: Clock) -> str:
    """Record one event and give its hash."""
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
        return ledger.head.hash


def test_a_snapshot_names_the_last_event_it_holds(
    workspace: Workspace, clock: Clock
) -> None:
    last = add_note(workspace, clock)
    info = publish(workspace, clock)
    assert (info.head_seq, info.head_hash, info.rows) == (1, last, 1)
    assert current_snapshot(workspace) == info
    with open_books(workspace) as books:
        assert books.info == info
        assert books.rows("event_hash", seq=1)[0]["hash"] == last


def test_equal_books_give_an_equal_id_and_one_file(
    workspace: Workspace, clock: Clock
) -> None:
    add_note(workspace, clock)
    first, again = publish(workspace, clock), publish(workspace, clock)
    assert first.snapshot == again.snapshot
    assert first.published_at != again.published_at
    files = {path.name for path in workspace.published.glob("*.duckdb*")}
    assert files - {first.panel} == {f"{first.snapshot}.duckdb"}


@pytest.mark.parametrize("damage", [b"not a database", b""])
def test_publishing_puts_a_damaged_snapshot_right(
    workspace: Workspace, clock: Clock, damage: bytes
) -> None:
    add_note(workspace, clock)
    info = publish(workspace, clock)
    (workspace.published / f"{info.snapshot}.duckdb").write_bytes(damage)
    assert publish(workspace, clock).snapshot == info.snapshot
    with open_books(workspace) as books:
        assert len(books.rows("event_hash", seq=1)) == 1


def test_an_old_snapshot_stays_as_it_was(workspace: Workspace, clock: Clock) -> None:
    add_note(workspace, clock)
    old = publish(workspace, clock)
    add_note(workspace, clock)
    new = publish(workspace, clock)
    assert old.snapshot != new.snapshot
    with open_books(workspace, old) as books:
        assert books.rows("event_hash", seq=2) == []


def test_books_without_an_entry_can_be_published(
    workspace: Workspace, clock: Clock
) -> None:
    info = publish(workspace, clock)
    assert (info.head_seq, info.head_hash) == (0, "0" * 64)


@pytest.mark.parametrize("pointer", [None, "", "{", "[]", '{"snapshot": "x"}'])
def test_without_a_good_pointer_there_is_no_snapshot(
    workspace: Workspace, pointer: str | None
) -> None:
    if pointer is not None:
        workspace.published.mkdir()
        (workspace.published / "current.json").write_text(pointer, encoding="utf-8")
    with pytest.raises(NoSnapshot, match="make one with: fundtrack publish"):
        current_snapshot(workspace)


def test_a_snapshot_whose_files_are_gone_is_no_snapshot(
    workspace: Workspace, clock: Clock
) -> None:
    info = publish(workspace, clock)
    with pytest.raises(NoSnapshot), open_books(workspace, replace(info, panel="no")):
        pass
    (workspace.published / f"{info.snapshot}.duckdb").unlink()
    with pytest.raises(NoSnapshot), open_books(workspace):
        pass


def test_a_damaged_snapshot_is_named(workspace: Workspace, clock: Clock) -> None:
    info = publish(workspace, clock)
    (workspace.published / f"{info.snapshot}.duckdb").write_bytes(b"not a database")
    with pytest.raises(BooksUnreadable, match=info.snapshot), open_books(workspace):
        pass


def test_a_reader_can_neither_write_nor_reach_other_files(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    publish(workspace, clock)
    (tmp_path / "secret.csv").write_text("a\n1\n", encoding="utf-8")
    with open_books(workspace) as books:
        for forbidden in (
            "DELETE FROM event",
            f"SELECT * FROM read_csv('{tmp_path / 'secret.csv'}')",  # noqa: S608
        ):
            with pytest.raises(
                (duckdb.InvalidInputException, duckdb.PermissionException)
            ):
                books._con.execute(forbidden)


def test_the_panel_is_read_beside_the_books(workspace: Workspace, clock: Clock) -> None:
    info = publish(workspace, clock)
    panel = connect(workspace.published / "it's-a-panel.duckdb", read_only=False)
    panel.execute("CREATE TABLE seen AS SELECT 42 AS offences")
    panel.close()
    with open_books(workspace, replace(info, panel="it's-a-panel.duckdb")) as books:
        found = books._con.execute("SELECT offences FROM crime.seen").fetchall()
    assert found == [(42,)]


def test_books_are_read_without_a_panel(workspace: Workspace, clock: Clock) -> None:
    add_note(workspace, clock)
    info = publish(workspace, clock)
    with open_books(workspace, replace(info, panel="")) as books:
        assert len(books.rows("event_hash", seq=1)) == 1


def test_a_snapshot_that_cannot_be_written_leaves_the_old_pointer(
    workspace: Workspace, clock: Clock
) -> None:
    add_note(workspace, clock)
    old = publish(workspace, clock)
    add_note(workspace, clock)
    before = sorted(path.name for path in workspace.published.iterdir())
    (workspace.published / "current.json.new").mkdir()
    with pytest.raises(NoRoom):
        publish(workspace, clock)
    (workspace.published / "current.json.new").rmdir()
    assert current_snapshot(workspace) == old
    assert set(before) <= {path.name for path in workspace.published.iterdir()}


def test_a_file_in_the_place_of_the_folder_is_named(
    workspace: Workspace, clock: Clock
) -> None:
    workspace.published.write_text("", encoding="utf-8")
    with pytest.raises(NoRoom, match=r"published could not be written \(File exists\)"):
        publish(workspace, clock)


def test_damaged_books_are_named_when_publishing(
    workspace: Workspace, clock: Clock
) -> None:
    workspace.ledger.write_bytes(b"not a database")
    with pytest.raises(BooksUnreadable, match=r"ledger\.duckdb cannot be read"):
        publish(workspace, clock)


def test_one_process_reads_a_snapshot_twice_at_once(
    workspace: Workspace, clock: Clock
) -> None:
    publish(workspace, clock)
    with open_books(workspace) as first, open_books(workspace) as second:
        assert first.rows("last_entry") == second.rows("last_entry")
