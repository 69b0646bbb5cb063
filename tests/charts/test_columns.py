"""The data of a chart are the figures of the position, in whole pence."""

from datetime import date

import pytest

from fundtrack.charts.columns import columns_by_area
from fundtrack.charts.columns import columns_by_heading
from fundtrack.charts.columns import columns_by_month
from fundtrack.charts.columns import columns_by_stage
from fundtrack.charts.columns import in_thousands
from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.metrics.months import MonthToDate
from fundtrack.money import Pence
from tests.pages.lines import line

WEST = line(
    "west-lancashire",
    budget=9_180_000,
    profile_to_date=7_000_000,
    actual=4_890_000,
    accrued=880_000,
    forecast=7_430_000,
)
BLACKPOOL = line("blackpool", budget=12_760_000, actual=9_920_000, forecast=12_760_000)
OVER = line("lancaster", budget=100_000, forecast=150_000)
SILENT = line("pennine", budget=100_000, forecast=None)


def months(*actual: int | None, profile: int | None = 100) -> list[MonthToDate]:
    """Months from October 2023 with their cumulative actuals."""
    ends = [
        date(2023, 10, 31),
        date(2023, 11, 30),
        date(2023, 12, 31),
        date(2024, 1, 31),
    ]
    return [
        MonthToDate(
            day,
            None if pence is None else Pence(pence),
            None if profile is None else Pence(profile * at),
        )
        for at, (day, pence) in enumerate(zip(ends, actual, strict=False))
    ]


def test_each_area_is_a_row_with_what_lapses_said_beyond_its_bar() -> None:
    columns = columns_by_area([("West Lancashire", WEST), ("Blackpool", BLACKPOOL)])
    assert columns["place"] == ["West Lancashire", "Blackpool"]
    assert columns["budget"] == [9_180_000, 12_760_000]
    assert (columns["owed_from"], columns["owed_to"]) == (
        [4_890_000, 9_920_000],
        [5_770_000, 9_920_000],
    )
    assert columns["label"] == ["£17,500 lapses", ""]
    ended = columns_by_area([("West Lancashire", WEST)], has_ended=True)
    assert ended["label"] == ["£17,500 lapsed"]
    assert columns["label_from"] == [9_180_000, 12_760_000]
    assert columns["room"] == [9_180_000 + 3_062_400, 12_760_000]


def test_a_click_on_a_bar_asks_for_that_bar_s_figure() -> None:
    columns = columns_by_area([("West Lancashire", WEST)])
    assert columns["press_owed"] == [
        "accrued:SSF5/west-lancashire/*/*/*/2023-24@2024-02-29~58"
    ]
    assert columns["press_actual"][0].startswith("actual:")


def test_what_is_overspent_or_not_forecast_is_said_too() -> None:
    columns = columns_by_area([("Lancaster", OVER), ("Pennine", SILENT)])
    assert columns["label"] == ["£500 over", "no forecast"]


def test_nothing_is_drawn_of_no_areas() -> None:
    assert columns_by_area([])["room"] == []


def test_each_heading_is_a_row() -> None:
    columns = columns_by_heading([("CCTV", BLACKPOOL)])
    assert columns["actual"] == [9_920_000]
    assert columns["press_budget"][0].startswith("budget:SSF5/blackpool/")


def test_the_year_is_drawn_from_the_month_before_its_first_money() -> None:
    columns = columns_by_month(months(0, 0, 250, None), line(budget=400, forecast=390))
    assert columns["month"] == ["Oct 23", "Nov 23", "Dec 23", "Jan 24"]
    assert columns["actual"] == [0, 0, 250, None]
    assert columns["forecast"] == [None, None, 250, 390]
    assert columns["budget"] == [400, None, None, None]
    assert columns["spent"][2] == "actual £0k"
    assert columns["outturn_at"] == [None, None, None, 390]


def test_where_the_year_may_end_opens_from_the_last_point() -> None:
    found = ForecastRange(Pence(310_000), Pence(450_000), 9)
    totals = line(budget=400_000, forecast=390_000)
    columns = columns_by_month(months(0, 250_000, None, None), totals, found)
    assert columns["range_low"] == [None, 250_000, 280_000, 310_000]
    assert columns["range_high"] == [None, 250_000, 350_000, 450_000]
    assert columns["outturn"][3] == "forecast £4k (£3k–£5k)"
    without = columns_by_month(months(0, 250_000, None, None), totals)
    assert without["range_low"] == without["range_high"] == [None] * 4


@pytest.mark.parametrize(
    ("actual", "forecast", "lifts"), [(250, 390, (18, -14)), (390, 380, (-14, 18))]
)
def test_the_higher_point_has_its_label_above_and_the_lower_beneath(
    actual: int, forecast: int, lifts: tuple[int, int]
) -> None:
    totals = line(budget=400, forecast=forecast)
    columns = columns_by_month(months(0, 0, actual, None), totals)
    assert (columns["spent_lift"][2], columns["outturn_lift"][3]) == lifts


def test_a_label_near_the_start_runs_to_the_right_of_its_point() -> None:
    early = columns_by_month(months(5, None, None, None), line(budget=400))
    late = columns_by_month(months(5, 5, 5, None), line(budget=400))
    assert (early["spent_side"][0], late["spent_side"][2]) == ("left", "right")


def test_a_year_that_has_ended_is_drawn_without_a_forecast() -> None:
    totals = line(budget=400, forecast=300)
    columns = columns_by_month(months(0, 100, 200, 300), totals)
    assert columns["forecast"] == [None] * 4
    assert columns["outturn"] == [None] * 4


def test_a_year_without_a_forecast_is_drawn_without_one() -> None:
    columns = columns_by_month(months(0, 100, None, None), line(forecast=None))
    assert columns["forecast"] == [None] * 4


def test_months_without_money_are_left_out_at_the_start() -> None:
    columns = columns_by_month(months(0, 0, 0, 250, profile=None), line(budget=400))
    assert columns["month"] == ["Dec 23", "Jan 24"]


def test_stages_carry_their_pounds_and_what_a_click_asks_for() -> None:
    columns = columns_by_stage([("Spent", Pence(26_630_050), "actual:x")])
    assert columns == {
        "stage": ["Spent"],
        "pence": [26_630_050],
        "label": ["£266,301"],
        "label_narrow": ["£266k"],
        "press_pence": ["actual:x"],
    }


def test_thousands_are_rounded_away_from_nought_with_a_true_minus() -> None:
    assert in_thousands(Pence(37_750_000)) == "£378k"
    assert in_thousands(Pence(-350_000)) == "−£4k"
    assert in_thousands(Pence(-40_000)) == "£0k"
