"""Underspends again, one event at a time: no SQL and none of the program's rules."""

from datetime import date

from fundtrack.domain.cells import Cell
from tests import oracle
from tests.oracle import History

COSTS = {"spent", "accrued"}


def cost_to_month_end(history: History, pattern: Cell, last: date, known: int) -> int:
    """What the cells cost by the last day of the last month that has ended."""
    return oracle.balance(history, COSTS, pattern, last, known)


def first_month_of_cost(history: History, pattern: Cell, year: int) -> int | None:
    """The first month of the year with a cost that is not nil, April 0."""
    by_month = [0] * 12
    for _, event in history:
        for posting in event.postings:
            if str(posting.account) in COSTS and pattern.covers(posting.cell):
                on = event.effective_on
                gap = (on.year - year) * 12 + on.month - 4
                by_month[min(11, max(0, gap))] += posting.pence
    found = [month for month, pence in enumerate(by_month) if pence]
    return found[0] if found else None


def whole_profile(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """The latest profile of every quarter, added up."""
    return sum(oracle.plans(history, "profile", pattern, as_at, known).values())


def lapses_by_profile(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """Budget less what was spent and what is still planned."""
    to_date = oracle.profile_to_date(history, pattern, as_at, known) or 0
    to_come = whole_profile(history, pattern, as_at, known) - to_date
    cost = cost_to_month_end(history, pattern, as_at, known)
    budget = oracle.budget(history, pattern, as_at, known)
    return max(0, budget - cost - to_come)


def lapses_by_rate(
    history: History, pattern: Cell, as_at: date, known: int, months: int
) -> int:
    """Budget less what the months since the first cost make of twelve."""
    year = int(pattern.year[:4])
    cost = cost_to_month_end(history, pattern, as_at, known)
    first = first_month_of_cost(history, pattern, year)
    budget = oracle.budget(history, pattern, as_at, known)
    if first is None or cost <= 0:
        return max(0, budget - cost)
    projected = cost + round(cost * (12 - months) / (months - first))
    return max(0, budget - projected)
