"""Whether crime moved: differences and quotients weighted by a ring around the place.

Cross-checks alone. Their variance is that of chance, which is wrong half of the time
on real recorded crime; a verdict never reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np
import numpy.typing as npt

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import counts_of
from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.rate_ratios import NORMAL

NOTHING = (0.0, 0.0)
PLAIN = (1.0, 1.0)
SIGNS = (1, -1, 1, -1)
DRAWS = 9_999


@dataclass(frozen=True, slots=True)
class WeightedDifference:
    """A weighted displacement difference in offences; below 0 means fewer."""

    estimate: float
    variance: float
    se: float
    z: float
    ci_low: float
    ci_high: float


@dataclass(frozen=True, slots=True)
class DisplacementQuotient:
    """A weighted displacement quotient and what it is made of.

    `success` below 0 means that the target did better than the comparator; only then
    is there a `wdq`: above 0 the ring gained too, below 0 crime moved into it.
    `total_net_effect` counts offences prevented in target and ring together.
    """

    wdq: float | None
    success: float
    buffer_measure: float
    total_net_effect: float


@dataclass(frozen=True, slots=True)
class QuotientInterval:
    """How far chance alone may carry a quotient.

    `ci_low` and `ci_high` are None where too few draws show a success for a quotient
    to have an interval; `success_share`, from 0 to 1, says in how many draws the
    target did better than the comparator.
    """

    ci_low: float | None
    ci_high: float | None
    success_share: float


def wdd(
    treated: npt.ArrayLike,
    comparator: npt.ArrayLike,
    displacement: npt.ArrayLike | None = None,
    displacement_comparator: npt.ArrayLike | None = None,
    time_weights: npt.ArrayLike | None = None,
    area_weights: npt.ArrayLike | None = None,
    alpha: float = 0.05,
) -> WeightedDifference:
    """Give the change in the place and its ring beyond that of their comparators.

    WDD = (T1 - T0) - (C1 - C0) + (D1 - D0) - (E1 - E0), each count over the length of
    its period and the size of its area; the variance is the sum of the counts, each
    over the square of the same.

    Args:
        treated: offences before and after in the place.
        comparator: the same in its comparator.
        displacement: the same in the ring around the place.
        displacement_comparator: the same in the ring's comparator.
        time_weights: lengths of the periods before and after.
        area_weights: sizes of the areas given, in the order of the arguments.
        alpha: the interval covers 1 - alpha.

    Raises:
        WrongArgument: when a count is missing or below 0, a weight is not above 0, or
            there is not one weight for each area.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11.
    """
    given = [treated, comparator, displacement, displacement_comparator]
    areas = np.array([_pair(NOTHING if area is None else area) for area in given])
    lengths = _weights(PLAIN if time_weights is None else time_weights, (2,))
    sizes = np.ones(len(given))
    if area_weights is not None:
        held = [at for at, area in enumerate(given) if area is not None]
        weights = _weights(area_weights, (len(held), len(given)))
        sizes[held if weights.size == len(held) else slice(None)] = weights
    divisors = sizes[:, np.newaxis] * lengths
    rates = areas / divisors
    estimate = float(np.array(SIGNS) @ (rates[:, 1] - rates[:, 0]))
    return _difference(estimate, float((areas / divisors**2).sum()), alpha)


def wdd_harm(
    results: Sequence[WeightedDifference], weights: npt.ArrayLike, alpha: float = 0.05
) -> WeightedDifference:
    """Add differences of several crime types, each by its harm.

    H = sum of h WDD; its variance is the sum of h squared times the variances.

    Raises:
        WrongArgument: when there is not one weight for each result.

    Source: Wheeler and Ratcliffe (2018); Wheeler's package ptools.
    """
    harms = np.atleast_1d(np.asarray(weights, dtype=np.float64))
    if harms.shape != (len(results),) or not harms.size or not np.isfinite(harms).all():
        raise WrongArgument("each difference needs one weight of harm")
    return _difference(
        float(harms @ np.array([result.estimate for result in results])),
        float(harms**2 @ np.array([result.variance for result in results])),
        alpha,
    )


def wdq(
    target: npt.ArrayLike, buffer: npt.ArrayLike, comparator: npt.ArrayLike
) -> DisplacementQuotient:
    """Give the ring's change as a share of the target's, both against a comparator.

    WDQ = (D1/C1 - D0/C0) / (T1/C1 - T0/C0). A ratio of two uncertain figures: show it
    with `wdq_interval`, never alone.

    Args:
        target: offences before and after in the place.
        buffer: the same in the ring around it.
        comparator: the same in the comparator of both.

    Raises:
        WrongArgument: when a count is missing or below 0, or the comparator had no
            offences in one of the periods.

    Source: Bowers and Johnson (2003); Guerette, POP Center guide 10, appendix B.
    """
    areas = (_pair(target), _pair(buffer), _pair(comparator))
    (t0, t1), (d0, d1), (c0, c1) = (area.tolist() for area in areas)
    if not (c0 and c1):
        raise WrongArgument("the comparator needs offences before and after")
    success = t1 / c1 - t0 / c0
    measure = d1 / c1 - d0 / c0
    growth = c1 / c0
    return DisplacementQuotient(
        wdq=measure / success if success < 0 else None,
        success=success,
        buffer_measure=measure,
        total_net_effect=(t0 * growth - t1) + (d0 * growth - d1),
    )


def wdq_interval(
    target: npt.ArrayLike,
    buffer: npt.ArrayLike,
    comparator: npt.ArrayLike,
    dispersion: float = 1.0,
    draws: int = DRAWS,
    seed: int = DEFAULT_SEED,
    alpha: float = 0.05,
) -> QuotientInterval:
    """Draw all six counts anew and give the quotient's percentiles.

    Args:
        target: offences before and after in the place.
        buffer: the same in the ring around it.
        comparator: the same in the comparator of both.
        dispersion: how many times more the counts vary than by chance, at least 1.
        draws: how often they are drawn anew.
        seed: gives the same draws again.
        alpha: the interval covers 1 - alpha; it is given only where more than
            1 - alpha / 2 of the draws show a success, or it would leave out what
            a quotient cannot say.

    Source: parametric bootstrap, percentile interval (Efron and Tibshirani 1993);
        negative binomial counts of variance mean times dispersion.
    """
    areas = np.array([_pair(area) for area in (target, buffer, comparator)])
    if dispersion < 1:
        raise WrongArgument("counts vary at least as much as by chance: 1 or more")
    generator = np.random.default_rng(seed)
    drawn = _drawn(areas, dispersion, draws, generator)
    is_whole = drawn[:, 2].all(axis=1)
    shares = drawn[is_whole, :2] / drawn[is_whole, 2:]
    change = shares[:, :, 1] - shares[:, :, 0]
    is_success = change[:, 0] < 0
    share = float(is_success.sum() / draws)
    if share <= 1 - alpha / 2:
        return QuotientInterval(None, None, share)
    quotients = change[is_success, 1] / change[is_success, 0]
    low, high = np.quantile(quotients, [alpha / 2, 1 - alpha / 2])
    return QuotientInterval(float(low), float(high), share)


def change_dispersion(before: npt.ArrayLike, after: npt.ArrayLike) -> float:
    """Say how many times more places' changes vary than by chance, at least 1.

    phi = sum of (b - g a) squared / (b + g g a), over k - 1, where g is the growth of
    all k places together.

    Args:
        before: offences in places without the money, one for each.
        after: the same after.

    Raises:
        WrongArgument: when there are fewer than two places, or no offences before.

    Source: Pearson's dispersion (McCullagh and Nelder 1989); that counts of crime vary
        many times more than by chance, Marchant (2005).
    """
    first, second = counts_of(before), counts_of(after)
    if first.shape != second.shape or first.size < len(PLAIN) or not first.any():
        raise WrongArgument("two places or more need counts before and after")
    growth = second.sum() / first.sum()
    expected = second + growth**2 * first
    held = expected > 0
    apart = (second - growth * first)[held] ** 2 / expected[held]
    return max(1.0, float(apart.sum()) / (first.size - 1))


def _pair(given: npt.ArrayLike) -> Floats:
    counts = counts_of(given)
    if counts.shape != (2,):
        raise WrongArgument("each area needs two counts: offences before and after")
    return counts


def _weights(given: npt.ArrayLike, sizes: tuple[int, ...]) -> Floats:
    weights = np.atleast_1d(np.asarray(given, dtype=np.float64))
    is_above = np.isfinite(weights) & (weights > 0)
    if weights.ndim != 1 or weights.size not in sizes or not is_above.all():
        raise WrongArgument("each period and each area given needs one weight above 0")
    return weights


def _drawn(
    counts: Floats, dispersion: float, draws: int, generator: np.random.Generator
) -> Floats:
    shape = (draws, *counts.shape)
    if dispersion == 1:
        return generator.poisson(counts, shape).astype(np.float64)
    excess = dispersion - 1
    means = generator.gamma(counts / excess, excess, shape)
    return generator.poisson(means).astype(np.float64)


def _difference(estimate: float, variance: float, alpha: float) -> WeightedDifference:
    se = sqrt(variance)
    reach = NORMAL.inv_cdf(1 - alpha / 2) * se
    return WeightedDifference(
        estimate=estimate,
        variance=variance,
        se=se,
        z=estimate / se if se else 0.0,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
    )
