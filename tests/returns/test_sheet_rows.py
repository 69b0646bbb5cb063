"""The rows of a sheet as a workbook writes them: exact, safe and as tall as needed."""

import io
from datetime import date

import openpyxl
import pytest
from openpyxl.utils.escape import unescape

from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.sheet_rows import LONGEST_TEXT
from fundtrack.returns.sheet_rows import rows_xml
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes

KINDS = (Kind.TEXT, Kind.POUNDS, Kind.SUM, Kind.COUNT, Kind.SHARE, Kind.DAY)


def sheet(*rows: tuple[Value, ...]) -> Sheet:
    """A sheet with a column of every kind."""
    columns = tuple(Column(str(kind), str(kind), kind, 12) for kind in KINDS)
    return Sheet("Sheet", "Sheet", "About it.", "", columns, rows)


def read_again(shown: Sheet) -> list[tuple[object, ...]]:
    """What another program reads in the rows beneath the headings."""
    written = workbook_bytes([shown], Properties("a", "b", "c"))
    page = openpyxl.load_workbook(io.BytesIO(written))["Sheet"]
    return list(page.iter_rows(min_row=5, values_only=True))


def test_every_kind_of_value_is_read_as_it_was_held() -> None:
    rows = [
        ("a", -1_234_567_89, 5, 7, 0.125, date(2024, 3, 31)),
        ("b", None, None, None, None, None),
        ("a", 0, 0, 0, 0.0, date(2024, 2, 29)),
    ]
    assert [list(row) for row in read_again(sheet(*rows))] == [
        ["a", -1_234_567.89, 0.05, 7, 0.125, rows_day(2024, 3, 31)],
        ["b", "not given", None, "not given", "not given", None],
        ["a", 0, 0, 0, 0, rows_day(2024, 2, 29)],
    ]


def rows_day(year: int, month: int, day: int) -> object:
    """A day as the other program gives it."""
    return openpyxl.utils.datetime.from_excel(
        (date(year, month, day) - date(1899, 12, 30)).days
    )


@pytest.mark.parametrize(
    "text",
    ["=1+1", "a < b & c > d", " kept ", "two\nlines", 'said "so"', "", "£ and é"],
)
def test_any_text_is_read_as_it_was_written(text: str) -> None:
    row = (text, 1, 1, 1, 1.0, date(2024, 1, 1))
    assert (read_again(sheet(row))[0][0] or "") == text


def test_a_sign_that_no_file_can_hold_is_written_by_its_number() -> None:
    rest = (1, 1, 1, 1.0, date(2024, 1, 1))
    read = read_again(sheet(("a\x0bb", *rest), ("_x000B_", *rest)))
    assert [unescape(str(row[0])) for row in read] == ["a\x0bb", "_x000B_"]


def test_a_text_longer_than_a_cell_holds_is_cut() -> None:
    row = ("a" * (LONGEST_TEXT + 1), 1, 1, 1, 1.0, date(2024, 1, 1))
    assert len(str(read_again(sheet(row))[0][0])) == LONGEST_TEXT


def test_a_row_is_as_tall_as_its_longest_text() -> None:
    rest = (1, 1, 1, 1.0, date(2024, 1, 1))
    shown = sheet(("short", *rest), ("three words wrap here twice", *rest))
    short, tall = rows_xml(shown, ["1"] * len(KINDS), first_row=5)
    assert short.startswith('<row r="5"><c r="A5" ')
    assert tall.startswith('<row r="6" ht="45" customHeight="1"><c r="A6" ')
