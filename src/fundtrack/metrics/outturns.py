"""Projected outturns of the running year, tried on the years that have ended."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import ANY
from fundtrack.domain.outturns import MONTHS
from fundtrack.domain.outturns import Outturn
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.outturns import outturn
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class Outturns:
    """One line for each fund and area with spending in the year asked."""

    financial_year: str
    as_at: date
    lines: Sequence[Outturn]


def outturns(
    books: Reader, as_at: date, known: int, fund: str = ANY, area: str = ANY
) -> Outturns:
    """Project the year that `as_at` lies in, fund by fund and area by area.

    Every fund's ended years are tried for the range, whichever fund is asked for.
    """
    running = FinancialYear.of(as_at)
    years = _years(books, as_at, known)
    ended = [year for year in years if year.financial_year < str(running)]
    projected = [
        outturn(year, months_ended(running, as_at), ended)
        for year in years
        if year.financial_year == str(running)
        and fund in {ANY, year.fund}
        and area in {ANY, year.area}
    ]
    lines = [line for line in projected if line is not None]
    return Outturns(str(running), as_at, lines)


def _years(books: Reader, as_at: date, known: int) -> list[YearCosts]:
    monthly: dict[tuple[str, str, str], list[int]] = {}
    budgets: dict[tuple[str, str, str], int] = {}
    found = books.rows("monthly_costs", fund=ANY, area=ANY, as_at=as_at, known=known)
    for row in found:
        key = (row["fund"], row["area"], row["financial_year"])
        costs = monthly.setdefault(key, [0] * MONTHS)
        costs[row["month_number"]] += row["cost_pence"]
        budgets[key] = budgets.get(key, 0) + row["budget_pence"]
    return [
        YearCosts(*key, tuple(costs), Pence(budgets[key]))
        for key, costs in monthly.items()
    ]


def months_ended(year: FinancialYear, as_at: date) -> int:
    """Count the months of a year that have ended by a day within it."""
    day_after = as_at + timedelta(days=1)
    starts = year.dates.start
    return (day_after.year - starts.year) * MONTHS + day_after.month - starts.month
