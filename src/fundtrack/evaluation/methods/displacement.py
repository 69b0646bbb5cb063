"""Whether crime moved: differences and quotients weighted by a ring around the place.

Cross-checks alone. Their variance is that of chance, which is wrong half of the time
on real recorded crime; a verdict never reads them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.rate_ratios import NORMAL

Pair = tuple[float, float]
"""Offences before and after."""

PLAIN = 1.0


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


def wdd(
    treated: Pair,
    comparator: Pair,
    displacement: Pair | None = None,
    displacement_comparator: Pair | None = None,
    time_weights: Pair | None = None,
    area_weights: Sequence[float] | None = None,
    alpha: float = 0.05,
) -> WeightedDifference:
    """Give the change in the place and its ring beyond that of their comparators.

    Args:
        treated: offences before and after in the place.
        comparator: the same in its comparator.
        displacement: the same in the ring around the place.
        displacement_comparator: the same in the ring's comparator.
        time_weights: lengths of the periods before and after.
        area_weights: sizes of the areas, in the order of the arguments.
        alpha: the interval covers 1 - alpha.

    Source: Wheeler and Ratcliffe (2018), Crime Science 7:11.
    """
    nothing = (0.0, 0.0)
    areas = [
        treated,
        comparator,
        displacement or nothing,
        displacement_comparator or nothing,
    ]
    lengths = time_weights or (PLAIN, PLAIN)
    sizes = [*(area_weights or ()), *[PLAIN] * 4][:4]
    signs = (1, -1, 1, -1)
    estimate = sum(
        sign * (after / (lengths[1] * size) - before / (lengths[0] * size))
        for sign, (before, after), size in zip(signs, areas, sizes, strict=True)
    )
    variance = sum(
        after / (lengths[1] * size) ** 2 + before / (lengths[0] * size) ** 2
        for (before, after), size in zip(areas, sizes, strict=True)
    )
    return _difference(estimate, variance, alpha)


def wdd_harm(
    results: Sequence[WeightedDifference], weights: Sequence[float]
) -> WeightedDifference:
    """Add differences of several crime types, each by its harm.

    Raises:
        WrongArgument: when there is not one weight for each result.
    """
    if len(results) != len(weights):
        raise WrongArgument("each difference needs one weight of harm")
    pairs = list(zip(results, weights, strict=True))
    return _difference(
        sum(weight * result.estimate for result, weight in pairs),
        sum(weight**2 * result.variance for result, weight in pairs),
        alpha=0.05,
    )


def wdq(target: Pair, buffer: Pair, comparator: Pair) -> DisplacementQuotient:
    """Give the ring's change as a share of the target's, both against a comparator.

    Raises:
        WrongArgument: when the comparator had no offences in one of the periods.

    Source: Bowers and Johnson (2003); Guerette, POP Center guide 10, appendix B.
    """
    if not all(comparator):
        raise WrongArgument("the comparator needs offences before and after")
    (t0, t1), (d0, d1), (c0, c1) = target, buffer, comparator
    success = t1 / c1 - t0 / c0
    measure = d1 / c1 - d0 / c0
    growth = c1 / c0
    return DisplacementQuotient(
        wdq=measure / success if success < 0 else None,
        success=success,
        buffer_measure=measure,
        total_net_effect=(t0 * growth - t1) + (d0 * growth - d1),
    )


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
