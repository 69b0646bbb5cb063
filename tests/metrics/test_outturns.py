"""Outturns read from the books agree with plain sums over their events."""

from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.metrics.outturns import outturns
from fundtrack.store.snapshot import open_books
from tests import builders

KNOWN = 10_000


def test_each_fund_and_area_of_the_running_year_is_projected(
    workspace: Workspace, clock: Clock
) -> None:
    events = [
        builders.allocation(90_000),
        builders.actual(3_000, date(2023, 11, 20)),
        builders.actual(6_000, date(2024, 1, 15), row=3),
    ]
    builders.record(workspace, clock, events)
    with open_books(workspace) as books:
        found = outturns(books, date(2024, 1, 31), KNOWN)
        other = outturns(books, date(2024, 1, 31), KNOWN, fund="OPDEF")
    line = found.lines[0]
    assert (found.financial_year, line.months_ended) == ("2023-24", 10)
    assert (line.cost_pence, line.budget_pence) == (9_000, 90_000)
    assert line.outturn_pence == 9_000 + 9_000 * 2 // 3
    assert line.lapses_pence == 75_000
    assert other.lines == []


def test_what_was_booked_outside_the_year_counts_at_its_ends(
    workspace: Workspace, clock: Clock
) -> None:
    early = builders.actual(2_000, date(2023, 3, 1))
    builders.record(workspace, clock, [early])
    with open_books(workspace) as books:
        line = outturns(books, date(2023, 4, 30), KNOWN).lines[0]
    assert (line.months_ended, line.cost_pence) == (1, 2_000)
