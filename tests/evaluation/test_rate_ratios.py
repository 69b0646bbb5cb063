from math import exp

import numpy as np
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import measure_effect
from fundtrack.evaluation import rate_ratio
from fundtrack.evaluation.student import t_quantile
from tests.evaluation.slow import log_rate_ratio
from tests.evaluation.worlds import panel

DONORS = [(308, 318), (150, 140), (90, 121), (204, 170), (55, 70)]


def test_published_relative_effect_size_is_reproduced() -> None:
    found = rate_ratio(207, 110, [308], [318])
    assert exp(-found.log_rr) == pytest.approx(1.942916, abs=1e-6)
    assert exp(-found.ci_high) == pytest.approx(1.469382, abs=1e-4)
    assert exp(-found.ci_low) == pytest.approx(2.569055, abs=1e-4)
    assert found.tau2 == 0


def test_estimate_and_spread_equal_the_slow_twin() -> None:
    before, after = zip(*DONORS, strict=True)
    found = rate_ratio(207, 110, before, after)
    assert (found.log_rr, found.se, found.tau2) == pytest.approx(
        log_rate_ratio((207, 110), DONORS)
    )
    assert found.tau2 > 0


def test_spread_between_places_averages_out_over_several_treated_ones() -> None:
    before, after = zip(*DONORS, strict=True)
    one = rate_ratio(400, 300, before, after)
    four = rate_ratio([100] * 4, [75] * 4, before, after)
    assert four.log_rr == pytest.approx(one.log_rr)
    assert one.se**2 - four.se**2 == pytest.approx(one.tau2 * 3 / 4)


def test_interval_is_wider_when_the_spread_rests_on_few_comparators() -> None:
    before, after = zip(*DONORS, strict=True)
    few = rate_ratio(20000, 20000, before, after)
    many = rate_ratio(20000, 20000, before * 10, after * 10)
    assert (few.ci_high - few.log_rr) / few.se > 2.5
    assert (many.ci_high - many.log_rr) / many.se < 2.05


@pytest.mark.parametrize(
    ("freedom", "published"), [(5, 2.571), (10, 2.228), (19, 2.093), (60, 2.000)]
)
def test_t_quantile_is_that_of_the_tables(freedom: float, published: float) -> None:
    assert t_quantile(0.975, freedom) == pytest.approx(published, abs=0.005)


def test_nought_on_one_side_still_gives_an_estimate() -> None:
    found = rate_ratio(4, 0, [10, 0, 20], [11, 3, 19])
    assert np.isfinite([found.log_rr, found.se, found.ci_low, found.ci_high]).all()
    assert found.log_rr < 0


@pytest.mark.parametrize(
    ("before", "after"), [([1, np.nan], [2, 3]), ([-1], [2]), ([1, 2], [3]), ([], [])]
)
def test_missing_or_unpaired_counts_are_refused(
    before: list[float], after: list[float]
) -> None:
    with pytest.raises(WrongArgument):
        rate_ratio(10, 12, before, after)


@pytest.mark.parametrize("effect", [-0.3, 0.0])
def test_intervals_cover_the_truth_of_synthetic_areas(effect: float) -> None:
    """200 seeds each; the issue asks for 90 to 98 of a hundred."""
    covered = 0
    for seed in range(200):
        counts = panel(seed, effect=effect, treated=3)
        months = list(counts.columns)
        found = measure_effect(
            counts, list(counts.index[:3]), months[:12], months[12:], sets=19
        )
        covered += found.ci_low <= np.log1p(effect) <= found.ci_high
    assert 0.90 <= covered / 200 <= 0.98
