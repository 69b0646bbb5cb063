"""Which comparators are like a treated place before its money came."""

import numpy as np

from fundtrack.evaluation.counts import HALF
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places

NEAREST = 30
"""From how many of its most similar comparators a treated place's stand-in is drawn."""


def level_and_change(before: Floats) -> Floats:
    """Describe places by their level and recent change before the start, in logs.

    Args:
        before: a row for each place, a column for each month in order.

    Returns:
        A row for each place: log of the level; log of the later half over the earlier.
    """
    half = before.shape[1] // 2
    earlier = before[:, :half].sum(axis=1) + HALF
    later = before[:, before.shape[1] - half :].sum(axis=1) + HALF
    level = np.log(before.sum(axis=1) + HALF)
    return np.column_stack([level, np.log(later / earlier)])


def distances(treated: Floats, comparators: Floats) -> Floats:
    """Say how unlike each comparator is to each treated place.

    Both traits count alike: each is measured in the comparators' own spread.

    Returns:
        A row for each treated place, a column for each comparator.
    """
    spread = comparators.std(axis=0)
    scale = np.where(spread > 0, spread, 1.0)
    apart = (treated[:, np.newaxis, :] - comparators[np.newaxis, :, :]) / scale
    return np.asarray(np.sqrt((apart**2).sum(axis=2)), dtype=np.float64)


def nearest(treated_pre: Floats, donors_pre: Floats, wanted: int = NEAREST) -> Places:
    """Rank the comparators for each treated place, the most similar first.

    Returns:
        Positions of comparators: a row for each treated place, `wanted` columns or
        as many as there are.
    """
    apart = distances(level_and_change(treated_pre), level_and_change(donors_pre))
    return np.argsort(apart, axis=1, kind="stable")[:, :wanted]
