"""A receipt settles a claim's cells, in whole or in proportion, never beyond."""

import pytest
from hypothesis import given
from hypothesis import strategies

from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.receipts import ageing
from fundtrack.domain.receipts import check_receipt
from fundtrack.domain.receipts import receipt_postings
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence

AREAS = ("blackpool", "lancaster", "pennine")


def standing(*pence: int) -> list[Standing]:
    """What each area's cell is still owed."""
    return [
        Standing(Cell("SSF5", area), Pence(part))
        for area, part in zip(AREAS, pence, strict=False)
    ]


def received(owed: list[Standing], pence: int) -> dict[str, int]:
    """What each area is booked as paid."""
    return {
        posting.cell.area: -posting.pence
        for posting in receipt_postings(owed, Pence(pence))
        if posting.account is Account.RECEIVED
    }


def test_what_settles_the_claim_settles_every_cell_credits_included() -> None:
    assert received(standing(500, -200), 300) == {"blackpool": 500, "lancaster": -200}


def test_a_part_goes_to_the_cells_that_are_owed() -> None:
    assert received(standing(500, -200, 100), 120) == {"blackpool": 100, "pennine": 20}


def test_a_claim_of_credits_alone_is_paid_back() -> None:
    assert received(standing(-500, 200), -60) == {"blackpool": -60}
    check_receipt("R1", Pence(-300), Pence(-60))
    with pytest.raises(WrongArgument, match="below nought: it is paid back"):
        check_receipt("R1", Pence(-300), Pence(60))


@given(
    strategies.lists(strategies.integers(-900, 900), min_size=3, max_size=3),
    strategies.integers(1, 2_700),
)
def test_parts_add_up_and_no_cell_is_paid_beyond_what_it_is_owed(
    parts: list[int], pence: int
) -> None:
    owed = standing(*parts)
    pence = min(pence, sum(parts))
    if pence > 0:
        booked = received(owed, pence)
        assert sum(booked.values()) == pence
        is_whole = pence == sum(parts)
        for each in owed:
            beyond = booked.get(each.cell.area, 0) - max(each.pence, 0)
            assert beyond <= 0 or is_whole
        assert sum(it.pence for it in receipt_postings(owed, Pence(pence))) == 0


@pytest.mark.parametrize(
    ("owed", "days", "group"),
    [
        (0, 40, "settled"),
        (100, 0, "not due yet"),
        (100, 30, "1 to 30 days late"),
        (100, 31, "31 to 60 days late"),
        (100, 90, "61 to 90 days late"),
        (100, 91, "more than 90 days late"),
    ],
)
def test_what_is_owed_stands_in_a_group_of_days_late(
    owed: int, days: int, group: str
) -> None:
    assert ageing(Pence(owed), days) == group
