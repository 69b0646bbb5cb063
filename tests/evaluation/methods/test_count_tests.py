from math import exp
from math import factorial
from math import sqrt

import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import poisson_e_test
from fundtrack.evaluation import poisson_z


@pytest.mark.parametrize(
    ("first", "second", "published"),
    [(6, 2, 0.17487482), (0, 3, 0.08837901), (25, 16, 0.16479632)],
)
def test_published_e_tests_are_reproduced(
    first: int, second: int, published: float
) -> None:
    """Krishnamoorthy and Thomson's test, as Wheeler's package ptools prints it."""
    assert poisson_e_test(first, second) == pytest.approx(published, abs=5e-9)


def test_published_change_in_standard_errors_is_reproduced() -> None:
    assert poisson_z(16, 25) == 2
    assert poisson_z(25, 16) == -2


def slow_e_test(first: int, second: int, months: tuple[int, int]) -> float:
    """Pair by pair, over all pairs that could be."""
    rate = (first + second) / sum(months)
    means = [rate * length for length in months]

    def apart(one: int, other: int) -> float:
        variance = one / months[0] ** 2 + other / months[1] ** 2
        gap = one / months[0] - other / months[1]
        return abs(gap) / sqrt(variance) if variance else 0.0

    def chance(count: int, mean: float) -> float:
        return exp(-mean) * mean**count / factorial(count)

    return sum(
        chance(one, means[0]) * chance(other, means[1])
        for one in range(60)
        for other in range(60)
        if apart(one, other) >= apart(first, second) - 1e-12
    )


@pytest.mark.parametrize(
    ("first", "second", "months"), [(7, 12, (6, 12)), (3, 9, (1, 1)), (0, 4, (2, 1))]
)
def test_e_test_agrees_with_a_slow_one(
    first: int, second: int, months: tuple[int, int]
) -> None:
    found = poisson_e_test(first, second, *months)
    assert found == pytest.approx(slow_e_test(first, second, months))


def test_counts_in_the_thousands_are_near_the_normal_test() -> None:
    """As statsmodels 0.15 gives it for the same counts."""
    assert poisson_e_test(12_000, 12_500) == pytest.approx(0.00140100335, abs=1e-10)


def test_nothing_counted_is_no_difference() -> None:
    assert poisson_e_test(0, 0) == 1


def test_difference_that_is_expected_is_no_difference() -> None:
    assert poisson_e_test(20, 10, difference=10) == pytest.approx(1)
    assert poisson_e_test(20, 10) < 0.1


@pytest.mark.parametrize(
    "given", [(2.5, 1), (1, 2, 0), (1, 2, 1, -1), (1, 2, 1, 1, 9), (-1, 2)]
)
def test_unusable_counts_are_refused(given: tuple[float, ...]) -> None:
    with pytest.raises(WrongArgument):
        poisson_e_test(*given)
