"""Financial years, quarters and months: half-open ranges of dates."""

import re
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from functools import lru_cache

from fundtrack.errors import NotAPeriod

APRIL = 4
YEARS = range(1890, 2200)
"""Years outside are slips of the keyboard."""


@dataclass(frozen=True, slots=True, order=True)
class DateRange:
    """From `start`, included, to `end`, excluded."""

    start: date
    end: date

    def __contains__(self, day: date) -> bool:
        """Whether the day lies inside the range."""
        return self.start <= day < self.end

    @property
    def last_day(self) -> date:
        """The last day inside the range."""
        return self.end - timedelta(days=1)


@dataclass(frozen=True, slots=True, order=True)
class FinancialYear:
    """The year from 1 April of `start` to 31 March after: shown `2023-24`."""

    start: int

    def __str__(self) -> str:
        """Show the year as finance staff write it."""
        return f"{self.start}-{(self.start + 1) % 100:02d}"

    @classmethod
    def parse(cls, written: str) -> "FinancialYear":
        """Read `2023-24`, `2023/24` or `2023-2024`.

        Raises:
            NotAPeriod: when it is none of these or the years do not follow.
        """
        found = re.fullmatch(r"\s*([0-9]{4})\s*[-/]\s*([0-9]{2}|[0-9]{4})\s*", written)
        is_one = found and int(found[2]) % 100 == (int(found[1]) + 1) % 100
        if not found or not is_one or int(found[1]) not in YEARS:
            raise NotAPeriod(written, "a financial year such as 2023-24")
        return cls(int(found[1]))

    @classmethod
    def of(cls, day: date) -> "FinancialYear":
        """Give the year that a day falls in."""
        return cls(day.year if day.month >= APRIL else day.year - 1)

    @property
    def dates(self) -> DateRange:
        """1 April to 31 March, as a half-open range."""
        return DateRange(date(self.start, APRIL, 1), date(self.start + 1, APRIL, 1))

    @property
    def quarters(self) -> tuple["Quarter", ...]:
        """The four quarters in order."""
        return tuple(Quarter(self, number) for number in (1, 2, 3, 4))


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """A quarter of a financial year: 1 is April to June. Shown `2023-24 Q4`."""

    year: FinancialYear
    number: int

    def __str__(self) -> str:
        """Show the quarter as finance staff write it."""
        return f"{self.year} Q{self.number}"

    @classmethod
    def parse(cls, written: str) -> "Quarter":
        """Read `2023-24 Q4`.

        Raises:
            NotAPeriod: when it is not a year and a quarter from 1 to 4.
        """
        found = re.fullmatch(r"\s*(\S+)\s+[Qq]([1-4])\s*", written)
        if not found:
            raise NotAPeriod(written, "a quarter such as 2023-24 Q4")
        return cls(FinancialYear.parse(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Quarter":
        """Give the quarter that a day falls in."""
        return cls(FinancialYear.of(day), (day.month - APRIL) % 12 // 3 + 1)

    @property
    def dates(self) -> DateRange:
        """The quarter's days, as a half-open range."""
        return _days_of(self.year.start, self.number)

    @property
    def following(self) -> "Quarter":
        """The quarter after this one."""
        return Quarter.of(self.dates.end)


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month: shown `2023-10`."""

    year: int
    number: int

    def __str__(self) -> str:
        """Show the month as police.uk writes it."""
        return f"{self.year:04d}-{self.number:02d}"

    @classmethod
    def parse(cls, written: str) -> "Month":
        """Read `2023-10`.

        Raises:
            NotAPeriod: when it is not a year and a month.
        """
        found = re.fullmatch(r"\s*([0-9]{4})-(0[1-9]|1[0-2])\s*", written)
        if not found:
            raise NotAPeriod(written, "a month such as 2023-10")
        return cls(int(found[1]), int(found[2]))

    @classmethod
    def of(cls, day: date) -> "Month":
        """Give the month that a day falls in."""
        return cls(day.year, day.month)

    @property
    def dates(self) -> DateRange:
        """The month's days, as a half-open range."""
        following = self.plus(1)
        return DateRange(
            date(self.year, self.number, 1), date(following.year, following.number, 1)
        )

    def plus(self, months: int) -> "Month":
        """Give the month so many later; fewer than none is earlier."""
        place = self.year * 12 + self.number - 1 + months
        return Month(place // 12, place % 12 + 1)


def months_between(first: Month, last: Month) -> tuple[Month, ...]:
    """List the months from the first to the last, both included."""
    span = (last.year - first.year) * 12 + last.number - first.number
    return tuple(first.plus(offset) for offset in range(span + 1))


@lru_cache(maxsize=256)
def _days_of(year: int, quarter: int) -> DateRange:
    """Give the days of a quarter; kept, because lines by the thousand ask for them."""
    start = Month(year, APRIL).plus(3 * (quarter - 1))
    return DateRange(start.dates.start, start.plus(3).dates.start)
