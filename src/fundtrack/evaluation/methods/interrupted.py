"""An interrupted time series: a step in one place's own trend.

A cross-check alone: without a comparator whatever else happened at the time counts as
the effect. Comparators' counts given as the exposure lessen that.
"""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp
from math import sqrt

import numpy as np
import numpy.typing as npt

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import counts_of
from fundtrack.evaluation.methods.count_models import CountModel
from fundtrack.evaluation.methods.count_models import fit_negative_binomial
from fundtrack.evaluation.methods.count_models import fit_poisson
from fundtrack.evaluation.methods.count_models import newey_west
from fundtrack.evaluation.rate_ratios import NORMAL

MONTHS = 12
TREND, STEP, SLOPE = 1, 2, 3
"""Columns of the design, after the level."""

Fit = Callable[[Floats, Floats, Floats, int], tuple[CountModel, Floats]]


@dataclass(frozen=True, slots=True)
class InterruptedSeries:
    """The step as a rate ratio, with a 95 % interval.

    `dispersion` is Pearson's: how many times more the counts vary than by chance;
    `trend` is the rate ratio of a year before the start; `slope` that of one more
    month after it, with its interval, None where no change of slope was asked for;
    `alpha` is the negative binomial's.
    """

    rate_ratio: float
    ci_low: float
    ci_high: float
    dispersion: float
    trend: float
    slope: float | None
    slope_ci_low: float | None
    slope_ci_high: float | None
    alpha: float


def interrupted_time_series(
    y: npt.ArrayLike,
    start: int,
    exposure: npt.ArrayLike | None = None,
    harmonics: int = 0,
    model: str = "quasi-poisson",
    slope: bool = False,  # noqa: FBT001, FBT002 - the contract lets it be given by position
    lags: int = 3,
) -> InterruptedSeries:
    """Fit a trend, a step and seasons to monthly counts.

    log E[Y] = b0 + b1 t + b2 X (+ b3 (t - t0) X) + harmonics + log exposure, where t0
    is the last month before and X is 1 after it.

    Args:
        y: counts in order, one a month.
        start: the 0-based position of the first month after.
        exposure: what the counts are of, such as people, for each month.
        harmonics: pairs of sine and cosine waves within a year, at most five.
        model: `poisson`; `quasi-poisson`, whose interval is as wide as the counts
            vary; `negative-binomial`; or `newey-west`, a Poisson model whose months
            may depend on the few before them.
        slope: whether the trend may change too; the step is then that at the start.
        lags: on how many earlier months one may depend (`newey-west` alone).

    Raises:
        WrongArgument: for another model, too few months for the terms, an exposure
            that is not above 0, or a start without offences on both sides.

    Source: Bernal, Cummins and Gasparrini (2017), International Journal of
        Epidemiology 46:348.
    """
    counts = counts_of(y).ravel()
    fit = MODELS.get(model.lower().replace("_", "-").replace(" ", "-"))
    if fit is None:
        raise WrongArgument(f"there is no model “{model}”; known: {', '.join(MODELS)}")
    if start != int(start):
        raise WrongArgument("the start is the position of a month: a whole number")
    start = int(start)
    if not (0 < start < counts.size and counts[:start].any() and counts[start:].any()):
        raise WrongArgument("the start needs offences before it and after it")
    design = _design(counts.size, start, harmonics, is_bent=slope)
    fitted, covariance = fit(counts, design, _offset(exposure, counts.size), lags)
    step = _ratio(fitted, covariance, STEP)
    bend = _ratio(fitted, covariance, SLOPE) if slope else (None, None, None)
    return InterruptedSeries(
        rate_ratio=step[0],
        ci_low=step[1],
        ci_high=step[2],
        dispersion=fitted.dispersion,
        trend=exp(fitted.coefficients[TREND]),
        slope=bend[0],
        slope_ci_low=bend[1],
        slope_ci_high=bend[2],
        alpha=fitted.alpha,
    )


def _design(months: int, start: int, harmonics: int, *, is_bent: bool) -> Floats:
    time = np.arange(1, months + 1, dtype=np.float64)
    after = (np.arange(months) >= start).astype(np.float64)
    bends = [after * (time - start)] if is_bent else []
    waves = [
        wave(2 * np.pi * pair * time / MONTHS)
        for pair in range(1, harmonics + 1)
        for wave in (np.sin, np.cos)
    ]
    return np.column_stack([np.ones(months), time / MONTHS, after, *bends, *waves])


def _offset(exposure: npt.ArrayLike | None, months: int) -> Floats:
    if exposure is None:
        return np.zeros(months)
    held = counts_of(exposure).ravel()
    if held.size != months or not held.all():
        raise WrongArgument("each month needs one exposure above 0")
    return np.log(held)


def _ratio(
    fitted: CountModel, covariance: Floats, term: int
) -> tuple[float, float, float]:
    estimate = float(fitted.coefficients[term])
    reach = NORMAL.inv_cdf(0.975) * sqrt(covariance[term, term])
    return exp(estimate), exp(estimate - reach), exp(estimate + reach)


def _by_chance(
    counts: Floats, design: Floats, offset: Floats, _: int
) -> tuple[CountModel, Floats]:
    fitted = fit_poisson(counts, design, offset)
    return fitted, fitted.covariance


def _as_counts_vary(
    counts: Floats, design: Floats, offset: Floats, _: int
) -> tuple[CountModel, Floats]:
    fitted = fit_poisson(counts, design, offset)
    return fitted, fitted.covariance * fitted.dispersion


def _negative_binomial(
    counts: Floats, design: Floats, offset: Floats, _: int
) -> tuple[CountModel, Floats]:
    fitted = fit_negative_binomial(counts, design, offset)
    return fitted, fitted.covariance


def _dependent(
    counts: Floats, design: Floats, offset: Floats, lags: int
) -> tuple[CountModel, Floats]:
    fitted = fit_poisson(counts, design, offset)
    return fitted, newey_west(counts, design, fitted, lags)


MODELS: dict[str, Fit] = {
    "poisson": _by_chance,
    "quasi-poisson": _as_counts_vary,
    "quasipoisson": _as_counts_vary,
    "negative-binomial": _negative_binomial,
    "nb": _negative_binomial,
    "newey-west": _dependent,
}
