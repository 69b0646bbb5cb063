"""What a rate is out of: one edition throughout, the nearest year, and its name."""

from collections.abc import Sequence
from typing import Any

import pytest

from fundtrack.metrics.denominators import PACKED
from fundtrack.metrics.denominators import denominators
from fundtrack.places import census_households
from fundtrack.places import mid_year_populations
from fundtrack.places import populations

BURNLEY = "E07000117"
HACKNEY = "E09000012"
Edition = tuple[str, str, int, int]
FIRST: Edition = ("first published", "mid-year", 2020, 89344)
CENSUS: Edition = ("census", "census", 2021, 94649)


class Stub:
    """A reader that holds editions of one kind."""

    def __init__(self, *editions: Edition) -> None:
        self.editions = editions

    def rows(self, query: str, **_: object) -> list[dict[str, Any]]:
        assert query == "population_editions"
        names = ("edition", "basis", "year", "number")
        return [dict(zip(names, each, strict=True)) for each in self.editions]


@pytest.mark.parametrize(
    ("editions", "years", "edition"),
    [
        ((), [2020], PACKED),
        ((FIRST,), [2020], PACKED),
        ((FIRST, CENSUS), [2020, 2021], PACKED),
        ((("later", "mid-year", 2030, 97000),), [2030], "later"),
    ],
)
def test_one_edition_serves_every_year_asked(
    editions: Sequence[Edition], years: Sequence[int], edition: str
) -> None:
    found = denominators(Stub(*editions), "people", [BURNLEY], years)
    assert {each.edition for each in found} == {edition}
    assert [each.year for each in found] == years


def test_households_are_those_of_the_nearest_year_which_is_said() -> None:
    (packed,) = denominators(Stub(), "households", [BURNLEY], [2023])
    assert (packed.number, packed.year) == (census_households()[2021, BURNLEY], 2021)
    assert packed.says == "39,872 households, census 2021 (census of 2021)"
    later = Stub(("estimates", "mid-year", 2023, 41000))
    (found,) = denominators(later, "households", [BURNLEY], [2023])
    assert (found.number, found.edition) == (41000, "estimates")


def test_places_that_nobody_counted_have_no_denominator() -> None:
    assert denominators(Stub(), "households", [HACKNEY], [2021]) == ()
    assert denominators(Stub(), "people", [HACKNEY], [2021]) == ()
    assert denominators(Stub(FIRST), "people", [], [2020]) == ()


def test_the_packed_edition_adds_districts_up() -> None:
    (found,) = denominators(Stub(), "people", [BURNLEY, "E07000122"], [2022])
    held = mid_year_populations()
    assert found.number == held[2022, BURNLEY] + held[2022, "E07000122"]


def test_the_latest_populations_are_of_one_year() -> None:
    year, people = populations()
    assert people[BURNLEY] == mid_year_populations()[year, BURNLEY]
