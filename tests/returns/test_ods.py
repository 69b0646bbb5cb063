"""The return as an OpenDocument spreadsheet: the workbook's cells, typed and marked."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from datetime import datetime
from xml.etree import ElementTree as ET

import python_calamine

from fundtrack.returns.layouts import Sheet
from fundtrack.returns.ods import ods_bytes
from fundtrack.returns.packing import unpacked
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from tests.returns.whole import HOSTILE
from tests.returns.whole import SUPPLIERS
from tests.returns.whole import whole_sheets

SAID = Properties("A return & claim", "SSF5-2023-24-Q4-v1", "Testshire")
Cells = dict[str, list[list[object]]]
MANY = 9_000
"""Rows that make a long document."""
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def read(document: bytes) -> Cells:
    """Read every cell of a spreadsheet of either kind."""
    book = python_calamine.load_workbook(io.BytesIO(document))
    return {
        name: [
            [_day(cell) for cell in row]
            for row in book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        ]
        for name in book.sheet_names
    }


def _day(cell: object) -> object:
    return cell.date() if isinstance(cell, datetime) else cell


def members(document: bytes) -> dict[str, bytes]:
    """What a document holds."""
    held = unpacked(document)
    assert held is not None
    return held


def content_of(sheets: Sequence[Sheet]) -> ET.Element:
    """The content of the document, as its parser sees it."""
    written = members(ods_bytes(sheets, SAID))["content.xml"]
    return ET.fromstring(written)  # noqa: S314 - what this project wrote


def test_every_cell_is_the_workbooks() -> None:
    in_ods = read(ods_bytes(whole_sheets(), SAID))
    assert in_ods == read(workbook_bytes(whole_sheets(), SAID))
    assert list(in_ods) == [sheet.name for sheet in whole_sheets()]
    assert in_ods["Claim"][11][:2] == ["Claim for this quarter", 1139.01]


def test_hostile_names_stay_text_and_sums_stay_figures() -> None:
    # The reader of this test passes over tabs.
    rows = read(ods_bytes([HOSTILE], SAID))["Hostile names"][4:]
    expected = [name.replace("\r", "\n") for name in SUPPLIERS]
    expected[4] = "=1+1"
    expected[8] = "Bell\ufffd and \ufffd sons"
    assert [row[0] for row in rows[:-1]] == expected
    assert rows[0][1:] == [-1234.56, "", 7, -0.125, -3.5, date(2024, 4, 22), 1]
    assert rows[-1][1:] == ["not given", 0.05, *["not given"] * 3, "", ""]
    assert (
        b"<text:p><text:tab/>=1+1" in members(ods_bytes([HOSTILE], SAID))["content.xml"]
    )
    formulas = [
        it for it in content_of([HOSTILE]).iter() if "formula" in str(it.attrib)
    ]
    assert formulas == []


def test_cells_say_what_kind_they_are() -> None:
    row = content_of([HOSTILE]).findall(f".//{TABLE}table-row")[4]
    kinds = [cell.get(f"{OFFICE}value-type") for cell in row]
    assert kinds == [
        *("string", "currency", None, "float", "percentage", "float", "date", "float"),
    ]
    assert row[1].get(f"{OFFICE}currency") == "GBP"
    assert row[6].get(f"{OFFICE}date-value") == "2024-04-22"


def test_each_table_is_marked_and_its_headings_repeat_in_print() -> None:
    empty = replace(HOSTILE, name="Nothing", rows=(), empty="Nothing was said.")
    content = content_of([HOSTILE, empty])
    marked = content.findall(f".//{TABLE}database-range")
    last = len(HOSTILE.rows) + 4
    assert [it.get(f"{TABLE}target-range-address") for it in marked] == [
        f"'Hostile names'.A4:'Hostile names'.H{last}"
    ]
    assert len(content.findall(f".//{TABLE}table-header-rows")) == 1
    assert read(ods_bytes([empty], SAID))["Nothing"][1][0] == "Nothing was said."


def test_the_kind_of_file_comes_first_and_the_document_says_its_language() -> None:
    written = ods_bytes([HOSTILE], SAID)
    with zipfile.ZipFile(io.BytesIO(written)) as held:
        first = held.infolist()[0]
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert {it.date_time for it in held.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert held.testzip() is None
        meta = held.read("meta.xml").decode()
    assert b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet" in written[:90]
    assert "<dc:language>en-GB</dc:language>" in meta
    assert "<dc:title>A return &amp; claim</dc:title>" in meta
    assert "<dc:creator>Testshire</dc:creator>" in meta


def test_the_same_sheets_always_give_the_same_bytes() -> None:
    assert ods_bytes(whole_sheets(), SAID) == ods_bytes(whole_sheets(), SAID)


def test_a_long_list_is_made_smaller_and_holds_every_row() -> None:
    rows = (HOSTILE.rows[0],) * (MANY)
    written = ods_bytes([replace(HOSTILE, rows=rows)], SAID)
    content = members(written)["content.xml"]
    assert len(written) < len(content) / 20
    assert content.count(b'office:value="-1234.56"') == MANY
