"""Large tables are read row by row; what is no table is refused by name."""

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from fundtrack.errors import FileRefused
from fundtrack.sources import streamed_tables
from fundtrack.sources import streamed_xlsx
from fundtrack.sources.streamed_tables import stream_rows
from tests import home_office_files as files
from tests.home_office_files import ods_file
from tests.home_office_files import xlsx_file

SHEETS: files.Sheets = {
    "Cover": [("Tables & notes",)],
    "2023_24": [("Year", "Count", "Said"), ("2023/24", 3, "a <b>"), (None, 0, "0")],
}
READ = [
    ("Cover", 1, ["Tables & notes"]),
    ("2023_24", 1, ["Year", "Count", "Said"]),
    ("2023_24", 2, ["2023/24", "3", "a <b>"]),
    ("2023_24", 3, ["", "0", "0"]),
]


def read(path: Path) -> list[tuple[str, int, list[str]]]:
    """Every row of a file."""
    return [(sheet, row, list(cells)) for sheet, row, cells in stream_rows(path)]


def content_file(path: Path, body: str, doctype: str = "") -> Path:
    """A spreadsheet whose one sheet has this XML for rows."""
    head = files.HEAD.replace("?>", f"?>{doctype}", 1)
    xml = f'{head}<table:table table:name="S">{body}</table:table>{files.TAIL}'
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("content.xml", xml)
    return path


def parts_file(path: Path, **parts: str) -> Path:
    """A workbook of these parts, with one sheet unless they say otherwise."""
    workbook = '<workbook><sheets><sheet name="S" r:id="r1"/></sheets></workbook>'
    relation = '<Relationships><Relationship Id="r1" Target="{}"/></Relationships>'
    target = parts.pop("target", "worksheets/sheet1.xml")
    members = {
        "xl/workbook.xml": workbook,
        "xl/_rels/workbook.xml.rels": relation.format(target),
        "xl/worksheets/sheet1.xml": parts["sheet"],
    }
    if "texts" in parts:
        members["xl/sharedStrings.xml"] = parts["texts"]
    with zipfile.ZipFile(path, "w") as packed:
        for name, xml in members.items():
            packed.writestr(name, xml)
    return path


@pytest.mark.parametrize("write", [ods_file, xlsx_file])
def test_every_kind_of_workbook_gives_the_same_rows(
    tmp_path: Path, write: Callable[[Path, files.Sheets], Path]
) -> None:
    assert read(write(tmp_path / "tables", SHEETS)) == READ


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_text_is_read_in_any_usual_encoding(tmp_path: Path, encoding: str) -> None:
    rows = [("Year", "Said"), ("2023/24", "café"), (), ("", "-")]
    path = files.csv_file(tmp_path / "tables.csv", rows, encoding)
    assert read(path) == [
        ("", 1, ["Year", "Said"]),
        ("", 2, ["2023/24", "café"]),
        ("", 4, ["", "-"]),
    ]


