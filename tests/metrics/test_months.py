"""A year month by month ends where the position stands."""

from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.months import through_the_year
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.pages.offices import office

YEAR = Cell("SSF5", year="2023-24")


@pytest.mark.parametrize(
    "as_at", [date(2023, 4, 1), date(2023, 12, 31), date(2024, 2, 29), date(2024, 8, 1)]
)
def test_the_last_month_is_the_position(
    workspace: Workspace, clock: Clock, as_at: date
) -> None:
    with open_books(office(workspace, clock)) as books:
        months = through_the_year(books, YEAR, as_at, LAST_ENTRY)
        whole = position(books, Selection(as_at, LAST_ENTRY, "SSF5")).totals
    spent = [month.actual_pence for month in months if month.actual_pence is not None]
    assert spent[-1] == whole.actual_pence


def test_each_month_end_is_the_position_of_that_day(
    workspace: Workspace, clock: Clock
) -> None:
    with open_books(office(workspace, clock)) as books:
        months = through_the_year(books, YEAR, date(2024, 3, 31), LAST_ENTRY)
        for month in months:
            asked = Selection(month.month_ends, LAST_ENTRY, "SSF5")
            whole = position(books, asked).totals
            assert month.actual_pence == whole.actual_pence
            assert (month.profile_pence or 0) == (whole.profile_to_date_pence or 0)
    assert [month.month_ends for month in months][:2] == [
        date(2023, 4, 30),
        date(2023, 5, 31),
    ]


def test_months_to_come_have_no_actual(workspace: Workspace, clock: Clock) -> None:
    with open_books(office(workspace, clock)) as books:
        months = through_the_year(books, YEAR, date(2024, 2, 29), LAST_ENTRY)
    assert [month.actual_pence is None for month in months] == [False] * 11 + [True]


def test_what_was_booked_after_the_year_counts_in_march(
    workspace: Workspace, clock: Clock
) -> None:
    late = builders.actual(500, date(2024, 6, 17))
    builders.record(workspace, clock, [late])
    with open_books(workspace) as books:
        months = through_the_year(books, YEAR, date(2024, 7, 1), LAST_ENTRY)
    assert [month.actual_pence for month in months] == [0] * 11 + [500]
    assert {month.profile_pence for month in months} == {None}


def test_a_narrower_choice_counts_its_own_money(
    workspace: Workspace, clock: Clock
) -> None:
    cell = Cell("SSF5", "blackpool", heading="cctv", kind="capital", year="2023-24")
    with open_books(office(workspace, clock)) as books:
        months = through_the_year(books, cell, date(2024, 2, 29), LAST_ENTRY)
    assert months[10].actual_pence == 8_720_000
