"""What a file is, is told by its bytes; what it cannot be, is said in one finding."""

import io
import os
import zipfile
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from fundtrack.errors import FileRefused
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables
from tests import workbooks

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
MANIFEST = """<?xml version="1.0"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml">
<manifest:encryption-data manifest:checksum="c"/></manifest:file-entry>
</manifest:manifest>"""


def rows_of(path: Path, content: bytes) -> tuple[tuple[Value, ...], ...]:
    path.write_bytes(content)
    (sheet,) = read_tables(path).sheets
    return sheet.rows


def rule_of(path: Path, content: bytes) -> str:
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refused:
        read_tables(path)
    (finding,) = refused.value.findings
    assert finding.file == path.name
    assert finding.fix
    return finding.rule


def test_a_workbook_gives_its_sheets_from_the_first_row_on(tmp_path: Path) -> None:
    path = workbooks.workbook(
        tmp_path / "a.xlsx", {"Apr": [[], [None, "x", date(2024, 1, 2)]], "May": [[3]]}
    )
    table = read_tables(path)
    blank: tuple[Value, ...] = ("", "", "")
    assert table.sheets == (
        Sheet("Apr", (blank, ("", "x", date(2024, 1, 2)))),
        Sheet("May", ((3.0,),)),
    )
    assert (table.file, len(table.sha256)) == ("a.xlsx", 64)


def test_a_hidden_sheet_is_read_and_marked_and_a_chart_is_no_sheet(
    tmp_path: Path,
) -> None:
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Seen").write(0, 0, 1)
        hidden = book.add_worksheet("Hidden")
        hidden.write(0, 0, 2)
        hidden.hide()
        chart = book.add_chart({"type": "line"})
        chart.add_series({"values": "=Seen!$A$1:$A$1"})
        book.add_chartsheet("Chart").set_chart(chart)
    sheets = read_tables(path).sheets
    assert [(sheet.name, sheet.is_hidden) for sheet in sheets] == [
        ("Seen", False),
        ("Hidden", True),
    ]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_text_rows_may_end_in_any_way(tmp_path: Path, end: str) -> None:
    text = end.join(["Date,Amount", "1/2/24,£5", ""])
    assert rows_of(tmp_path / "a.csv", text.encode("cp1252")) == (
        ("Date", "Amount"),
        ("1/2/24", "£5"),
    )


@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-16-le", "utf-16-be", "utf-32"],
)
def test_text_is_read_in_the_encodings_that_spreadsheets_write(
    tmp_path: Path, encoding: str
) -> None:
    assert rows_of(tmp_path / "a.csv", "£5,6".encode(encoding)) == (("£5", "6"),)


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_delimiter_is_the_mark_that_stands_most_often(
    tmp_path: Path, mark: str
) -> None:
    lines = [mark.join(["Date", "Amount", "Payee"]), mark.join(["1/2/24", "5", "A"])]
    rows = rows_of(tmp_path / "a.csv", "\n".join(lines).encode())
    assert rows == (("Date", "Amount", "Payee"), ("1/2/24", "5", "A"))


def test_commas_within_cells_do_not_part_a_file_that_tabs_part(
    tmp_path: Path,
) -> None:
    text = "Date\tAmount\tSupplier\n1/2/24\t1,234.50\tA, B, C, D\n1/2/24\t5\tE\n"
    rows = rows_of(tmp_path / "a.csv", text.encode())
    assert rows[1] == ("1/2/24", "1,234.50", "A, B, C, D")


def test_a_file_that_names_its_delimiter_is_parted_by_it(tmp_path: Path) -> None:
    rows = rows_of(tmp_path / "a.csv", b"sep=;\r\nA,B;C,D\r\n1,5;2,5\r\n")
    assert rows[1:] == (("A,B", "C,D"), ("1,5", "2,5"))


def test_a_blank_line_keeps_its_place(tmp_path: Path) -> None:
    assert rows_of(tmp_path / "a.csv", b"\nA,B\n\n1,2\n") == (
        (),
        ("A", "B"),
        (),
        ("1", "2"),
    )


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.csv", b"", "file-empty"),
        ("a.csv", b" \r\n", "file-empty"),
        ("a.csv", b"\xef\xbb\xbf\n<!DOCTYPE html><html></html>", "web-page"),
        ("a.xlsx", b"<html><table></table></html>", "web-page"),
        ("a.xlsx", b"Date,Amount\n", "not-a-workbook"),
        ("a.xlsx", b"PK\x03\x04 cut short", "not-a-workbook"),
        ("a.xls", OLE, "not-a-workbook"),
        ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "file-protected"),
        ("a.csv", b"Date,Amount\n\0\1\2", "not-a-table"),
        ("a.csv", b"Date,Amount\n\x81,1", "not-a-table"),
        ("a.csv", b'A,B\n1,"2\n3,4\n', "quote-open"),
        ("a.csv", b"A,B\n1," + b"x" * 200_000, "text-unreadable"),
    ],
)
def test_a_file_that_is_not_a_table_is_refused_by_name(
    tmp_path: Path, name: str, content: bytes, rule: str
) -> None:
    assert rule_of(tmp_path / name, content) == rule


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("a.csv", "Date,Amount")
    assert rule_of(tmp_path / "a.xlsx", packed.getvalue()) == "not-a-workbook"


def test_a_protected_workbook_asks_for_a_copy_without_password(tmp_path: Path) -> None:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        file.writestr("META-INF/manifest.xml", MANIFEST)
        file.writestr("content.xml", "?")
    assert rule_of(tmp_path / "a.ods", packed.getvalue()) == "file-protected"


def test_a_workbook_cut_anywhere_is_refused_without_a_traceback(tmp_path: Path) -> None:
    whole = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": [["x", 1]]}).read_bytes()
    rules = {
        rule_of(tmp_path / "cut.xlsx", whole[:length])
        for length in range(10, len(whole) - 30, 250)
    }
    assert rules == {"not-a-workbook"}


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path, rule in ((tmp_path / "no.csv", "file-missing"), (tmp_path, None)):
        with pytest.raises(FileRefused) as refused:
            read_tables(path)
        assert refused.value.findings[0].rule == (rule or "file-unreadable")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("A,B\n")
    path.chmod(0)
    with pytest.raises(FileRefused, match="cannot be opened"):
        read_tables(path)
