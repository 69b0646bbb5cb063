"""What one prevented offence cost: an interval, a floor, or not estimable."""

from dataclasses import dataclass
from enum import StrEnum

from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.deflators import whole_pence
from fundtrack.money import Pence

LEAST = 0.5
"""Fewer offences than half a one are none."""


class Estimability(StrEnum):
    """How much can be said of a cost per prevented offence."""

    INTERVAL = "interval"
    FLOOR = "floor"
    """No reduction is named, or the interval includes none: each cost at least so much,
    if any was prevented at all."""
    NONE = "none"
    """Nothing in the interval is a fall, or nothing was paid."""


@dataclass(frozen=True, slots=True)
class CostPerOffence:
    """What one prevented recorded offence cost; never below nought.

    `pence` and `high_pence` are given for an interval alone, `low_pence` for a floor
    as well.
    """

    estimability: Estimability
    pence: Pence | None = None
    low_pence: Pence | None = None
    high_pence: Pence | None = None


def cost_per_offence(
    cost_pence: Pence, prevented: Prevented, *, is_named: bool = True
) -> CostPerOffence:
    """Give the cost per prevented offence: cost / prevented, ends turned round.

    The cost is known, so that the set of ratios that the interval of the offences
    allows is {cost / n}: bounded where every n is at least one offence to the nearest,
    [cost / high, without end) where some are not, and without meaning where none is.

    Args:
        cost_pence: the present cost.
        prevented: offences prevented, with their interval.
        is_named: whether the verdict names a reduction; a floor is given otherwise,
            whatever the interval says.

    Source: Fieller (1954), with a numerator that does not vary.
    """
    if cost_pence <= 0 or prevented.high < LEAST:
        return CostPerOffence(Estimability.NONE)
    low_pence = whole_pence(cost_pence / prevented.high)
    if prevented.low < LEAST or not is_named:
        return CostPerOffence(Estimability.FLOOR, low_pence=low_pence)
    return CostPerOffence(
        Estimability.INTERVAL,
        pence=whole_pence(cost_pence / prevented.central),
        low_pence=low_pence,
        high_pence=whole_pence(cost_pence / prevented.low),
    )
