"""Two rules say what a year will not use; both are kept, and the larger counts."""

import pytest

from fundtrack.domain.outturns import FEWEST_TRIALS
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.underspends import Tolerance
from fundtrack.domain.underspends import YearSoFar
from fundtrack.domain.underspends import underspend
from fundtrack.money import Pence


def costs(*monthly: int, label: str = "2024-25", budget: int = 1_200) -> YearCosts:
    """A year whose months after the last one named cost nothing."""
    whole = tuple(monthly) + (0,) * (12 - len(monthly))
    return YearCosts("SSF5", "blackpool", label, whole, Pence(budget))


def so_far(
    year: YearCosts,
    *,
    months: int = 6,
    given: int = 0,
    profile: tuple[int, int] | None = None,
) -> YearSoFar:
    """A year by the end of a month, with its profile to date and whole, if any."""
    to_date, whole = profile or (None, None)
    return YearSoFar(
        costs=year,
        months_ended=months,
        given_month=given,
        committed_pence=Pence(50),
        profile_to_date_pence=None if to_date is None else Pence(to_date),
        profile_pence=None if whole is None else Pence(whole),
    )


def test_both_rules_are_shown_and_the_larger_counts() -> None:
    found = underspend(so_far(costs(*[50] * 6), profile=(500, 1_200)), [])
    assert found.by_rate
    assert found.by_profile
    assert (found.by_rate.outturn_pence, found.by_rate.lapses_pence) == (600, 600)
    assert found.by_profile.behind_pence == 200
    assert found.by_profile.still_planned_pence == 700
    assert (found.by_profile.outturn_pence, found.by_profile.lapses_pence) == (
        1_000,
        200,
    )
    assert (found.lapses_pence, found.cost_pence, found.committed_pence) == (
        600,
        300,
        50,
    )


def test_without_a_profile_only_the_rate_speaks() -> None:
    found = underspend(so_far(costs(*[50] * 6)), [])
    assert found.by_profile is None
    assert found.lapses_pence == 600


def test_past_years_give_the_rate_its_range() -> None:
    past = [costs(*[100] * 12, label="2022-23") for _ in range(FEWEST_TRIALS)]
    found = underspend(so_far(costs(*[50] * 6)), past)
    assert found.by_rate
    assert (found.by_rate.lapses_low_pence, found.by_rate.lapses_high_pence) == (
        600,
        600,
    )


@pytest.mark.parametrize(("given", "lapses"), [(0, 1_200), (3, 1_200), (4, None)])
def test_nothing_spent_is_a_rate_of_nought_after_three_months_with_budget(
    given: int, lapses: int | None
) -> None:
    found = underspend(so_far(costs(), given=given), [])
    assert (found.by_rate and found.by_rate.lapses_pence) == lapses
    assert found.lapses_pence == (lapses or 0)


def test_spending_ahead_of_the_profile_lapses_nothing() -> None:
    found = underspend(so_far(costs(*[120] * 6), profile=(600, 1_200)), [])
    assert found.by_profile
    assert found.by_profile.behind_pence == -120
    assert found.lapses_pence == 0


@pytest.mark.parametrize(
    ("lapses", "budget", "is_passed"),
    [
        (0, 0, False),
        (100, 1_000, False),
        (101, 1_000, True),
        (500_000, 50_000_000, False),
        (500_001, 50_000_000, True),
    ],
)
def test_an_underspend_is_listed_above_a_share_or_a_sum(
    lapses: int, budget: int, *, is_passed: bool
) -> None:
    assert Tolerance().is_passed(Pence(lapses), Pence(budget)) is is_passed


def test_a_profile_without_a_figure_to_date_is_no_profile() -> None:
    whole = YearSoFar(costs(), 6, 0, Pence(0), None, Pence(5))
    assert underspend(whole, []).by_profile is None
