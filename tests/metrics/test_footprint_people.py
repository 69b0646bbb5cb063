"""People of a footprint: whole, each once, or not told."""

from typing import Any

import pytest

from fundtrack.metrics.footprint_people import people_of_footprint
from fundtrack.places import small_areas
from tests.metrics.stubs import Stub

UNCHANGED = "E01012571"
SPLIT = next(
    area
    for area in small_areas().values()
    if area.vintage == "2011" and len(area.parts_2021) == 2
)
MERGED = next(
    code
    for code, area in small_areas().items()
    if area.vintage == "2021"
    and all(
        other.parts_2021 == {code}
        for other in small_areas().values()
        if code in other.parts_2021
    )
)
BEFORE_MERGING = sorted(
    code
    for code, area in small_areas().items()
    if area.vintage == "2011" and MERGED in area.parts_2021
)


def held(*figures: tuple[str, int], year: int = 2020, edition: str = "sape") -> Any:  # noqa: ANN401 - rows of a stub
    return [
        {"edition": edition, "basis": "mid-year", "year": year, "place": place}
        | {"number": number}
        for place, number in figures
    ]


def number(rows: Any, *lsoas: str, year: int = 2020) -> int | None:  # noqa: ANN401 - rows of a stub
    found = people_of_footprint(
        Stub(population_small_areas=rows), "people", lsoas, year
    )
    return found.number if found else None


@pytest.mark.parametrize(
    ("rows", "lsoas", "people"),
    [
        (held((UNCHANGED, 1815)), [UNCHANGED], 1815),
        (held((SPLIT.code, 2400)), sorted(SPLIT.parts_2021), 2400),
        (held((SPLIT.code, 2400)), sorted(SPLIT.parts_2021)[:1], None),
        (
            held((min(SPLIT.parts_2021), 1300)),
            sorted(SPLIT.parts_2021)[:1],
            1300,
        ),
        (held(*((code, 700) for code in BEFORE_MERGING)), [MERGED], 1400),
        (held((BEFORE_MERGING[0], 700)), [MERGED], None),
        (held((MERGED, 1450)), [MERGED], 1450),
        (held((UNCHANGED, 1815)), [UNCHANGED, MERGED], None),
        ([], [UNCHANGED], None),
    ],
)
def test_a_footprint_is_counted_whole_or_not_at_all(
    rows: Any,  # noqa: ANN401 - rows of a stub
    lsoas: list[str],
    people: int | None,
) -> None:
    assert number(rows, *lsoas) == people


def test_the_nearest_year_is_taken_and_said() -> None:
    rows = [
        *held((UNCHANGED, 1800), year=2018, edition="old"),
        *held((UNCHANGED, 1815)),
    ]
    found = people_of_footprint(
        Stub(population_small_areas=rows), "people", [UNCHANGED], 2023
    )
    assert found
    assert found.says == "1,815 people, mid-year 2020 (sape)"
