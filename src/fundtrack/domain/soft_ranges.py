"""Soft ranges: what is usual for a project, learnt from its own earlier quarters.

A figure is far from usual when three things hold at once: it is more than twice, or
less than half, the median of the earlier ones; its distance from that median is more
than 3.5 robust deviations; and the distance is more than a floor, below which nobody
would look. Medians are used since one odd quarter must not hide the next.

Source: modified z-score, Iglewicz and Hoaglin (1993), How to Detect and Handle
Outliers, 0.6745 (x - median) / MAD above 3.5 in size; where more than half of the
earlier figures are equal, the mean absolute deviation times 1.2533 stands for it. The
ratio and the floor are the office's own.
"""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from statistics import fmean
from statistics import median

FEWEST_QUARTERS = 4
FARTHEST_DEVIATIONS = 3.5
TIMES = 2
OF_MEDIAN_DEVIATION = 0.6745
OF_MEAN_DEVIATION = 1.253314
"""A normal spread over its median, and its standard over its mean deviation."""


@dataclass(frozen=True, slots=True)
class Usual:
    """What was usual, where a figure is far from it.

    `times` is the figure over the median, None where the median is not above nought.
    """

    median: float
    times: float | None


def far_from_usual(now: int, before: Sequence[int], floor: int) -> Usual | None:
    """Set a figure against the earlier ones of its own; None where it is near them.

    Figures that are not above nought are other rules' business.

    Args:
        before: one figure for each earlier quarter, quarters of nought included.
        floor: how far apart the figures must be before anybody would look.
    """
    if len(before) < FEWEST_QUARTERS or now <= 0:
        return None
    return _far(now, before, floor, float)


def far_above_usual(now: int, before: Sequence[int], floor: int) -> Usual | None:
    """Set one amount against earlier ones, by ratio; None unless it is far above.

    Bills are skewed: many small ones and some large. So logarithms are compared, for
    which the same rule holds.

    Args:
        before: amounts above nought, of which there is at least one.
    """
    if now <= median(before):
        return None
    return _far(now, before, floor, log)


def _far(
    now: int, before: Sequence[int], floor: int, scale: Callable[[int], float]
) -> Usual | None:
    middle = median(before)
    is_near = abs(now - middle) <= floor or middle <= now * TIMES <= middle * TIMES**2
    if is_near or _deviations(now, before, scale) <= FARTHEST_DEVIATIONS:
        return None
    return Usual(middle, now / middle if middle > 0 else None)


def _deviations(
    now: int, before: Sequence[int], scale: Callable[[int], float]
) -> float:
    """Count how many robust deviations lie between a figure and the usual one."""
    scaled = [scale(each) for each in before]
    middle = median(scaled)
    away = [abs(each - middle) for each in scaled]
    spread = median(away) / OF_MEDIAN_DEVIATION or fmean(away) * OF_MEAN_DEVIATION
    distance = abs(scale(now) - middle)
    return distance / spread if spread else float("inf")
