"""What effect could have been detected at all: said before a result is."""

from dataclasses import dataclass
from math import expm1
from math import inf
from math import sqrt

from fundtrack.evaluation.rate_ratios import NORMAL
from fundtrack.evaluation.student import t_quantile

POWER = 0.8
ROUNDS = 60
"""So many settle the smallest fall to a hundredth of a per cent."""

LARGEST_FALL = 0.999


@dataclass(frozen=True, slots=True)
class Yardstick:
    """What an effect is held to: the placebos' degrees of freedom and how far they lie.

    `scale` is their root mean square in standard errors, about 1; endless freedom is
    that of the normal distribution.
    """

    freedom: float = inf
    scale: float = 1.0


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


def smallest_shown_pct(
    treated_pre: float,
    between: float,
    comparators_pre: float,
    alpha: float,
    yardstick: Yardstick,
) -> float:
    """Give the smallest fall that the evaluation itself finds in four of five cases.

    It is larger than `smallest_detectable_pct`: such a fall leaves fewer offences, of
    which chance is larger, and it must stand out among the placebos as they lie.

    Formula: the fall f with log(1 - f) = -(t(1 - alpha / 2) + t(0.8)) scale sqrt(
        1 / treated + 1 / (treated (1 - f)) + 2 / comparators + between).

    Args:
        treated_pre: as for `smallest_detectable_pct`, as are the next three.
        between: the variance between places of a sum such as the treated one.
        comparators_pre: offences in all comparators before the start.
        alpha: how often a change may be claimed where there was none.
        yardstick: how the placebos lie.

    Source: measured by benchmarks/calibration.py: 75 to 85 of a hundred such falls are
        found.
    """
    if treated_pre <= 0:
        return 100.0
    reach = t_quantile(1 - alpha / 2, yardstick.freedom)
    reach = (reach + t_quantile(POWER, yardstick.freedom)) * yardstick.scale
    fall = 0.0
    for _ in range(ROUNDS):
        chance = 1 / treated_pre + 1 / (treated_pre * (1 - fall)) + 2 / comparators_pre
        fall = min(LARGEST_FALL, -expm1(-reach * sqrt(chance + between)))
    return 100 * fall


def reach_of(alpha: float) -> float:
    """Give how many standard errors make an effect seen in four of five cases."""
    return NORMAL.inv_cdf(1 - alpha / 2) + NORMAL.inv_cdf(POWER)
