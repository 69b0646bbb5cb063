"""Two counts of one measure set side by side: the change, and whether it is one."""

from dataclasses import dataclass
from dataclasses import replace

from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import refuse_across
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True)
class Counted:
    """How many offences of a measure some months had: `first` to `last`, both in it."""

    offences: int
    first: Month
    last: Month


@dataclass(frozen=True, slots=True)
class Change:
    """An earlier and a later count of a measure, and what the comparison crosses.

    `pct` is nothing where the earlier count is nought.
    """

    measure: Measure
    earlier: Counted
    later: Counted
    ruling: Ruling

    @property
    def difference(self) -> int:
        """The later count less the earlier one: below nought is fewer."""
        return self.later.offences - self.earlier.offences

    @property
    def pct(self) -> float | None:
        """The difference over the earlier count, in per cent."""
        before = self.earlier.offences
        return 100 * self.difference / before if before else None


def rule_for(measure: str, first: Month, last: Month, *places: str) -> Ruling:
    """Say what the break calendar asks of counts of a measure set side by side.

    Args:
        measure: id or name of a measure of any source.
        first: the first month of the earlier count.
        last: the last month of the later one.
        places: slug of the force, codes of the districts that were counted.

    Raises:
        AcrossBreak: when the two sides are not counts of the same thing.
        UnknownName: when there is no such measure, or none in the first month.
    """
    found = any_measure(measure, last)
    before = any_measure(measure, first).series(*places, is_by_small_area=False)
    both = replace(
        before, names=tuple(dict.fromkeys((*before.names, *found.series().names)))
    )
    ruling = rule_on(both, first, last)
    refuse_across(found.name.lower(), ruling)
    return ruling


def change_of(measure: str, earlier: Counted, later: Counted, *places: str) -> Change:
    """Compare two counts of one measure, unless its rules changed between them.

    Args:
        measure: id or name of a measure of any source.
        earlier: the earlier count.
        later: the later count.
        places: slug of the force, codes of the districts that were counted.

    Raises:
        AcrossBreak: when the break calendar lets the two not be compared.
        UnknownName: when there is no such measure, or none in the first month.
    """
    ruling = rule_for(measure, earlier.first, later.last, *places)
    return Change(any_measure(measure, later.last), earlier, later, ruling)
