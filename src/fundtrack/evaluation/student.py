"""Student's t for any degrees of freedom, whole or not.

With t = sqrt(freedom) tan(angle), the density of t becomes a power of the cosine of
the angle, which is summed up on a fine grid: no table, and no library to load.

Source: Student (1908); the substitution is that of Abramowitz and Stegun, Handbook of
    Mathematical Functions, 26.7.3.
"""

from math import atan
from math import pi
from math import sqrt
from math import tan
from statistics import NormalDist

import numpy as np

from fundtrack.evaluation.counts import Floats

MANY = 2000
"""From so many degrees of freedom on, the normal distribution stands in."""

POINTS = 4097
ANGLES = np.linspace(0, pi / 2, POINTS)


def t_quantile(share: float, freedom: float) -> float:
    """Give a quantile of Student's t.

    Args:
        share: above 0.5 and below 1.
        freedom: degrees of freedom, at least 1.
    """
    if freedom > MANY:
        return NormalDist().inv_cdf(share)
    angle = np.interp(2 * share - 1, _mass(freedom), ANGLES)
    return sqrt(freedom) * tan(float(angle))


def two_sided_p(statistic: float, freedom: float) -> float:
    """Say how often a value of Student's t lies as far from 0, either way.

    Args:
        statistic: the value found.
        freedom: degrees of freedom, at least 1.
    """
    if freedom > MANY:
        return 2 * NormalDist().cdf(-abs(statistic))
    angle = atan(abs(statistic) / sqrt(freedom))
    return float(1 - np.interp(angle, ANGLES, _mass(freedom)))


def _mass(freedom: float) -> Floats:
    """Give the probability of each angle or less, from 0 to 1."""
    density = np.cos(ANGLES) ** (freedom - 1)
    steps = (density[1:] + density[:-1]) / 2
    whole = np.concatenate([[0.0], np.cumsum(steps)])
    return np.asarray(whole / whole[-1], dtype=np.float64)
