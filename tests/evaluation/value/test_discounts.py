from datetime import date

import pytest

from fundtrack.errors import UnknownName
from fundtrack.evaluation.value.discounts import REVIEW
from fundtrack.evaluation.value.discounts import schedule
from tests.oracles.value import discount_factor


@pytest.mark.parametrize(
    ("year", "factor"),
    [
        (0, 1.0),
        (1, 0.966184),
        (5, 0.841973),
        (10, 0.708919),
        (30, 0.356278),
        (31, 0.345901),
        (75, 0.094214),
        (76, 0.091916),
    ],
)
def test_discount_factors_are_those_of_the_green_book(year: int, factor: float) -> None:
    assert schedule().factor(year) == pytest.approx(factor, abs=5e-7)


def test_cost_of_100_repaid_by_30_for_five_years_is_worth_35() -> None:
    flows = [-100, 30, 30, 30, 30, 30]
    assert schedule().present(flows) == pytest.approx(35.451571, abs=5e-7)


@pytest.mark.parametrize("name", ["standard", REVIEW])
@pytest.mark.parametrize("year", [0, 1, 31, 126, 201, 305])
def test_discounting_is_the_slow_division_year_by_year(name: str, year: int) -> None:
    slow = float(discount_factor(name, year))
    assert schedule(name).factor(year) == pytest.approx(slow, rel=1e-12)


def test_review_of_2026_is_dated_and_apart() -> None:
    assert schedule(REVIEW).since == date(2026, 6, 30)
    assert schedule(REVIEW).factor(1) == pytest.approx(1 / 1.03)


def test_schedule_that_is_not_held_lists_those_that_are() -> None:
    with pytest.raises(UnknownName, match="review-2026, standard"):
        schedule("of my own")


def test_year_before_the_start_has_no_factor() -> None:
    with pytest.raises(ValueError, match="not discounted"):
        schedule().factor(-1)
