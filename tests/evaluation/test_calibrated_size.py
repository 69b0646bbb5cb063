"""The small form of benchmarks/calibration.py: recorded crime and nothing done.

Seeds are fixed, so the counts below are the same at every run; their bounds leave room
for three standard errors beside the 4 to 6 % and 94 to 96 % of the benchmark.
"""

from collections.abc import Sequence

import numpy as np
import pytest

from benchmarks.calibration import Answer
from benchmarks.calibration import answer
from benchmarks.calibration import cell_of
from benchmarks.calibration_panels import ONE
from benchmarks.calibration_panels import SCATTERED
from benchmarks.calibration_panels import Draw
from benchmarks.calibration_panels import draws
from benchmarks.calibration_panels import made_panel
from benchmarks.calibration_panels import recorded_panels
from benchmarks.calibration_report import rate
from benchmarks.usual_tests import before_and_after

Answered = Sequence[tuple[Draw, Answer]]


@pytest.fixture(scope="module")
def answered() -> Answered:
    """Evaluate 240 draws from recorded crime, as they are and with 20 % fewer."""
    generator = np.random.default_rng(1)
    drawn = draws(recorded_panels(), 240, 1)
    return [(case, answer(case, -0.2, generator)) for case in drawn]


def share_pct(is_so: Sequence[bool]) -> float:
    return 100 * sum(is_so) / len(is_so)


def test_nothing_done_is_found_to_be_something_in_about_one_of_twenty(
    answered: Answered,
) -> None:
    assert 1 <= share_pct([found.p <= 0.05 for _, found in answered]) <= 9
    assert share_pct([found.is_fall for _, found in answered]) <= 6


@pytest.mark.parametrize("arrangement", [SCATTERED, ONE])
def test_neighbours_are_no_more_often_found_than_strangers(
    answered: Answered, arrangement: str
) -> None:
    part = [found for case, found in answered if case.arrangement == arrangement]
    assert len(part) == 80
    assert share_pct([found.p <= 0.05 for found in part]) <= 11


def test_intervals_hold_a_fall_put_in(answered: Answered) -> None:
    assert 91.5 <= share_pct([found.is_covered for _, found in answered]) <= 98.5


def test_smallest_fall_printed_is_found_in_about_four_of_five(
    answered: Answered,
) -> None:
    assert 73 <= share_pct([found.is_smallest_found for _, found in answered]) <= 87


def test_the_usual_test_finds_something_in_every_third_case(answered: Answered) -> None:
    assert share_pct([before_and_after(case) <= 0.05 for case, _ in answered]) > 33


def test_made_counts_hold_the_size_as_well() -> None:
    generator = np.random.default_rng(2)
    found = [
        answer(case, -0.3, generator)
        for seed in range(3)
        for case in draws([made_panel(seed)], 20, seed)
    ]
    assert share_pct([each.p <= 0.05 for each in found]) <= 11
    assert share_pct([each.is_covered for each in found]) >= 89


def test_draws_that_share_a_cell_count_as_fewer(answered: Answered) -> None:
    cases = [case for case, _ in answered[:40]]
    apart = rate([True, False] * 20, list(range(40)))
    assert (apart.pct, apart.draws, apart.effective) == (50, 40, 40)
    together = rate([True] * 20 + [False] * 20, ["a"] * 20 + ["b"] * 20)
    assert together.effective == pytest.approx(2)
    assert len({cell_of(case) for case in cases}) > 30
