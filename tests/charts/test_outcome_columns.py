"""The data of the charts of recorded crime: gaps, breaks, the longest bar first."""

from fundtrack.charts.outcome_columns import columns_by_district
from fundtrack.charts.outcome_columns import columns_by_period
from fundtrack.charts.outcome_columns import columns_of_map
from fundtrack.metrics.breaks import read_breaks
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.denominators import Denominator
from fundtrack.periods import Month

BREAKS = {each.name: each for each in read_breaks()}


def month(number: int, count: int | None, provenance: str = "published") -> PeriodCount:
    at = Month(2023, number)
    people = Denominator("people", 2000, 2023, "mid-year", "x")
    is_newest = number == 6
    told = provenance if count is not None else None
    return PeriodCount(str(at), at, at, count, told, is_newest, people)


SERIES = [
    month(1, 5),
    month(2, None),
    month(3, None),
    month(4, 0, "synthetic"),
    month(5, 4),
    month(6, 6),
]


def label_of(at: PeriodCount) -> str:
    return at.label


def test_what_is_missing_made_up_or_provisional_has_a_place_of_its_own() -> None:
    columns = columns_by_period(SERIES, [], label_of, is_rate=False)
    assert columns["published"][:6] == [5, None, None, None, 4, 6]
    assert columns["synthetic"][:6] == [None, None, None, 0, None, None]
    assert columns["settled"][:6] == [5, None, None, 0, 4, None]
    assert columns["provisional"][:6] == [None] * 5 + [6]
    assert columns["press_settled"][0] == "2023-01"
    gaps = zip(columns["gap_from"], columns["gap_to"], strict=True)
    assert [gap for gap in gaps if gap[0]] == [("2023-01-17", "2023-03-16")]


def test_rates_are_drawn_when_asked_for() -> None:
    columns = columns_by_period(SERIES, [], label_of, is_rate=True)
    assert columns["published"][:2] == [2.5, None]


def test_each_break_stands_in_a_row_of_its_own_inside_the_chart() -> None:
    found = [(BREAKS["covid-19"], "pandemic"), (BREAKS["public-order-2023"], "rules")]
    columns = columns_by_period(SERIES, found, label_of, is_rate=False)
    kept = zip(
        *(columns[f"break_{name}"] for name in ("at", "label", "row", "side")),
        strict=True,
    )
    assert [each for each in kept if each[0]] == [
        ("2023-05-01", "rules ↴", 0, "right"),
        ("2023-01-01", "↳ pandemic", 1, "left"),
    ]


def test_one_month_alone_and_none_can_be_drawn() -> None:
    found = [(BREAKS["covid-19"], "pandemic")]
    alone = columns_by_period(SERIES[:1], found, label_of, is_rate=False)
    assert alone["break_side"][-1] == "left"
    assert columns_by_period([], found, label_of, is_rate=False)["month"] == []


def district(code: str, count: int | None, people: int | None = 1000) -> DistrictCount:
    out_of = Denominator("people", people, 2023, "mid-year", "x") if people else None
    return DistrictCount(code, f"Place {code}", count, out_of, "published")


def press(at: DistrictCount) -> str:
    return at.district


def test_the_longest_bar_comes_first_and_the_chosen_are_told_apart() -> None:
    places = [district("a", 3), district("b", 90), district("c", None)]
    columns = columns_by_district(places, ["a"], press)
    assert columns["place"] == ["Place b", "Place a"]
    assert columns["chosen"] == [None, 3.0]
    assert columns["other"] == [90.0, None]
    assert columns["label"] == ["90.0 (90 of 1,000)", "3.0 (3 of 1,000, few)"]
    assert columns["press_chosen"] == ["b", "a"]


def test_counts_are_drawn_where_no_rate_can_be() -> None:
    places = [district("a", 40, None), district("b", 4, None)]
    columns = columns_by_district(places, [], press)
    assert columns["other"] == [40.0, 4.0]
    assert columns["label"] == ["40", "4, few"]
    mixed = columns_by_district([district("a", 40, None), district("b", 9)], [], press)
    assert mixed["place"] == ["Place b"]
    assert columns_by_district([], [], press) == {}


OUTLINES = {code: {"type": "Polygon", "coordinates": []} for code in "ab"}


def test_a_map_draws_the_districts_with_outlines_the_chosen_on_top() -> None:
    places = [district("a", 3), district("b", 90), district("far", 5)]
    columns = columns_of_map(places, ["a"], OUTLINES, press)
    assert columns["place"] == ["Place b", "Place a"]
    assert columns["size"] == [90.0, 3.0]
    assert columns["edge"][0] < columns["edge"][1]
    assert columns["press_districts"] == ["b", "a"]
    assert columns["type"] == ["Feature", "Feature"]
    assert columns["geometry"][0] == OUTLINES["b"]


def test_a_map_of_the_whole_force_has_even_outlines_and_may_show_counts() -> None:
    places = [district("a", 40, None), district("b", 4, None)]
    columns = columns_of_map(places, ["a", "b"], OUTLINES, press)
    assert columns["size"] == [40, 4]
    assert len(set(columns["edge"])) == 1
