"""What questions to the Home Office's quarterly tables share: range, grid, missing.

A figure is of places, quarters and offences. It is missing as soon as one of its
places has no figure in one of its quarters: a part of a sum is never shown as the sum.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field

from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.periods import Quarter
from fundtrack.sources.home_office_names import find_named_force

FIRST = "0000-00 Q1"
LAST = "9999-99 Q4"
COUNTED = "counted"
MISSING = "missing"
MIXED = "mixed"

Line = Mapping[str, str | int | float | None]
"""A row of an answer."""

Place = tuple[str, str]
"""A force and, where the table has them, a partnership of it; else empty text."""

Key = tuple[str, ...]
"""What a line of the answer is of: a text for each dimension asked, in order."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """Which quarters of which places are held, and whether published or made up."""

    held: Mapping[tuple[Place, str], str]
    districts: Mapping[Place, str]
    with_area: frozenset[Place]

    def places(self, force: str) -> list[Place]:
        """List the places of a force; of every one with an area where none is named."""
        return sorted(
            place
            for place in self.districts
            if (place[0] == force if force else place in self.with_area)
        )

    def is_another(self, place: Place, period: str) -> bool:
        """Whether a partnership has no row in a quarter that its force's others have.

        It was then merged, renamed or not yet made, and its offences are theirs.
        """
        if not place[1] or (place, period) in self.held:
            return False
        return any(
            (other, period) in self.held
            for other in self.districts
            if other[0] == place[0]
        )

    def quarters(
        self, places: Iterable[Place], first: str | None, last: str | None
    ) -> list[str]:
        """List the quarters asked, from the first to the last held where not said."""
        wanted = set(places)
        held = [period for place, period in self.held if place in wanted]
        start = str(Quarter.parse(first)) if first else min(held, default=LAST)
        end = str(Quarter.parse(last)) if last else max(held, default=FIRST)
        if start > end:
            if first and last:
                raise WrongArgument(f"{last} comes before {first}")
            return []
        return quarters_between(start, end)


@dataclass(slots=True)
class Total:
    """The sum of a line as it grows."""

    sums: dict[str, int] = field(default_factory=dict)
    missing: int = 0
    provenances: set[str] = field(default_factory=set)

    def add(self, figures: Mapping[str, int], provenance: str) -> None:
        """Add the figures of one place and quarter."""
        for name, figure in figures.items():
            self.sums[name] = self.sums.get(name, 0) + figure
        self.provenances.add(provenance)

    @property
    def provenance(self) -> str | None:
        """Published, synthetic, or mixed where both were added; None where missing."""
        if self.missing or not self.provenances:
            return None
        return MIXED if len(self.provenances) > 1 else next(iter(self.provenances))


def coverage_of(rows: Iterable[Mapping[str, object]]) -> Coverage:
    """Read coverage from rows of force, period, provenance and, if any, partnership."""
    held: dict[tuple[Place, str], str] = {}
    districts: dict[Place, str] = {}
    with_area = set()
    for row in rows:
        place = str(row["force"]), str(row.get("csp", ""))
        held[place, str(row["period"])] = str(row["provenance"])
        districts[place] = str(row.get("district", ""))
        if row["is_area"]:
            with_area.add(place)
    return Coverage(held, districts, frozenset(with_area))


def quarters_between(first: str, last: str) -> list[str]:
    """List the quarters from the first to the last, both included."""
    quarter, listed = Quarter.parse(first), []
    while str(quarter) <= last:
        listed.append(str(quarter))
        quarter = quarter.following
    return listed


def asked_force(written: str | None) -> str:
    """Give the slug of the force asked for, empty where none is.

    Raises:
        UnknownName: when nobody knows it.
    """
    if not written:
        return ""
    found = find_named_force(written)
    if not found:
        raise UnknownName("police force", written)
    return found.force


def dimensions(by: Sequence[str], known: Sequence[str]) -> tuple[str, ...]:
    """Check what an answer is asked to tell apart.

    Raises:
        WrongArgument: when the table does not tell it.
    """
    unknown = [name for name in by if name not in known]
    if unknown:
        raise WrongArgument(
            f"this is not told apart by “{unknown[0]}”; choose of {', '.join(known)}"
        )
    return tuple(dict.fromkeys(by))


def told_apart(by: Sequence[str]) -> list[str]:
    """Name what of the offences an answer tells apart, as the queries do."""
    return [name for name in ("subgroup", "code") if name in by]


def key_of(by: Sequence[str], at: tuple[Place, str, str], of: Key) -> Key:
    """Give what a figure counts towards.

    Args:
        by: the dimensions asked.
        at: the figure's place, its district if any, and its quarter.
        of: what of the offences is told apart.
    """
    place, district, period = at
    told: Mapping[str, str] = {
        "force": place[0],
        "csp": place[1],
        "district": district,
        "year": period.partition(" ")[0],
        "quarter": period,
        **dict(zip(told_apart(by), of, strict=False)),
    }
    return tuple(told.get(name, "") for name in by)


def lowered(names: Iterable[str]) -> list[str]:
    """Give names in lower case, as the queries compare them."""
    return [name.strip().lower() for name in names]
