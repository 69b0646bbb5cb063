"""Recompute what must hold in the books: the chain, the balances, the references."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb

from fundtrack.config import Workspace
from fundtrack.domain.events import EMPTY_HEAD
from fundtrack.domain.events import Head
from fundtrack.errors import NoWorkspace
from fundtrack.store.connection import Row
from fundtrack.store.connection import connect
from fundtrack.store.connection import engine_errors
from fundtrack.store.ledger import head_of
from fundtrack.store.ledger import require_books
from fundtrack.store.migrations import awaited
from fundtrack.store.migrations import require_ours
from fundtrack.store.turnstile import turnstile
from fundtrack.store.views import Answers


@dataclass(frozen=True, slots=True)
class Fault:
    """Something in the books that does not hold, with the entry it is about."""

    entry: int
    message: str


class Audit:
    """The books open to be audited; made by `open_audit` alone."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con
        self._answers = Answers(con)

    def awaiting(self, path: Path) -> list[str]:
        """Name the migrations that the next act will make.

        Raises:
            ForeignBooks, NewerBooks, BooksUnreadable: as their sentences say.
        """
        return [migration.name for migration in awaited(self._con, path)]

    @property
    def head(self) -> Head:
        """The last entry as the books hold it."""
        return head_of(self._con)

    @property
    def entries(self) -> int:
        """How many entries the books hold."""
        found = self._con.execute("SELECT count(*) FROM event").fetchone()
        return int(found[0]) if found else 0

    def chain_faults(self) -> list[Fault]:
        """List edited, deleted, reordered and inserted entries."""
        return [
            Fault(row["entry"], message)
            for row in self.rows("verify_chain")
            for is_so, message in (
                (row["is_edited"], "was changed after it was recorded"),
                (row["has_gap"], "does not follow the entry before it"),
                (row["is_unlinked"], "does not name the hash of the entry before it"),
            )
            if is_so
        ]

    def balance_faults(self) -> list[Fault]:
        """List entries that make money out of nothing or move it between grants."""
        return [
            Fault(
                row["entry"], f"is {row['pence']} pence from nil in fund {row['fund']}"
            )
            for row in self.rows("verify_balances")
        ]

    def reference_faults(self) -> list[Fault]:
        """List what points at an entry that is not there."""
        return [
            Fault(
                row["entry"], f"{row['what']} names entry {row['points_at']}, not held"
            )
            for row in self.rows("verify_references")
        ]

    def holds(self, head: Head) -> bool:
        """Whether the entry with that number has that hash."""
        found = self.rows("verify_heads", seq=head.seq, hash=head.hash)
        is_before_all = head == EMPTY_HEAD
        return is_before_all or (head.seq, head.hash) in {
            (row["entry"], row["hash"]) for row in found
        }

    def certified_returns(self) -> dict[str, str | None]:
        """Give the hash of the frozen workbook of every certified return."""
        found = self.rows("verify_returns")
        return {row["return_id"]: row["sha256"] for row in found}

    def entry_with(self, written: str) -> int | None:
        """Find the entry that has a hash."""
        found = self.rows("verify_heads", seq=0, hash=written.strip().lower())
        return found[0]["entry"] if found else None

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file over the books as they stand."""
        return self._answers.rows(query, values)


@contextmanager
def open_audit(workspace: Workspace, wait_seconds: float = 30.0) -> Iterator[Audit]:
    """Open the books themselves, read-only, while nobody writes.

    Raises:
        Busy, BooksUnreadable, ForeignBooks, NewerBooks, NoWorkspace: as their
            sentences say.
    """
    path = workspace.ledger
    require_books(workspace)
    if not path.exists():
        raise NoWorkspace(workspace.folder)
    with turnstile(path, wait_seconds) as left, engine_errors(path):
        con = connect(path, read_only=True, wait_seconds=left)
        try:
            require_ours(con, path)
            yield Audit(con)
        finally:
            con.close()
