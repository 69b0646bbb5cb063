"""A page asks a snapshot the same thing once."""

from typing import Any

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.pages import remembered
from fundtrack.pages.remembered import RememberedBooks
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books
from fundtrack.store.snapshot import publish
from tests import builders


class Counting:
    """Books that count how often they are read; each answer has `length` rows."""

    def __init__(self, books: Books, length: int = 1) -> None:
        self.info = books.info
        self.asked: list[str] = []
        self._length = length

    def rows(self, query: str, **_: object) -> list[dict[str, Any]]:
        self.asked.append(query)
        return [{"query": query}] * self._length


def test_an_answer_is_kept_until_another_snapshot_is_published(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    publish(workspace, clock)
    kept = RememberedBooks()
    with open_books(workspace) as books:
        reader: Any = Counting(books)
        for values in ({"fund": "A"}, {"fund": "B"}, {"fund": "A"}):
            assert kept.on(reader).rows("funds", **values) == [{"query": "funds"}]
        assert reader.asked == ["funds", "funds"]
        assert kept.info == books.info
    builders.record(workspace, clock, builders.registers("blackpool"))
    with open_books(workspace) as books:
        newer: Any = Counting(books)
        kept.on(newer).rows("funds", fund="A")
    assert newer.asked == ["funds"]


def test_the_longest_unused_answer_goes_first(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    with open_books(workspace) as books:
        reader: Any = Counting(books, remembered.MOST_ROWS // 2)
        kept = RememberedBooks().on(reader)
        for query in ("a", "b", "a", "c", "a", "b"):
            kept.rows(query)
        assert reader.asked == ["a", "b", "c", "b"]
        huge: Any = Counting(books, remembered.MOST_ROWS + 1)
        assert len(RememberedBooks().on(huge).rows("a")) == remembered.MOST_ROWS + 1
