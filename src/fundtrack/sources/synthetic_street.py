"""Made-up street files in police.uk's form, with an effect that is known.

Every row says "synthetic" under Context; that word is what marks a file as made up,
so the mark stays when the zip is unpacked or packed again. Coordinates are blank: no
real address is named. Equal plans give equal bytes.
"""

import zipfile
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from fundtrack.domain.crime_types import NEIGHBOURHOOD_CRIME
from fundtrack.domain.crime_types import CrimeType
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import districts
from fundtrack.places import find_force
from fundtrack.places import small_areas
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import COLUMNS

MARK = "synthetic"
TYPES = (
    *NEIGHBOURHOOD_CRIME,
    CrimeType.ANTI_SOCIAL_BEHAVIOUR,
    CrimeType.SHOPLIFTING,
)
"""Types that are made: enough for the example's measures."""

SHOCK_SD = 0.1
"""Spread of a ward's year around its level, on the log scale."""

MEMBER_TIME = (1980, 1, 1, 0, 0, 0)
ID_BYTES = 32

Recorded = tuple[str, str, str, int]
"""A count of real crime: month, LSOA as published, type, crimes."""


@dataclass(frozen=True, slots=True)
class Effect:
    """What changes in an LSOA: from a month on, by a share (-0.3 is 30 % fewer)."""

    starts: Month
    change: float


@dataclass(frozen=True, slots=True)
class SyntheticPlan:
    """What to make: a force's months, both included, like a year that was recorded.

    `recorded` is that year, twelve months of real counts, which gives the level of
    each LSOA and the season of each type; `effects` are by LSOA of 2021 and fall on
    neighbourhood crime alone.
    """

    force: str
    first: Month
    last: Month
    recorded: Sequence[Recorded]
    effects: Mapping[str, Effect]
    seed: int


def write_synthetic_street(path: Path, plan: SyntheticPlan) -> None:
    """Write the plan's months as a zip of street files."""
    made = _Maker(plan)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for month in months_between(plan.first, plan.last):
            name = f"{month}/{month}-{plan.force}-{Kind.STREET}.csv"
            info = zipfile.ZipInfo(name, MEMBER_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, made.rows_of(month), compresslevel=1)


class _Maker:
    """Makes the rows of one month after another, always in the same order."""

    def __init__(self, plan: SyntheticPlan) -> None:
        self._plan = plan
        self._random = np.random.default_rng(plan.seed)
        self._levels = _levels(plan.recorded)
        self._seasons = _seasons(plan.recorded)
        self._lsoas = sorted({lsoa for lsoa, _ in self._levels})
        self._wards = [_ward(lsoa) for lsoa in self._lsoas]
        self._tails = [_tail(lsoa) for lsoa in self._lsoas]
        self._shocks: dict[int, np.ndarray] = {}
        self._head = f",{find_force(plan.force).name}" * 2

    def rows_of(self, month: Month) -> str:
        """Make the text of one month's file."""
        shock = self._shock(month.year)
        parts = [",".join(COLUMNS[Kind.STREET]), "\r\n"]
        for crime_type in TYPES:
            levels = [self._levels.get((lsoa, crime_type), 0.0) for lsoa in self._lsoas]
            season = self._seasons.get((month.number, crime_type), 1.0)
            expected = np.array(levels) * season * shock
            if crime_type in NEIGHBOURHOOD_CRIME:
                expected = expected * self._effect(month)
            made = self._random.poisson(expected)
            parts.extend(self._rows(month, crime_type, made.tolist()))
        return "".join(parts)

    def _rows(
        self, month: Month, crime_type: CrimeType, made: Sequence[int]
    ) -> Sequence[str]:
        has_id = crime_type is not CrimeType.ANTI_SOCIAL_BEHAVIOUR
        outcome = "Under investigation" if has_id else ""
        end = f"{crime_type},{outcome},{MARK}\r\n"
        rows = [
            f",{month}{self._head},,,{tail}{end}"
            for tail, count in zip(self._tails, made, strict=True)
            for _ in range(count)
        ]
        if not has_id:
            return rows
        ids = self._random.bytes(ID_BYTES * len(rows)).hex()
        width = 2 * ID_BYTES
        return [ids[at * width : (at + 1) * width] + row for at, row in enumerate(rows)]

    def _shock(self, year: int) -> np.ndarray:
        if year not in self._shocks:
            wards = sorted(set(self._wards))
            drawn = np.exp(self._random.normal(0.0, SHOCK_SD, len(wards)))
            of_ward = dict(zip(wards, drawn, strict=True))
            self._shocks[year] = np.array([of_ward[ward] for ward in self._wards])
        return self._shocks[year]

    def _effect(self, month: Month) -> np.ndarray:
        effects = [self._plan.effects.get(lsoa) for lsoa in self._lsoas]
        return np.array(
            [
                1.0 + effect.change if effect and month >= effect.starts else 1.0
                for effect in effects
            ]
        )


def _levels(recorded: Sequence[Recorded]) -> dict[tuple[str, str], float]:
    """Give the monthly mean of each LSOA of 2021 and type.

    A split LSOA's crimes are shared equally among its parts, which only made-up data
    may do.
    """
    months = len({month for month, _, _, _ in recorded}) or 1
    levels: dict[tuple[str, str], float] = {}
    for _, lsoa, crime_type, crimes in recorded:
        area = small_areas().get(lsoa)
        into = sorted(area.parts_2021) if area else [lsoa]
        for part in into:
            share = crimes / months / len(into)
            levels[part, crime_type] = levels.get((part, crime_type), 0.0) + share
    return levels


def _seasons(recorded: Sequence[Recorded]) -> dict[tuple[int, str], float]:
    """Give each calendar month's share of a type's mean month in the force."""
    totals: dict[tuple[int, str], float] = {}
    yearly: dict[str, float] = {}
    for month, _, crime_type, crimes in recorded:
        at = Month.parse(month).number, crime_type
        totals[at] = totals.get(at, 0.0) + crimes
        yearly[crime_type] = yearly.get(crime_type, 0.0) + crimes
    months = len({number for number, _ in totals}) or 1
    return {at: months * made / yearly[at[1]] for at, made in totals.items()}


def _ward(lsoa: str) -> str:
    area = small_areas().get(lsoa)
    return (area.ward or area.district or "") if area else ""


def _tail(lsoa: str) -> str:
    if not lsoa:
        return "No location,,,"
    name = districts()[str(small_areas()[lsoa].district)].name
    return f"On or near Example Street,{lsoa},{name},"
