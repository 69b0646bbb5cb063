"""CSV files for people who open them in a spreadsheet: safe, marked as UTF-8."""

import csv
from collections.abc import Iterable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path

from fundtrack.charts.table_files import without_formula
from fundtrack.domain.events import moment_text


def write_csv(
    path: Path, headings: Sequence[str], rows: Iterable[Sequence[object]]
) -> int:
    """Write rows beneath their headings; give how many there are."""
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings)
        for row in rows:
            writer.writerow([_plain(held) for held in row])
            count += 1
    return count


def _plain(held: object) -> str:
    """Write one cell; an apostrophe in front is never part of the text."""
    if held is None:
        return ""
    if isinstance(held, datetime):
        return moment_text(held)
    if isinstance(held, date):
        return held.isoformat()
    if isinstance(held, bool):
        return str(held).lower()
    if isinstance(held, int):
        return str(held)
    text = "; ".join(held) if isinstance(held, list) else str(held)
    return f"'{text}" if text.startswith("'") else without_formula(text)
