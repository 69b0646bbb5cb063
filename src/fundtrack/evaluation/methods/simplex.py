"""Weights, none below 0 and 1 together, that bring donors as near a target as can be.

Exact: the nearest point of a convex hull by an active set, after Wolfe (1976), Finding
the nearest point in a polytope, and Lawson and Hanson (1974). All targets are worked on
in step, so that hundreds of placebos cost little more than one.
"""

import numpy as np
import numpy.typing as npt

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places

Marks = npt.NDArray[np.bool_]

CLOSE = 1e-10
"""What counts as nought once the figures are scaled to about 1."""

AT_ONCE = 3
"""So many donors enter together while that brings a target nearer."""

MOST_STALLS = 30
TINY = 1e-12


def simplex_weights(target: Floats, donors: Floats) -> Floats:
    """Give the weights that bring donors closest to a target.

    Args:
        target: one figure for each time.
        donors: a row for each donor, a column for each time.
    """
    rows = np.vstack([target, donors])
    is_donor = np.arange(len(rows))[np.newaxis, :] > 0
    found = simplex_mixes(rows, np.array([0]), is_donor)
    return np.asarray(found[0, 1:], dtype=np.float64)


def simplex_mixes(rows: Floats, targets: Places, is_donor: Marks) -> Floats:
    """Mix units so that they come closest to each of several targets.

    Args:
        rows: units by times.
        targets: positions of the units to come near.
        is_donor: for each target, which units may be mixed.

    Returns:
        A row of weights for each target, a column for each unit.
    """
    centred = rows - rows.mean(axis=0)
    scaled = centred / (float(np.abs(centred).max()) or 1.0)
    search = _Search(scaled @ scaled.T, targets, is_donor)
    weights = search.settled()
    for at, target in enumerate(targets):
        used = np.flatnonzero(weights[at])
        weights[at, used] = _polished(scaled[target], scaled[used], weights[at, used])
    return weights


