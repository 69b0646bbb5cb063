"""The writable books: append events under the turnstile, one transaction at a time."""

from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from contextlib import suppress
from datetime import datetime
from pathlib import Path

import duckdb

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import EMPTY_HEAD
from fundtrack.domain.events import Head
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import event_hash
from fundtrack.domain.events import moment_text
from fundtrack.domain.events import payload_text
from fundtrack.domain.events import posting_text
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoWorkspace
from fundtrack.store.connection import Row
from fundtrack.store.connection import connect
from fundtrack.store.connection import sql_text
from fundtrack.store.connection import storage_errors
from fundtrack.store.migrations import migrate
from fundtrack.store.turnstile import turnstile
from fundtrack.store.views import Answers


class Ledger:
    """The books while they are held for writing; made by `open_ledger` alone."""

    def __init__(self, con: duckdb.DuckDBPyConnection, now: datetime) -> None:
        self._con = con
        self._answers = Answers(con)
        self._now = now
        self._head = head_of(con)

    @property
    def head(self) -> Head:
        """The last event, those of this transaction included."""
        return self._head

    def append(self, events: Sequence[NewEvent], person: str) -> list[int]:
        """Record events as acts of a person and give their entry numbers in order."""
        if not events:
            return []
        head = self._head
        last = self._con.execute("SELECT max(recorded_at) FROM event").fetchone()
        moment = max(self._now, last[0]) if last and last[0] else self._now
        columns: list[list[object]] = [[] for _ in range(16)]
        sides: list[list[object]] = [[] for _ in range(10)]
        for event in events:
            row = _event_row(event, head, moment, person)
            head = Head(head.seq + 1, str(row[-1]))
            for column, written in zip(columns, row, strict=True):
                column.append(written)
            for line, posting in enumerate(event.postings, start=1):
                side = (head.seq, line, posting.account, *posting.cell.parts)
                for column, written in zip(sides, (*side, posting.pence), strict=True):
                    column.append(written)
        self._insert("insert_events", columns)
        if sides[0]:
            self._insert("insert_postings", sides)
        self._head = head
        return list(range(head.seq - len(events) + 1, head.seq + 1))

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file over the books as they stand in this transaction."""
        return self._answers.rows(query, values)

    def _insert(self, query: str, columns: list[list[object]]) -> None:
        named = {f"c{at}": column for at, column in enumerate(columns)}
        self._con.execute(sql_text(f"queries/{query}.sql"), named)


def head_of(con: duckdb.DuckDBPyConnection) -> Head:
    """Give the last event of the books, in whichever file they stand open."""
    found = con.execute(
        "SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1"
    ).fetchone()
    return Head(*found) if found else EMPTY_HEAD


@contextmanager
def open_ledger(
    workspace: Workspace, clock: Clock, wait_seconds: float = 30.0
) -> Iterator[Ledger]:
    """Hold the books for one transaction: committed at the end, or nothing at all.

    Raises:
        Busy, BooksUnreadable, ForeignBooks, NewerBooks, NoRoom, NoWorkspace: as their
            sentences say; the books are then as they were.
    """
    require_books(workspace)
    path = workspace.ledger
    with (
        turnstile(path, wait_seconds) as left,
        storage_errors(path),
        transaction(path, clock, left) as ledger,
    ):
        yield ledger


@contextmanager
def transaction(path: Path, clock: Clock, wait_seconds: float) -> Iterator[Ledger]:
    """Open the books for one transaction; for whoever holds the turnstile."""
    con = connect(path, read_only=False, wait_seconds=wait_seconds)
    try:
        now = clock()
        migrate(con, path, now)
        con.execute("BEGIN")
        yield Ledger(con, now)
        con.execute("COMMIT")
        # What is committed is in the books, whether or not there is room to tidy them.
        with suppress(duckdb.Error):
            con.execute("CHECKPOINT")
    finally:
        con.close()


def require_books(workspace: Workspace) -> None:
    """Refuse to begin new books where others were published from.

    Raises:
        NoWorkspace: when there is no folder.
        BooksUnreadable: when the folder has snapshots and its books are gone.
    """
    if not workspace.folder.is_dir():
        raise NoWorkspace(workspace.folder)
    if workspace.published.is_dir() and not workspace.ledger.exists():
        raise BooksUnreadable(workspace.ledger, "the file is gone")


def _event_row(
    event: NewEvent, head: Head, moment: datetime, person: str
) -> tuple[object, ...]:
    source = event.source
    facts = (
        head.seq + 1,
        moment,
        event.effective_on,
        event.kind,
        person,
        event.reason,
        payload_text(event.payload),
        str(event.provenance),
        event.evidence,
        source.sha256 if source else None,
        source.sheet if source else None,
        source.row if source else None,
        source.column if source else None,
        event.corrects,
        head.hash,
    )
    written = hashed_fields(facts, posting_text(event.postings))
    return (*facts, event_hash(written))


def hashed_fields(facts: Sequence[object], postings: str) -> list[str]:
    """Write an event's columns, without its own hash, as the text that is hashed."""
    return [_written(fact) for fact in facts] + [postings]


def _written(fact: object) -> str:
    if fact is None:
        return ""
    return moment_text(fact) if isinstance(fact, datetime) else str(fact)
