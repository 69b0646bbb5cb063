from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import moving_level

LAW = 169
"""Seat belts became the law in February 1983."""


@pytest.mark.parametrize(
    ("who", "covariates", "step", "slope"),
    [
        ("drivers", ["PetrolPrice"], -0.236, -0.282),
        ("front", ["PetrolPrice", "kms"], -0.338, -0.3125),
        ("rear", ["PetrolPrice", "kms"], 0.002, -0.138),
    ],
)
def test_seat_belts_are_reproduced(
    shared: Path, who: str, covariates: list[str], step: float, slope: float
) -> None:
    """Harvey and Durbin (1986), fixed seasons; passengers behind had no such law."""
    folder = shared / "data" / "causal_seatbelts"
    held = pd.read_csv(folder / "seatbelts_monthly.csv")
    found = moving_level(held[who], LAW, np.log(held[covariates]))
    assert found.step == pytest.approx(step, abs=5e-4)
    assert found.covariates[0] == pytest.approx(slope, abs=5e-4)
    assert found.se == pytest.approx({"drivers": 0.045}.get(who, 0.05), abs=5e-3)
    if who == "drivers":
        assert found.log_likelihood == pytest.approx(203.17, abs=5e-3)
        assert round(found.effect_pct) == -21
    else:
        assert (found.ci_low_pct < 0 < found.ci_high_pct) == (who == "rear")


def test_step_and_error_are_those_of_the_whole_covariance() -> None:
    """Generalised least squares with every month's covariance written out."""
    generator = np.random.default_rng(9)
    months = 60
    level = generator.normal(0, 0.05, months).cumsum()
    after = (np.arange(months) >= 40).astype(float)
    y = np.exp(4 + level - 0.3 * after + generator.normal(0, 0.1, months))
    found = moving_level(y, 40, seasons=False)
    steps = np.diff(np.log(y))
    change = np.diff(after)
    size = months - 1
    covariance = (found.wander + 2) * np.eye(size)
    covariance -= np.eye(size, k=1) + np.eye(size, k=-1)
    weight = np.linalg.inv(covariance)
    slow = (change @ weight @ steps) / (change @ weight @ change)
    left = steps - slow * change
    variance = (left @ weight @ left) / size
    assert found.step == pytest.approx(slow)
    assert found.se == pytest.approx(np.sqrt(variance / (change @ weight @ change)))
    log_size = np.linalg.slogdet(covariance)[1]
    slow_likelihood = -(size * (np.log(2 * np.pi * variance) + 1) + log_size) / 2
    assert found.log_likelihood == pytest.approx(slow_likelihood)
    assert found.effect_pct == pytest.approx(100 * (np.exp(slow) - 1))
    assert found.covariates.size == 0


def test_comparators_may_be_a_covariate() -> None:
    generator = np.random.default_rng(3)
    others = generator.normal(0, 0.1, 48).cumsum()
    y = np.exp(3 + others + 0.2 * (np.arange(48) >= 30))
    found = moving_level(y * np.exp(generator.normal(0, 0.01, 48)), 30, others)
    assert found.covariates[0] == pytest.approx(1, abs=0.1)
    assert found.step == pytest.approx(0.2, abs=0.03)


@pytest.mark.parametrize(
    ("y", "start", "covariates", "seasons"),
    [
        ([1, 2, 0, 4, 5, 6], 3, None, False),
        ([1, 2, 3, 4, 5, 6], 6, None, False),
        ([1, 2, 3, 4, 5, 6], 3, [1, 2], False),
        ([1, 2, 3, 4, 5, 6], 3, [0, 0, 0, 1, 1, 1], False),
        ([1, 2, 3, 4, 5, 6], 3, None, True),
    ],
)
def test_unusable_series_are_refused(
    y: list[float],
    start: int,
    covariates: list[float] | None,
    seasons: bool,
) -> None:
    with pytest.raises(WrongArgument):
        moving_level(y, start, covariates, seasons)
