"""Measures of every source, in versions that hold from one month to another."""

from collections import defaultdict
from itertools import pairwise

import pytest

from fundtrack.domain.crime_types import CrimeType
from fundtrack.errors import UnknownName
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Series
from fundtrack.metrics.measures import Denominator
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import NotByWard
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.measures import find_measure
from fundtrack.metrics.measures import read_measures
from fundtrack.periods import Month


@pytest.mark.parametrize(
    ("month", "version", "subgroups"),
    [
        (Month(2017, 3), "1", ("Domestic burglary",)),
        (Month(2017, 4), "2", ("Residential burglary",)),
        (Month(2023, 3), "2", ("Residential burglary",)),
        (Month(2023, 4), "3", ("Residential burglary",)),
    ],
)
def test_the_version_of_residential_burglary_is_that_of_the_month(
    month: Month, version: str, subgroups: tuple[str, ...]
) -> None:
    found = any_measure("Residential burglary", month)
    assert (found.version, found.subgroups) == (version, subgroups)


def test_burglary_of_a_home_was_not_counted_before_april_2023() -> None:
    assert any_measure("burglary-of-a-home").words == "home"
    with pytest.raises(UnknownName, match="2022-04"):
        any_measure("burglary-of-a-home", Month(2022, 4))


def test_neighbourhood_crime_of_the_tables_is_the_home_offices_own() -> None:
    assert any_measure("recorded-neighbourhood-crime").subgroups == (
        "Residential burglary",
        "Robbery of personal property",
        "Theft from the person",
        "Vehicle offences",
    )


def test_a_rate_of_burglary_is_by_households_and_of_robbery_by_people() -> None:
    assert find_measure("burglary").denominator is Denominator.HOUSEHOLDS
    assert any_measure("residential-burglary").denominator is Denominator.HOUSEHOLDS
    assert any_measure("personal-robbery").denominator is Denominator.PEOPLE
    assert any_measure("business-robbery").denominator is Denominator.NONE


def test_an_outcome_rate_names_its_set_its_basis_and_its_denominator() -> None:
    rate = any_measure("business-robbery-outcome-rate")
    assert (rate.outcome_set, rate.basis) == ("positive_excl_22", "recorded")
    assert rate.denominator is Denominator.OFFENCES
    assert rate.finest == "force"


def test_what_is_counted_by_force_is_refused_by_ward() -> None:
    with pytest.raises(NotByWard, match=r"by partnership and not by ward.* burglary"):
        find_measure("residential-burglary")


def test_an_unknown_measure_lists_each_that_is_known_once() -> None:
    with pytest.raises(UnknownName, match="residential-burglary, burglary-of-a-home"):
        any_measure("happiness")


def test_the_calendar_is_told_what_a_measure_counts() -> None:
    tables = any_measure("residential-burglary").series("lancashire")
    assert tables == Series(
        ("Residential burglary",), CountsFrom.HOME_OFFICE, ("lancashire",), False
    )
    assert find_measure("robbery").series() == Series(("Robbery",))


def test_each_measure_counts_one_thing_and_says_where_it_stands() -> None:
    for each in read_measures():
        assert bool(each.crime_types) != bool(each.subgroups)
        assert set(each.crime_types) <= set(CrimeType)
        assert each.source
        assert bool(each.outcome_set) == (each.denominator is Denominator.OFFENCES)


def test_versions_of_a_measure_follow_each_other_without_gap_or_overlap() -> None:
    versions: dict[str, list[Measure]] = defaultdict(list)
    for each in read_measures():
        versions[each.measure].append(each)
    for of_one in versions.values():
        assert [each.version for each in of_one] == [
            str(at + 1) for at in range(len(of_one))
        ]
        for before, after in pairwise(of_one):
            assert before.valid_to is not None
            assert after.valid_from == before.valid_to.plus(1)
