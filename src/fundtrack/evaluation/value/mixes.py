"""What a measure's offences cost: its kinds, each with its unit cost and multiplier.

Police.uk counts types; unit costs are of kinds. A type is parted into kinds as
recorded crime of England and Wales parts it. A kind without a unit cost or without a
multiplier is left out of the benefit, which can only understate it; where more than
half of the offences would be left out, nothing is estimated.
"""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.value.deflators import financial_deflator
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.evaluation.value.offences import actual_offences
from fundtrack.evaluation.value.references import KindShare
from fundtrack.evaluation.value.references import Multiplier
from fundtrack.evaluation.value.references import Standing
from fundtrack.evaluation.value.references import UnitCost
from fundtrack.evaluation.value.references import fiscal_costs
from fundtrack.evaluation.value.references import harm_days
from fundtrack.evaluation.value.references import kind_shares
from fundtrack.evaluation.value.references import multipliers
from fundtrack.evaluation.value.references import police_costs
from fundtrack.evaluation.value.references import social_costs
from fundtrack.periods import FinancialYear

LEAST_PRICED_PCT = 50.0
WHOLE_PCT = 100


class Purse(StrEnum):
    """Whose costs are counted: each is a part of the one before, never added to it."""

    SOCIAL = "social"
    FISCAL = "fiscal"
    POLICE = "police"


class Lack(StrEnum):
    """What a figure of value cannot be worked out for want of."""

    MONEY = "money"
    EFFECT = "effect"
    UNIT_COST = "unit-cost"
    MULTIPLIER = "multiplier"


@dataclass(frozen=True, slots=True)
class PricedKind:
    """A kind of offence in a measure: its share of what is recorded, and its price."""

    share: KindShare
    part: float
    multiplier: Multiplier | None
    cost: UnitCost | None


@dataclass(frozen=True, slots=True)
class Mix:
    """The kinds of offence a measure counts, as one purse sees them."""

    purse: Purse
    kinds: tuple[PricedKind, ...]

    @property
    def priced_pct(self) -> float:
        """The share of recorded offences that have a unit cost and a multiplier."""
        return WHOLE_PCT * sum(kind.part for kind, _, _ in self._priced())

    @property
    def lack(self) -> Lack | None:
        """What is missing for most of the offences, if anything is."""
        if self.priced_pct >= LEAST_PRICED_PCT:
            return None
        costed = sum(kind.part for kind in self.kinds if kind.cost)
        if WHOLE_PCT * costed < LEAST_PRICED_PCT:
            return Lack.UNIT_COST
        return Lack.MULTIPLIER

    @property
    def is_assumed(self) -> bool:
        """Whether a share, a unit cost or a multiplier that is used is assumed."""
        stand = {
            standing
            for kind, multiplier, cost in self._priced()
            for standing in (kind.share.standing, multiplier.standing, cost.standing)
        }
        return Standing.ASSUMED in stand

    def worth(
        self,
        offences: RecordedOffences,
        prices: FinancialYear,
        multiplier_share: Floats | float = 1.0,
        unit_cost_factor: Floats | float = 1.0,
    ) -> Floats:
        """Give what offences of this mix cost, in pence of a year.

        sum over kinds of recorded x part x m x u x deflator(prices)/deflator(base).

        Args:
            offences: recorded ones of the whole measure, one number for each draw.
            prices: the year in whose prices the cost is given.
            multiplier_share: how much of the unrecorded offences counts.
            unit_cost_factor: by what the unit costs are multiplied.

        Source: Heeks et al. (2018): unit costs are of actual offences.
        """
        deflator = financial_deflator()
        total = np.zeros_like(offences.recorded)
        for kind, multiplier, cost in self._priced():
            own = offences.share(kind.part)
            actual = actual_offences(own, multiplier, multiplier_share)
            total += actual.costing(
                cost.pence * deflator.factor(cost.price_year, prices)
            )
        return total * unit_cost_factor

    def actual(self, recorded: float) -> float:
        """Give how many offences happen, of the priced kinds, where so many are."""
        offences = RecordedOffences(np.atleast_1d(np.float64(recorded)))
        return sum(
            float(actual_offences(offences.share(kind.part), multiplier).actual[0])
            for kind, multiplier, _ in self._priced()
        )

    def _priced(self) -> list[tuple[PricedKind, Multiplier, UnitCost]]:
        return [
            (kind, kind.multiplier, kind.cost)
            for kind in self.kinds
            if kind.multiplier and kind.cost
        ]


_COSTS: Mapping[Purse, Callable[[], Mapping[str, UnitCost]]] = {
    Purse.SOCIAL: social_costs,
    Purse.FISCAL: fiscal_costs,
    Purse.POLICE: police_costs,
}


def mix_of(counted: Iterable[str], purse: Purse = Purse.SOCIAL) -> Mix:
    """Part a measure into kinds, with what each costs one purse.

    A type that the reference tables do not part leaves the whole without kinds: how
    much of the measure it is cannot be said.
    """
    held = _kinds_of(set(counted))
    total = sum(share.recorded for share in held)
    costs = _COSTS[purse]()
    kinds = tuple(
        PricedKind(
            share=share,
            part=share.recorded / total,
            multiplier=multipliers().get(share.kind),
            cost=costs.get(share.kind),
        )
        for share in held
    )
    return Mix(purse, kinds)


def harm_per_offence(counted: Iterable[str]) -> float | None:
    """Give the days of harm of one recorded offence of a measure; None if unknown.

    Source: Sherman, Neyroud and Neyroud (2016), Cambridge Crime Harm Index.
    """
    held = _kinds_of(set(counted))
    if not held or any(share.kind not in harm_days() for share in held):
        return None
    total = sum(share.recorded for share in held)
    return sum(harm_days()[share.kind] * share.recorded for share in held) / total


def _kinds_of(counted: set[str]) -> list[KindShare]:
    for names in ("crime_type", "subgroup"):
        held = [share for share in kind_shares() if getattr(share, names) in counted]
        if held and counted == {getattr(share, names) for share in held}:
            return held
    return []
