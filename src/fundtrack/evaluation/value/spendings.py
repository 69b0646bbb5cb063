"""What was paid: by financial year, in one year's prices, discounted to the start."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.value.deflators import financial_deflator
from fundtrack.evaluation.value.deflators import whole_pence
from fundtrack.evaluation.value.discounts import Schedule
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class PaidYear:
    """What was paid in a year, as booked and in the prices of the price year.

    `is_deflated` is false where no index of that year is held: the money then stands
    in its own prices, which overstates it while prices rise.
    """

    year: FinancialYear
    pence: Pence
    real_pence: Pence
    is_deflated: bool


@dataclass(frozen=True, slots=True)
class Spending:
    """Payments by financial year, in order; `start` is year 0 of the discounting."""

    years: tuple[PaidYear, ...]
    price_year: FinancialYear
    start: FinancialYear
    marks: tuple[str, ...] = ()

    @property
    def paid_pence(self) -> Pence:
        """What was paid, as booked."""
        return Pence(sum(year.pence for year in self.years))

    @property
    def real_pence(self) -> Pence:
        """What was paid, in the prices of the price year."""
        return Pence(sum(year.real_pence for year in self.years))

    @property
    def not_deflated(self) -> tuple[FinancialYear, ...]:
        """The years whose money stands in its own prices."""
        return tuple(year.year for year in self.years if not year.is_deflated)

    def present_pence(self, schedule: Schedule) -> Pence:
        """Give the cost: real payments discounted to the start.

        Source: HM Treasury, The Green Book (2026): sum of real cost x discount factor.
        """
        return whole_pence(
            sum(
                paid.real_pence * schedule.factor(paid.year.start - self.start.start)
                for paid in self.years
            )
        )


def spending_of(
    purchases: Iterable[Purchase],
    first_seen: FinancialYear,
    price_year: FinancialYear | None = None,
) -> Spending:
    """Put payments together by financial year, each year deflated once.

    Args:
        purchases: paid actuals, whatever the month or quarter.
        first_seen: the year in which effects are first counted.
        price_year: in whose prices; the last year whose index is held unless given.
    """
    by_year: dict[FinancialYear, int] = defaultdict(int)
    marks: set[str] = set()
    for bought in purchases:
        by_year[FinancialYear.of(bought.quarter_starts)] += bought.pence
        marks.update(bought.marks)
    prices = price_year or financial_deflator().last
    years = tuple(
        _paid_year(year, Pence(pence), prices)
        for year, pence in sorted(by_year.items())
    )
    return Spending(
        years=years,
        price_year=prices,
        start=min([first_seen, *by_year]),
        marks=tuple(sorted(marks)),
    )


def _paid_year(
    year: FinancialYear, pence: Pence, price_year: FinancialYear
) -> PaidYear:
    deflator = financial_deflator()
    if year > deflator.last:
        return PaidYear(year, pence, pence, is_deflated=False)
    real = deflator.reflate(pence, year, price_year)
    return PaidYear(year, pence, real, is_deflated=True)
