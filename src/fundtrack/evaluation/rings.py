"""Displacement ring by ring: the wards that touch the treated ones, and those beyond.

A cross-check, which no verdict reads. Rings cross the borders of districts, and a
comparator that lies in one is not compared with here.
"""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.methods.displacement import DisplacementQuotient
from fundtrack.evaluation.methods.displacement import QuotientInterval
from fundtrack.evaluation.methods.displacement import WeightedDifference
from fundtrack.evaluation.methods.displacement import change_dispersion
from fundtrack.evaluation.methods.displacement import wdd
from fundtrack.evaluation.methods.displacement import wdq
from fundtrack.evaluation.methods.displacement import wdq_interval
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.evaluation.schemes import BESIDE
from fundtrack.metrics.adjacent_wards import adjacent_wards

RINGS = 2
LEAST_COMPARATORS = 2


@dataclass(frozen=True, slots=True)
class Ring:
    """What happened in one ring of wards, against comparators outside every ring.

    `steps` is 1 for the wards that touch the treated ones; counts are offences, and
    `expected` those there would have been with the comparators' change. `dispersion`
    says how many times more the comparators' changes vary than by chance; the interval
    of the quotient allows for it, the difference has the variance of chance alone. The
    comparators count as many offences in it as the places they are held against.
    """

    steps: int
    wards: tuple[str, ...]
    before: int
    after: int
    expected: float
    change_pct: float
    low_pct: float
    high_pct: float
    dispersion: float
    difference: WeightedDifference
    quotient: DisplacementQuotient
    interval: QuotientInterval


def rings_around(
    beside: Mapping[str, Collection[str]], treated: Iterable[str], rings: int = RINGS
) -> tuple[frozenset[str], ...]:
    """Give the places so many steps from the treated ones, the nearest first.

    Args:
        beside: the neighbours of each place.
        treated: where the steps begin.
        rings: how many steps to go.
    """
    reached = set(treated)
    found = []
    for _ in range(rings):
        ring = {place for inner in reached for place in beside.get(inner, ())} - reached
        found.append(frozenset(ring))
        reached |= ring
    return tuple(found)


def ring_effects(
    case: Case, beside: Mapping[str, Collection[str]] | None = None
) -> tuple[Ring, ...]:
    """Compare each ring with the comparators that lie in none.

    Args:
        case: whose treated wards are ringed.
        beside: the neighbours of each ward; those whose boundaries are held here
            where None.

    Returns:
        A ring for each step that holds a ward without other money; none where nothing
        can be compared.

    Source: rings of equal steps, Bowers and Johnson (2003); contiguity instead of
        metres.
    """
    found = rings_around(adjacent_wards() if beside is None else beside, case.treated)
    ringed = frozenset().union(*found)
    others = [ward for ward in case.comparators.wards if ward not in ringed]
    if len(others) < LEAST_COMPARATORS or not case.has_treated_counts:
        return ()
    compared = (others, case.pre), (others, case.post), (list(case.treated), case.pre)
    if not all(_sums(case, wards, months) for wards, months in compared):
        return ()
    standing, held = case.places["standing"], set(case.panel.dropna().index)
    free = set(standing.index[standing.isin(["", BESIDE])]) & held
    rings = [(steps, sorted(ring & free)) for steps, ring in enumerate(found, start=1)]
    return tuple(
        _ring(case, steps, wards, others)
        for steps, wards in rings
        if wards and _sums(case, wards, case.pre)
    )


def _ring(case: Case, steps: int, wards: list[str], others: list[str]) -> Ring:
    counts = cut_panel(
        case.panel.loc[[*wards, *others]],
        wards,
        case.pre,
        case.post,
        dict(case.places["district"]),
    )
    ratio = summed_ratio(counts, case.plan.alpha)
    target, ring, compared = (
        (_sums(case, of, case.pre), _sums(case, of, case.post))
        for of in (list(case.treated), wards, others)
    )
    sizes = (1, compared[0] / target[0], 1, compared[0] / ring[0])
    dispersion = change_dispersion(
        counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    )
    return Ring(
        steps=steps,
        wards=tuple(wards),
        before=ring[0],
        after=ring[1],
        expected=ring[0] * compared[1] / compared[0],
        change_pct=as_pct(ratio.log_rr),
        low_pct=as_pct(ratio.ci_low),
        high_pct=as_pct(ratio.ci_high),
        dispersion=dispersion,
        difference=wdd(target, compared, ring, compared, area_weights=sizes),
        quotient=wdq(target, ring, compared),
        interval=wdq_interval(target, ring, compared, dispersion, seed=case.plan.seed),
    )


def _sums(case: Case, wards: list[str], months: list[str]) -> int:
    return int(np.asarray(case.panel.loc[wards, months]).sum())
