from math import lgamma
from math import log
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import interrupted_time_series
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.methods.count_models import fit_negative_binomial
from fundtrack.evaluation.methods.count_models import fit_poisson


@pytest.mark.parametrize(
    ("harmonics", "model", "published"),
    [
        (0, "poisson", (0.8944, 0.8647, 0.9251)),
        (0, "quasi-poisson", (0.8944, 0.8392, 0.9532)),
        (2, "quasi-poisson", (0.8851, 0.8394, 0.9332)),
        (2, "negative_binomial", (0.8842, 0.8411, 0.9295)),
        (2, "NB", (0.8842, 0.8411, 0.9295)),
        (2, "Newey-West", (0.8851, 0.8481, 0.9236)),
    ],
)
def test_the_sicilian_smoking_ban_is_reproduced(
    shared: Path, harmonics: int, model: str, published: tuple[float, float, float]
) -> None:
    """Bernal, Cummins and Gasparrini (2017)."""
    held = pd.read_csv(shared / "data" / "causal_sicily_its" / "sicily.csv")
    start = int(held["smokban"].to_numpy().argmax())
    found = interrupted_time_series(
        held["aces"], start, held["stdpop"], harmonics, model
    )
    interval = (found.rate_ratio, found.ci_low, found.ci_high)
    assert interval == pytest.approx(published, abs=5e-5)
    dispersion = 2.2622 if harmonics else 3.5592
    if found.alpha == 0:
        assert found.dispersion == pytest.approx(dispersion, abs=5e-5)
        assert found.trend == pytest.approx(1.0668 if harmonics else 1.0611, abs=5e-5)
    else:
        assert found.alpha == pytest.approx(0.00119, abs=5e-6)


def test_the_sicilian_change_of_slope_is_reproduced(shared: Path) -> None:
    """The paper's model with a change of slope, as its data's folder lists it."""
    held = pd.read_csv(shared / "data" / "causal_sicily_its" / "sicily.csv")
    found = interrupted_time_series(
        held["aces"].tolist(), 36, held["stdpop"].to_numpy(), 2, slope=True
    )
    level = (found.rate_ratio, found.ci_low, found.ci_high)
    slope = (found.slope, found.slope_ci_low, found.slope_ci_high)
    assert level == pytest.approx((0.8765, 0.8268, 0.9292), abs=5e-5)
    assert slope == pytest.approx((1.0015, 0.9978, 1.0051), abs=5e-5)


def test_months_that_depend_on_one_another_widen_the_interval_as_written_out() -> None:
    """Newey and West, one pair of months after another."""
    generator = np.random.default_rng(3)
    wander = np.repeat(generator.normal(0, 0.3, 12), 4)
    counts = generator.poisson(40 * np.exp(wander)).astype(float)
    found = interrupted_time_series(counts, 24, model="newey-west", lags=2)
    after = (np.arange(48) >= 24).astype(float)
    design = np.column_stack([np.ones(48), np.arange(1, 49) / 12, after])
    fitted = fit_poisson(counts, design, np.zeros(48))
    meat = np.zeros((3, 3))
    for one in range(48):
        for other in range(48):
            weight = max(0.0, 1 - abs(one - other) / 3)
            strays = counts[[one, other]] - fitted.fitted[[one, other]]
            product = np.outer(design[one], design[other]) * strays.prod()
            meat += weight * product
    bread = np.linalg.inv(design.T @ (design * fitted.fitted[:, np.newaxis]))
    slow = np.sqrt((bread @ meat @ bread)[2, 2])
    reach = (np.log(found.ci_high) - np.log(found.ci_low)) / 2
    assert reach == pytest.approx(1.959964 * slow)
    plain = interrupted_time_series(counts, 24, model="poisson")
    assert reach > np.log(plain.ci_high / plain.ci_low) / 2


def test_known_change_of_slope_is_found_exactly_where_nothing_varies() -> None:
    months = np.arange(48)
    bend = np.where(months >= 30, months - 29, 0)
    expected = 100 * np.exp(0.01 * months - 0.02 * bend)
    found = interrupted_time_series(expected, 30, slope=True)
    assert found.slope == pytest.approx(np.exp(-0.02))
    assert found.rate_ratio == pytest.approx(1)


def test_counts_that_vary_no_more_than_by_chance_are_poisson() -> None:
    counts = [30, 31, 29, 30, 32, 28, 20, 21, 19, 20, 22, 18]
    plain = interrupted_time_series(counts, 6, model="poisson")
    assert interrupted_time_series(counts, 6, model="negative-binomial") == plain


def test_negative_binomial_step_is_where_its_likelihood_is_highest() -> None:
    """Against the likelihood written out, month by month."""
    counts = np.random.default_rng(1).negative_binomial(2, 0.2, 48).astype(float)
    after = np.arange(48) >= 24
    found = interrupted_time_series(counts, 24, model="negative-binomial")
    design = np.column_stack([np.ones(48), np.arange(1, 49) / 12, after]).astype(float)
    fitted = fit_negative_binomial(counts, design, np.zeros(48))
    assert found.alpha == fitted.alpha
    best = negative_binomial_likelihood(counts, fitted.fitted, fitted.alpha)
    for column in design.T:
        for shift in (-1e-3, 1e-3):
            moved = fitted.fitted * np.exp(shift * column)
            assert negative_binomial_likelihood(counts, moved, fitted.alpha) < best
    for share in (0.99, 1.01):
        other = negative_binomial_likelihood(
            counts, fitted.fitted, share * fitted.alpha
        )
        assert other < best


def negative_binomial_likelihood(counts: Floats, means: Floats, alpha: float) -> float:
    size = 1 / alpha
    months = zip(map(float, counts), map(float, means), strict=True)
    return sum(
        lgamma(y + size)
        - lgamma(size)
        - lgamma(y + 1)
        + size * log(size / (size + mean))
        + y * log(mean / (size + mean))
        for y, mean in months
    )


def test_known_step_is_found_exactly_where_nothing_varies() -> None:
    months = np.arange(48)
    expected = 100 * np.exp(0.01 * months) * np.where(months >= 30, 0.7, 1.0)
    found = interrupted_time_series(expected, 30, harmonics=1)
    assert found.rate_ratio == pytest.approx(0.7)
    assert found.dispersion == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "start", "model"),
    [
        ([5, 4, 6, 5, 4], 0, "poisson"),
        ([5, 4, 6, 5, 4], 5, "poisson"),
        ([5, 4, 6, 5, 4], 3, "normal"),
        ([5, 4, 6, 0, 0], 3, "poisson"),
        ([5, 4, 6], 2, "poisson"),
        ([5, 4, 6, 5, 4], 2.5, "poisson"),
        ([5, 4, 6.5, 8, 5, 9], 3, "negative-binomial"),
    ],
)
def test_unusable_series_are_refused(
    counts: list[float], start: int, model: str
) -> None:
    with pytest.raises(WrongArgument):
        interrupted_time_series(counts, start, model=model)


@pytest.mark.parametrize("exposure", [[1.0, 2.0], [1.0, 1.0, 0.0, 1.0, 1.0]])
def test_each_month_needs_its_exposure(exposure: list[float]) -> None:
    with pytest.raises(WrongArgument):
        interrupted_time_series([5, 4, 6, 5, 4], 3, exposure)
