"""How alike places were before the start."""

from dataclasses import replace
from math import log

import numpy as np
import pandas as pd
import pytest

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.pre_periods import pre_period
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel


def trending(monthly: float, level: float = 10.0) -> pd.DataFrame:
    """Counts in which the treated wards rise by so much a month, before and after."""
    counts = panel(1) * level
    rate = np.exp(monthly * np.arange(counts.shape[1]))
    counts.iloc[:2] = (counts.iloc[:2] * rate).round().astype("int64")
    return counts


def slow(made: Case) -> tuple[float, float]:
    """The slow twin: bias and fit as the docstring writes them down."""
    gaps = []
    counts = made.panel.to_dict("index")
    for month in made.pre:
        own = sum(counts[ward][month] for ward in made.treated)
        others = sum(counts[ward][month] for ward in made.comparators.wards)
        gaps.append(log((own + 0.5) / (others + 0.5)))
    mean, middle = sum(gaps) / len(gaps), (len(gaps) - 1) / 2
    top = sum((at - middle) * (gap - mean) for at, gap in enumerate(gaps))
    bottom = sum((at - middle) ** 2 for at in range(len(gaps)))
    fit = (sum((gap - mean) ** 2 for gap in gaps) / len(gaps)) ** 0.5
    return 12 * top / bottom, fit


@pytest.mark.parametrize("monthly", [0.0, 0.03, -0.06])
def test_trend_and_fit_equal_the_slow_twin(monthly: float) -> None:
    made = case(trending(monthly))
    found = pre_period(made)
    assert (found.bias, found.fit) == pytest.approx(slow(made))
    assert found.bias == pytest.approx(12 * monthly, abs=0.25)
    assert found.months == 12


def test_untouched_places_say_how_far_a_trend_or_a_gap_is_chance() -> None:
    found = pre_period(case(trending(0.0)))
    assert found.noise is not None
    assert 0 < found.noise < 0.4
    assert found.detectable_bias == pytest.approx(2.802 * found.noise, rel=1e-3)
    assert not found.is_poor_fit
    assert pre_period(case(trending(0.1))).is_poor_fit


def test_a_longer_history_tells_a_trend_more_finely() -> None:
    made = case(trending(0.0))
    longer = panel(7, months=48, wards=61) * 10
    earlier = longer.iloc[:, :24].set_axis(
        [f"{year}-{month:02d}" for year in (2020, 2021) for month in range(1, 13)],
        axis=1,
    )
    history = pd.concat([earlier, made.panel], axis=1)
    found = pre_period(replace(made, history=history))
    assert found.months == 36
    assert (found.noise or 1) < (pre_period(made).noise or 0)


def test_less_than_a_year_is_too_short_to_see_a_trend_in() -> None:
    counts = trending(0.0)
    eleven = counts.iloc[:, [*range(1, 12), *range(13, 24)]]
    found = pre_period(case(eleven))
    assert (found.months, found.bias, found.noise) == (11, None, None)
    assert found.detectable_bias is None
