"""Which months are compared: the same calendar months before and after the start."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass

from fundtrack.periods import Month

YEAR = 12


@dataclass(frozen=True, slots=True)
class Windows:
    """The months compared, pair by pair, and those left out.

    `dropped` names the months that are held but have no partner or another
    provenance; `missing` those that are not held; `excluded` those that the break
    calendar leaves out. `provenance` is that of every month kept, empty when none is.
    """

    pre: tuple[Month, ...]
    post: tuple[Month, ...]
    missing: tuple[Month, ...]
    dropped: tuple[Month, ...]
    provenance: str
    excluded: tuple[Month, ...] = ()

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month compared, in order."""
        return self.pre + self.post


def planned_months(
    start: Month, length: int = YEAR
) -> tuple[tuple[Month, ...], tuple[Month, ...]]:
    """Give the months before and after a start that a plan wants compared.

    The same calendar months, a year apart, so that the seasons fall out.
    """
    post = tuple(start.plus(at) for at in range(length))
    return tuple(month.plus(-YEAR) for month in post), post


def paired_windows(
    start: Month,
    held: Mapping[Month, str],
    length: int = YEAR,
    excluded: Collection[Month] = (),
) -> Windows:
    """Pair each month after the start with the same month a year before.

    A month that is missing or excluded on one side is left out on both. Published and
    synthetic months never meet: the kind with more pairs is kept, published if they
    tie.

    Args:
        start: the first month after.
        held: the provenance of each month held (`published` or `synthetic`).
        length: months on each side, at most twelve; never widened for a result.
        excluded: months that the break calendar leaves out.
    """
    pre, post = planned_months(start, length)
    wanted = {*pre, *post}
    usable = {month: kind for month, kind in held.items() if month not in {*excluded}}
    whole = [
        (before, after)
        for before, after in zip(pre, post, strict=True)
        if usable.get(before, "") == usable.get(after)
    ]
    provenance = main_provenance(usable, [after for _, after in whole])
    kept = [pair for pair in whole if usable[pair[1]] == provenance]
    compared = {month for pair in kept for month in pair}
    return Windows(
        pre=tuple(before for before, _ in kept),
        post=tuple(after for _, after in kept),
        missing=tuple(sorted(wanted - held.keys())),
        dropped=tuple(sorted((wanted & held.keys()) - compared - {*excluded})),
        provenance=provenance,
        excluded=tuple(sorted(wanted & {*excluded})),
    )


def main_provenance(held: Mapping[Month, str], months: Collection[Month]) -> str:
    """Give the kind of most of these months, published if kinds tie; else nothing."""
    kinds = sorted({held[month] for month in months})
    return max(
        kinds,
        key=lambda kind: sum(held[month] == kind for month in months),
        default="",
    )
