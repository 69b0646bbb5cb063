"""How often places without the money changed as much: the p-value of a verdict.

Sets of as many comparators as there are treated places stand in for them, one set at a
time. Each set's change is divided by its own standard error before it is compared:
unstudentised, small places reject twice as often as they should and large ones never.
"""

from collections.abc import Hashable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import PeriodCounts
from fundtrack.evaluation.counts import Places
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.counts import log_change
from fundtrack.evaluation.counts import sampling_variance
from fundtrack.evaluation.matching import nearest
from fundtrack.evaluation.rate_ratios import RateRatio
from fundtrack.evaluation.rate_ratios import compared
from fundtrack.evaluation.spread import SpreadSums
from fundtrack.evaluation.spread import between_of_sums
from fundtrack.evaluation.spread import dersimonian_laird
from fundtrack.evaluation.spread import place_changes
from fundtrack.evaluation.spread import spread_of
from fundtrack.evaluation.spread import spread_sums

DEFAULT_SEED = 20231001
SIMILAR = 1.0
NEIGHBOUR = 2.0
"""What a stand-in gains in the draw: being in the right district weighs more."""

LEAST_DIFFERENCE = 1e-9
"""Two statistics closer than this are the same but for rounding."""


@dataclass(frozen=True, slots=True, eq=False)
class PlaceboTest:
    """Where the treated places stand among sets of untouched places.

    `statistic` and `placebos` are log rate ratios over their standard errors; `p` is
    two-sided and never 0. `placebo_log_rrs` and `placebo_ses` are what the placebos
    were made of, for pooling several areas.
    """

    statistic: float
    p: float
    placebos: Floats
    placebo_log_rrs: Floats
    placebo_ses: Floats


def placebo_test(
    panel: pd.DataFrame | npt.ArrayLike,
    treated: Any,  # noqa: ANN401 - one label of any kind, or several
    pre: Sequence[Hashable],
    post: Sequence[Hashable],
    sets: int = 999,
    seed: int = DEFAULT_SEED,
    groups: Mapping[Any, Hashable] | None = None,
) -> PlaceboTest:
    """Compare the treated units' change with that of matched sets of comparators.

    Args:
        panel: units by months; every row that is not treated is a comparator.
        treated: the label of one unit, or several labels, which are summed.
        pre: the column labels before the start, in order.
        post: the column labels after it.
        sets: how many sets to draw. Where fewer different sets exist, each is taken
            once and no more: p cannot be finer than that.
        seed: gives the same sets again.
        groups: the district of each unit; treated neighbours then have neighbours as
            stand-ins. None where units are strangers.

    Raises:
        WrongArgument: when labels are unknown, counts are missing or there are no
            more comparators than treated units.
    """
    counts = cut_panel(panel, treated, pre, post, groups)
    return placebo_spread(counts, summed_ratio(counts), sets, seed)


def summed_ratio(counts: PeriodCounts, alpha: float = 0.05) -> RateRatio:
    """Give the treated units' rate ratio over their whole periods."""
    donors = counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    return compared(
        (counts.treated_pre.sum(axis=1), counts.treated_post.sum(axis=1)),
        donors,
        spread_of(*donors, counts.donors_groups),
        counts.treated_groups,
    ).ratio(alpha)


def placebo_spread(
    counts: PeriodCounts, observed: RateRatio, sets: int, seed: int
) -> PlaceboTest:
    """Put an observed change among those of sets of comparators."""
    members = placebo_sets(counts, sets, np.random.default_rng(seed))
    before, after = counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    log_rrs, ses = _against_the_rest(before, after, counts.donors_groups, members)
    placebos = log_rrs / ses
    statistic = observed.log_rr / observed.se
    as_large = np.abs(placebos) >= abs(statistic) - LEAST_DIFFERENCE
    return PlaceboTest(
        statistic=statistic,
        p=float((1 + as_large.sum()) / (1 + placebos.size)),
        placebos=placebos,
        placebo_log_rrs=log_rrs,
        placebo_ses=ses,
    )


