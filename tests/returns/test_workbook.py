"""The workbook as the official checklist wants it, and as hostile names would not."""

import io
from dataclasses import replace
from typing import Any

import openpyxl

from fundtrack.returns.ods import ods_bytes
from fundtrack.returns.packing import LONG
from fundtrack.returns.packing import unpacked
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from tests.returns.whole import HOSTILE
from tests.returns.whole import SUPPLIERS
from tests.returns.whole import whole_sheets

SAID = Properties("A return", "SSF5-2023-24-Q4-v1", "Testshire")


def book_of(*sheets: Any) -> Any:  # noqa: ANN401 - openpyxl has no types
    """Open the workbook of some sheets."""
    return openpyxl.load_workbook(io.BytesIO(workbook_bytes(sheets, SAID)))


def test_the_document_says_its_title_author_and_language() -> None:
    said = book_of(HOSTILE).properties
    assert (said.title, said.creator) == ("A return", "Testshire")
    assert said.language == "en-GB"


def test_each_sheet_says_in_three_lines_what_stands_below() -> None:
    page = book_of(HOSTILE)["Hostile names"]
    assert [page[f"A{row}"].value for row in (1, 2, 3)] == [
        "Hostile <names> & sums",
        "Names that would be orders, and sums below nought.",
        "This sheet holds one table of 15 rows; a blank cell holds nothing.",
    ]


def test_no_sheet_has_fill_merged_cells_frozen_panes_or_gaps() -> None:
    for page in book_of(*whole_sheets()).worksheets:
        assert page.merged_cells.ranges == set()
        assert (page.freeze_panes, page.auto_filter.ref) == (None, None)
        fills = {cell.fill.fill_type for row in page.iter_rows() for cell in row}
        assert fills == {None}
        if page.tables:
            (table,) = page.tables.values()
            assert table.ref == f"A4:{page.dimensions.split(':')[1]}"
            assert all(cell.value for cell in page[4])
            assert page.print_title_rows == "$4:$4"


def test_the_longest_day_and_the_last_row_have_room() -> None:
    columns = [replace(column, width=5) for column in HOSTILE.columns]
    narrow = replace(HOSTILE, columns=tuple(columns))
    page = book_of(narrow)["Hostile names"]
    widths = [round(page.column_dimensions[each].width) for each in "AGH"]
    assert widths == [6, len("30 September 2023") + 2, len("1048576") + 4]
    written = unpacked(ods_bytes([narrow], SAID))
    assert written is not None
    for width in (5, 18, 10):
        assert f'style:name="w{width}"'.encode() in written["content.xml"]


def test_hostile_names_are_text_and_never_formulas() -> None:
    page = book_of(HOSTILE)["Hostile names"]
    cells = [row[0] for row in page.iter_rows(min_row=5)][: len(SUPPLIERS)]
    assert {cell.data_type for cell in cells} <= {"s", "n", "inlineStr"}
    plain = [name for name in SUPPLIERS if name.isprintable() and "_x" not in name]
    read = [cell.value or "" for cell in cells]
    assert set(plain) <= set(read)
    assert {cell.data_type for row in page.iter_rows() for cell in row}.isdisjoint("f")


def test_a_name_of_rich_text_marks_is_a_name() -> None:
    marked = replace(HOSTILE, rows=(("<r><t>x</r>", *HOSTILE.rows[0][1:]),))
    assert book_of(marked)["Hostile names"]["A5"].value == "<r><t>x</r>"


def test_half_a_sign_is_replaced_and_lines_of_a_text_are_counted() -> None:
    texts = ("half \ud800", "one\ntwo\n\nfour")
    rows = tuple((text, *HOSTILE.rows[0][1:]) for text in texts)
    page = book_of(replace(HOSTILE, rows=rows))["Hostile names"]
    assert page["A5"].value == "half \ufffd"
    assert (page.row_dimensions[5].height, page.row_dimensions[6].height) == (None, 60)


def test_a_long_workbook_is_made_smaller() -> None:
    long = replace(HOSTILE, rows=(HOSTILE.rows[0],) * 13_000)
    written = workbook_bytes([long], SAID)
    held = unpacked(written)
    assert held is not None
    assert len(held["xl/worksheets/sheet1.xml"]) > LONG
    assert len(written) < LONG / 5
