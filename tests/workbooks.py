"""Small workbooks and text files that a test writes, with made-up payments only."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path

import xlsxwriter

Row = Sequence[object]

CODED = (
    "Fund",
    "Area",
    "Project",
    "Heading",
    "Capital or revenue",
    "Date",
    "Amount (£)",
    "Supplier",
    "Description",
    "Reference",
)
MADE_ON = datetime(2024, 1, 1)  # noqa: DTZ001 - the writer wants it naive
CELL = ("SSF5", "blackpool", "town-centre-cctv", "cctv", "capital")
PUBLISHED = ("Expenditure Category", "Date", "Total Invoice Amount", "SUPPLIER")


def workbook(path: Path, sheets: Mapping[str, Sequence[Row]]) -> Path:
    """Write sheets of rows; dates get a date format, None leaves a cell empty.

    Equal sheets give equal bytes: the day of making is fixed.
    """
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"created": MADE_ON})
        as_date = book.add_format({"num_format": "dd/mm/yyyy"})
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                for column, cell in enumerate(row):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, column, cell, as_date)
                    elif cell is not None:
                        sheet.write(number, column, cell)
    return path


def text_file(path: Path, rows: Sequence[Row], end: str = "\r\n") -> Path:
    """Write rows as comma separated text, without quotation marks."""
    lines = [
        ",".join("" if cell is None else str(cell) for cell in row) for row in rows
    ]
    path.write_bytes((end.join(lines) + end).encode("cp1252"))
    return path


def coded(
    amount: object = 100,
    dated: object = date(2024, 1, 15),
    cell: Row = CELL,
    reference: str = "INV-1",
) -> Row:
    """A row under the headings CODED."""
    return (*cell, dated, amount, "Supplier 1 (synthetic)", "columns", reference)


def published(amount: object, dated: object = date(2024, 1, 15)) -> Row:
    """A row under the headings PUBLISHED."""
    return ("Grants", dated, amount, "Supplier 2 (synthetic)")
