"""Read the dates that people and spreadsheets write, day first."""

import re
from datetime import date
from datetime import datetime
from datetime import timedelta

from fundtrack.sources.tables import Value

EARLIEST = date(1990, 1, 1)
LATEST = date(2099, 12, 31)
SERIAL_ORIGIN = date(1899, 12, 30)
"""Day nought of a spreadsheet's serial numbers, from 1 March 1900 on."""

_MONTHS = {
    name: number
    for number, name in enumerate(
        re.findall("...", "janfebmaraprmayjunjulaugsepoctnovdec"), start=1
    )
}
_YEAR_FIRST = re.compile(r"(\d{4})[-/.]?(\d{2})[-/.]?(\d{2})([T ][\d:.]+)?")
_DAY_FIRST = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[-/. ](\d{1,2}|[a-z]{3,9})[-/. ,]+(\d{4}|\d{2})"
    r"( [\d:.]+)?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"\d{5}(\.\d+)?")


def parse_date(cell: Value) -> date | None:
    """Read a date from a cell, or a spreadsheet's serial number of one.

    Returns:
        None when it is no date between 1990 and 2099; 03/25/2024 is none, because
        the day comes first.
    """
    try:
        found = _date(cell)
    except (ValueError, OverflowError):
        return None
    return found if found and EARLIEST <= found <= LATEST else None


def is_date(cell: Value) -> bool:
    """Whether a cell says plainly that it is a date; a bare number does not."""
    if isinstance(cell, str):
        return not _SERIAL.fullmatch(cell) and parse_date(cell) is not None
    return isinstance(cell, date)


def _date(cell: Value) -> date | None:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return SERIAL_ORIGIN + timedelta(days=int(cell))
    return _date_in_text(cell) if isinstance(cell, str) else None


def _date_in_text(text: str) -> date | None:
    if _SERIAL.fullmatch(text):
        return SERIAL_ORIGIN + timedelta(days=int(float(text)))
    if found := _YEAR_FIRST.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _DAY_FIRST.fullmatch(text):
        year = int(found[3]) + (2000 if len(found[3]) == len("24") else 0)
        month = _MONTHS.get(found[2][:3].lower(), 0)
        return date(year, int(found[2]) if found[2].isdigit() else month, int(found[1]))
    return None
