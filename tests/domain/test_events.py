"""What an event is, and how it is written for its hash."""

from datetime import date
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import event_hash
from fundtrack.domain.events import moment_text
from fundtrack.domain.events import payload_text
from fundtrack.domain.events import posting_text
from fundtrack.money import Pence

CELL = Cell.parse("SSF5/blackpool")


def sides(*pence: int) -> tuple[Posting, ...]:
    """Make postings of these amounts, the account being beside the point."""
    return tuple(Posting(Account.SPENT, CELL, Pence(part)) for part in pence)


@given(st.lists(st.integers(-(10**12), 10**12), max_size=8))
def test_postings_that_net_to_nil_are_taken(parts: list[int]) -> None:
    event = NewEvent("actual", date(2024, 3, 5), "paid", {}, sides(*parts, -sum(parts)))
    assert sum(posting.pence for posting in event.postings) == 0


def test_postings_that_do_not_net_to_nil_are_our_bug() -> None:
    with pytest.raises(ValueError, match="postings of kind actual do not sum to nil"):
        NewEvent("actual", date(2024, 3, 5), "paid", {}, sides(100, -99))


def test_a_payload_has_one_form_whatever_the_order() -> None:
    first = payload_text({"fund": "SSF5", "area": "Pendle – Brierfield", "pence": 5})
    again = payload_text({"pence": 5, "area": "Pendle – Brierfield", "fund": "SSF5"})
    assert first == again == '{"area":"Pendle – Brierfield","fund":"SSF5","pence":5}'


def test_postings_are_hashed_one_line_each() -> None:
    assert posting_text(sides(5, -5)) == (
        "spent\tSSF5/blackpool/*/*/*/*\t5\nspent\tSSF5/blackpool/*/*/*/*\t-5"
    )


def test_fields_cannot_slide_into_each_other() -> None:
    assert event_hash(["ab", "c"]) != event_hash(["a", "bc"])


def test_a_moment_is_written_with_its_microseconds() -> None:
    noon = datetime.fromisoformat("2024-04-05T12:00:00")
    assert moment_text(noon) == "2024-04-05T12:00:00.000000"
