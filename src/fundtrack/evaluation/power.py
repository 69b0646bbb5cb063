"""What effect could have been detected at all: said before a result is."""

from math import expm1
from math import sqrt

from fundtrack.evaluation.rate_ratios import NORMAL

POWER = 0.8


def smallest_detectable_pct(
    treated_pre: float,
    between: float,
    comparators_pre: float = float("inf"),
    alpha: float = 0.05,
) -> float:
    """Give the smallest fall that would be seen in four of five cases.

    Args:
        treated_pre: offences in the treated places before the start; as many are
            expected after it.
        between: the variance between places of a sum such as the treated one.
        comparators_pre: offences in all comparators before the start.
        alpha: how often a change may be claimed where there was none.

    Returns:
        A percentage above 0, for instance 31.1: falls of that size or more.
    """
    if treated_pre <= 0:
        return 100.0
    spread = sqrt(2 / treated_pre + 2 / comparators_pre + between)
    return -100 * expm1(-reach_of(alpha) * spread)


def reach_of(alpha: float) -> float:
    """Give how many standard errors make an effect seen in four of five cases."""
    return NORMAL.inv_cdf(1 - alpha / 2) + NORMAL.inv_cdf(POWER)
