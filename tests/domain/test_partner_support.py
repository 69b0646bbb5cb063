"""Accepted lines laid under payments, against running sums."""

from datetime import date
from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import same_partner
from fundtrack.domain.partner_support import AcceptedLine
from fundtrack.domain.partner_support import Payment
from fundtrack.domain.partner_support import support
from fundtrack.money import Pence
from tests.builders import CELL
from tests.oracles.partners import shortfalls

START = date(2024, 1, 1)
NEXT_YEAR = Cell(*CELL.parts[:5], "2024-25")


def payments(*pence: int, cell: Cell = CELL) -> list[Payment]:
    return [
        Payment(at, "Town Council", START + timedelta(days=at), cell, Pence(each))
        for at, each in enumerate(pence, start=1)
    ]


def lines(*pence: int, cell: Cell = CELL) -> list[AcceptedLine]:
    return [
        AcceptedLine(at, "Town Council", START + timedelta(days=at), cell, Pence(each))
        for at, each in enumerate(pence, start=101)
    ]


def unsupported(paid: list[Payment], accepted: list[AcceptedLine]) -> list[int]:
    return [each.unsupported_pence for each in support(paid, accepted)]


def test_a_payment_without_lines_is_unsupported() -> None:
    assert unsupported(payments(100, 50), []) == [100, 50]


def test_a_line_goes_on_with_the_next_payment() -> None:
    first, second = support(payments(100, 50), lines(30, 90))
    assert [(part.line.entry, part.pence) for part in first.parts] == [
        (101, 30),
        (102, 70),
    ]
    assert [(part.line.entry, part.pence) for part in second.parts] == [(102, 20)]
    assert (first.unsupported_pence, second.unsupported_pence) == (0, 30)


def test_lines_of_one_year_support_payments_booked_on_the_next() -> None:
    assert unsupported(payments(100, cell=NEXT_YEAR), lines(60)) == [40]


def test_lines_of_another_heading_or_partner_support_nothing() -> None:
    other = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])
    strange = AcceptedLine(9, "County Council", START, CELL, Pence(60))
    assert unsupported(payments(100), [*lines(60, cell=other), strange]) == [100]


def test_a_payment_that_was_taken_back_needs_no_support() -> None:
    paid = support(payments(100, 80, -100), lines(30))
    assert [(each.kept_pence, each.unsupported_pence) for each in paid] == [
        (0, 0),
        (80, 50),
    ]


def test_a_credit_is_taken_off_the_newest_payment_it_does_not_equal() -> None:
    assert unsupported(payments(100, 50, -70), []) == [80, 0]


def test_a_credit_before_any_payment_is_taken_off_the_next() -> None:
    assert unsupported(payments(-30, 20, 100), []) == [0, 90]


def test_a_credit_note_of_the_partner_takes_support_away() -> None:
    assert unsupported(payments(100), lines(100, -25)) == [25]


@given(
    st.lists(st.integers(1, 400), min_size=1, max_size=5),
    st.lists(st.integers(1, 400), max_size=5),
    st.integers(0, 4),
)
def test_any_payments_are_supported_as_running_sums_say(
    paid: list[int], accepted: list[int], undone: int
) -> None:
    with_credit = [*paid, -paid[undone % len(paid)]]
    for each in (paid, with_credit):
        assert unsupported(payments(*each), lines(*accepted)) == shortfalls(
            each, sum(accepted)
        )


def test_names_from_the_finance_system_are_the_registers() -> None:
    assert {
        same_partner(name)
        for name in (
            "Blackburn-with-Darwen Council",
            " BLACKBURN WITH DARWEN COUNCIL (200398)",
            "Blackburn with Darwen Council [17340] INACTIVE",
            "Blackburn with Darwen Council INACTIVE",
        )
    } == {"blackburn with darwen council"}
