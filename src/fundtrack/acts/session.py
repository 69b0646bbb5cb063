"""Who acts, where, and by which clock; the door to the books for every act."""

from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.domain.people import Holding
from fundtrack.domain.people import Permission
from fundtrack.domain.people import Role
from fundtrack.domain.people import may
from fundtrack.domain.people import who_may
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoSnapshot
from fundtrack.errors import NotAllowed
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.store.ledger import Ledger
from fundtrack.store.publishing import mend_snapshot
from fundtrack.store.publishing import publish_recorded
from fundtrack.store.publishing import published_ledger
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books
from fundtrack.store.snapshot import publish
from fundtrack.store.verification import open_audit


@dataclass(frozen=True, slots=True)
class Session:
    """A person at work in a workspace."""

    workspace: Workspace
    person: str
    clock: Clock = system_clock
    wait_seconds: float = 30.0
    is_example: bool = False

    @property
    def today(self) -> date:
        """The day by this session's clock."""
        return self.clock().date()

    @contextmanager
    def writing(self, permission: Permission) -> Iterator[Ledger]:
        """Hold the books for one act, which the current snapshot then has.

        Raises:
            NotAllowed: when the person may not; the sentence names who can.
        """
        with self.holding() as ledger:
            self.require(ledger, permission)
            yield ledger

    @contextmanager
    def filing(self, permission: Permission) -> Iterator[tuple[Ledger, Books]]:
        """Do as `writing` for an act that reads the snapshot beside the books.

        Both hold the same entries until the act adds some.
        """
        with self.holding(from_current=True) as ledger:
            self.require(ledger, permission)
            with open_books(self.workspace) as books:
                yield ledger, books

    @contextmanager
    def holding(self, *, from_current: bool = False) -> Iterator[Ledger]:
        """Do as `writing` for an act that sees to permissions itself."""
        with published_ledger(
            self.workspace, self.clock, self.wait_seconds, from_current=from_current
        ) as ledger:
            yield ledger

    @contextmanager
    def reading(self) -> Iterator[Books]:
        """Open the current snapshot, mended first if it was left behind the books."""
        mend_snapshot(self.workspace, self.clock)
        with open_books(self.workspace) as books:
            yield books

    @contextmanager
    def asking_who(self) -> Iterator[Reader]:
        """Open what tells who people are: the snapshot, or the books if it is broken.

        Whoever is to publish anew must be known before there is a snapshot to read.

        Raises:
            NoWorkspace, BooksUnreadable, Busy: when the books cannot be read either.
        """
        with ExitStack() as opened:
            try:
                reader: Reader = opened.enter_context(self.reading())
            except (NoSnapshot, BooksUnreadable):
                books = open_audit(self.workspace, self.wait_seconds)
                reader = opened.enter_context(books)
            yield reader

    def publish(self) -> SnapshotInfo:
        """Make a snapshot of the books as they are."""
        return publish(self.workspace, self.clock, self.wait_seconds)

    def publish_recorded(self) -> SnapshotInfo:
        """Do as `publish` for an act that the books hold already.

        Raises:
            NotPublished: when no snapshot of it can be made; the act stands.
        """
        return publish_recorded(self.workspace, self.clock, self.wait_seconds)

    def require(self, reader: Reader, permission: Permission) -> None:
        """Refuse when the person may not do this.

        Raises:
            NotAllowed: naming who can.
        """
        holdings = role_holdings(reader, self.today)
        if not may(self.person, permission, holdings):
            raise NotAllowed(self.person, permission, who_may(permission, holdings))


def role_holdings(reader: Reader, on: date) -> list[Holding]:
    """List who holds which role on a day."""
    found = reader.rows("role_holdings", on=on, known=LAST_ENTRY)
    return [
        Holding(row["person"], Role(row["role"]), row["acting_for"]) for row in found
    ]
