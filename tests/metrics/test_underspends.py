"""Underspends read from the books agree with their slow twin, by area and by cell."""

from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.underspends import Tolerance
from fundtrack.metrics.outturns import outturns
from fundtrack.metrics.position import Selection
from fundtrack.metrics.underspends import Detected
from fundtrack.metrics.underspends import Level
from fundtrack.metrics.underspends import detected
from fundtrack.metrics.underspends import put_to_the_rules
from fundtrack.money import Pence
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.oracles.underspends import lapses_by_profile
from tests.oracles.underspends import lapses_by_rate
from tests.returns.office import terms

KNOWN = 10_000
CCTV = builders.CELL
GATES = Cell.parse("SSF5/blackpool/alleys/alley-gates/capital/2023-24")
YOUTH = Cell.parse("SSF5/lancaster/youth/youth-work/revenue/2023-24")
LAST_YEAR = Cell.parse("SSF5/lancaster/youth/youth-work/revenue/2022-23")
JANUARY = date(2024, 1, 31)


def events() -> list[NewEvent]:
    """Three cells of two areas: one slow, one without spending, one on its way."""
    return [
        builders.allocation(900_000),
        builders.allocation(600_000, GATES),
        builders.allocation(300_000, YOUTH),
        builders.allocation(50_000, LAST_YEAR),
        builders.actual(40_000, date(2023, 1, 9), LAST_YEAR, row=9),
        builders.plan(PlanKind.PROFILE, 300_000, "2023-24 Q3"),
        builders.plan(PlanKind.PROFILE, 600_001, "2023-24 Q4"),
        builders.plan(PlanKind.PROFILE, 150_000, "2023-24 Q3", YOUTH),
        builders.plan(PlanKind.PROFILE, 150_000, "2023-24 Q4", YOUTH),
        builders.actual(70_000, date(2023, 11, 20)),
        builders.actual(60_000, date(2024, 1, 15), row=3),
        builders.actual(150_000, date(2023, 12, 1), YOUTH, row=4),
        builders.actual(50_000, date(2024, 1, 20), YOUTH, row=5),
        *accrual_events(Booking(CCTV, Pence(30_000), JANUARY, "owed"), 14),
    ]


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """An office in January, in whose year one area is slow."""
    builders.record(workspace, clock, events())
    return workspace


def found_in(office: Workspace, level: Level) -> list[Detected]:
    """What is listed at the end of January."""
    with open_books(office) as books:
        return detected(books, Selection(JANUARY, KNOWN), level)


@pytest.mark.parametrize("level", list(Level))
def test_what_is_listed_agrees_with_the_slow_twin(
    office: Workspace, level: Level
) -> None:
    history = list(enumerate(events(), start=1))
    listed = found_in(office, level)
    assert listed
    for each in listed:
        cell = Cell.parse(each.cell)
        rate, profile = each.found.by_rate, each.found.by_profile
        assert rate
        assert rate.lapses_pence == lapses_by_rate(history, cell, JANUARY, KNOWN, 10)
        if profile:
            twin = lapses_by_profile(history, cell, JANUARY, KNOWN)
            assert profile.lapses_pence == twin


def test_the_largest_comes_first_and_small_ones_are_left_out(
    office: Workspace,
) -> None:
    listed = found_in(office, Level.CELL)
    assert [(it.cell, it.found.lapses_pence) for it in listed] == [
        (str(CCTV), 633_333),
        (str(GATES), 600_000),
    ]
    assert listed[1].found.by_profile is None
    (area,) = found_in(office, Level.AREA)
    assert (area.fund, area.area, area.cell) == (
        "SSF5",
        "blackpool",
        "SSF5/blackpool/*/*/*/2023-24",
    )
    assert area.found.budget_pence == 1_500_000


def test_an_area_is_projected_as_outturn_projects_it(office: Workspace) -> None:
    (area,) = found_in(office, Level.AREA)
    with open_books(office) as books:
        lines = outturns(books, JANUARY, KNOWN, area="blackpool").lines
    assert [area.found.by_rate] == list(lines)


def test_the_agreement_sets_the_tolerance(office: Workspace, clock: Clock) -> None:
    said = terms(variance_pct=50, variance_pence=60_000_000)
    builders.record(office, clock, [said])
    listed = found_in(office, Level.CELL)
    assert [it.cell for it in listed] == [str(CCTV), str(GATES)]
    assert listed[0].tolerance == Tolerance(50, Pence(60_000_000))


def test_a_pattern_is_put_to_the_rules_however_little_it_is(office: Workspace) -> None:
    with open_books(office) as books:
        asked = Selection(JANUARY, KNOWN, "SSF5")
        youth = put_to_the_rules(books, asked, YOUTH)
        nothing = put_to_the_rules(books, asked, Cell("SSF5", "nowhere"))
    assert youth.found.lapses_pence == 0
    assert youth.found.by_profile
    assert youth.found.by_profile.behind_pence == 0
    assert (nothing.found.budget_pence, nothing.found.lapses_pence) == (0, 0)
    assert nothing.found.by_rate is None
