"""An interrupted time series: a step in one place's own trend.

A cross-check alone: it has no comparator, so whatever else happened at the time
counts as the effect.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from math import sqrt

import numpy as np
import numpy.typing as npt

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import HALF
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import counts_of
from fundtrack.evaluation.rate_ratios import NORMAL

MONTHS = 12
ROUNDS = 30
STEP = 2
"""The column of the step, after the level and the trend."""

VARIANCE: dict[str, Callable[[float], float]] = {
    "poisson": lambda _: 1.0,
    "quasi-poisson": lambda dispersion: dispersion,
}


@dataclass(frozen=True, slots=True)
class InterruptedSeries:
    """The step as a rate ratio, with a 95 % interval.

    `dispersion` is Pearson's: how many times more the counts vary than by chance.
    """

    rate_ratio: float
    ci_low: float
    ci_high: float
    dispersion: float


def interrupted_time_series(
    y: npt.ArrayLike,
    start: int,
    exposure: npt.ArrayLike | None = None,
    harmonics: int = 0,
    model: str = "quasi-poisson",
) -> InterruptedSeries:
    """Fit a trend, a step and seasons to monthly counts.

    Args:
        y: counts in order, one a month.
        start: the 0-based position of the first month after.
        exposure: what the counts are of, such as people, for each month.
        harmonics: pairs of sine and cosine waves within a year.
        model: `poisson`, or `quasi-poisson`, whose interval is as wide as the counts
            vary.

    Raises:
        WrongArgument: for another model, or a start without offences on both sides.

    Source: Bernal, Cummins and Gasparrini (2017), level change.
    """
    counts = counts_of(y)
    if model not in VARIANCE:
        raise WrongArgument(
            f"there is no model “{model}”; known: {', '.join(VARIANCE)}"
        )
    if not (0 < start < counts.size and counts[:start].any() and counts[start:].any()):
        raise WrongArgument("the start needs offences before it and after it")
    offset = np.zeros(counts.size) if exposure is None else np.log(counts_of(exposure))
    design = _design(counts.size, start, harmonics)
    coefficients, fitted = _poisson(counts, design, offset)
    freedom = counts.size - design.shape[1]
    dispersion = float(((counts - fitted) ** 2 / fitted).sum() / freedom)
    information = design.T @ (design * fitted[:, np.newaxis])
    variance = float(np.linalg.inv(information)[STEP, STEP])
    reach = NORMAL.inv_cdf(0.975) * sqrt(variance * VARIANCE[model](dispersion))
    step = float(coefficients[STEP])
    return InterruptedSeries(
        exp(step), exp(step - reach), exp(step + reach), dispersion
    )


def _design(months: int, start: int, harmonics: int) -> Floats:
    time = np.arange(1, months + 1, dtype=np.float64)
    waves = [
        wave(2 * np.pi * pair * time / MONTHS)
        for pair in range(1, harmonics + 1)
        for wave in (np.sin, np.cos)
    ]
    step = (np.arange(months) >= start).astype(np.float64)
    return np.column_stack([np.ones(months), time / MONTHS, step, *waves])


def _poisson(counts: Floats, design: Floats, offset: Floats) -> tuple[Floats, Floats]:
    """Fit by iteratively reweighted least squares; so many rounds always settle it."""
    linear = np.log(counts + HALF)
    for _ in range(ROUNDS):
        fitted = np.exp(linear)
        working = linear - offset + (counts - fitted) / fitted
        weighted = design * fitted[:, np.newaxis]
        coefficients = np.linalg.solve(design.T @ weighted, weighted.T @ working)
        linear = design @ coefficients + offset
    return np.asarray(coefficients, dtype=np.float64), np.exp(linear)
