"""Forces, districts, wards and small areas (LSOAs) with their official codes.

Everything is read from data/reference, made from the published lookups; names of an
office's own areas are in its registers, not here.

The rule for small areas that changed between the censuses: a 2011 code that was
split is never joined to its parts, because every crime would then count twice. It
belongs to a district or ward only where all its parts lie in that one.
"""

import csv
import gzip
import json
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fundtrack.assets import asset
from fundtrack.errors import UnknownName

BOTH = "both"
"""The vintage of a code that means the same place in 2011 and in 2021."""


@dataclass(frozen=True, slots=True)
class Force:
    """A police force: `lancashire`, as the name of a police.uk file has it.

    `name` is what rows say under "Reported by"; `police_area` is empty for a force
    without an area of its own (British Transport Police) or outside the lookups.
    """

    force: str
    name: str
    police_area: str


@dataclass(frozen=True, slots=True)
class District:
    """A local authority district of 2024, with its community safety partnership."""

    code: str
    name: str
    kind: str
    partnership: str
    police_area: str


@dataclass(frozen=True, slots=True)
class Ward:
    """A ward of 2024."""

    code: str
    name: str
    district: str


@dataclass(frozen=True, slots=True)
class SmallArea:
    """An LSOA code as published, and what it lies in.

    `vintage` is "2011", "2021" or "both"; `parts_2021` are the LSOAs of 2021 that it
    became (itself, if it is one). `lsoa_2021`, `ward` and `district` are None
    where the code's parts lie in more than one; `ward` also outside the forces whose
    wards are held.
    """

    code: str
    vintage: str
    parts_2021: frozenset[str]
    lsoa_2021: str | None
    ward: str | None
    district: str | None


def reference_file(name: str) -> Path:
    """Give the path of a file of data/reference."""
    return asset("data", "reference", name)


@cache
def forces() -> Mapping[str, Force]:
    """Every force of the United Kingdom that police.uk publishes, by its slug."""
    return {row["force"]: Force(**row) for row in _rows("forces.csv")}


def find_force(written: str) -> Force:
    """Find a force by its slug or its name.

    Raises:
        UnknownName: when it is neither.
    """
    wanted = written.strip().lower()
    for force in forces().values():
        if wanted in {force.force, force.name.lower()}:
            return force
    raise UnknownName("police force", written)


@cache
def districts() -> Mapping[str, District]:
    """Every district of England and Wales, by its code."""
    return {
        row["district"]: District(
            code=row["district"],
            name=row["name"],
            kind=row["kind"],
            partnership=row["partnership"],
            police_area=row["police_area"],
        )
        for row in _rows("districts.csv")
    }


@cache
def other_district_codes() -> Mapping[str, str]:
    """Give the district of 2024 for codes that other years had, since 2009."""
    return {row["code"]: row["district"] for row in _rows("other_district_codes.csv")}


def find_district(written: str) -> District:
    """Find a district by its code, its name, or its name with hyphens.

    Raises:
        UnknownName: when it is none of these.
    """
    wanted = written.strip().lower()
    for district in districts().values():
        name = district.name.lower()
        if wanted in {district.code.lower(), name, name.replace(" ", "-")}:
            return district
    raise UnknownName("district", written)


def districts_of(force: Force) -> tuple[District, ...]:
    """List the districts of a force's area, by name."""
    return tuple(
        sorted(
            (
                district
                for district in districts().values()
                if district.police_area == force.police_area
            ),
            key=lambda district: district.name,
        )
    )


@cache
def wards() -> Mapping[str, Ward]:
    """Every ward held (Lancashire and Leicestershire), by its code."""
    return {
        row["ward"]: Ward(row["ward"], row["name"], row["district"])
        for row in _rows("wards.csv.gz")
    }


@cache
def small_areas() -> Mapping[str, SmallArea]:
    """Every LSOA code of 2011 and 2021 in England and Wales, by its code."""
    parts: dict[str, set[str]] = defaultdict(set)
    district: dict[str, str] = {}
    old: set[str] = set()
    for row in _rows("lsoas.csv.gz"):
        old.add(row["lsoa_2011"])
        parts[row["lsoa_2011"]].add(row["lsoa_2021"])
        district[row["lsoa_2021"]] = row["district"]
    ward = {row["lsoa_2021"]: row["ward"] for row in _rows("wards.csv.gz")}
    for code in district:
        parts[code].add(code)
    return {
        code: SmallArea(
            code=code,
            vintage=_vintage(is_old=code in old, is_new=code in district),
            parts_2021=frozenset(inside),
            lsoa_2021=_only(inside),
            ward=_only(ward.get(part) for part in inside),
            district=_only(district[part] for part in inside),
        )
        for code, inside in parts.items()
    }


@cache
def mid_year_populations() -> Mapping[tuple[int, str], int]:
    """Give the people of each district at each mid-year, by year and code.

    Lancashire and Leicestershire only.

    Source: ONS mid-year estimates, rebased after the census of 2021.
    """
    return {
        (int(row["mid_year"]), row["district"]): int(row["people"])
        for row in _rows("populations.csv")
    }


@cache
def district_boundaries() -> Mapping[str, Mapping[str, Any]]:
    """Give the outline of each district that is held, as GeoJSON, by its code.

    Lancashire only; simplified, for charts.

    Source: Office for National Statistics; contains OS data (Crown copyright and
    database right).
    """
    return {
        row["district"]: json.loads(row["geometry"])
        for row in _rows("district_boundaries.csv.gz")
    }


@cache
def census_households() -> Mapping[tuple[int, str], int]:
    """Give the households of each district on census day 2021, by year and code.

    Lancashire and Leicestershire only.

    Source: Office for National Statistics, Census 2021.
    """
    return {
        (int(row["year"]), row["district"]): int(row["households"])
        for row in _rows("households.csv")
    }


def populations() -> tuple[int, Mapping[str, int]]:
    """Give the latest mid-year and the people of each district then, by its code."""
    held = mid_year_populations()
    latest = max(year for year, _ in held)
    return latest, {
        district: people for (year, district), people in held.items() if year == latest
    }


def _vintage(*, is_old: bool, is_new: bool) -> str:
    if is_old and is_new:
        return BOTH
    return "2011" if is_old else "2021"


def _only(found: Iterable[str | None]) -> str | None:
    different = set(found)
    return different.pop() if len(different) == 1 else None


def _rows(name: str) -> Iterable[dict[str, str]]:
    path = reference_file(name)
    held = path.read_bytes()
    text = (gzip.decompress(held) if path.suffix == ".gz" else held).decode()
    return csv.DictReader(text.splitlines())