class _Search:
    """The active sets of all targets, on their way to the nearest mix."""

    def __init__(self, gram: Floats, targets: Places, is_donor: Marks) -> None:
        self.gram = gram
        self.targets = targets
        self.is_donor = is_donor
        apart = np.where(is_donor, gram.diagonal() - 2 * gram[targets], np.inf)
        self.weights = np.zeros(is_donor.shape)
        self.weights[np.arange(len(targets)), apart.argmin(axis=1)] = 1.0
        self.is_used = self.weights > 0
        self.distance = np.full(len(targets), np.inf)
        self.stalls = np.zeros(len(targets), dtype=np.intp)

    def settled(self) -> Floats:
        """Let donors enter and leave until none would bring its target nearer."""
        fitting = self._enter(np.arange(len(self.targets)))
        while fitting.size:
            is_whole = self._fit(fitting)
            entered = self._enter(fitting[is_whole])
            fitting = np.concatenate([fitting[~is_whole], entered])
        return self.weights

    def _enter(self, at: Places) -> Places:
        """Take in the donors that promise most; give the targets that had any."""
        weights, own = self.weights[at], self.gram[self.targets[at]]
        slope = self._mixed(at) - own
        level = (weights * slope).sum(axis=1)
        distance = level - (weights * own).sum(axis=1)
        distance += self.gram.diagonal()[self.targets[at]]
        is_nearer = distance < self.distance[at] * (1 - TINY)
        self.distance[at] = distance
        self.stalls[at] = np.where(is_nearer, 0, self.stalls[at] + 1)
        promise = np.where(self.is_donor[at] & ~self.is_used[at], slope, np.inf)
        most = min(AT_ONCE, promise.shape[1])
        best = np.argsort(promise, axis=1)[:, :most]
        is_entering = np.take_along_axis(promise, best, axis=1) < (
            level[:, np.newaxis] - CLOSE
        )
        is_entering[:, 1:] &= is_nearer[:, np.newaxis]
        is_entering &= (self.stalls[at] < MOST_STALLS)[:, np.newaxis]
        targets, columns = np.nonzero(is_entering)
        self.is_used[at[targets], best[targets, columns]] = True
        return np.asarray(at[is_entering.any(axis=1)])

    def _mixed(self, at: Places) -> Floats:
        """Mix the donors' products: plain sums, for which no further core is woken."""
        places, is_held = _packed(self.is_used[at])
        shares = self.weights[at[:, np.newaxis], places] * is_held
        mixed = np.zeros((len(at), len(self.gram)))
        for share, place in zip(shares.T, places.T, strict=True):
            mixed += share[:, np.newaxis] * self.gram[place]
        return mixed

    def _fit(self, at: Places) -> Marks:
        """Fit the donors in use, or go as far that way as weights stay above nought.

        Returns:
            For each target whether all its weights did; else one donor was dropped.
        """
        places, is_held = _packed(self.is_used[at])
        fitted = self._least_squares(self.targets[at], places, is_held)
        lines = at[:, np.newaxis]
        before = self.weights[lines, places] * is_held
        is_falling = is_held & (fitted <= CLOSE)
        drop = np.where(is_falling, before - fitted, 1.0)
        room = np.where(drop > 0, before / np.where(drop > 0, drop, 1.0), 0.0)
        steps = np.where(is_falling, room, np.inf)
        is_whole = ~is_falling.any(axis=1)
        step = np.where(is_whole, 1.0, steps.min(axis=1))[:, np.newaxis]
        moved = np.where(is_held, before + step * (fitted - before), 0.0)
        leaving = np.flatnonzero(~is_whole), steps.argmin(axis=1)[~is_whole]
        moved[leaving] = 0.0
        self.is_used[at[leaving[0]], places[leaving]] = False
        self.weights[at] = 0.0
        held = np.nonzero(is_held)
        self.weights[at[held[0]], places[held]] = moved[held]
        return np.asarray(is_whole)

    def _least_squares(self, targets: Places, places: Places, is_held: Marks) -> Floats:
        """Weights that sum to 1, of either sign; what is not held stays nought."""
        own = self.gram[targets[:, np.newaxis], places]
        system = self.gram[places[:, :, np.newaxis], places[:, np.newaxis, :]]
        system = system - own[:, :, np.newaxis] - own[:, np.newaxis, :]
        system += (self.gram.diagonal()[targets] + 1)[:, np.newaxis, np.newaxis]
        is_pair = is_held[:, :, np.newaxis] & is_held[:, np.newaxis, :]
        system = np.where(is_pair, system, 0.0)
        diagonal = np.arange(places.shape[1])
        system[:, diagonal, diagonal] += np.where(is_held, TINY, 1.0)
        ones = is_held.astype(np.float64)[:, :, np.newaxis]
        raw = np.linalg.solve(system, ones)[:, :, 0]
        return np.asarray(raw / raw.sum(axis=1, keepdims=True), dtype=np.float64)


def _packed(is_used: Marks) -> tuple[Places, Marks]:
    """Give the positions of what is used, line by line, and where they end."""
    lines, columns = np.nonzero(is_used)
    numbers = is_used.sum(axis=1)
    firsts = np.cumsum(numbers) - numbers
    places = np.zeros((len(is_used), int(numbers.max(initial=0))), dtype=np.intp)
    places[lines, np.arange(lines.size) - firsts[lines]] = columns
    return places, np.arange(places.shape[1]) < numbers[:, np.newaxis]


def _polished(target: Floats, donors: Floats, weights: Floats) -> Floats:
    """Fit once more on the figures themselves, which loses fewer digits."""
    steps = (donors[1:] - donors[0]).T
    found = np.linalg.lstsq(steps, target - donors[0], rcond=None)[0]
    polished = np.append(1 - found.sum(), found)
    return polished if (polished > 0).all() else weights
