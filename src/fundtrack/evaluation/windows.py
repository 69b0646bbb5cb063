"""Which months are compared: the same calendar months before and after the start."""

from collections.abc import Mapping
from dataclasses import dataclass

from fundtrack.periods import Month

YEAR = 12


@dataclass(frozen=True, slots=True)
class Windows:
    """The months compared, pair by pair, and those left out.

    `dropped` names the months that are held but have no partner or another
    provenance; `missing` those that are not held. `provenance` is that of every
    month kept, empty when none is.
    """

    pre: tuple[Month, ...]
    post: tuple[Month, ...]
    missing: tuple[Month, ...]
    dropped: tuple[Month, ...]
    provenance: str

    @property
    def months(self) -> tuple[Month, ...]:
        """Every month compared, in order."""
        return self.pre + self.post


def paired_windows(
    start: Month, held: Mapping[Month, str], length: int = YEAR
) -> Windows:
    """Pair each month after the start with the same month a year before.

    A month that is missing on one side is left out on both. Published and synthetic
    months never meet: the kind with more pairs is kept, published if they tie.

    Args:
        start: the first month after.
        held: the provenance of each month held (`published` or `synthetic`).
        length: months on each side, at most twelve; never widened for a result.
    """
    pairs = [(start.plus(at - YEAR), start.plus(at)) for at in range(length)]
    wanted = [month for pair in pairs for month in pair]
    whole = [pair for pair in pairs if held.get(pair[0], "") == held.get(pair[1])]
    kinds = sorted({held[after] for _, after in whole})
    provenance = max(
        kinds,
        key=lambda kind: sum(held[after] == kind for _, after in whole),
        default="",
    )
    kept = [pair for pair in whole if held[pair[1]] == provenance]
    compared = {month for pair in kept for month in pair}
    return Windows(
        pre=tuple(before for before, _ in kept),
        post=tuple(after for _, after in kept),
        missing=tuple(sorted({month for month in wanted if month not in held})),
        dropped=tuple(sorted({month for month in wanted if month in held} - compared)),
        provenance=provenance,
    )
