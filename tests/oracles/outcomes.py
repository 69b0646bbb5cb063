"""Recorded crime and outcomes again, row by row of the street files, by plain means."""

import csv
import gzip
from collections import Counter
from collections.abc import Mapping
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tests.crime_files import counted_rows
from tests.source_tree import ROOT

Rows = Sequence[Mapping[str, str]]
TYPES = {
    "burglary": {"Burglary"},
    "robbery": {"Robbery"},
    "neighbourhood-crime": {
        "Burglary",
        "Robbery",
        "Theft from the person",
        "Vehicle crime",
    },
}


@cache
def districts_of_lsoas() -> Mapping[str, str]:
    """The district of every LSOA of 2021."""
    path = ROOT / "data" / "reference" / "lsoas.csv.gz"
    text = gzip.decompress(path.read_bytes()).decode().splitlines()
    return {row["lsoa_2021"]: row["district"] for row in csv.DictReader(text)}


def crimes_of(
    rows: Rows, measure: str, months: Sequence[str]
) -> list[Mapping[str, str]]:
    """The crimes of a measure in these months, each once."""
    return [
        row
        for row in counted_rows(rows)
        if row["Crime type"] in TYPES[measure] and row["Month"] in months
    ]


def by_month(rows: Rows, measure: str, months: Sequence[str]) -> dict[str, int | None]:
    """Crimes of each month; nothing for a month that no row is of."""
    held = {row["Month"] for row in rows}
    found = Counter(row["Month"] for row in crimes_of(rows, measure, months))
    return {month: found[month] if month in held else None for month in months}


def by_district(rows: Rows, measure: str, months: Sequence[str]) -> Counter[str]:
    """Crimes of each district in these months; those without a place under none."""
    place = districts_of_lsoas()
    return Counter(
        place.get(row["LSOA code"], "") for row in crimes_of(rows, measure, months)
    )


def change_pct(rows: Rows, measure: str, months: Sequence[str]) -> float:
    """How many per cent more than in the same months a year before."""
    before = [f"{int(month[:4]) - 1}{month[4:]}" for month in months]
    later = len(crimes_of(rows, measure, months))
    earlier = len(crimes_of(rows, measure, before))
    return 100 * (later - earlier) / earlier


def outcomes_of(
    rows: Rows, measure: str, months: Sequence[str], words: set[str]
) -> tuple[int, int]:
    """Crimes whose last outcome is one of the words, and those with any outcome."""
    last = [
        row["Last outcome category"]
        for row in crimes_of(rows, measure, months)
        if row["Last outcome category"] not in {"", "Under investigation"}
    ]
    return sum(outcome in words for outcome in last), len(last)


def rows_of(folder: Path) -> list[dict[str, str]]:
    """Read every street file of a folder."""
    found: list[dict[str, str]] = []
    for path in sorted(folder.glob("*-street.csv")):
        with path.open(encoding="utf-8", newline="") as text:
            found.extend(csv.DictReader(text))
    return found
