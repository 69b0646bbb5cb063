"""The charts of Evaluation say what the files of a kept run say."""

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.pages import screens
from tests.pages.evaluated import LANCASTER
from tests.pages.evaluated import drawn
from tests.pages.evaluated import page_of
from tests.pages.made_runs import OTHER_RUN
from tests.pages.made_runs import RINGS
from tests.pages.made_runs import VALUE
from tests.pages.made_runs import keep_area
from tests.pages.made_runs import keep_lines
from tests.pages.made_runs import keep_whole


def test_all_areas_together_have_a_line_placebos_and_a_worth(
    placed: Workspace, clock: Clock
) -> None:
    value = {**VALUE, "prevented": 90.0, "prevented_low": 5.0, "prevented_high": 99.0}
    facts = {"log_rr": -0.2, "se": 0.1, "p": 0.5, "value": value}
    both = keep_area(placed), keep_area(placed, OTHER_RUN, LANCASTER)
    keep_lines(keep_whole(placed, *both, **facts))
    page = page_of(placed, clock)
    line = screens.chart(page, "areas-over-time")
    assert line.words["heading"].startswith("After the start the two areas stood at 75")
    assert (
        "in the months that all of them compare on the same side" in line.words["sub"]
    )
    assert [c["heading"] for c in line.table["columns"]][-1] == (
        "Expected by similar places"
    )
    assert list(screens.presses(line.table)) == []
    assert screens.chart(page, "placebos").data["treated_at"][-1] == pytest.approx(-2)
    assert "To repay its cost 12 offences would have to be" in screens.words(page)
    assert drawn(page, "worth")[0] == ["Fewer than expected", "90", "5", "99"]
    assert (
        screens.chart(page, "worth").words["heading"].startswith("It would have paid")
    )


def test_the_line_gaps_and_shade_are_those_of_the_run(
    ran: Workspace, clock: Clock
) -> None:
    chart = screens.chart(page_of(ran, clock, area="blackpool"), "over-time")
    assert chart.words["heading"] == (
        "After the start Blackpool stood at 75, similar places at 100"
    )
    assert "1 burglary rules changed (April 2023)" in chart.words["sub"]
    months = chart.data["month"][:14]
    assert (months[0], months[-1]) == ("2023-01-01", "2024-02-01")
    treated = chart.data["treated_index"]
    assert (treated[:3], treated[12:14]) == ([100, 100, None], [70, 80])
    assert chart.data["shaded_from"][0] == "2024-01-01"
    assert chart.data["break_at"][-1] == "2023-04-01"
    assert chart.data["treated_label_at"][13] == pytest.approx(70 - 0.08 * 40)


def test_a_month_pressed_opens_the_wards_that_sum_to_it(
    ran: Workspace, clock: Clock
) -> None:
    page = page_of(ran, clock, area="blackpool")
    chart = screens.chart(page, "over-time")
    assert screens.cells(chart.table)[2] == ["2024-01", "after", "70", "55"]
    screens.press(chart, "treated 2024-01")
    wards = screens.table(page, "wards")
    assert wards.words["heading"] == "2024-01: 70 offences in 2 wards"
    assert [row[-1] for row in screens.cells(dict(wards.table))] == ["30", "40", "70"]
    screens.press(chart, "treated 1999-01")
    assert wards.words["heading"] == "2024-01: 70 offences in 2 wards"


def test_sets_of_untouched_places_are_counted_in_bars(
    ran: Workspace, clock: Clock
) -> None:
    chart = screens.chart(page_of(ran, clock, area="blackpool"), "placebos")
    assert (
        chart.words["heading"] == "One set in three of untouched places changed as much"
    )
    assert "1 of 3 sets of 2 wards" in chart.words["sub"]
    counted = {
        low: sets
        for low, sets in zip(chart.data["from"], chart.data["sets"], strict=True)
        if sets
    }
    assert counted == {-1.0: 1, 0.5: 1, 3.75: 1}
    assert chart.data["treated_at"][-1] == pytest.approx(-3)
    assert chart.data["is_right"][-1] is False
    assert chart.data["room"][-1] == pytest.approx(1.15)


def test_other_ways_to_ask_are_of_the_planned_crime_alone(
    ran: Workspace, clock: Clock
) -> None:
    page = page_of(ran, clock, area="blackpool")
    chart = screens.chart(page, "other-ways")
    assert chart.words["heading"] == (
        "2 of 3 reasonable choices say fewer offences, as the planned one does"
    )
    assert "between −31% and +4%" in chart.words["sub"]
    assert chart.data["effect_pct"] == [-31.0, -25.9, 4.0]
    assert chart.data["planned_pct"] == [None, -25.9, None]
    assert [row[4] for row in drawn(page, "other-ways")] == ["−31%", "−26%", "+4%"]


def test_whether_it_would_have_paid_is_said(ran: Workspace, clock: Clock) -> None:
    page = page_of(ran, clock, area="blackpool")
    assert screens.chart(page, "worth").words["heading"] == (
        "It paid for itself, if the whole change was the money's"
    )
    assert drawn(page, "worth") == [
        ["Fewer than expected", "70", "20", "120"],
        ["To repay the cost", "12", "12", "31"],
    ]
    said = screens.words(page)
    assert "At £100,000 in constant prices it repays its cost if at least 12" in said
    assert "Cost per crime prevented £500 anything from £400 to £800 fits" in said
    assert "£800 fits assumed synthetic" in said
    assert "Chance that benefit exceeds cost 97% benefit over cost: 2.5 to 12.0" in said
    assert "2.5 to 12.0 assumed synthetic" in said
    assert "These figures count the whole change as the money's" in said


def test_rings_say_whether_crime_moved_next_door(ran: Workspace, clock: Clock) -> None:
    table = screens.table(page_of(ran, clock, area="blackpool"), "displacement")
    assert table.words["heading"] == (
        "Nothing next door tells crime that moved from chance"
    )
    assert screens.cells(dict(table.table)) == [
        [
            *("Touching the treated wards", "2", "200", "190", "201", "−6%"),
            *("−20% to +9%", "0.2 (−0.4 to 0.9)"),
        ]
    ]


def test_a_quotient_without_an_interval_is_not_estimable(
    placed: Workspace, clock: Clock
) -> None:
    keep_area(placed, rings=[{**RINGS[0], "quotient": None}])
    page = page_of(placed, clock, area="blackpool")
    rings = screens.cells(dict(screens.table(page, "displacement").table))
    assert rings[0][-1] == "not estimable"
