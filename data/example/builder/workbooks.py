"""Write workbooks that come out the same each time: fixed properties and times."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import UTC
from datetime import date
from datetime import datetime
from pathlib import Path

import xlsxwriter

from fundtrack.money import Pence

MADE = datetime(2024, 1, 1, tzinfo=UTC)
NOTICE = "EXAMPLE, not a return"
Written = str | int | float | date | None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its headings and rows, and the widths of its columns."""

    name: str
    headings: Sequence[str]
    rows: Iterable[Sequence[Written]]
    widths: Sequence[int] = field(default=())


def pounds(pence: Pence | int) -> float:
    """Give pence as the number of pounds a spreadsheet holds."""
    return pence / 100


def write(path: Path, title: str, sheets: Iterable[Sheet]) -> None:
    """Write a workbook with fixed times, so that the same rows give the same bytes."""
    with xlsxwriter.Workbook(path, {"default_date_format": "dd/mm/yyyy"}) as book:
        book.set_properties(
            {"title": title, "comments": NOTICE, "created": MADE.replace(tzinfo=None)}
        )
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        money = book.add_format({"num_format": "#,##0.00;[Red]-#,##0.00"})
        for sheet in sheets:
            page = book.add_worksheet(sheet.name)
            page.write_row(0, 0, sheet.headings, bold)
            for at, width in enumerate(sheet.widths):
                page.set_column(at, at, width)
            for number, row in enumerate(sheet.rows, start=1):
                for at, cell in enumerate(row):
                    if cell is not None:
                        page.write(number, at, cell, *_format(cell, money))


def _format(cell: Written, money: object) -> tuple[object, ...]:
    return (money,) if isinstance(cell, float) else ()
