"""Write a return as a workbook: the same sheets always give the same bytes."""

import io
import re
import textwrap
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from fundtrack.returns.cell_texts import FIGURES
from fundtrack.returns.cell_texts import reading_aid
from fundtrack.returns.cell_texts import width_in_signs
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.packing import Member
from fundtrack.returns.packing import packed
from fundtrack.returns.sheet_rows import LINE_HEIGHT
from fundtrack.returns.sheet_rows import TALLEST
from fundtrack.returns.sheet_rows import rows_xml

FIRST_MEMBERS = ("[Content_Types].xml", "_rels/.rels")
FIXED_MOMENT = datetime(2000, 1, 1)  # noqa: DTZ001 - stands for no moment, so files agree
CORE = "docProps/core.xml"
HEADER_ROW = 3
LONGEST_NAME = 31
A4 = 9
FORMATS_ROW = re.compile(
    f'(?P<before>.*)<row r="{HEADER_ROW + 2}"[^>]*>(?P<cells>.*?)</row>(?P<after>.*)',
    re.DOTALL,
)
STYLE = re.compile(r's="(\d+)"')
DIMENSION = re.compile(r"<dimension [^>]*>")

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
    with zipfile.ZipFile(written) as made:
        members = {name: made.read(name) for name in made.namelist()}
    return _repacked(_filled(members, sheets))


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
        page.set_column(at, at, width_in_signs(column))
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
    page.set_row(HEADER_ROW, _height(sheet.columns))
    for at, column in enumerate(sheet.columns):
        # Says what format each column has; the rows are put in its place.
        page.write_blank(HEADER_ROW + 1, at, None, formats[str(column.kind)])


def _height(columns: Sequence[Column]) -> int:
    lines = [len(textwrap.wrap(it.heading, it.width - 2)) for it in columns]
    return min(LINE_HEIGHT * max(lines), TALLEST)


def _filled(members: dict[str, bytes], sheets: Sequence[Sheet]) -> dict[str, bytes]:
    """Put the rows of each sheet in the place of the one that holds their formats."""
    filled = {**members, CORE: _in_english(members[CORE])}
    for number, sheet in enumerate(sheets, start=1):
        name = f"xl/worksheets/sheet{number}.xml"
        found = FORMATS_ROW.search(members[name].decode("utf-8"))
        if sheet.rows and found:
            styles = STYLE.findall(found["cells"])
            rows = rows_xml(sheet, styles, HEADER_ROW + 2)
            last = (
                f"{xl_col_to_name(len(styles) - 1)}{HEADER_ROW + 1 + len(sheet.rows)}"
            )
            before = DIMENSION.sub(f'<dimension ref="A1:{last}"/>', found["before"])
            text = "".join((before, *rows, found["after"]))
            filled[name] = text.encode("utf-8")
    return filled


def _in_english(core: bytes) -> bytes:
    """Say the language where programs and screen readers look for it."""
    said = b"</dc:creator><dc:language>en-GB</dc:language>"
    return core.replace(b"</dc:creator>", said)


def _repacked(members: dict[str, bytes]) -> bytes:
    """Pack the members in a fixed order, with fixed times."""
    names = sorted(members, key=lambda name: (name not in FIRST_MEMBERS, name))
    return packed(Member(name, (members[name],)) for name in names)
