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


def change_of(measure: str, earlier: Counted, later: Counted, *places: str) -> Change:
    """Compare two counts of one measure, unless its rules changed between them.

    Args:
        measure: id or name of a measure of any source.
        earlier: the earlier count.
        later: the later count.
        places: slug of the force, codes of the districts that were counted.

    Raises:
        AcrossBreak: when the break calendar lets the two not be compared.
        UnknownName: when there is no such measure.
    """
    found = any_measure(measure, later.last)
    before = any_measure(measure, earlier.first).series(*places)
    both = replace(
        before, names=tuple(dict.fromkeys((*before.names, *found.series().names)))
    )
    ruling = rule_on(both, earlier.first, later.last)
    refuse_across(found.name.lower(), ruling)
    return Change(found, earlier, later, ruling)
