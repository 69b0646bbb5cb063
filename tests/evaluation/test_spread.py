from itertools import pairwise

import numpy as np
import pytest

from fundtrack.evaluation import measure_effect
from fundtrack.evaluation import placebo_test
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.placebos import placebo_sets
from fundtrack.evaluation.spread import spread_of
from fundtrack.evaluation.student import two_sided_p
from tests.evaluation.slow import shared_spread
from tests.evaluation.slow import spread
from tests.evaluation.worlds import neighbours
from tests.evaluation.worlds import panel


def two_years(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    counts, districts = neighbours(seed)
    before = counts.iloc[:, :12].sum(axis=1).to_numpy(dtype=float)
    after = counts.iloc[:, 12:].sum(axis=1).to_numpy(dtype=float)
    return before, after, np.array([districts[ward] for ward in counts.index])


def test_both_parts_of_the_spread_equal_the_slow_twin() -> None:
    before, after, groups = two_years(1)
    found = spread_of(before, after, groups)
    pairs = list(zip(before, after, strict=True))
    assert found.place == pytest.approx(spread(pairs))
    assert found.shared == pytest.approx(shared_spread(pairs, list(groups)))
    assert 0 < found.shared < found.place
    assert (found.places, found.groups) == (120, 12)


def test_strangers_share_nothing() -> None:
    before, after, _ = two_years(1)
    assert spread_of(before, after, np.arange(before.size)).shared == 0


def test_sum_of_neighbours_averages_out_less_than_a_sum_of_strangers() -> None:
    found = spread_of(*two_years(1))
    sizes = np.full(5, 100.0)
    assert sum(found.of_sum(sizes, np.arange(5))) == pytest.approx(found.place / 5)
    own, shared = found.of_sum(sizes, np.zeros(5, dtype=int))
    assert own == pytest.approx((found.place - found.shared) / 5)
    assert shared == pytest.approx(found.shared)


def test_intervals_of_neighbours_cover_the_truth() -> None:
    """120 seeds; taken for strangers they cover it in fewer than 85 of a hundred."""
    covered = {"neighbours": 0, "strangers": 0}
    for seed in range(120):
        counts, districts = neighbours(seed)
        months = list(counts.columns)
        treated = list(counts.index[:5])
        kept = counts.drop(index=list(counts.index[5:10]))
        for name, groups in (("neighbours", districts), ("strangers", None)):
            found = measure_effect(
                kept, treated, months[:12], months[12:], sets=9, groups=groups
            )
            covered[name] += found.ci_low <= 0 <= found.ci_high
    assert covered["neighbours"] / 120 >= 0.90
    assert covered["strangers"] / 120 < 0.85


@pytest.mark.parametrize("seed", range(8))
def test_interval_of_neighbours_leaves_open_what_their_p_value_does(seed: int) -> None:
    counts, districts = neighbours(seed)
    months = list(counts.columns)
    kept = counts.drop(index=list(counts.index[5:10]))
    found = measure_effect(
        kept,
        list(counts.index[:5]),
        months[:12],
        months[12:],
        sets=99,
        groups=districts,
    )
    placebo = found.placebo
    p = two_sided_p(placebo.statistic / placebo.scale, placebo.freedom)
    assert (found.ci_low <= 0 <= found.ci_high) is (p > 0.05)
    assert found.p >= p
    assert 4 < placebo.freedom < 40


def test_stand_ins_of_neighbours_are_neighbours() -> None:
    counts, districts = neighbours(1)
    months = list(counts.columns)
    cut = cut_panel(counts, list(counts.index[:4]), months[:12], months[12:], districts)
    members = placebo_sets(cut, 50, np.random.default_rng(1))
    drawn = cut.donors_groups[members]
    assert (drawn == drawn[:, :1]).all()


def test_every_set_of_few_keeps_to_the_districts_pattern() -> None:
    counts = panel(1, wards=12)
    months = list(counts.columns)
    pairs = {ward: at // 2 for at, ward in enumerate(counts.index)}
    treated = list(counts.index[:2])
    found = placebo_test(counts, treated, months[:12], months[12:], groups=pairs)
    assert len(found.placebos) == 5
    apart = dict(pairwise([*counts.index, "W00"]))
    alone = placebo_test(
        counts, treated, months[:12], months[12:], groups=apart | {"W01": apart["W00"]}
    )
    assert len(alone.placebos) == 45
