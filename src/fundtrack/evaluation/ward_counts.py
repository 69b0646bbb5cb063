"""Offences by ward and month out of a snapshot, and which months are held."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cache

import pandas as pd

from fundtrack.periods import Month
from fundtrack.places import District
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import small_areas
from fundtrack.places import wards
from fundtrack.store.snapshot import Books

HeldMonths = Mapping[str, Mapping[Month, str]]
"""The provenance of every month held, by force."""


def held_months(books: Books) -> HeldMonths:
    """Say which months of which forces are held, and what kind their counts are."""
    held: dict[str, dict[Month, str]] = defaultdict(dict)
    for row in books.rows("crime_coverage"):
        held[row["force"]][Month.parse(row["month"])] = row["provenance"]
    return held


def usable_forces(
    held: HeldMonths, months: Collection[Month], provenance: str
) -> frozenset[str]:
    """Give the forces that hold every one of these months, of the same provenance."""
    return frozenset(
        force
        for force, its in held.items()
        if months and all(its.get(month) == provenance for month in months)
    )


def ward_counts(
    books: Books,
    crime_types: Sequence[str],
    months: Iterable[Month],
    among: Iterable[tuple[str, str, str]],
) -> pd.DataFrame:
    """Read wards by months; a month that a ward's force does not hold is missing.

    Nothing is read of any other month.

    Args:
        among: the small areas to read, each with its ward and force.
    """
    asked, placed = [str(month) for month in months], list(among)
    if not placed or not asked:
        return pd.DataFrame(columns=asked, dtype="float64")
    rows = books.rows(
        "ward_month_counts",
        crime_types=list(crime_types),
        months=asked,
        lsoas=[lsoa for lsoa, _, _ in placed],
        wards=[ward for _, ward, _ in placed],
        forces=[force for _, _, force in placed],
    )
    frame = pd.DataFrame(rows, columns=["ward", "month", "offences"])
    table = frame.pivot_table(index="ward", columns="month", values="offences")
    return table.reindex(columns=asked)


@cache
def placed_areas() -> tuple[tuple[str, str, str], ...]:
    """List the small areas that lie in a ward, each with its ward and force."""
    force_of = {force.police_area: force.force for force in forces().values()}
    district_of = district_of_wards()
    return tuple(
        (code, area.ward, force_of[district_named(district_of[area.ward]).police_area])
        for code, area in small_areas().items()
        if area.ward
    )


def areas_of(
    usable: Collection[str], chosen: Collection[str] | None = None
) -> list[tuple[str, str, str]]:
    """List the small areas of some forces, and of some wards alone where named."""
    return [
        placed
        for placed in placed_areas()
        if placed[2] in usable and (chosen is None or placed[1] in chosen)
    ]


@cache
def district_of_wards() -> dict[str, str]:
    """Give the code of the district of each ward."""
    return {code: ward.district for code, ward in wards().items()}


def district_named(code: str) -> District:
    """Give a district by its code."""
    return districts()[code]


def ward_places(standing: Mapping[str, str]) -> pd.DataFrame:
    """Lay out every ward: `name`, `district`, `force` and `standing`, by its code."""
    force_of = {force.police_area: force.force for force in forces().values()}
    held = wards()
    of = [district_named(ward.district) for ward in held.values()]
    return pd.DataFrame(
        {
            "name": [ward.name for ward in held.values()],
            "district": [district.name for district in of],
            "force": [force_of[district.police_area] for district in of],
            "standing": [standing[code] for code in held],
        },
        index=pd.Index(list(held), name="ward"),
    )
