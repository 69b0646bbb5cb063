"""The small areas that lie in wards: what is counted when a ward is."""

from collections.abc import Collection
from functools import cache

from fundtrack.places import District
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import small_areas
from fundtrack.places import wards


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
