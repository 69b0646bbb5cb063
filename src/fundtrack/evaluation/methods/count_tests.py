"""Whether two counts differ by more than chance: never whether a grant did it."""

from math import sqrt

import numpy as np

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import counts_of

REACH = 10
FURTHER = 40
"""How far from its mean a count is followed: so many deviations and so many more."""

LEAST_DIFFERENCE = 1e-9


def poisson_z(before: float, after: float) -> float:
    """Give the change of a count in standard errors: 2 (sqrt(after) - sqrt(before)).

    Source: Anscombe (1948), variance-stabilising square root.
    """
    first, second = counts_of([before, after])
    return 2 * (sqrt(second) - sqrt(first))


def poisson_e_test(
    first: float,
    second: float,
    first_exposure: float = 1.0,
    second_exposure: float = 1.0,
    difference: float = 0.0,
) -> float:
    """Give the two-sided p-value that two Poisson rates differ no more than they do.

    Sums the chances of all pairs of counts that lie as far apart as those seen, at the
    rates that both would have if they differed by `difference`.

    Args:
        first: a count.
        second: the other.
        first_exposure: over what it was counted, such as months.
        second_exposure: the same for the other.
        difference: by how much the first rate exceeds the second if nothing happened.

    Raises:
        WrongArgument: when a count is not whole and at least 0, or an exposure is not
            above 0.

    Source: Krishnamoorthy and Thomson (2004), Journal of Statistical Planning and
        Inference 119:23.
    """
    counts = counts_of([first, second])
    exposures = np.array([first_exposure, second_exposure], dtype=np.float64)
    if (counts != np.floor(counts)).any() or not (exposures > 0).all():
        raise WrongArgument("the test needs whole counts and exposures above 0")
    rate = (counts.sum() - exposures[0] * difference) / exposures.sum()
    if rate < 0:
        raise WrongArgument("so large a difference would need a rate below 0")
    means = exposures * (rate + np.array([difference, 0.0]))
    seen = abs(_apart(counts[0], counts[1:], exposures, difference)[0])
    others, shares = _chances(means[1])
    p = 0.0
    for count, share in zip(*_chances(means[0]), strict=True):
        apart = np.abs(_apart(count, others, exposures, difference))
        p += share * shares[apart >= seen - LEAST_DIFFERENCE].sum()
    return float(min(1.0, p))


def _apart(
    count: float, others: Floats, exposures: Floats, difference: float
) -> Floats:
    """Give the difference of rates over its standard error; 0 where none is counted."""
    gap = count / exposures[0] - others / exposures[1] - difference
    variance = count / exposures[0] ** 2 + others / exposures[1] ** 2
    return np.asarray(
        np.where(variance > 0, gap / np.sqrt(variance + (variance == 0)), 0)
    )


def _chances(mean: float) -> tuple[Floats, Floats]:
    """Give the counts that have a chance worth counting, and those chances."""
    if mean == 0:
        return np.zeros(1), np.ones(1)
    reach = REACH * sqrt(mean) + FURTHER
    counts = np.arange(max(0, int(mean - reach)), int(mean + reach) + 1.0)
    factorials = np.cumsum(np.log(np.maximum(1.0, np.arange(counts[-1] + 1))))
    logs = counts * np.log(mean) - mean - factorials[counts.astype(np.intp)]
    return counts, np.exp(logs)
