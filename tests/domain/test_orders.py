"""Orders are drawn down by what is billed, whatever came first."""

from dataclasses import replace
from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fundtrack.domain.events import NewEvent
from fundtrack.domain.orders import BeyondOrder
from fundtrack.domain.orders import OrderKey
from fundtrack.domain.orders import check_release
from fundtrack.domain.orders import draw_downs
from fundtrack.domain.orders import moves_of
from fundtrack.domain.orders import order_changes
from fundtrack.domain.orders import order_days
from fundtrack.domain.orders import order_reference
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.money import Pence
from tests.builders import CELL
from tests.builders import spend_line
from tests.oracle import committed
from tests.oracles.orders import still_open

FIRST = date(2024, 1, 1)
KEY = OrderKey(CELL, "PO7")


def day(number: int) -> date:
    return FIRST + timedelta(days=number)


def ordered(pence: int, on: int = 0, reference: str = "PO7") -> NewEvent:
    booking = Booking(CELL, Pence(pence), day(on), "ordered", reference=reference)
    return commitment_event(booking)


def billed(pence: int, on: int = 5, order: str = "po7") -> NewEvent:
    return spend_event(replace(spend_line(pence, day(on)), order=order), 1)


def play(*events: NewEvent) -> list[NewEvent]:
    """Record events one after the other, each with what it draws down."""
    books: list[NewEvent] = []
    for event in events:
        changes = order_changes(moves_of(books), moves_of([event]))
        drawn = [made for change in changes for made in draw_downs(change)]
        books += [event, *drawn]
    return books


def open_on(books: list[NewEvent], number: int) -> int:
    return committed(list(enumerate(books, 1)), CELL, day(number), len(books))


FACTS = st.lists(
    st.one_of(
        st.builds(ordered, st.integers(1, 90), st.integers(0, 9)),
        st.builds(billed, st.integers(-60, 60).filter(bool), st.integers(0, 9)),
    ),
    max_size=7,
)


@settings(max_examples=150, deadline=None)
@given(FACTS)
def test_what_is_committed_is_the_order_less_its_bills_on_every_day(
    facts: list[NewEvent],
) -> None:
    books = play(*facts)
    history = list(enumerate(books, 1))
    for number in range(10):
        found = open_on(books, number)
        assert found == still_open(history, CELL, "PO7", day(number), len(books))
        assert found >= 0


def test_bills_draw_an_order_down_to_nil_and_no_further() -> None:
    books = play(ordered(100), billed(60, 5), billed(70, 7))
    assert [open_on(books, on) for on in (0, 5, 7)] == [100, 40, 0]
    drawn = [event for event in books if event.kind == "drawdown"]
    assert [event.payload["pence"] for event in drawn] == [60, 40]
    assert drawn[1].reason == "PO7: £1.30 billed of £1.00 ordered"
    assert order_days(moves_of(books))[-1].over_pence == 30


def test_a_credit_puts_back_what_was_drawn_and_never_more_than_was_ordered() -> None:
    books = play(ordered(100), billed(120), billed(-30, 6))
    assert [open_on(books, on) for on in (5, 6)] == [0, 10]
    assert open_on(play(ordered(100), billed(-30)), 9) == 100


def test_a_bill_that_comes_before_its_order_draws_from_the_orders_day() -> None:
    books = play(billed(60, 2), ordered(100, 4))
    assert [open_on(books, on) for on in (2, 3, 4)] == [0, 0, 40]


def test_a_bill_recorded_late_counts_from_its_own_day() -> None:
    books = play(ordered(100), billed(100, 8), billed(60, 3))
    assert [open_on(books, on) for on in (2, 3, 8)] == [100, 40, 0]


def test_bills_of_other_orders_and_of_none_draw_nothing() -> None:
    books = play(ordered(100), billed(60, order="PO8"), ordered(50, 0, ""))
    assert len(books) == 3
    assert open_on(books, 9) == 150


def test_a_bills_own_reference_counts_where_it_names_no_order() -> None:
    assert open_on(play(ordered(100, reference="inv-1"), billed(60, order="")), 9) == 40


def test_a_line_with_no_reference_at_all_touches_no_order() -> None:
    bare = spend_event(replace(spend_line(60), reference=""), 1)
    assert list(moves_of([bare])) == []


def test_references_meet_whatever_their_spaces_and_case() -> None:
    assert order_reference("  po  12a ") == "PO 12A"


@pytest.mark.parametrize(
    ("pence", "on", "is_refused"),
    [(40, 7, False), (41, 7, True), (40, 0, False), (1, -1, True)],
)
def test_no_more_is_released_than_is_open_from_the_day_on(
    pence: int, on: int, *, is_refused: bool
) -> None:
    days = order_days(moves_of([ordered(100), billed(60)]))
    if not is_refused:
        check_release(KEY, days, day(on), Pence(pence))
        return
    with pytest.raises(BeyondOrder, match=r"still open of PO7 on SSF5/blackpool"):
        check_release(KEY, days, day(on), Pence(pence))


def test_an_order_partly_released_is_not_taken_back() -> None:
    held = [ordered(100, reference=""), ordered(-40, 3, reference="")]
    undone = ordered(-100, reference="")
    (change,) = order_changes(moves_of(held), moves_of([undone]))
    with pytest.raises(
        BeyondOrder, match=r"leave .£0\.40 ordered of the orders without"
    ):
        list(draw_downs(change))


def test_an_order_below_nothing_before_may_be_mended_step_by_step() -> None:
    held = moves_of([ordered(-50)])
    (change,) = order_changes(held, moves_of([ordered(20)]))
    assert list(draw_downs(change)) == []
