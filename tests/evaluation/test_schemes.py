from dataclasses import replace

from fundtrack.evaluation.schemes import Scheme
from fundtrack.evaluation.schemes import overlapping_funds
from fundtrack.evaluation.schemes import shared_exposures
from fundtrack.evaluation.schemes import standings
from fundtrack.evaluation.windows import paired_windows
from fundtrack.periods import Month
from fundtrack.periods import months_between

FORCE = frozenset({"D1", "D2"})
DISTRICT_OF = {"W1": "D1", "W2": "D1", "W3": "D2", "W4": "D2", "W5": "D3"}
START = Month(2021, 4)
HELD = dict.fromkeys(months_between(Month(2020, 4), Month(2022, 3)), "published")
WINDOWS = paired_windows(Month(2021, 4), HELD)


def scheme(
    *wards: str, districts: frozenset[str] = frozenset(), first: Month = START
) -> Scheme:
    return Scheme(
        "F", "a", first, first.plus(11), frozenset(wards), frozenset(districts)
    )


def test_rest_of_the_treated_district_is_buffer() -> None:
    found = standings(DISTRICT_OF, frozenset({"W1"}), [])
    assert found["W1"] == "treated"
    assert found["W2"] == "lies in the district of a place with money"
    assert [found[ward] for ward in ("W3", "W4", "W5")] == ["", "", ""]


def test_places_with_other_money_and_their_districts_are_excluded() -> None:
    found = standings(DISTRICT_OF, frozenset({"W1"}), [scheme("W3")])
    assert found["W3"] == "has other money"
    assert found["W4"] == "lies in the district of a place with money"
    assert found["W5"] == ""


def test_money_without_a_footprint_covers_its_districts_whole() -> None:
    other = scheme(districts=frozenset({"D2"}))
    found = standings(DISTRICT_OF, frozenset({"W1"}), [other])
    assert found["W3"] == found["W4"] == "has other money"


def test_money_over_the_whole_force_is_shared_exposure() -> None:
    wide, narrow = scheme(districts=FORCE), scheme(districts=frozenset({"D2"}))
    placed = scheme("W3", districts=FORCE)
    assert shared_exposures([wide, narrow, placed], WINDOWS, FORCE) == (wide,)


def test_money_that_ended_before_or_began_after_is_not_live() -> None:
    assert scheme("W3").is_live(WINDOWS)
    assert not scheme("W3", first=Month(2018, 4)).is_live(WINDOWS)
    assert not scheme("W3", first=Month(2022, 4)).is_live(WINDOWS)
    assert not scheme("W3").is_live(paired_windows(Month(2021, 4), {}))


def test_other_money_in_the_treated_places_is_named() -> None:
    treated = frozenset({"W1", "unknown"})
    placed, elsewhere = scheme("W1"), scheme("W3")
    whole = replace(scheme(districts=frozenset({"D1"})), fund="G")
    assert overlapping_funds([placed, elsewhere], treated, DISTRICT_OF) == ("F",)
    assert overlapping_funds([whole], treated, DISTRICT_OF) == ("G",)
    assert overlapping_funds([elsewhere], treated, DISTRICT_OF) == ()
