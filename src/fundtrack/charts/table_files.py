"""Tables as files for a spreadsheet: CSV, and a workbook of one sheet."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import TYPE_CHECKING

from fundtrack.charts.tables import MONEY
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.money import Pence
from fundtrack.money import plain_pounds

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")
BOM = "\ufeff"
NAME_LENGTH = 31
MONEY_FORMAT = {"num_format": "£#,##0.00"}
DAY_FORMAT = {"num_format": "d mmm yyyy"}


def as_csv(table: Table, note: str = "") -> bytes:
    """Write a table as CSV: money in pounds, days as 2024-03-05, no formula.

    The sum is left out, so that a spreadsheet can make its own; the mark that Excel
    needs to read a pound sign stands in front.

    Args:
        note: what every copy must say; it heads a last, empty column.
    """
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(_headings(table, note))
    for row in table.rows:
        cells = [_plain(row.cells.get(c.key), c.kind) for c in table.columns]
        writer.writerow([*cells, " ".join(row.marks)])
    return (BOM + written.getvalue()).encode()


def as_xlsx(table: Table, sheet_name: str, note: str = "") -> bytes:
    """Write a table as a workbook of one sheet with real money and date formats.

    Args:
        note: as in `as_csv`.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - no page opens at its cost

    written = io.BytesIO()
    book = Workbook(written, {"in_memory": True})
    sheet = book.add_worksheet(sheet_name[:NAME_LENGTH])
    money, day = book.add_format(MONEY_FORMAT), book.add_format(DAY_FORMAT)
    headings = _headings(table, note)
    sheet.write_row(0, 0, headings, book.add_format({"bold": True}))
    for at, row in enumerate((*table.rows, table.total), start=1):
        if row is None:
            continue
        for across, column in enumerate(table.columns):
            looks = money if column.kind in MONEY else day
            _write_cell(sheet, (at, across), row.cells.get(column.key), column, looks)
        if row.marks:
            sheet.write_string(at, len(table.columns), " ".join(row.marks))
    sheet.set_column(0, len(headings) - 1, 20)
    sheet.freeze_panes(1, 0)
    book.close()
    return written.getvalue()


def without_formula(written: str) -> str:
    """Put an apostrophe before text that a spreadsheet would take for a formula."""
    return f"'{written}" if written.startswith(FORMULA_STARTS) else written


def _headings(table: Table, note: str) -> list[str]:
    named = [*[column.heading for column in table.columns], "Provenance"]
    return [*named, note] if note else named


def _write_cell(
    sheet: Worksheet, at: tuple[int, int], figure: Shown, column: Column, looks: Format
) -> None:
    if figure is None:
        return
    if isinstance(figure, date):
        sheet.write_datetime(*at, figure, looks)
    elif isinstance(figure, str):
        sheet.write_string(*at, figure)
    elif column.kind in MONEY:
        sheet.write_number(*at, figure / 100, looks)
    else:
        sheet.write_number(*at, figure)


def _plain(figure: Shown, kind: Kind) -> str:
    if figure is None:
        return ""
    if isinstance(figure, date):
        return figure.isoformat()
    if isinstance(figure, str):
        return without_formula(figure)
    return plain_pounds(Pence(int(figure))) if kind in MONEY else str(figure)
