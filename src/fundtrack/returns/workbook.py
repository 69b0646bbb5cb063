"""Write a return as a workbook: the same sheets always give the same bytes."""

import io
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from typing import Any

import xlsxwriter

from fundtrack.returns.cell_texts import FIGURES
from fundtrack.returns.cell_texts import SAID_IN_WORDS
from fundtrack.returns.cell_texts import reading_aid
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value

FIRST_MEMBERS = ("[Content_Types].xml", "_rels/.rels")
FIXED_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - stands for no moment, so files agree
FIXED_TIME = (1980, 1, 1, 0, 0, 0)
HEADER_ROW = 3
LONGEST_NAME = 31
A4 = 9
LINE_HEIGHT = 15
TALLEST = 409
"""Heights in points; a row can be no taller."""

NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.POUNDS: "£#,##0.00;−£#,##0.00",
    Kind.SUM: "£#,##0.00;−£#,##0.00",
    Kind.COUNT: "0",
    Kind.NUMBER: "0",
    Kind.SHARE: "0.0%;−0.0%",
    Kind.PERCENT: "0.0;−0.0",
    Kind.DAY: "d mmmm yyyy",
}


@dataclass(frozen=True, slots=True)
class Properties:
    """The document's own properties."""

    title: str
    subject: str
    author: str


def workbook_bytes(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """Write sheets as an .xlsx file without macros, links, colours or merged cells.

    Source: official checklist for spreadsheets: one table a sheet from column A,
    marked as a table, a title above it, notes on a sheet of their own.
    """
    written = io.BytesIO()
    workbook = xlsxwriter.Workbook(
        written,
        {
            "in_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    workbook.set_properties(
        {
            "title": properties.title,
            "subject": properties.subject,
            "author": properties.author,
            "created": FIXED_MOMENT,
        }
    )
    workbook.set_custom_property("Language", "en-GB")
    formats = _formats(workbook)
    for sheet in sheets:
        _write_sheet(workbook.add_worksheet(sheet.name[:LONGEST_NAME]), sheet, formats)
    workbook.close()
    return _repacked(written.getvalue())


def _formats(workbook: Any) -> dict[str, Any]:  # noqa: ANN401 - xlsxwriter has no types
    top = {"valign": "top", "text_wrap": True}
    bold = {**top, "bold": True, "bottom": 1}
    made = {"title": workbook.add_format({"bold": True, "font_size": 14})}
    for kind, written in NUMBER_FORMATS.items():
        side = {"align": "right", "indent": 1} if kind in FIGURES else {"align": "left"}
        made[str(kind)] = workbook.add_format({**top, **side, "num_format": written})
        made[f"{kind} heading"] = workbook.add_format({**bold, **side})
    return made


def _write_sheet(page: Any, sheet: Sheet, formats: dict[str, Any]) -> None:  # noqa: ANN401
    page.write_string(0, 0, sheet.title, formats["title"])
    page.write_string(1, 0, sheet.about if sheet.rows else sheet.empty)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
    page.set_landscape()
    page.set_paper(A4)
    page.fit_to_pages(1, 0)
    if not sheet.rows:
        return
    page.write_string(2, 0, reading_aid(sheet))
    page.repeat_rows(HEADER_ROW)
    last_row, last_column = HEADER_ROW + len(sheet.rows), len(sheet.columns) - 1
    headings = [
        {"header": column.heading, "header_format": formats[f"{column.kind} heading"]}
        for column in sheet.columns
    ]
    page.add_table(
        HEADER_ROW,
        0,
        last_row,
        last_column,
        {
            "name": sheet.name.replace(" ", "_"),
            "columns": headings,
            "autofilter": False,
            "style": None,
        },
    )
    headed = tuple(column.heading for column in sheet.columns)
    page.set_row(HEADER_ROW, _height(sheet.columns, headed))
    for down, row in enumerate(sheet.rows, start=HEADER_ROW + 1):
        page.set_row(down, _height(sheet.columns, row))
        for at, (column, shown) in enumerate(zip(sheet.columns, row, strict=True)):
            _write_cell(page, (down, at), column.kind, shown, formats)


def _height(columns: Sequence[Column], row: Sequence[Value]) -> int:
    """Give a row's height, so that no program hides a line that wraps."""
    lines = [
        len(textwrap.wrap(shown, column.width - 2))
        for column, shown in zip(columns, row, strict=True)
        if isinstance(shown, str) and len(shown) > column.width - 2
    ]
    return min(LINE_HEIGHT * max(lines, default=1), TALLEST)


def _write_cell(
    page: Any,  # noqa: ANN401 - xlsxwriter has no types
    at: tuple[int, int],
    kind: Kind,
    shown: Value,
    formats: dict[str, Any],
) -> None:
    style = formats[str(kind)]
    if isinstance(shown, date):
        page.write_datetime(*at, datetime(shown.year, shown.month, shown.day), style)  # noqa: DTZ001
    elif isinstance(shown, str):
        page.write_string(*at, shown, style)
    elif shown is not None:
        page.write_number(*at, shown / 100 if kind in MONEY else shown, style)
    elif kind in SAID_IN_WORDS:
        page.write_string(*at, NOT_GIVEN, style)
    else:
        page.write_blank(*at, None, style)


def _repacked(written: bytes) -> bytes:
    """Pack the members again in a fixed order, with fixed times, uncompressed."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(written)) as source,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_STORED) as kept,
    ):
        names = sorted(
            source.namelist(), key=lambda name: (name not in FIRST_MEMBERS, name)
        )
        for name in names:
            member = zipfile.ZipInfo(name, FIXED_TIME)
            member.create_system = 0
            kept.writestr(member, source.read(name))
    return packed.getvalue()
