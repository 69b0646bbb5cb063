"""Offences by ward and month out of a snapshot, and which months are held."""

from collections import defaultdict
from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence

import pandas as pd

from fundtrack.metrics.placed_areas import areas_of
from fundtrack.metrics.placed_areas import district_named
from fundtrack.metrics.placed_areas import district_of_wards
from fundtrack.periods import Month
from fundtrack.places import forces
from fundtrack.places import wards
from fundtrack.store.snapshot import Books

__all__ = [
    "HeldMonths",
    "areas_of",
    "district_of_wards",
    "held_months",
    "usable_forces",
    "ward_counts",
    "ward_places",
]

HeldMonths = Mapping[str, Mapping[Month, str]]
"""The provenance of every month held, by force."""


def held_months(books: Books) -> HeldMonths:
    """Say which months of which forces are held by place, and of what kind they are."""
    held: dict[str, dict[Month, str]] = defaultdict(dict)
    for row in books.rows("crime_coverage"):
        if row["is_placed"]:
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
