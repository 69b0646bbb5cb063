"""Lines in suspense are ticked, laid out on a budget, and coded together."""

from dataclasses import replace
from datetime import UTC
from datetime import date
from datetime import datetime

import pytest

from fundtrack.acts.coding_previews import preview_coding
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.spending import spend_event
from fundtrack.errors import WrongArgument
from fundtrack.metrics.attention import suspense
from fundtrack.pages.widgets.ticks import TickTable
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.oracles.budgets import free_of
from tests.pages import screens
from tests.pages.spend_pages import GATES
from tests.pages.spend_pages import Seat
from tests.pages.spend_pages import seat_of
from tests.pages.spend_pages import staffed

ALLEY = "SSF5/blackpool/alleys/alley-gates/capital/*"
NEXT_YEAR = GATES.replace("2023-24", "2024-25")


@pytest.fixture
def workspace(workspace: Workspace, clock: Clock) -> Workspace:
    """The office with its people and two more lines in suspense, of two years."""
    staffed(workspace, clock)
    lines = [
        builders.spend_line(40_000, date(2024, 2, 12), Cell("SSF5"), row=45),
        builders.spend_line(2_550, date(2024, 4, 3), Cell("SSF5"), row=46),
    ]
    events = [spend_event(line, import_entry=1) for line in lines]
    builders.record(workspace, clock, events)
    return workspace


@pytest.fixture
def seat(workspace: Workspace, clock: Clock) -> Seat:
    """Spend in front of the finance officer."""
    return seat_of(workspace, clock, "officer", fund="SSF5")


def lines_of(seat: Seat) -> list[int]:
    """The entries of the two lines of SSF5."""
    with open_books(seat.workspace) as books:
        held = suspense(books, books.info.head_seq)
    return [line.entry for line in held if line.fund == "SSF5"]


def tick(seat: Seat, *entries: int, on: bool = True) -> TickTable:
    """Tick rows, as the browser tells it."""
    table = screens.table(seat.page, "suspense")
    assert isinstance(table, TickTable)
    keys = [str(entry) for entry in entries]
    table._answer(table, {"want": "tick", "keys": keys, "on": on}, [])
    return table


def test_ticked_lines_are_counted_with_their_sum(seat: Seat) -> None:
    first, second = lines_of(seat)
    assert tick(seat, first, second, 1).said == "2 lines ticked, £425.50."
    assert tick(seat, first, on=False).ticked == [str(second)]
    assert tick(seat, second, on=False).said == "No line is ticked."


def test_the_effect_and_the_rule_are_shown_before_anything_is_coded(
    seat: Seat,
) -> None:
    tick(seat, *lines_of(seat))
    seat.do("coding", "look", cell=ALLEY)
    assert seat.told("coding") == (
        "2 lines, £425.50, would go to Safer Streets round 5: Blackpool, Alleys, Alley "
        "gates, capital, each in its own year. Nothing is coded yet."
    )
    assert seat.cells("coding-effect") == [
        [
            "Blackpool, Alleys, Alley gates, capital, 2023-24",
            *("1", "£400.00", "£19,000.00", "£18,600.00"),
        ],
        [
            "Blackpool, Alleys, Alley gates, capital, 2024-25",
            *("1", "£25.50", "£0.00", "−£25.50"),
        ],
        ["All of it", "", "£425.50", "", ""],
    ]
    with open_books(seat.workspace) as books:
        assert (free_of(books, GATES), free_of(books, NEXT_YEAR)) == (1_900_000, 0)
    (rule,) = seat.cells("coding-rule")
    assert rule[:2] == ["Supplier 1 (synthetic)", ALLEY]
    assert rule[-1] == "2"
    assert len(lines_of(seat)) == 2


def test_two_lines_are_coded_at_once_by_whoever_is_signed_in(seat: Seat) -> None:
    entries = lines_of(seat)
    tick(seat, *entries)
    seat.do("coding", "look", cell=ALLEY)
    assert seat.offered("coding") == ["take", "look"]
    seat.do("coding", "take")
    assert seat.told("coding") == (
        "2 lines, £425.50, are coded to Safer Streets round 5: Blackpool, Alleys, "
        "Alley gates, capital."
    )
    assert screens.table(seat.page, "suspense").words["heading"].startswith("1 line in")
    assert seat.cells("coding-effect") == []
    with open_books(seat.workspace) as books:
        assert (free_of(books, GATES), free_of(books, NEXT_YEAR)) == (1_860_000, -2_550)
        since = datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)
        by_officer = [
            books.rows(
                "recent_entries", kind="coding", person="officer", on=on, since=since
            )
            for on in (date(2024, 2, 12), date(2024, 4, 3))
        ]
    assert [len(found) for found in by_officer] == [1, 1]


def test_what_no_fund_pays_goes_outside(seat: Seat) -> None:
    first, _ = lines_of(seat)
    tick(seat, first)
    seat.do("coding", "look", cell="outside/*/*/*/*/*")
    assert seat.cells("coding-effect")[0] == [
        *("Outside the funds: no fund here pays it", "–", "£400.00", "–", "–"),
    ]
    assert seat.cells("coding-rule")[0][1] == "outside"
    seat.do("coding", "take")
    assert seat.told("coding") == "1 line, £400.00, is coded to outside the funds."


def test_another_tick_takes_back_what_was_laid_out(seat: Seat) -> None:
    first, second = lines_of(seat)
    seat.do("coding", "look", cell=ALLEY)
    assert "tick at least one line in suspense first" in seat.heard[-1]["refused"]
    tick(seat, first)
    seat.do("coding", "look", cell=ALLEY)
    tick(seat, second)
    assert (seat.offered("coding"), seat.cells("coding-effect")) == (["look"], [])
    seat.do("coding", "take")
    assert "not offered here any more" in seat.heard[-1]["refused"]


def test_who_may_not_code_sees_no_boxes_and_who_may(
    workspace: Workspace, clock: Clock
) -> None:
    seat = seat_of(workspace, clock, "auditor", fund="SSF5")
    assert seat.offered("coding") == []
    table = tick(seat, *lines_of(seat))
    assert (table.may, table.ticked) == (False, [])
    assert "May code lines: officer." in screens.words(seat.page)


def test_a_row_of_the_table_can_still_be_sorted_and_saved(seat: Seat) -> None:
    table = screens.table(seat.page, "suspense")
    table._answer(table, {"want": "rows", "key": "pence", "descending": True}, [])
    assert table.table["rows"][0]["cells"][5] == "£2,310.00"


def test_lines_without_a_supplier_make_no_rule(
    workspace: Workspace, clock: Clock
) -> None:
    line = builders.spend_line(700, date(2024, 2, 13), Cell("SSF5"), row=47)
    nameless = spend_event(replace(line, supplier=""), import_entry=1)
    builders.record(workspace, clock, [nameless])
    seat = seat_of(workspace, clock, "officer", fund="SSF5")
    tick(seat, lines_of(seat)[1])
    seat.do("coding", "look", cell=ALLEY)
    assert "These lines name no supplier" in screens.words(seat.page)
    assert seat.cells("coding-rule") == []


def test_only_a_line_of_spending_is_laid_out(
    workspace: Workspace, clock: Clock
) -> None:
    session = Session(workspace, "officer", clock)
    with pytest.raises(WrongArgument, match="entry 1 is not a line of spending"):
        preview_coding(session, [1], Cell.parse(ALLEY))
