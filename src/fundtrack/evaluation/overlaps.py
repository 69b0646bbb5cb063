"""How many independent sets a number of sets that share places amounts to.

Nine hundred and ninety-nine sets drawn from thirteen districts tell less than as many
drawn from three hundred: sets of one district hold the same wards, and what happened
to that district. The fewer they amount to, the further a change must stand out.
"""

import numpy as np

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places

LOOKED_AT = 150
"""How many sets are looked at, pair by pair; more move the answer by a hundredth."""


def independent_sets(
    members: Places, before: Floats, groups: Places, shared: float
) -> float:
    """Give how many independent sets tell as much of their spread as these do.

    The mean of n squares of values whose correlations are r varies as the mean of as
    many independent ones as 1 over the mean of r squared.

    Args:
        members: the places of each set, a row for each.
        before: offences of each place, by which it weighs in a set.
        groups: a number for each place, the same for those of one district.
        shared: the share of a set's variance that its districts have in common.

    Returns:
        At least 1, at most as many as there are sets.

    Source: Satterthwaite (1946), for squares that are correlated.
    """
    looked_at = members[:LOOKED_AT]
    sets = len(looked_at)
    if sets == 1:
        return 1.0
    weights = np.zeros((sets, before.size))
    np.put_along_axis(weights, looked_at, before[looked_at] + 1, axis=1)
    by_group = weights @ (groups[:, np.newaxis] == np.unique(groups))
    alike = (1 - shared) * _likeness(weights) + shared * _likeness(by_group)
    squares = ((alike**2).sum() - sets) / (sets * (sets - 1))
    return float(1 / (squares + (1 - squares) / len(members)))


def _likeness(weights: Floats) -> Floats:
    lengths = np.sqrt((weights**2).sum(axis=1, keepdims=True))
    unit = weights / lengths
    return np.asarray(unit @ unit.T, dtype=np.float64)