@pytest.mark.parametrize("mark", [",", ";", "\t", "|"])
def test_the_mark_between_cells_is_found(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "tables.csv"
    path.write_text(f"Year{mark}Count\n2023/24{mark}3\n", encoding="utf-8")
    assert read(path) == [("", 1, ["Year", "Count"]), ("", 2, ["2023/24", "3"])]


def test_a_spreadsheets_repeats_notes_and_spaces_are_understood(tmp_path: Path) -> None:
    body = (
        '<table:table-row table:number-rows-repeated="5"><table:table-cell/>'
        "</table:table-row>"
        '<table:table-row table:number-rows-repeated="900000">'
        '<table:table-cell table:number-columns-repeated="2"><text:p>x</text:p>'
        "<text:p>y<text:s/>z</text:p></table:table-cell>"
        "<table:covered-table-cell/>"
        "<table:table-cell><office:annotation><text:p>note</text:p>"
        "</office:annotation><text:p>said</text:p></table:table-cell>"
        '<table:table-cell table:number-columns-repeated="16000"/>'
        "</table:table-row>"
        "<table:table-row><table:table-cell><text:p>last</text:p></table:table-cell>"
        "</table:table-row>"
    )
    rows = read(content_file(tmp_path / "tables.ods", body))
    filled = ["x y z", "x y z", "", "said"]
    assert [(row, cells[:4]) for _, row, cells in rows] == [
        (6, filled),
        (7, filled),
        (900_006, ["last"]),
    ]
    assert len(rows[0][2]) == 64


def test_a_workbooks_gaps_and_kinds_of_text_are_understood(tmp_path: Path) -> None:
    texts = "<sst><si><r><t>sha</t></r><r><t>red</t></r><rPh><t>x</t></rPh></si></sst>"
    sheet = (
        '<worksheet><sheetData><row r="2"><c r="B2" t="s"><v>0</v></c>'
        '<c r="AB2" t="inlineStr"><is><t>in</t></is></c><c r="ZZ2"><v>9</v></c></row>'
        "<row><c><v>1</v></c><c><v>2.5</v></c></row><row/></sheetData></worksheet>"
    )
    path = parts_file(tmp_path / "tables.xlsx", texts=texts, sheet=sheet)
    assert read(path) == [
        ("S", 2, ["", "shared", *[""] * 25, "in"]),
        ("S", 3, ["1", "2.5"]),
    ]


def test_a_sheet_that_is_named_and_not_there_is_passed_over(tmp_path: Path) -> None:
    path = parts_file(tmp_path / "tables.xlsx", sheet="<a/>", target="chart.xml")
    assert read(path) == []


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"<!DOCTYPE html><p>Sorry, the page was not found</p>", "web-page"),
        (b"\xef\xbb\xbf\n<html>", "web-page"),
        (b"\xd0\xcf\x11\xe0 an old workbook", "not-a-workbook"),
        (b"PK\x03\x04 and then nothing", "file-damaged"),
        (b"a,b\x00\x01\x02", "not-a-workbook"),
        (b'a,b\n"open,1\n', "file-damaged"),
    ],
)
def test_what_is_no_table_is_refused_by_name(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    path = tmp_path / "tables.xlsx"
    path.write_bytes(content)
    with pytest.raises(FileRefused) as refusal:
        read(path)
    assert [found.rule for found in refusal.value.findings] == [rule]


@pytest.mark.parametrize("write", [ods_file, xlsx_file])
def test_a_download_cut_short_is_refused(
    tmp_path: Path, write: Callable[[Path, files.Sheets], Path]
) -> None:
    path = write(tmp_path / "tables", SHEETS)
    path.write_bytes(path.read_bytes()[:-200])
    with pytest.raises(FileRefused, match="downloaded in part"):
        read(path)


def test_a_table_whose_inside_is_cut_short_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "tables.ods", "w") as packed:
        packed.writestr("content.xml", files.HEAD)
    with pytest.raises(FileRefused, match="downloaded in part"):
        read(tmp_path / "tables.ods")
    path = parts_file(tmp_path / "t.xlsx", sheet='<r><row><c t="s"><v>7</v></c></row>')
    with pytest.raises(FileRefused, match="downloaded in part"):
        read(path)


def test_a_document_that_brings_entities_is_refused(tmp_path: Path) -> None:
    doctype = '<!DOCTYPE d [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]>'
    path = content_file(tmp_path / "tables.ods", "<text:p>&b;</text:p>", doctype)
    with pytest.raises(FileRefused, match="document type"):
        read(path)


def test_a_zip_of_other_things_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "tables.zip"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("tables.csv", "Year")
    with pytest.raises(FileRefused, match="holds no workbook"):
        read(path)


def test_a_file_that_unpacks_beyond_measure_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streamed_tables, "MOST_BYTES", 100)
    with pytest.raises(FileRefused, match="unpacks to 0 MB"):
        read(ods_file(tmp_path / "tables.ods", SHEETS))
    monkeypatch.undo()
    monkeypatch.setattr(streamed_xlsx, "MOST_TEXT_BYTES", 10)
    with pytest.raises(FileRefused, match="too many to be names"):
        read(xlsx_file(tmp_path / "tables.xlsx", SHEETS))


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="no such file"):
        read(tmp_path / "none.ods")
    with pytest.raises(FileRefused, match="cannot be read"):
        read(tmp_path)


def test_a_disk_that_fails_while_reading_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_said: object) -> None:
        raise OSError(5, "Input/output error")

    path = ods_file(tmp_path / "tables.ods", SHEETS)
    monkeypatch.setattr(streamed_tables, "ods_rows", fail)
    with pytest.raises(FileRefused, match="Input/output error"):
        read(path)
