"""What a year will have cost at its end, at the rate of its months so far.

The rate is simple on purpose; how far it can be trusted is measured, not assumed: the
same rule is put to the office's own years that have ended, and their misses give the
range.
"""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.money import Pence

MONTHS = 12
FEWEST_TRIALS = 8
"""Below this a range from past years would say more about chance than about us."""

TAIL = 0.1
"""The range leaves out a tenth of past misses at either end: four in five remain."""


@dataclass(frozen=True, slots=True)
class YearCosts:
    """What one fund and area cost in each of the twelve months of a year, April first.

    `budget_pence` is what it could spend; costs are whole pence, credits negative.
    """

    fund: str
    area: str
    financial_year: str
    monthly_pence: tuple[int, ...]
    budget_pence: Pence


@dataclass(frozen=True, slots=True)
class Outturn:
    """A projected outturn with its range and what would lapse on 31 March.

    The range is None where fewer than FEWEST_TRIALS past years can be tried, or where
    credits outweigh the spending; `trials` says how many were tried.
    """

    fund: str
    area: str
    financial_year: str
    months_ended: int
    cost_pence: Pence
    budget_pence: Pence
    outturn_pence: Pence
    low_pence: Pence | None
    high_pence: Pence | None
    lapses_pence: Pence
    lapses_low_pence: Pence | None
    lapses_high_pence: Pence | None
    trials: int


def at_this_rate(monthly_pence: Sequence[int], months_ended: int) -> Pence | None:
    """Project the year's cost from its first month of spending at the rate since.

    Credits that outweigh the spending so far are no rate: they stand as they are.

    Returns:
        None while nothing was spent, or none of the months ended.
    """
    so_far = monthly_pence[:months_ended]
    first = next((at for at, pence in enumerate(so_far) if pence), None)
    if first is None:
        return None
    spent = sum(so_far)
    if spent <= 0:
        return Pence(spent)
    working = months_ended - first
    left = MONTHS - months_ended
    return Pence(spent + round(spent * left / working))


def misses(years: Iterable[YearCosts], months_ended: int) -> list[float]:
    """Try the rule on years that have ended: cost at the end over what it projected."""
    found = []
    for year in years:
        projected = at_this_rate(year.monthly_pence, months_ended)
        if projected is not None and projected > 0:
            found.append(sum(year.monthly_pence) / projected)
    return sorted(found)


def outturn(
    year: YearCosts, months_ended: int, ended_years: Iterable[YearCosts]
) -> Outturn | None:
    """Project a running year, with the range that past misses of the rule give.

    Returns:
        None while nothing was spent.
    """
    projected = at_this_rate(year.monthly_pence, months_ended)
    if projected is None:
        return None
    cost = Pence(sum(year.monthly_pence[:months_ended]))
    tried = misses(ended_years, months_ended)
    low, high = _range(cost, projected, tried)
    return Outturn(
        fund=year.fund,
        area=year.area,
        financial_year=year.financial_year,
        months_ended=months_ended,
        cost_pence=cost,
        budget_pence=year.budget_pence,
        outturn_pence=projected,
        low_pence=low,
        high_pence=high,
        lapses_pence=_lapses(year.budget_pence, projected),
        lapses_low_pence=None if high is None else _lapses(year.budget_pence, high),
        lapses_high_pence=None if low is None else _lapses(year.budget_pence, low),
        trials=len(tried),
    )


def _range(
    cost: Pence, projected: Pence, tried: Sequence[float]
) -> tuple[Pence | None, Pence | None]:
    if len(tried) < FEWEST_TRIALS or projected <= 0:
        return None, None
    trimmed = int(len(tried) * TAIL)
    low = round(projected * tried[trimmed])
    high = round(projected * tried[-1 - trimmed])
    return Pence(min(low, projected)), Pence(max(high, projected, cost))


def _lapses(budget: Pence, cost: Pence) -> Pence:
    return Pence(max(0, budget - cost))
