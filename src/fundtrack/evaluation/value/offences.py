"""Offences as recorded and offences as they happen: two units that never mix.

Home Office unit costs are of actual offences, and police counts are of recorded ones.
Whoever passes one for the other is refused by the type checker, and by the attribute
that is not there.
"""

from dataclasses import dataclass

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.value.references import Multiplier


@dataclass(frozen=True, slots=True, eq=False)
class RecordedOffences:
    """Numbers of offences as the police record them, one for each draw."""

    recorded: Floats

    def share(self, part: float) -> "RecordedOffences":
        """Give the part of them that is of one kind."""
        return RecordedOffences(self.recorded * part)


@dataclass(frozen=True, slots=True, eq=False)
class ActualOffences:
    """Numbers of offences that happen, recorded or not, one for each draw."""

    actual: Floats

    def costing(self, pence_each: Floats | float) -> Floats:
        """Give what they cost in pence, at a unit cost of actual offences."""
        return self.actual * pence_each


def actual_offences(
    offences: RecordedOffences, multiplier: Multiplier, share: Floats | float = 1.0
) -> ActualOffences:
    """Give the offences that happen where so many are recorded.

    actual = recorded x (1 + share x (m - 1)).

    Args:
        offences: as recorded.
        multiplier: m, of the same kind of offence.
        share: how much of what the multiplier adds counts: 0 none, 1 all of it.

    Source: Dubourg, Hamed and Thorns (2005), on multipliers; Heeks et al. (2018).
    """
    unrecorded = multiplier.actual_per_recorded - 1
    return ActualOffences(offences.recorded * (1 + share * unrecorded))
