"""What in the dates of an extract cannot be believed without a second look."""

import re
from collections.abc import Sequence
from typing import Protocol

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.tables import Value

_NUMBERED = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.]\d{2,4}(?: .*)?")
_LAST_MONTH = 12


class DatedRow(Protocol):
    """A row of an extract, as far as its date is looked at."""

    @property
    def row(self) -> int:
        """Its number in the sheet."""

    @property
    def cells(self) -> "Cells":
        """Its cells by field."""


class Cells(Protocol):
    """Cells by field."""

    def get(self, field: Field, default: Value) -> Value:
        """Give a cell, or what stands for none."""


def month_first(file: str, sheet: str, rows: Sequence[DatedRow]) -> Finding | None:
    """Refuse dates such as 04/25/2024, beside which 03/04/2024 would be misread.

    A sheet that has dates of the other kind too is day first; single dates that do
    not fit are refused with their rows.
    """
    plainly: DatedRow | None = None
    is_open = False
    for row in rows:
        found = _NUMBERED.fullmatch(str(row.cells.get(Field.DATE, "")))
        if not found:
            continue
        first, second = int(found[1]), int(found[2])
        if first > _LAST_MONTH:
            return None
        if second > _LAST_MONTH:
            plainly = plainly or row
        is_open = is_open or second <= _LAST_MONTH != first != second
    if plainly is None or not is_open:
        return None
    return Finding(
        "dates-month-first",
        Severity.BLOCK,
        "the dates are written month first, and some would be read as other days",
        "write them day first, or like 2024-04-25, and take the file in again",
        file=file,
        sheet=sheet or None,
        row=plainly.row,
        found=str(plainly.cells.get(Field.DATE, "")),
    )
