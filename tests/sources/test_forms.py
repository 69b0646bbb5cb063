"""Writing forms and reading them back, whatever was done to them in between."""

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl import Workbook

from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.findings import Severity
from fundtrack.sources.form_marks import SheetMarks
from fundtrack.sources.form_marks import column_letters
from fundtrack.sources.form_marks import read_marks
from fundtrack.sources.form_workbook import FormFactRow
from fundtrack.sources.form_workbook import FormPage
from fundtrack.sources.form_workbook import FormSheet
from fundtrack.sources.form_workbook import Remark
from fundtrack.sources.form_workbook import write_form
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import missing_tables
from fundtrack.sources.forms import read_form

THINGS = Register(
    "Things",
    "What was bought, a row for each",
    (
        Column("Thing", "thing", Reads.TEXT, "What", "lamp", is_required=True),
        Column("Cost (£)", "cost", Reads.POUNDS, "Net", "12", is_required=True),
        Column("Bought on", "on", Reads.DAY, "Day", "12/01/2024"),
        Column("Colour", "colour", Reads.CHOICE, "Which", "red", choices=("red",)),
        Column("Where", "where", Reads.TEXT, "From the list", ""),
    ),
)
START = FormPage(
    "Start",
    "A form",
    ("How to fill it.",),
    (
        FormFactRow("Partner", "Town council", "who fills it"),
        FormFactRow("Version", 2.0),
        FormFactRow("Signed on", None, reads=Reads.DAY, is_to_fill=True),
    ),
)
LAMP: dict[str, Any] = {
    "thing": "lamp",
    "cost": 12.5,
    "on": date(2024, 1, 12),
    "colour": "red",
}
Change = Callable[[Workbook], None]


def form(folder: Path, rows: Sequence[dict[str, Any]] = (LAMP,)) -> Path:
    path = folder / "form.xlsx"
    sheet = FormSheet(THINGS, rows, 5, lists={"where": ["High Street", "x" * 300]})
    write_form(path, "A form", [START, sheet])
    return path


def changed(folder: Path, change: Change) -> FormFile:
    path = form(folder)
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return read(path)


def read(path: Path) -> FormFile:
    return read_form(path, (THINGS,), ("Partner", "Version", "Signed on", "Not there"))


def cells(file: FormFile) -> list[dict[str, object]]:
    return [dict(row.cells) for row in file.tables["Things"].rows]


def said(file: FormFile) -> list[tuple[str, str]]:
    return [(found.rule, found.message) for found in file.findings]


def test_a_form_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    file = read(form(tmp_path))
    assert (cells(file), file.findings) == ([LAMP], ())
    assert (file.fact("Partner"), file.fact("Version")) == ("Town council", "2")
    assert (file.fact("Signed on"), file.facts["Signed on"].address) == ("", "B5")
    assert file.fact("Not there") == ""
    assert file.tables["Things"].address(5, "cost") == "B5"
    assert file.tables["Things"].address(5, "no column") == ""


def test_equal_forms_give_equal_bytes(tmp_path: Path) -> None:
    first = form(tmp_path).read_bytes()
    assert form(tmp_path).read_bytes() == first


def test_every_kind_of_value_goes_out_and_comes_back(tmp_path: Path) -> None:
    when = datetime(2024, 1, 12, 9)  # noqa: DTZ001
    row: dict[str, Any] = {"thing": "=1+1", "cost": "about 5", "on": when}
    file = read(form(tmp_path, [row, {"thing": True, "cost": 3}]))
    assert cells(file) == [row, {"thing": True, "cost": 3.0}]


