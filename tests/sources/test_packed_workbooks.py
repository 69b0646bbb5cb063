"""A packed workbook is looked into before its cells are laid out."""

import io
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fundtrack.errors import FileRefused
from fundtrack.sources import packed_workbooks
from fundtrack.sources.packed_workbooks import NOT_WORKED_OUT
from fundtrack.sources.packed_workbooks import TooMuchError
from fundtrack.sources.packed_workbooks import look_into
from fundtrack.sources.tables import read_tables
from tests import workbooks

SHEET = "xl/worksheets/sheet1.xml"
DAY = date(2024, 1, 15)


def packed(members: dict[str, str | bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name, text)
    return content.getvalue()


def changed(tmp_path: Path, name: str, change: Callable[[bytes], bytes]) -> Path:
    """Write a small workbook and change one of its members."""
    path = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": [["x", 1], ["y", 2]]})
    with zipfile.ZipFile(path) as archive:
        members = {info: archive.read(info) for info in archive.namelist()}
    members[name] = change(members[name])
    path.write_bytes(packed({**members}))
    return path


def rule_of(path: Path) -> tuple[str, str]:
    with pytest.raises(FileRefused) as refused:
        read_tables(path)
    (said,) = refused.value.findings
    assert said.fix
    return said.rule, said.message


def sheet(*cells: str) -> bytes:
    rows = "".join(f'<row r="{at}">{cell}</row>' for at, cell in enumerate(cells, 1))
    return packed({SHEET: f"<worksheet><sheetData>{rows}</sheetData></worksheet>"})


@pytest.mark.parametrize(
    ("was", "now"),
    [
        (b'r="B2"', b'r="XFD1048576"'),
        (b'r="B2"', b"r = 'b99999999'"),
        (b'<row r="2" spans="1:2"><c r="A2"', b'<row r="99999999"><c'),
    ],
)
def test_a_cell_far_out_is_refused_and_not_laid_out(
    tmp_path: Path, was: bytes, now: bytes
) -> None:
    path = changed(tmp_path, SHEET, lambda xml: xml.replace(was, now))
    rule, message = rule_of(path)
    assert rule == "file-too-large"
    assert message.startswith("a cell lies so far out that ")


def test_cells_far_out_that_hold_nothing_do_not_count() -> None:
    filled, empty = '<c r="A1"><v>1</v></c>', '<c r="XFD1048576" s="1"/>'
    assert look_into(sheet(filled + empty)).marks == {}


def test_many_filled_rows_are_laid_out_as_they_are(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet().write(100_001, 0, "x")
    assert read_tables(path).sheets[0].rows[-1] == ("x",)


def test_cells_without_an_address_follow_one_another() -> None:
    far = '<row r="7000000"><c><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c>'
    with pytest.raises(TooMuchError, match="14,000,002 cells"):
        look_into(packed({SHEET: far}))


def test_what_unpacks_to_far_more_than_a_list_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packed_workbooks, "MOST_BYTES", 2_000_000)
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed({SHEET: b" " * 3_000_000}))
    assert rule_of(path) == ("file-too-large", "the workbook unpacks to 3 MB")


def test_a_count_that_cannot_be_true_is_refused(tmp_path: Path) -> None:
    path = changed(
        tmp_path,
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b'uniqueCount="2"', b'uniqueCount="947370660"'),
    )
    assert (
        rule_of(path)[1]
        == "the workbook says that it holds 947,370,660 texts or styles"
    )


def test_errors_and_formulas_without_a_value_are_marked(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        apr = book.add_worksheet("Apr & May '24")
        apr.write_formula(0, 1, "=NA()", None, "#N/A")
        apr.write_formula(1, 1, "=1+2", None, 3)
    (sheet,) = read_tables(path).sheets
    assert (sheet.rows, sheet.marks) == (
        (("", ""), ("", 3.0)),
        {(0, 1): "#N/A"},
    )
    assert sheet.marked_rows == (("", "#N/A"), ("", 3.0))


def test_a_formula_that_nobody_worked_out_is_marked_beyond_the_last_cell(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["x"])
    book.active.append([None, "=1/0"])
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_tables(tmp_path / "a.xlsx").sheets
    assert sheet.rows == (("x",),)
    assert sheet.marked_rows == (("x",), ("", NOT_WORKED_OUT))


def test_a_formula_that_gives_empty_text_is_not_marked() -> None:
    assert look_into(sheet('<c r="A1" t="str"><f>""</f><v></v></c>')).marks == {}


def test_an_error_without_text_or_address_is_no_stumbling_block() -> None:
    said = packed(
        {
            SHEET: '<row r="1"><c t="e"><v>?</v></c><c r="B1" t="e"><v/></c></row>',
            "xl/workbook.xml": '<sheet name="Apr" r:id="r1"/>',
            "xl/_rels/workbook.xml.rels": (
                '<Relationship Id="r1" Target="worksheets/sheet1.xml"/>'
            ),
        }
    )
    assert look_into(said).marks == {"Apr": {(0, 1): NOT_WORKED_OUT}}


def test_a_workbook_that_counts_from_1904_says_so(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    book.active.append([DAY])
    book.save(tmp_path / "a.xlsx")
    (read,) = read_tables(tmp_path / "a.xlsx").sheets
    assert (read.counts_from_1904, read.rows[0][0]) == (True, DAY)


ROWS = '<table:table-row table:number-rows-repeated="1048576">'
WIDE = '<table:table-cell table:number-columns-repeated="16384"'
NEXT = f"<table:table-row><table:covered-table-cell/>{WIDE}/><table:table-cell"


@pytest.mark.parametrize(
    ("cells", "is_near"),
    [
        (f"{ROWS}{WIDE}/>", True),
        (f'{ROWS}{WIDE} office:value-type="float"/>', False),
        (f'{ROWS}</table:table-row>{NEXT} office:value-type="string"/>', False),
    ],
)
def test_an_ods_sheet_counts_as_far_as_its_last_filled_cell(
    cells: str, *, is_near: bool
) -> None:
    content = packed({"content.xml": f"<table:table>{cells}<table:table/>"})
    if is_near:
        assert look_into(content).marks == {}
    else:
        with pytest.raises(TooMuchError):
            look_into(content)


def test_a_damaged_archive_is_left_to_the_reader_of_cells() -> None:
    assert look_into(b"PK\x03\x04 cut short").marks == {}
