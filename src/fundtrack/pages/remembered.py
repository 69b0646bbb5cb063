"""Answers of a snapshot that a page keeps from one choice to the next.

A snapshot never changes, so what was read of it once need not be read again: a filter
that leaves most of a question as it was is answered at once.
"""

from collections import OrderedDict

from fundtrack.store.connection import Row
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo

MOST_ROWS = 12_000
"""How many rows are kept at once: a few megabytes; the longest unused go first."""


class RememberedBooks:
    """A snapshot that answers a question it was asked before without reading again."""

    def __init__(self) -> None:
        self._books: Books
        self._snapshot = ""
        self._held: OrderedDict[tuple[str, str], list[Row]] = OrderedDict()

    def on(self, books: Books) -> "RememberedBooks":
        """Read from these books from now on; another snapshot's answers go."""
        if books.info.snapshot != self._snapshot:
            self._held.clear()
        self._books, self._snapshot = books, books.info.snapshot
        return self

    @property
    def info(self) -> SnapshotInfo:
        """Which snapshot is read."""
        return self._books.info

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file over the snapshot, as it was answered before."""
        key = (query, repr(sorted(values.items())))
        if key not in self._held:
            self._held[key] = self._books.rows(query, **values)
            while self._size > MOST_ROWS and len(self._held) > 1:
                self._held.popitem(last=False)
        self._held.move_to_end(key)
        return self._held[key]

    @property
    def _size(self) -> int:
        return sum(len(rows) for rows in self._held.values())
