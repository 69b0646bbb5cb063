"""A year is projected at its rate, and the rate's own misses give the range."""

import pytest

from fundtrack.domain.outturns import FEWEST_TRIALS
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.outturns import at_this_rate
from fundtrack.domain.outturns import misses
from fundtrack.domain.outturns import outturn
from fundtrack.money import Pence

HALF = 6


def year(*monthly: int, budget: int = 1_200, label: str = "2023-24") -> YearCosts:
    """A year whose months after the last one named cost nothing."""
    costs = tuple(monthly) + (0,) * (12 - len(monthly))
    return YearCosts("SSF5", "blackpool", label, costs, Pence(budget))


@pytest.mark.parametrize(
    ("monthly", "expected"),
    [
        ((100,) * 6, 1_200),
        ((0, 0, 0, 100, 100, 100), 900),
        ((0, 0, 0, 0, 0, 0), None),
        ((-500, 100, 100, 100, 0, 0), -200),
    ],
)
def test_the_rate_runs_from_the_first_month_of_spending(
    monthly: tuple[int, ...], expected: int | None
) -> None:
    assert at_this_rate(year(*monthly).monthly_pence, HALF) == expected


def test_a_miss_is_what_a_year_cost_over_what_was_projected() -> None:
    doubled = year(*([100] * 6 + [300] * 6))
    as_planned = year(*[100] * 12)
    assert misses([doubled, as_planned, year()], HALF) == [1.0, 2.0]


def test_a_running_year_gets_the_range_of_past_misses() -> None:
    past = [year(*([100] * 6 + [50 + 20 * at] * 6)) for at in range(FEWEST_TRIALS)]
    found = outturn(year(*[100] * 6, label="2024-25"), HALF, past)
    assert found is not None
    assert (found.outturn_pence, found.trials) == (1_200, FEWEST_TRIALS)
    assert (found.low_pence, found.high_pence) == (900, 1_740)
    assert (found.lapses_low_pence, found.lapses_high_pence) == (0, 300)


def test_without_enough_past_years_there_is_no_range() -> None:
    found = outturn(year(*[90] * 6), HALF, [year(*[100] * 12)])
    assert found is not None
    assert (found.low_pence, found.high_pence) == (None, None)
    assert (found.lapses_pence, found.lapses_low_pence) == (120, None)


def test_a_year_in_which_nothing_was_spent_is_not_projected() -> None:
    assert outturn(year(), HALF, []) is None


def test_credits_that_outweigh_the_spending_have_no_range() -> None:
    past = [year(*[100] * 12) for _ in range(FEWEST_TRIALS)]
    found = outturn(year(-500, 100, label="2024-25"), HALF, past)
    assert found is not None
    assert (found.outturn_pence, found.lapses_pence) == (-400, 1_600)
    assert (found.low_pence, found.trials) == (None, FEWEST_TRIALS)
