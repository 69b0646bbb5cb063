"""Dates as people write them and as spreadsheets store them."""

from datetime import date
from datetime import datetime
from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.sources.dates import is_date
from fundtrack.sources.dates import parse_date
from fundtrack.sources.tables import Value


@pytest.mark.parametrize(
    "written",
    [
        date(2024, 3, 5),
        datetime(2024, 3, 5, 10, 30),  # noqa: DTZ001 - a cell knows no time zone
        45356,
        45356.75,
        "45356",
        "05/03/2024",
        "5/3/24",
        "05-03-2024",
        "5.3.24",
        "05/03/2024 00:00",
        "5-Mar-24",
        "5 March 2024",
        "5th Mar 2024",
        "2024-03-05",
        "2024/03/05",
        "20240305",
        "2024-03-05T09:00:00",
    ],
)
def test_a_date_is_read_day_first(written: Value) -> None:
    assert parse_date(written) == date(2024, 3, 5)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "n/k",
        "03/25/2024",
        "31/02/2024",
        "1/1/1900",
        "5 Foo 2024",
        "March 2024",
        12.5,
        1e300,
        True,
        time(9),
        date(1900, 1, 1),
        "99999",
    ],
)
def test_what_is_no_date_is_not_guessed(written: Value) -> None:
    assert parse_date(written) is None


def test_a_bare_number_does_not_say_that_it_is_a_date() -> None:
    assert not is_date(45356)
    assert not is_date("45356")
    assert is_date("05/03/2024")
    assert is_date(date(2024, 3, 5))


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_every_day_is_read_back_however_it_is_written(day: date) -> None:
    serial = (day - date(1899, 12, 30)).days
    typed: list[Value] = [f"{day:%d/%m/%Y}", f"{day:%d %b %Y}", day.isoformat()]
    forms = [day, serial, *typed]
    assert [parse_date(form) for form in forms] == [day] * 5


@given(st.text() | st.floats() | st.integers())
def test_no_cell_breaks_the_reader(cell: Value) -> None:
    found = parse_date(cell)
    assert found is None or date(1990, 1, 1) <= found <= date(2099, 12, 31)
