"""Working days of England: weekends, bank holidays, days moved and added."""

from datetime import date

import pytest

from fundtrack.domain.working_days import BankHolidays
from fundtrack.domain.working_days import add_working_days
from fundtrack.domain.working_days import easter
from fundtrack.domain.working_days import is_working_day
from fundtrack.domain.working_days import last_working_day
from fundtrack.domain.working_days import usual_holidays
from fundtrack.domain.working_days import working_days_left
from fundtrack.sources.bank_holidays import bank_holidays

USUAL = BankHolidays({})


@pytest.mark.parametrize(
    "sunday",
    [date(1961, 4, 2), date(2019, 4, 21), date(2024, 3, 31), date(2038, 4, 25)],
)
def test_easter_is_the_sunday_of_the_almanac(sunday: date) -> None:
    assert easter(sunday.year) == sunday


@pytest.mark.parametrize(
    ("year", "christmas"),
    [
        (2024, {date(2024, 12, 25), date(2024, 12, 26)}),
        (2020, {date(2020, 12, 25), date(2020, 12, 28)}),
        (2021, {date(2021, 12, 27), date(2021, 12, 28)}),
        (2022, {date(2022, 12, 26), date(2022, 12, 27)}),
    ],
)
def test_a_christmas_on_a_weekend_moves_to_working_days(
    year: int, christmas: set[date]
) -> None:
    assert {day for day in usual_holidays(year) if day.month == 12} == christmas


def test_the_days_held_are_the_usual_ones_but_for_the_one_off_days() -> None:
    held = bank_holidays().held
    usual = {day for year in held for day in usual_holidays(year)}
    proclaimed = {day for days in held.values() for day in days}
    assert sorted(held) == list(range(2019, 2031))
    assert usual - proclaimed == {date(2020, 5, 4), date(2022, 5, 30)}
    assert proclaimed - usual == {
        date(2020, 5, 8),
        date(2022, 6, 2),
        date(2022, 6, 3),
        date(2022, 9, 19),
        date(2023, 5, 8),
    }


def test_no_bank_holiday_falls_on_a_weekend() -> None:
    days = [day for days in bank_holidays().held.values() for day in days]
    assert [day for day in days if day.weekday() > 4] == []


def test_a_year_not_held_follows_the_rules() -> None:
    assert date(2031, 4, 11) in bank_holidays()
    assert date(2022, 5, 30) not in bank_holidays()
    assert not is_working_day(date(2024, 4, 6), USUAL)


@pytest.mark.parametrize(
    ("sent_on", "count", "expected"),
    [
        # Thirty working days over two bank holidays of May.
        (date(2024, 4, 24), 30, date(2024, 6, 7)),
        # Maundy Thursday: Good Friday and Easter Monday do not count.
        (date(2024, 3, 28), 1, date(2024, 4, 2)),
        (date(2024, 4, 6), 1, date(2024, 4, 8)),
        (date(2024, 4, 6), 0, date(2024, 4, 6)),
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(
    sent_on: date, count: int, expected: date
) -> None:
    assert add_working_days(sent_on, count, bank_holidays()) == expected


def test_working_days_left_are_counted_both_ways() -> None:
    held = bank_holidays()
    assert working_days_left(date(2024, 4, 24), date(2024, 6, 7), held) == 30
    assert working_days_left(date(2024, 6, 7), date(2024, 4, 24), held) == -30
    assert working_days_left(date(2024, 6, 7), date(2024, 6, 7), held) == 0


def test_the_last_working_day_before_a_weekend_or_holiday_is_found() -> None:
    assert last_working_day(date(2024, 3, 31), bank_holidays()) == date(2024, 3, 28)
    assert last_working_day(date(2025, 3, 31), bank_holidays()) == date(2025, 3, 31)
