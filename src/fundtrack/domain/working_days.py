"""Working days in England: weekends, bank holidays, and counting past both."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

MONDAY = 0
SATURDAY = 5
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BankHolidays:
    """The bank holidays of England: as proclaimed, by year, and else as usual.

    A year that is not held follows the usual rules, which know no one-off days.
    """

    held: Mapping[int, frozenset[date]]

    def __contains__(self, day: date) -> bool:
        """Whether the day is a bank holiday."""
        proclaimed = self.held.get(day.year)
        return day in (usual_holidays(day.year) if proclaimed is None else proclaimed)


def is_working_day(day: date, holidays: BankHolidays) -> bool:
    """Whether offices work on the day."""
    return day.weekday() < SATURDAY and day not in holidays


def add_working_days(day: date, count: int, holidays: BankHolidays) -> date:
    """Give the day so many working days after a day, which itself does not count."""
    while count > 0:
        day += ONE_DAY
        count -= is_working_day(day, holidays)
    return day


def last_working_day(day: date, holidays: BankHolidays) -> date:
    """Give the day itself when offices work on it, else the last before it."""
    while not is_working_day(day, holidays):
        day -= ONE_DAY
    return day


def working_days_left(on: date, due_on: date, holidays: BankHolidays) -> int:
    """Count the working days after a day up to the due day, which counts.

    Below nought when it is overdue: the working days that have gone since.
    """
    if due_on < on:
        return -working_days_left(due_on, on, holidays)
    days = (on + timedelta(days=past) for past in range(1, (due_on - on).days + 1))
    return sum(is_working_day(day, holidays) for day in days)


def usual_holidays(year: int) -> frozenset[date]:
    """List the eight bank holidays of a year without one-off changes.

    Source: Banking and Financial Dealings Act 1971, schedule 1, with Good Friday and
    Christmas Day at common law; New Year's Day since 1974, early May since 1978.
    """
    sunday = easter(year)
    return frozenset(
        {
            _substitute(date(year, 1, 1)),
            sunday - timedelta(days=2),
            sunday + ONE_DAY,
            _monday_from(date(year, 5, 1)),
            _monday_from(date(year, 5, 25)),
            _monday_from(date(year, 8, 25)),
            *_christmas(year),
        }
    )


def easter(year: int) -> date:
    """Give Easter Sunday of the Gregorian calendar.

    Source: the anonymous algorithm (Meeus, Jones and Butcher), in its own letters.
    """
    a = year % 19
    b, c = divmod(year, 100)
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (a + 11 * h) // 319
    r = (2 * e + 2 * i - k - h + m + 32) % 7
    month = (h - m + r + 90) // 25
    return date(year, month, (h - m + r + month + 19) % 32)


def _substitute(day: date) -> date:
    return day if day.weekday() < SATURDAY else _monday_from(day)


def _monday_from(day: date) -> date:
    return day + timedelta(days=(MONDAY - day.weekday()) % 7)


def _christmas(year: int) -> tuple[date, date]:
    """Give Christmas Day and Boxing Day, or the working days that stand for them."""
    first = _substitute(date(year, 12, 25))
    second = _substitute(date(year, 12, 26))
    # Both would stand on one Monday when Christmas Day is a Saturday or a Sunday.
    if first == second:
        second += ONE_DAY
    return first, second
