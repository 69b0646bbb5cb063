"""Reading register workbooks and CSV files."""

from pathlib import Path

import pytest
import xlsxwriter

from fundtrack.errors import FileRefused
from fundtrack.sources.register_workbook import notes_rows
from fundtrack.sources.register_workbook import write_blank_registers
from fundtrack.sources.register_workbook import write_registers
from fundtrack.sources.registers import RegisterFile
from fundtrack.sources.registers import read_registers

FUNDS = "Fund,Name,Kind,Funder\nSSF9,Safer Streets £9,grant,Home Office\n"


def csv_file(folder: Path, text: str, name: str = "funds.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def workbook(folder: Path, sheets: dict[str, list[list[str]]]) -> Path:
    path = folder / "registers.xlsx"
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            page = book.add_worksheet(name)
            for at, row in enumerate(rows):
                page.write_row(at, 0, row)
    return path


def rules(read: RegisterFile) -> list[str]:
    return [finding.rule for finding in read.findings]


def test_the_blank_workbook_is_taken_back_without_a_word(tmp_path: Path) -> None:
    write_blank_registers(tmp_path / "blank.xlsx")
    read = read_registers(tmp_path / "blank.xlsx")
    assert (read.rows, read.findings) == ((), ())


def test_the_same_rows_give_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_registers(tmp_path / name, {"Funds": [{"fund": "SSF9"}]}, ("A note",))
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_notes_explain_every_heading_with_its_unit() -> None:
    rows = {(row[0], row[1]): row[2:] for row in notes_rows()}
    assert rows["Awards", "Amount (£)"] == (
        "yes",
        "pounds",
        "£",
        "What is promised",
        "60000",
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_holds_the_register_it_is_named_after(
    tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "2024 Lancashire funds.csv"
    path.write_bytes(FUNDS.encode(encoding))
    (row,) = read_registers(path).rows
    assert (row.register.sheet, row.sheet, row.number) == ("Funds", "", 2)
    assert row.cells["name"] == "Safer Streets £9"


def test_headings_are_found_below_a_title_and_whatever_their_case(
    tmp_path: Path,
) -> None:
    text = "Our funds\n\n* FUND ,name,KIND,funder (body)\nSSF9,Nine,grant,HO\n,,,\n"
    (row,) = read_registers(csv_file(tmp_path, text)).rows
    assert row.number == 4
    assert row.cells == {
        "fund": "SSF9",
        "name": "Nine",
        "kind": "grant",
        "funder": "HO",
    }


def test_an_example_row_is_passed_by(tmp_path: Path) -> None:
    read = read_registers(csv_file(tmp_path, FUNDS + "e.g. SSF8,Eight,grant,HO\n"))
    assert [row.cells["fund"] for row in read.rows] == ["SSF9"]


def test_a_heading_nobody_knows_is_said_and_not_read(tmp_path: Path) -> None:
    read = read_registers(
        csv_file(tmp_path, "Fund,Name,Kind,Funder,Colour\nA,B,grant,C,red\n")
    )
    (found,) = read.findings
    assert (found.rule, str(found.severity)) == ("register-unknown-heading", "warn")
    assert "“Colour”" in found.message
    assert "colour" not in read.rows[0].cells


def test_a_needed_heading_that_is_missing_is_a_finding(tmp_path: Path) -> None:
    read = read_registers(csv_file(tmp_path, "Fund,Name,Kind\nA,B,grant\n"))
    assert rules(read) == ["register-heading-missing"]


def test_a_heading_that_stands_twice_is_a_finding(tmp_path: Path) -> None:
    read = read_registers(
        csv_file(tmp_path, "Fund,Name,Kind,Funder,name\nA,B,grant,C,D\n")
    )
    assert rules(read) == ["register-heading-twice"]


def test_a_sheet_without_headings_is_a_finding(tmp_path: Path) -> None:
    path = workbook(tmp_path, {"Funds": [["nothing", "here"]], "Areas": []})
    (found,) = read_registers(path).findings
    assert (found.rule, found.sheet) == ("register-no-headings", "Funds")


def test_other_sheets_are_said_unless_they_are_notes_or_empty(tmp_path: Path) -> None:
    heads = ["Fund", "Name", "Kind", "Funder"]
    path = workbook(
        tmp_path, {"Funds": [heads], "Notes": [["x"]], "Budget": [["y"]], "Empty": []}
    )
    (found,) = read_registers(path).findings
    assert (found.rule, found.sheet) == ("register-unknown-sheet", "Budget")


def test_a_file_without_any_register_is_a_finding(tmp_path: Path) -> None:
    assert rules(read_registers(csv_file(tmp_path, FUNDS, "list.csv"))) == [
        "register-unknown"
    ]


@pytest.mark.parametrize("name", ["funds.csv", "registers.xlsx"])
def test_a_web_page_saved_as_a_register_is_one_clear_finding(
    tmp_path: Path, name: str
) -> None:
    path = csv_file(tmp_path, "<!DOCTYPE html><html><table></table></html>", name)
    with pytest.raises(FileRefused) as refused:
        read_registers(path)
    assert [finding.rule for finding in refused.value.findings] == ["web-page"]
