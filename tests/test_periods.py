"""Years, quarters and months of a finance office."""

from datetime import date
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.errors import NotAPeriod
from fundtrack.periods import DateRange
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.periods import months_between

days = st.dates(date(1900, 1, 1), date(2199, 12, 31))


def test_a_range_holds_its_first_day_and_not_its_end() -> None:
    march = DateRange(date(2024, 3, 1), date(2024, 4, 1))
    assert date(2024, 3, 1) in march
    assert date(2024, 3, 31) in march
    assert date(2024, 4, 1) not in march
    assert date(2024, 2, 29) not in march
    assert march.last_day == date(2024, 3, 31)


@pytest.mark.parametrize("written", ["2023-24", "2023/24", " 2023-2024 ", "2023 / 24"])
def test_a_financial_year_is_read_as_it_is_written(written: str) -> None:
    assert FinancialYear.parse(written) == FinancialYear(2023)


@pytest.mark.parametrize("written", ["2023", "2023-25", "23-24", "2023-24 Q4", ""])
def test_a_year_whose_ends_do_not_follow_is_refused(written: str) -> None:
    with pytest.raises(NotAPeriod, match="is not a financial year such as 2023-24"):
        FinancialYear.parse(written)


def test_a_financial_year_runs_from_april_to_march() -> None:
    year = FinancialYear.of(date(2024, 3, 31))
    assert str(year) == "2023-24"
    assert FinancialYear.of(date(2024, 4, 1)) == FinancialYear(2024)
    assert year.dates == DateRange(date(2023, 4, 1), date(2024, 4, 1))
    assert str(FinancialYear(1999)) == "1999-00"


@given(days)
def test_every_day_lies_in_one_quarter_of_its_year(day: date) -> None:
    year = FinancialYear.of(day)
    assert [quarter for quarter in year.quarters if day in quarter.dates] == [
        Quarter.of(day)
    ]
    assert day in year.dates


@given(days)
def test_periods_are_read_back_as_they_are_shown(day: date) -> None:
    assert FinancialYear.parse(str(FinancialYear.of(day))) == FinancialYear.of(day)
    assert Quarter.parse(str(Quarter.of(day))) == Quarter.of(day)
    assert Month.parse(str(Month.of(day))) == Month.of(day)


@given(days)
def test_a_quarter_ends_where_the_following_one_starts(day: date) -> None:
    quarter = Quarter.of(day)
    assert quarter.following.dates.start == quarter.dates.end
    assert quarter.dates.last_day + timedelta(days=1) == quarter.dates.end


def test_the_fourth_quarter_is_january_to_march() -> None:
    quarter = Quarter.parse(" 2023/24 q4 ")
    assert str(quarter) == "2023-24 Q4"
    assert quarter.dates == DateRange(date(2024, 1, 1), date(2024, 4, 1))
    assert quarter.following == Quarter(FinancialYear(2024), 1)


@pytest.mark.parametrize("written", ["2023-24", "2023-24 Q5", "Q4", "2023-25 Q4"])
def test_what_is_not_a_quarter_is_refused(written: str) -> None:
    with pytest.raises(NotAPeriod):
        Quarter.parse(written)


@pytest.mark.parametrize("written", ["2023-13", "2023-00", "2023-1", "October 2023"])
def test_what_is_not_a_month_is_refused(written: str) -> None:
    with pytest.raises(NotAPeriod, match="is not a month such as 2023-10"):
        Month.parse(written)


def test_months_carry_over_the_year() -> None:
    december = Month(2023, 12)
    assert december.plus(1) == Month(2024, 1)
    assert december.plus(-12) == Month(2022, 12)
    assert december.dates == DateRange(date(2023, 12, 1), date(2024, 1, 1))


def test_months_between_include_both_ends() -> None:
    assert [
        str(month) for month in months_between(Month(2023, 11), Month(2024, 2))
    ] == [
        "2023-11",
        "2023-12",
        "2024-01",
        "2024-02",
    ]
    assert months_between(Month(2024, 2), Month(2024, 1)) == ()
