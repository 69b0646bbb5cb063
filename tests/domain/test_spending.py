"""Orders, what is owed, and lines: each leaves the postings at nil."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.spending import NOWHERE
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import SpendLine
from fundtrack.domain.spending import Vanished
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import coding_postings
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import published_event
from fundtrack.domain.spending import recoded_event
from fundtrack.domain.spending import set_aside_postings
from fundtrack.domain.spending import spend_event
from fundtrack.domain.spending import vanished_event
from fundtrack.money import Pence
from tests import builders

CELL = builders.CELL
SSF5 = Cell(fund="SSF5")


def moved(event: NewEvent) -> list[tuple[str, Cell, int]]:
    return [(str(side.account), side.cell, side.pence) for side in event.postings]


def standing(*acts: tuple[Posting, ...]) -> dict[tuple[str, Cell], int]:
    sums: dict[tuple[str, Cell], int] = {}
    for side in (side for postings in acts for side in postings):
        key = str(side.account), side.cell
        sums[key] = sums.get(key, 0) + side.pence
    return {key: pence for key, pence in sums.items() if pence}


def test_an_order_leaves_the_allocation_for_commitments() -> None:
    booking = Booking(CELL, Pence(500), date(2024, 1, 5), "columns ordered")
    event = commitment_event(booking)
    assert (event.kind, event.reason) == ("commitment", "columns ordered")
    assert moved(event) == [("allocated", CELL, -500), ("committed", CELL, 500)]


def test_what_is_owed_at_year_end_is_reversed_on_the_first_of_april() -> None:
    booking = Booking(CELL, Pence(500), date(2024, 3, 31), "not billed yet")
    accrual, reversal = accrual_events(booking, next_entry=7)
    later = Cell(*CELL.parts[:5], "2024-25")
    assert moved(accrual) == [("allocated", CELL, -500), ("accrued", CELL, 500)]
    assert moved(reversal) == [("allocated", later, 500), ("accrued", later, -500)]
    assert reversal.effective_on == date(2024, 4, 1)
    assert (reversal.corrects, reversal.reason) == (7, "reversal: not billed yet")


def test_a_line_with_a_whole_cell_is_spent() -> None:
    event = spend_event(builders.spend_line(250), import_entry=3)
    assert event.kind == "actual"
    assert moved(event) == [("allocated", CELL, -250), ("spent", CELL, 250)]
    assert (event.payload["pence"], event.payload["import"]) == (250, 3)


def test_a_line_of_nought_makes_no_postings() -> None:
    assert spend_event(builders.spend_line(0), import_entry=3).postings == ()


@pytest.mark.parametrize(
    ("line", "account", "waiting_in"),
    [
        (builders.spend_line(90, cell=SSF5), "suspense", SSF5),
        (builders.spend_line(90, cell=Cell("SSF5", "blackpool")), "suspense", SSF5),
        (builders.spend_line(90, cell=NOWHERE), "suspense", NOWHERE),
        (builders.spend_line(90, is_outside=True), "outside", NOWHERE),
    ],
)
def test_a_line_without_a_budget_cell_is_unfunded(
    line: SpendLine, account: str, waiting_in: Cell
) -> None:
    event = spend_event(line, import_entry=3)
    assert event.kind == account
    assert moved(event) == [("unfunded", waiting_in, -90), (account, waiting_in, 90)]


def test_a_line_that_settles_a_refused_row_points_at_it() -> None:
    line = replace(builders.spend_line(90), settles=12, row_key="k")
    event = spend_event(line, import_entry=3)
    assert (event.corrects, event.payload["row_key"]) == (12, "k")


def test_a_published_line_is_evidence_and_makes_no_postings() -> None:
    event = published_event(builders.spend_line(90), import_entry=3)
    assert (event.kind, event.postings, event.payload["pence"]) == (
        "published_line",
        (),
        90,
    )


def test_a_line_coded_stands_as_if_it_had_been_coded_in_the_file() -> None:
    waiting = spend_event(builders.spend_line(90, cell=SSF5), 3).postings
    at_once = spend_event(builders.spend_line(90), 3).postings
    coded = coding_postings(SSF5, CELL, Pence(90))
    assert standing(waiting, coded) == standing(at_once)


def test_a_line_set_aside_stands_outside_the_funds() -> None:
    waiting = spend_event(builders.spend_line(90, cell=SSF5), 3).postings
    aside = set_aside_postings(SSF5, Pence(90))
    assert standing(waiting, aside) == {
        (Account.UNFUNDED, NOWHERE): -90,
        (Account.OUTSIDE, NOWHERE): 90,
    }


def test_a_line_recoded_stands_on_its_new_cell_alone() -> None:
    other = Cell(*CELL.parts[:3], "lighting", *CELL.parts[4:])
    first = spend_event(builders.spend_line(90), 3).postings
    event = recoded_event(builders.spend_line(90, cell=other), 8, 5, first)
    assert (event.kind, event.corrects, event.payload["import"]) == ("recoding", 5, 8)
    assert standing(first, event.postings) == {
        (Account.ALLOCATED, other): -90,
        (Account.SPENT, other): 90,
    }


def test_a_line_that_vanished_leaves_nothing_behind() -> None:
    first = spend_event(builders.spend_line(90), 3).postings
    gone = Vanished(
        5, date(2024, 1, 15), Pence(90), "e.xlsx", builders.FILE_HASH, "ledger"
    )
    event = vanished_event(gone, import_entry=8, standing=first)
    assert (event.effective_on, event.corrects) == (date(2024, 1, 15), 5)
    assert (event.payload["pence"], event.reason) == (-90, "no longer in e.xlsx")
    assert standing(first, event.postings) == {}
