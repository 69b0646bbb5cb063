"""Spend opens with what is spent of how much, and what is still to come."""

from datetime import date

import pytest

from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.metrics.months import MonthToDate
from fundtrack.money import Pence
from fundtrack.sentences.spend import heading_heading
from fundtrack.sentences.spend import pace_heading
from fundtrack.sentences.spend import range_words
from fundtrack.sentences.spend import spend_sentence
from fundtrack.sentences.spend import stage_heading
from tests.pages.lines import line

ENDS = [
    date(2023, 10, 31),
    date(2023, 11, 30),
    date(2023, 12, 31),
    date(2024, 1, 31),
    date(2024, 2, 29),
    date(2024, 3, 31),
]


def months(*actual: int | None, step: int | None = 100) -> list[MonthToDate]:
    """Months with their cumulative actuals, and a profile that rises evenly."""
    return [
        MonthToDate(
            day,
            None if pence is None else Pence(pence),
            None if step is None else Pence(step * (at + 1)),
        )
        for at, (day, pence) in enumerate(zip(ENDS, actual, strict=False))
    ]


def test_spent_owed_and_ordered_are_said_in_that_order() -> None:
    totals = line(
        budget=22_000_000, actual=16_000_000, accrued=100_000, committed=50_000
    )
    assert spend_sentence("Blackpool", "2023-24", totals) == (
        "Blackpool has spent £160,000 of £220,000 for 2023-24; £1,000 is owed and £500 "
        "is ordered and not yet delivered."
    )


def test_nothing_more_to_come_is_said_too() -> None:
    totals = line(budget=22_000_000, actual=16_000_000, accrued=-100)
    assert spend_sentence("Blackpool", "2023-24", totals).endswith(
        "; nothing more is owed or on order."
    )


def test_credits_above_payments_are_not_called_spending() -> None:
    totals = line(budget=965_400, actual=-929_200)
    assert spend_sentence("Blackpool", "2024-25", totals).startswith(
        "Blackpool has been credited £9,292 more than it has paid, with a budget of "
        "£9,654 for 2024-25; "
    )


def test_no_money_is_a_sentence() -> None:
    assert spend_sentence("Preston", "2023-24", None) == (
        "No budget is held for this choice."
    )
    assert spend_sentence("Preston", "2023-24", line()) == (
        "No budget is held for this choice."
    )


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        (300, "Spending runs 9 weeks behind its profile"),
        (250, "Spending runs 11 weeks behind its profile"),
        (500, "Spending keeps to its profile"),
        (600, "Spending runs 4 weeks ahead of its profile"),
        (700, "Spending runs 4 weeks ahead of its profile"),
        (0, "Spending runs 22 weeks behind its profile"),
    ],
)
def test_pace_is_measured_in_weeks_of_the_profile(spent: int, said: str) -> None:
    found = months(0, 0, 0, 0, spent, None)
    assert pace_heading(found, date(2024, 2, 29)) == said


@pytest.mark.parametrize(
    ("spent", "said"),
    [
        (450, "The year ended £2 under its profile"),
        (900, "The year ended £3 over its profile"),
        (600, "The year ended on its profile"),
    ],
)
def test_a_year_that_has_ended_is_measured_in_pounds(spent: int, said: str) -> None:
    found = months(0, 0, 0, 0, 0, spent)
    assert pace_heading(found, date(2025, 2, 5)) == said


def test_what_cannot_be_measured_is_said() -> None:
    assert pace_heading([], date(2024, 2, 29)) == (
        "No profile has been given to measure spending against"
    )
    assert pace_heading(months(0, step=None), date(2024, 2, 29)) == (
        "No profile has been given to measure spending against"
    )
    assert pace_heading(months(None), date(2023, 4, 1)) == "The year has not begun"


def test_the_heading_with_the_least_spent_is_named() -> None:
    cctv = line(budget=1_000, actual=900)
    gates = line(budget=1_000, actual=390)
    assert heading_heading([("CCTV", cctv), ("Alley gates", gates)]) == (
        "Least of its budget spent: Alley gates, 39%"
    )
    assert heading_heading([("CCTV", line(actual=5))]) == "No heading has a budget here"


def test_stages_say_what_is_not_claimed_and_not_received() -> None:
    totals = line(actual=16_000_000, claimed=11_800_000, received=7_100_000)
    assert stage_heading(totals, is_claimed=True) == (
        "£42,000 has been spent or is owed and not yet claimed; £47,000 is claimed and "
        "not yet received"
    )


def test_stages_of_money_that_is_not_claimed_say_what_is_free() -> None:
    totals = line(budget=20_000_000, committed=1_000_000, actual=16_000_000)
    assert stage_heading(totals, is_claimed=False) == (
        "£30,000 is allocated and not yet ordered, owed or spent"
    )


def test_a_range_says_what_it_rests_on() -> None:
    found = ForecastRange(Pence(18_600_000), Pence(20_700_000), 21)
    assert range_words(found, is_whole=True) == (
        "Shaded: £186,000 to £207,000, as far as four in five of 21 past forecasts "
        "missed on this day of their year."
    )


@pytest.mark.parametrize(
    ("trials", "is_whole", "said"),
    [
        (7, True, "7 past forecasts can be tried against what its year cost, and 8"),
        (1, True, "No range: 1 past forecast can be tried"),
        (9, True, "No range: nothing is forecast to come."),
        (9, False, "tried for whole areas, not parts of them."),
    ],
)
def test_no_range_says_why(trials: int, is_whole: bool, said: str) -> None:
    assert said in range_words(ForecastRange(None, None, trials), is_whole=is_whole)
