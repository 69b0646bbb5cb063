"""Underspend: budget that a year will not use, found by two rules that are both shown.

By run-rate the months so far go on; by profile what is planned for the months to come
is spent as planned, and what was planned before and not spent stays unspent.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from fundtrack.domain.outturns import Outturn
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.outturns import outturn
from fundtrack.money import Pence

DEFAULT_VARIANCE_PCT = 10
DEFAULT_VARIANCE_PENCE = Pence(500_000)
"""Local policy where the agreement is silent: no funder's text says what is large."""

FEWEST_MONTHS = 3
"""From so many ended months without spending on, the rate counts as nought."""

WHOLE_PCT = 100


@dataclass(frozen=True, slots=True)
class Tolerance:
    """Above which an underspend is listed: a share of the budget, or pence."""

    pct: float = DEFAULT_VARIANCE_PCT
    pence: Pence = DEFAULT_VARIANCE_PENCE

    def is_passed(self, lapses: Pence, budget: Pence) -> bool:
        """Whether so much of a budget is more than the tolerance lets pass."""
        if lapses <= 0:
            return False
        return lapses * WHOLE_PCT > self.pct * budget or lapses > self.pence


@dataclass(frozen=True, slots=True)
class YearSoFar:
    """What some budget cells had, planned and cost in their year, by a day.

    `given_month` is the month in which their first budget came, April 0. The profile is
    None where none was given, which is not nought.
    """

    costs: YearCosts
    months_ended: int
    given_month: int
    committed_pence: Pence
    profile_to_date_pence: Pence | None
    profile_pence: Pence | None


@dataclass(frozen=True, slots=True)
class ByProfile:
    """What the profile makes of a year: behind by so much, lapsing so much.

    `behind_pence` is below nought where spending runs ahead of the profile.
    """

    profile_to_date_pence: Pence
    still_planned_pence: Pence
    behind_pence: Pence
    outturn_pence: Pence
    lapses_pence: Pence


@dataclass(frozen=True, slots=True)
class Underspend:
    """What both rules say of the same cells; `lapses_pence` is the larger answer."""

    months_ended: int
    budget_pence: Pence
    cost_pence: Pence
    committed_pence: Pence
    lapses_pence: Pence
    by_rate: Outturn | None
    by_profile: ByProfile | None


def underspend(year: YearSoFar, ended_years: Iterable[YearCosts]) -> Underspend:
    """Put both rules to a year.

    Args:
        ended_years: of the same kind of cells; they give the run-rate its range.
    """
    costs = year.costs
    cost = Pence(sum(costs.monthly_pence[: year.months_ended]))
    rate, profile = _by_rate(year, ended_years), _by_profile(year, cost)
    lapses = [found.lapses_pence for found in (rate, profile) if found is not None]
    return Underspend(
        months_ended=year.months_ended,
        budget_pence=costs.budget_pence,
        cost_pence=cost,
        committed_pence=year.committed_pence,
        lapses_pence=max(lapses, default=Pence(0)),
        by_rate=rate,
        by_profile=profile,
    )


def _by_rate(year: YearSoFar, ended_years: Iterable[YearCosts]) -> Outturn | None:
    found = outturn(year.costs, year.months_ended, ended_years)
    if found is not None or year.months_ended - year.given_month < FEWEST_MONTHS:
        return found
    return Outturn(
        fund=year.costs.fund,
        area=year.costs.area,
        financial_year=year.costs.financial_year,
        months_ended=year.months_ended,
        cost_pence=Pence(0),
        budget_pence=year.costs.budget_pence,
        outturn_pence=Pence(0),
        low_pence=None,
        high_pence=None,
        lapses_pence=Pence(max(0, year.costs.budget_pence)),
        lapses_low_pence=None,
        lapses_high_pence=None,
        trials=0,
    )


def _by_profile(year: YearSoFar, cost: Pence) -> ByProfile | None:
    planned, to_date = year.profile_pence, year.profile_to_date_pence
    if planned is None or to_date is None:
        return None
    to_come = Pence(planned - to_date)
    expected = Pence(cost + to_come)
    return ByProfile(
        profile_to_date_pence=to_date,
        still_planned_pence=to_come,
        behind_pence=Pence(to_date - cost),
        outturn_pence=expected,
        lapses_pence=Pence(max(0, year.costs.budget_pence - expected)),
    )
