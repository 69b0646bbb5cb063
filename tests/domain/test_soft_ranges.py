"""What is usual for a project is learnt from its own earlier quarters."""

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from fundtrack.domain.soft_ranges import Usual
from fundtrack.domain.soft_ranges import far_above_usual
from fundtrack.domain.soft_ranges import far_from_usual
from tests.oracles.soft_ranges import is_far

QUARTERS = [2_005_000, 1_890_000, 2_110_000, 1_700_000, 2_400_000]
FLOOR = 500_000
counts = st.integers(-3_000, 9_000)
amounts = st.integers(1, 9_000)


def test_a_quarter_is_told_in_times_of_the_median_of_the_earlier_ones() -> None:
    usual = far_from_usual(8_421_000, QUARTERS, FLOOR)
    assert usual == Usual(2_005_000, 4.2)


@pytest.mark.parametrize(
    ("now", "before", "floor"),
    [
        (8_421_000, QUARTERS[:3], FLOOR),
        (0, QUARTERS, FLOOR),
        (-8_421_000, QUARTERS, FLOOR),
        (4_010_000, QUARTERS, FLOOR),
        (1_002_500, QUARTERS, FLOOR),
        (300, [100, 100, 100, 100, 110], FLOOR),
        (3_000, [100, 900, 2_500, 4_000, 100], 0),
    ],
    ids=["young", "nil", "credit", "double", "half", "small", "spread"],
)
def test_what_is_near_or_cannot_be_told_is_not_asked_about(
    now: int, before: list[int], floor: int
) -> None:
    assert far_from_usual(now, before, floor) is None


def test_half_of_what_is_usual_or_less_is_far_too() -> None:
    usual = far_from_usual(401_000, QUARTERS, FLOOR)
    assert usual == Usual(2_005_000, 0.2)


@pytest.mark.parametrize(
    ("before", "times"), [([100] * 4, 5.0), ([0, 0, 0, 0, 20], None)]
)
def test_figures_that_are_mostly_equal_have_a_spread_too(
    before: list[int], times: float | None
) -> None:
    usual = far_from_usual(500, before, 0)
    assert usual is not None
    assert usual.times == times


def test_one_odd_quarter_does_not_hide_the_next() -> None:
    assert far_from_usual(8_421_000, [*QUARTERS, 9_000_000], FLOOR) is not None


@pytest.mark.parametrize(
    ("now", "is_above"), [(150_000, False), (1_500_000, True), (100, False)]
)
def test_bills_are_compared_by_ratio_since_they_are_skewed(
    now: int, *, is_above: bool
) -> None:
    before = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000]
    assert (far_above_usual(now, before, 0) is not None) is is_above


@settings(max_examples=200, deadline=None)
@given(counts, st.lists(counts, min_size=4, max_size=9), st.integers(0, 500))
def test_far_from_usual_is_as_told_slowly(
    now: int, before: list[int], floor: int
) -> None:
    found = far_from_usual(now, before, floor) is not None
    assert found is (now > 0 and is_far(now, before, floor, by_ratio=False))


@settings(max_examples=200, deadline=None)
@given(amounts, st.lists(amounts, min_size=1, max_size=9), st.integers(0, 500))
def test_far_above_usual_is_as_told_slowly(
    now: int, before: list[int], floor: int
) -> None:
    found = far_above_usual(now, before, floor) is not None
    assert found is is_far(now, before, floor, by_ratio=True)