def test_the_lists_offer_and_no_sheet_is_locked(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(form(tmp_path))
    guards = book["Things"].data_validations.dataValidation
    offered = {str(g.sqref).split(":")[0]: g.formula1 for g in guards if g.formula1}
    assert offered == {"D5": "Lists!$A$4:$A$4", "E5": "Lists!$B$4:$B$5"}
    assert {g.errorStyle for g in guards if g.formula1} == {"information"}
    assert not any(page.protection.sheet for page in book.worksheets)


def test_an_example_row_and_remarks_stand_in_the_table(tmp_path: Path) -> None:
    path = tmp_path / "form.xlsx"
    remark = Remark(0, "cost", "write a number")
    sheet = FormSheet(THINGS, [LAMP], 0, remarks=[remark], has_example=True)
    write_form(path, "A form", [START, sheet])
    page = openpyxl.load_workbook(path)["Things"]
    assert (page["A5"].value, page["A6"].value) == ("e.g. lamp", "lamp")
    assert page["B6"].comment.text.strip() == "write a number"
    assert cells(read(path)) == [LAMP]


def test_a_form_without_lists_has_no_sheet_of_them(tmp_path: Path) -> None:
    write_form(tmp_path / "form.xlsx", "A form", [START])
    assert openpyxl.load_workbook(tmp_path / "form.xlsx").sheetnames == ["Start"]


def _move_and_rename(book: Workbook) -> None:
    page = book["Things"]
    page.title = "Our things"
    page.move_range("A4:A5", cols=6)
    page.insert_rows(1, 3)


def test_moved_columns_renamed_sheets_and_rows_above_do_not_matter(
    tmp_path: Path,
) -> None:
    file = changed(tmp_path, _move_and_rename)
    when = datetime(2024, 1, 12)  # noqa: DTZ001
    (found,) = cells(file)
    assert found["on"] in {when, when.date()}
    assert {**found, "on": LAMP["on"]} == LAMP
    assert file.tables["Things"].columns["thing"] == 7
    assert file.tables["Things"].address(8, "thing") == "G8"


def _formulas(book: Workbook) -> None:
    book["Things"]["B5"] = "=6*2"


def test_a_formula_without_a_value_is_named(tmp_path: Path) -> None:
    file = changed(tmp_path, _formulas)
    assert said(file) == [
        (
            "form-formula",
            "B5 holds a formula, of which only its value counts: it has none yet",
        )
    ]
    assert "cost" not in cells(file)[0]


def _hide(book: Workbook) -> None:
    book["Things"].row_dimensions[5].hidden = True


def test_a_hidden_row_is_read_and_named(tmp_path: Path) -> None:
    file = changed(tmp_path, _hide)
    assert len(cells(file)) == 1
    assert said(file) == [
        ("form-hidden-row", "row 5 is hidden and was read all the same")
    ]


def _merge(book: Workbook) -> None:
    book["Things"].merge_cells("A5:A6")


def test_merged_cells_are_named(tmp_path: Path) -> None:
    file = changed(tmp_path, _merge)
    assert said(file) == [
        ("form-merged-cells", "A5:A6 are merged; only A5 holds anything")
    ]


def _spoil_headings(book: Workbook) -> None:
    page = book["Things"]
    page["B4"] = "Thing"
    page["C4"] = "Price"
    page["F4"] = "Colour"


def test_headings_that_are_missing_strange_or_twice_are_named(tmp_path: Path) -> None:
    file = changed(tmp_path, _spoil_headings)
    assert said(file) == [
        ("form-heading-twice", "B4: the heading Thing stands twice"),
        ("form-unknown-heading", "C4: “Price” is no heading here; it was not read"),
        ("form-heading-twice", "F4: the heading Colour stands twice"),
        ("form-heading-missing", "the heading Cost (£) is missing"),
    ]


def _copy(book: Workbook) -> None:
    book.copy_worksheet(book["Things"])


def _copy_empty(book: Workbook) -> None:
    book.copy_worksheet(book["Things"]).delete_rows(5, 9)


def test_a_second_filled_sheet_of_a_table_blocks_and_an_empty_one_does_not(
    tmp_path: Path,
) -> None:
    (found,) = changed(tmp_path, _copy).findings
    assert (found.rule, found.severity, found.sheet) == (
        "form-table-twice",
        Severity.BLOCK,
        "Things Copy",
    )
    assert changed(tmp_path, _copy_empty).findings == ()


def _remove(book: Workbook) -> None:
    del book["Things"]


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    file = changed(tmp_path, _remove)
    (found,) = missing_tables(file, (THINGS,))
    assert found.message == "no sheet has the headings of Things"
    assert "Thing, Cost (£), Bought on" in found.fix


def test_a_finding_names_the_labelled_cell(tmp_path: Path) -> None:
    file = read(form(tmp_path))
    found = file.finding(Severity.WARN, ("a-rule", "it is so", "do this"), "Partner")
    assert found.place == "form.xlsx, sheet Start, row 3, column B"
    assert (found.message, found.found) == ("B3: it is so", "Town council")


ODS = """<office:document-content xmlns:office="urn:o" xmlns:table="urn:t">
<table:table table:name="One"><table:table-row table:number-rows-repeated="2"
 table:visibility="collapse"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:number-columns-repeated="3"/>
<table:table-cell table:formula="of:=1"/>
<table:table-cell table:number-columns-spanned="2"/></table:table-row>
</table:table></office:document-content>"""


def test_an_ods_file_says_its_formulas_hidden_rows_and_merged_cells(
    tmp_path: Path,
) -> None:
    path = tmp_path / "form.ods"
    with ZipFile(path, "w") as packed:
        packed.writestr("content.xml", ODS)
    assert read_marks(path.read_bytes()) == {
        "One": SheetMarks({(3, 4)}, {1, 2}, [(3, 5, 3, 6)])
    }


@pytest.mark.parametrize("content", [b"text", b"PK\x03\x04broken"])
def test_what_is_no_workbook_has_no_marks(content: bytes) -> None:
    assert read_marks(content) == {}


def test_columns_are_named_as_spreadsheets_do() -> None:
    assert [column_letters(at) for at in (1, 26, 27, 703)] == ["A", "Z", "AA", "AAA"]
