"""Answer who did what, when and why, from the current snapshot."""

from dataclasses import dataclass

from fundtrack.acts.session import Session
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.errors import UnknownName
from fundtrack.metrics.history import HistoryEntry
from fundtrack.metrics.history import Sought
from fundtrack.metrics.history import entry_since
from fundtrack.metrics.history import history
from fundtrack.metrics.known import LAST_ENTRY


@dataclass(frozen=True, slots=True)
class History:
    """The entries asked for, and the snapshot they were read from."""

    entries: tuple[HistoryEntry, ...]
    snapshot: str


def show_history(
    session: Session, cell: Cell, person: str = ANY, since: str | None = None
) -> History:
    """List what was recorded.

    Args:
        cell: a cell or a pattern over cells.
        person: whose acts.
        since: an entry number, a day or a moment; None for everything.

    Raises:
        UnknownName: when nobody of that name is in the people register.
    """
    with session.reading() as books:
        people = [row["person"] for row in books.rows("people", known=LAST_ENTRY)]
        if person not in {ANY, *people}:
            raise UnknownName("person", person, people)
        sought = Sought(entry_since(books, since), person, cell)
        return History(history(books, sought), books.info.snapshot)
