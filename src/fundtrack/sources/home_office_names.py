"""Names as Home Office tables write them: forces, bodies without an area, outcomes."""

import csv
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import reference_file
from fundtrack.sources.home_office import plain

NAMES = "force_names.csv"
TITLES = frozenset({"police", "constabulary", "service"})


@dataclass(frozen=True, slots=True)
class NamedForce:
    """A force, or a body that records crime without policing an area of its own."""

    force: str
    is_area: bool


@dataclass(frozen=True, slots=True)
class OutcomeType:
    """An outcome code; `role` is outcome, not_yet (code 0) or of_which (inside one)."""

    code: str
    name: str
    group: str
    role: str


def find_named_force(written: str) -> NamedForce | None:
    """Find a force by any name that the tables give it; None where nobody knows it."""
    return _named_forces().get(_untitled(written))


@cache
def area_forces() -> frozenset[str]:
    """Name the 43 forces of England and Wales that police an area."""
    return frozenset(slug for slug, force in forces().items() if force.police_area)


@cache
def district_of_partnership(force: str, partnership: str) -> str:
    """Give the code of the district that a partnership is named for, else empty text.

    Args:
        force: slug of the force whose partnership it is.
        partnership: its name as published.
    """
    held = forces().get(force)
    area = held.police_area if held else ""
    wanted = plain(partnership)
    named = [
        code
        for code, district in districts().items()
        if area and district.police_area == area and plain(district.name) == wanted
    ]
    return named[0] if len(named) == 1 else ""


@cache
def outcome_types() -> Mapping[str, OutcomeType]:
    """Every outcome code, by itself."""
    return {row["code"]: OutcomeType(**row) for row in _rows("outcome_types.csv")}


@cache
def _named_forces() -> Mapping[str, NamedForce]:
    found = {}
    for slug, force in forces().items():
        named = NamedForce(slug, is_area=bool(force.police_area))
        found[_untitled(force.name)] = found[_untitled(slug)] = named
    for row in _rows(NAMES):
        slug = row["force"]
        area = slug in area_forces()
        found[_untitled(row["written"])] = NamedForce(slug, is_area=area)
    return found


def _untitled(written: str) -> str:
    return " ".join(word for word in plain(written).split() if word not in TITLES)


def _rows(name: str) -> Iterator[dict[str, str]]:
    with reference_file(name).open("r", encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)
