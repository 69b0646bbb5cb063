"""The break calendar: what a comparison across a break says, drops or refuses."""

import csv

import pytest

from fundtrack.domain.crime_types import CrimeType
from fundtrack.metrics.breaks import EVERYTHING
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import Series
from fundtrack.metrics.breaks import read_breaks
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.measures import read_measures
from fundtrack.periods import Month
from fundtrack.places import districts
from fundtrack.places import forces
from fundtrack.places import reference_file


def crossed(series: Series, first: str, last: str) -> list[str]:
    ruling = rule_on(series, Month.parse(first), Month.parse(last))
    return [each.name for each in ruling.crossed]


RESIDENTIAL = Series(("Residential burglary",), CountsFrom.HOME_OFFICE)
ASB = Series(("Anti-social behaviour",))


@pytest.mark.parametrize(
    ("series", "first", "last", "found"),
    [
        (RESIDENTIAL, "2016-05", "2017-05", ["residential-burglary-2017"]),
        (RESIDENTIAL, "2022-04", "2024-03", ["residential-burglary-2023"]),
        (Series(("Burglary",)), "2022-10", "2023-10", ["lsoa-2021", "burglary-2023"]),
        (
            Series(("Burglary",), is_by_small_area=False),
            "2022-10",
            "2023-10",
            ["burglary-2023"],
        ),
        (ASB, "2020-01", "2020-06", ["covid-19", "asb-2020"]),
        (Series(("Robbery",)), "2019-01", "2019-12", []),
        (
            Series(("Robbery",), places=("greater-manchester",)),
            "2019-01",
            "2019-12",
            ["greater-manchester-2019"],
        ),
        (
            Series(("Shoplifting",), CountsFrom.HOME_OFFICE, ("E07000117",)),
            "2020-08",
            "2020-09",
            ["covid-19", "north-of-england-2020"],
        ),
        (
            Series(("Residential burglary",), CountsFrom.HOME_OFFICE_OUTCOMES),
            "2022-04",
            "2024-03",
            ["residential-burglary-2023"],
        ),
    ],
)
def test_a_break_is_met_by_the_series_and_places_it_touches(
    series: Series, first: str, last: str, found: list[str]
) -> None:
    assert crossed(series, first, last) == found


def test_a_new_outcome_parts_outcome_rates_and_no_counts() -> None:
    shops = Series(("Shoplifting",), CountsFrom.HOME_OFFICE_OUTCOMES)
    assert "outcome-22-2021" in crossed(shops, "2020-04", "2022-03")
    recorded = Series(("Shoplifting",), CountsFrom.HOME_OFFICE)
    assert "outcome-22-2021" not in crossed(recorded, "2020-04", "2022-03")


def test_the_hardest_of_the_breaks_crossed_says_what_follows() -> None:
    long = rule_on(RESIDENTIAL, Month(2016, 5), Month(2024, 3))
    assert [each.action for each in long.crossed] == [
        Action.FAIL,
        Action.BRIDGE,
        Action.BRIDGE,
    ]
    assert long.action is Action.FAIL
    assert rule_on(RESIDENTIAL, Month(2018, 1), Month(2019, 1)).action is None
    assert Ruling((), ()).says == ()


def test_the_months_of_a_spell_are_left_out_and_it_is_said() -> None:
    ruling = rule_on(ASB, Month(2021, 6), Month(2022, 5))
    assert [str(month) for month in ruling.excluded] == ["2021-06", "2021-07"]
    assert "those months are left out" in ruling.says[1]
    assert ruling.says[1].startswith("2020-03 to 2021-07: ")


def test_a_spell_that_has_not_ended_leaves_out_all_that_follows() -> None:
    series = Series(("Robbery",), places=("greater-manchester",))
    ruling = rule_on(series, Month(2019, 6), Month(2019, 8))
    assert ruling.excluded == (Month(2019, 7), Month(2019, 8))


def test_every_break_has_its_source_and_touches_what_there_is() -> None:
    known = {EVERYTHING, *CrimeType}
    known |= {each for measure in read_measures() for each in measure.subgroups}
    known |= {"Public order offences", "Violence without injury"}
    known |= {"Stalking and harassment"}
    for each in read_breaks():
        assert each.what
        assert each.source
        assert set(each.crime_types) <= known
        assert set(each.places) <= {EVERYTHING, *forces(), *districts()}
        assert set(each.counts_from) <= set(CountsFrom)
    instead = [each.instead for each in read_breaks() if each.instead]
    assert [any_measure(each).measure for each in instead] == instead


def test_the_calendar_is_in_order_and_names_each_break_once() -> None:
    text = reference_file("breaks.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(text.splitlines()))
    assert [row["first_month"] for row in rows] == sorted(
        row["first_month"] for row in rows
    )
    assert len({row["break"] for row in rows}) == len(rows)


def test_lancashires_own_changes_touch_lancashire_alone() -> None:
    own = {"lancashire-recording-2017", "lancashire-connect-2018"}
    places: tuple[tuple[str, ...], ...] = (
        ("lancashire",),
        ("E07000117",),
        ("E06000016",),
        (),
    )
    met = [
        own & set(crossed(Series(("Robbery",), places=where), "2017-04", "2019-03"))
        for where in places
    ]
    assert met == [own, own, set(), set()]
