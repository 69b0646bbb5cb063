"""Past forecasts are read on the same day of every year that has ended."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import ANY
from fundtrack.domain.forecast_errors import PastForecast
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.metrics.forecast_errors import past_forecasts
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.snapshot import open_books
from tests import builders

EARLIER = replace(builders.CELL, year="2022-23")
SILENT = replace(EARLIER, area="lancaster")
Q4 = Quarter.parse("2022-23 Q4")
KNOWN = 10**9


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """£100 spent by January of an ended year, £90 forecast for its last quarter."""
    events = [
        *builders.registers(),
        builders.allocation(50_000, EARLIER),
        replace(builders.allocation(50_000, SILENT), effective_on=date(2022, 6, 1)),
        builders.allocation(50_000, replace(EARLIER, area=ANY)),
        builders.actual(10_000, date(2022, 12, 5), EARLIER),
        builders.actual(4_000, date(2023, 3, 20), EARLIER, 3),
        plan_event(
            Plan(PlanKind.FORECAST, EARLIER, Q4, Pence(9_000), date(2022, 12, 31))
        ),
    ]
    builders.record(workspace, clock, events)
    return workspace


def found_on(office: Workspace, day: date) -> tuple[PastForecast, ...]:
    """What was forecast on the same day of ended years."""
    with open_books(office) as books:
        cells = position(books, Selection(day, KNOWN)).cells
        return past_forecasts(books, cells, day, KNOWN)


def test_a_forecast_is_read_as_it_stood_with_what_the_year_cost(
    office: Workspace,
) -> None:
    (found,) = [it for it in found_on(office, date(2024, 1, 31)) if it.came]
    assert (found.fund, found.area, found.financial_year) == (
        *("SSF5", "blackpool", "2022-23"),
    )
    # One of the quarter's three months has ended, so that two thirds are to come.
    assert (found.spent_pence, found.forecast_pence) == (10_000, 16_000)
    assert found.outturn_pence == 14_000
    assert found.came == 4_000 / 6_000


def test_the_last_of_february_is_the_28th_in_other_years(office: Workspace) -> None:
    (found,) = [it for it in found_on(office, date(2024, 2, 29)) if it.spent_pence]
    # Two of the three months have ended by then.
    assert found.forecast_pence == 10_000 + 3_000


def test_a_place_without_a_forecast_is_not_tried(office: Workspace) -> None:
    places = {it.area for it in found_on(office, date(2024, 1, 31))}
    assert places == {"blackpool"}


def test_the_running_year_is_not_tried(office: Workspace) -> None:
    assert found_on(office, date(2023, 1, 31)) == ()
