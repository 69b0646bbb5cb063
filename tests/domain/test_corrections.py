"""What undoes an entry takes every penny back to where it came from."""

from collections import Counter
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.corrections import check_correctable
from fundtrack.domain.corrections import replacing_events
from fundtrack.domain.corrections import undoing_event
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.money import Pence
from tests import builders
from tests.builders import CELL

BOOKED = Booking(CELL, Pence(-7), date(2024, 3, 31), "owed")
KINDS = {
    "award": builders.award(500),
    "allocation": builders.allocation(301),
    "commitment": commitment_event(BOOKED),
    "accrual": accrual_events(BOOKED, 1)[0],
    "accrual_reversal": accrual_events(BOOKED, 1)[1],
    "actual": builders.actual(-99),
    "suspense": spend_event(builders.spend_line(5, cell=Cell("SSF5")), 1),
    "outside": spend_event(builders.spend_line(5, is_outside=True), 1),
}


@pytest.mark.parametrize("kind", KINDS)
def test_an_entry_and_what_undoes_it_leave_nothing_anywhere(kind: str) -> None:
    event = KINDS[kind]
    undoing = undoing_event(HeldEntry(9, event), "wrong")
    left: Counter[tuple[str, Cell]] = Counter()
    for side in (*event.postings, *undoing.postings):
        left[side.account, side.cell] += side.pence
    assert set(left.values()) == {0}
    assert (undoing.effective_on, undoing.corrects) == (event.effective_on, 9)
    assert (undoing.source, undoing.payload["undoes"]) == (event.source, 9)


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"accrual_reversal"}))
def test_the_right_amount_stands_where_the_wrong_one_stood(kind: str) -> None:
    held = HeldEntry(9, KINDS[kind])
    check_correctable(held)
    first, *_ = replacing_events(held, Correction("typed", Pence(11)), 20)
    assert (first.kind, first.corrects) == (kind, 9)
    assert [(side.account, side.cell) for side in first.postings] == [
        (side.account, side.cell) for side in KINDS[kind].postings
    ]
    assert first.postings[-1].pence == 11


def test_an_entry_about_a_line_knows_its_line() -> None:
    paid, later = builders.actual(5), builders.START
    vanished = NewEvent("vanished_line", later, "gone", {}, corrects=3)
    said: Payload = {"line": 4, "cell": str(CELL)}
    coded = NewEvent("coding", later, "coded", said, corrects=4)
    lines = [HeldEntry(9, event).line for event in (paid, vanished, coded)]
    assert lines == [9, 3, 4]
