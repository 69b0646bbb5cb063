"""Read the bank holidays of England that travel with the program."""

import csv
from collections import defaultdict
from datetime import date
from functools import cache

from fundtrack.assets import asset
from fundtrack.domain.working_days import BankHolidays


@cache
def bank_holidays() -> BankHolidays:
    """Give the bank holidays as proclaimed, one-off days included.

    Source: data/reference/bank_holidays.csv, whose origin its README.md tells.
    """
    held: dict[int, set[date]] = defaultdict(set)
    path = asset("data", "reference", "bank_holidays.csv")
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            day = date.fromisoformat(row["on"])
            held[day.year].add(day)
    return BankHolidays({year: frozenset(days) for year, days in held.items()})