def placebo_sets(
    counts: PeriodCounts, sets: int, generator: np.random.Generator
) -> Places:
    """Choose sets of comparators that stand in for the treated units.

    Returns:
        Positions of comparators: a row for each set, a column for each treated unit.
    """
    wanted, held = len(counts.treated_pre), len(counts.donors_pre)
    if held <= wanted:
        raise WrongArgument(
            f"{wanted} treated units need more than {held} comparators to stand in"
        )
    if comb(held, wanted) <= sets:
        return _every_set(counts, held, wanted)
    return _drawn(counts, sets, generator)


def _every_set(counts: PeriodCounts, held: int, wanted: int) -> Places:
    """List every set; those that lie in districts as the treated units do, if any."""
    sets = np.array(list(combinations(range(held), wanted)), dtype=np.intp)
    alike = _pattern(counts.treated_groups)
    is_alike = [_pattern(counts.donors_groups[members]) == alike for members in sets]
    return sets[is_alike] if any(is_alike) else sets


def _pattern(groups: Places) -> list[int]:
    _, sizes = np.unique(groups, return_counts=True)
    return sorted(sizes.tolist())


def _drawn(counts: PeriodCounts, sets: int, generator: np.random.Generator) -> Places:
    """Draw one stand-in for each treated unit, none twice in a set.

    Stand-ins of neighbours are neighbours. A unit whose similar comparators are all
    taken, or whose district has no more, draws from the others.
    """
    ranked = nearest(counts.treated_pre, counts.donors_pre)
    held = len(counts.donors_pre)
    members = np.empty((sets, len(ranked)), dtype=np.intp)
    is_taken = np.zeros((sets, held), dtype=bool)
    rows = np.arange(sets)
    first_of: dict[int, int] = {}
    for unit in generator.permutation(len(ranked)):
        keys = generator.random((sets, held))
        keys[:, ranked[unit]] -= SIMILAR
        first = first_of.setdefault(int(counts.treated_groups[unit]), int(unit))
        if first != unit:
            district = counts.donors_groups[members[:, first]]
            keys -= NEIGHBOUR * (district[:, np.newaxis] == counts.donors_groups)
        keys[is_taken] = np.inf
        members[:, unit] = keys.argmin(axis=1)
        is_taken[rows, members[:, unit]] = True
    return members


def _against_the_rest(
    before: Floats, after: Floats, groups: Places, members: Places
) -> tuple[Floats, Floats]:
    set_before, set_after = before[members].sum(axis=1), after[members].sum(axis=1)
    rest_before, rest_after = before.sum() - set_before, after.sum() - set_after
    log_rrs = log_change(set_before, set_after) - log_change(rest_before, rest_after)
    by_chance = sampling_variance(set_before, set_after)
    by_chance = by_chance + sampling_variance(rest_before, rest_after)
    own, shared = between_of_sums(
        _spread_of_the_rest(before, after, members),
        spread_of(before, after, groups).shared,
        before[members],
        groups[members],
    )
    return log_rrs, np.sqrt(by_chance + own + shared)


def _spread_of_the_rest(before: Floats, after: Floats, members: Places) -> Floats:
    changes, weights = place_changes(before, after)
    whole = spread_sums(changes, weights)
    out = spread_sums(changes[members], weights[members])
    rest = SpreadSums(
        places=np.asarray(whole.places) - np.asarray(out.places),
        weight=np.asarray(whole.weight) - np.asarray(out.weight),
        weight_squared=np.asarray(whole.weight_squared)
        - np.asarray(out.weight_squared),
        weighted=np.asarray(whole.weighted) - np.asarray(out.weighted),
        weighted_squares=np.asarray(whole.weighted_squares)
        - np.asarray(out.weighted_squares),
    )
    return dersimonian_laird(rest)
