"""Headings are found by what they say, and every row below them keeps its place."""

import csv
from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from fundtrack.errors import FileRefused
from fundtrack.findings import Severity
from fundtrack.ingest.spend_checks import pence_of
from fundtrack.sources.dates import parse_date
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Layout
from fundtrack.sources.finance_extract import Extract
from fundtrack.sources.finance_extract import read_finance_extract
from tests import workbooks

DAY = date(2024, 1, 15)
HEADED = ("Date", "Amount", "Supplier")


def read(tmp_path: Path, *rows: workbooks.Row, sheet: str = "Apr") -> Extract:
    path = workbooks.workbook(tmp_path / "a.xlsx", {sheet: rows})
    return read_finance_extract(path)


def refusals(tmp_path: Path, *rows: workbooks.Row) -> list[tuple[str, int | None]]:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, *rows)
    return [(found.rule, found.row) for found in refused.value.findings]


@pytest.mark.parametrize(
    "headed",
    [
        ("Expenditure Category", "Date", "Total Invoice Amount", "SUPPLIER"),
        ("* Expenditure Category", "* Date", "TOTAL", "* SUPPLIER FINAL"),
        ("Account Detail", "Payment date", "Net Amount(£)", "Name:  "),
        ("Category", "Date\u00a0", "Amount Paid", "Payee"),
    ],
)
def test_headings_are_known_by_their_words(
    tmp_path: Path, headed: tuple[str, ...]
) -> None:
    extract = read(tmp_path, headed, ("Grants", DAY, 5, "A"))
    (row,) = extract.sheets[0].rows
    assert dict(row.cells) == {
        Field.CATEGORY: "Grants",
        Field.DATE: DAY,
        Field.AMOUNT: 5.0,
        Field.SUPPLIER: "A",
    }
    assert extract.findings == ()


def test_blank_rows_and_lines_above_the_headings_do_not_stop_the_reader(
    tmp_path: Path,
) -> None:
    rows = [[], ["Payments"], HEADED, (DAY, 5, "A"), [None, "\u00a0"], (DAY, 6, "B")]
    extract = read(tmp_path, *rows)
    assert [row.row for row in extract.sheets[0].rows] == [4, 6]


def test_headings_that_come_again_start_a_new_table(tmp_path: Path) -> None:
    rows = [HEADED, (DAY, 5, "A"), ("Supplier", "Date", "Amount"), ("B", DAY, 6)]
    with pytest.raises(FileRefused):
        read(tmp_path, ("x",))
    again = read(tmp_path, *rows[:2], HEADED, (DAY, 6, "B"), (DAY, "n/k", "C"))
    assert [row.cells[Field.SUPPLIER] for row in again.sheets[0].rows] == list("ABC")
    turned = read(tmp_path, *rows)
    assert [row.cells[Field.AMOUNT] for row in turned.sheets[0].rows] == [5.0, 6.0]


def test_spaces_of_every_kind_are_tidied(tmp_path: Path) -> None:
    extract = read(tmp_path, HEADED, (DAY, 5, " Council\u00a0 of  A "))
    assert extract.sheets[0].rows[0].cells[Field.SUPPLIER] == "Council of A"


def test_columns_that_are_not_understood_are_reported(tmp_path: Path) -> None:
    headed = (*HEADED, "Line", None, "Vendor")
    extract = read(tmp_path, headed, (DAY, 5, "A", 1, "A5", "B"))
    (said,) = extract.findings
    assert said.message == ("not understood and left out: “Line”, “Vendor”, column E")
    assert extract.sheets[0].rows[0].others == (1.0, "B")


def test_a_column_far_to_the_right_is_named_by_its_letters(tmp_path: Path) -> None:
    extract = read(tmp_path, HEADED, (DAY, 5, "A", *[None] * 24, "x"))
    assert extract.findings[0].message.endswith("column AB")


def test_a_reference_is_known_by_its_ending(tmp_path: Path) -> None:
    extract = read(tmp_path, (*HEADED, "ABC ref no."), (DAY, 5, "A", "R1"))
    assert extract.sheets[0].rows[0].cells[Field.REFERENCE] == "R1"


def test_a_row_of_one_text_cell_is_a_note(tmp_path: Path) -> None:
    rows = [HEADED, (DAY, 5, "A"), (None, None, "* VAT left out"), (DAY, None, None)]
    extract = read(tmp_path, *rows)
    assert [row.is_note for row in extract.sheets[0].rows] == [False, True, False]


def test_a_sheet_of_notes_is_left_out_with_a_word(tmp_path: Path) -> None:
    sheets: dict[str, list[workbooks.Row]] = {
        "Notes": [["Payments over £500"], ["Published", DAY]],
        "Empty": [],
        "Sums": [["Category", "Total"], ["Grants", 5]],
        "Apr": [HEADED, (DAY, 5, "A")],
    }
    path = workbooks.workbook(tmp_path / "a.xlsx", sheets)
    extract = read_finance_extract(path)
    assert [sheet.name for sheet in extract.sheets] == ["Apr"]
    assert [(said.rule, said.sheet) for said in extract.findings] == [
        ("sheet-without-table", "Notes"),
        ("sheet-without-table", "Sums"),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        [("Supplier", "Category", "Amount"), ("A", "B", 5)],
        [("Supplier", "Category", "Day", "Sum"), ("A", "B", DAY, 5)],
    ],
)
def test_a_sheet_that_lists_payments_is_never_left_out_for_a_lost_heading(
    tmp_path: Path, rows: list[workbooks.Row]
) -> None:
    sheets: dict[str, list[workbooks.Row]] = {
        "Apr": [HEADED, (DAY, 5, "A")],
        "May": rows,
    }
    path = workbooks.workbook(tmp_path / "a.xlsx", sheets)
    with pytest.raises(FileRefused) as refused:
        read_finance_extract(path)
    assert [(said.rule, said.sheet) for said in refused.value.findings] == [
        ("heading-missing", "May")
    ]


def test_a_row_of_which_nothing_was_understood_is_a_note(tmp_path: Path) -> None:
    rows = [(*HEADED, "Memo"), (DAY, 5, "A", None), (None, None, None, "see above")]
    extract = read(tmp_path, *rows)
    assert [(row.row, row.is_note) for row in extract.sheets[0].rows] == [
        (2, False),
        (3, True),
    ]


def test_a_table_without_an_amount_heading_is_refused(tmp_path: Path) -> None:
    assert refusals(tmp_path, ("Date", "Pounds", "Supplier"), (DAY, 5, "A")) == [
        ("heading-missing", 1)
    ]


def test_a_table_without_any_heading_is_refused(tmp_path: Path) -> None:
    assert refusals(tmp_path, (DAY, 5, "A"), (DAY, "6.00", "B")) == [
        ("heading-missing", 1)
    ]


def test_a_file_without_a_table_is_refused_with_what_stands_there(
    tmp_path: Path,
) -> None:
    with pytest.raises(FileRefused) as refused:
        read(tmp_path, ("Category", "Total"), ("Grants", 5))
    (said,) = refused.value.findings
    assert (said.rule, said.found) == ("heading-missing", "Category | Total")
    assert said.message == "no heading says which column holds the date"


def test_two_amount_columns_of_one_name_are_refused(tmp_path: Path) -> None:
    headed = ("Date", "Amount", "Amount", "Description", "Description")
    assert refusals(tmp_path, headed, (DAY, 5, 6)) == [("heading-twice", 1)]


def test_a_hidden_sheet_is_read_and_said_to_be(tmp_path: Path) -> None:
    path = workbooks.workbook(
        tmp_path / "a.xlsx",
        {"Seen": [HEADED, (DAY, 5, "A")], "Kept": [HEADED, (DAY, 6, "B")]},
    )
    book = openpyxl.load_workbook(path)
    book["Kept"].sheet_state = "hidden"
    book.save(path)
    extract = read_finance_extract(path)
    assert [sheet.name for sheet in extract.sheets] == ["Seen", "Kept"]
    assert [(said.rule, said.sheet) for said in extract.findings] == [
        ("sheet-hidden", "Kept")
    ]


def test_a_bare_number_is_a_day_counted_from_1904_where_the_workbook_does(
    tmp_path: Path,
) -> None:
    book = openpyxl.Workbook()
    book.epoch = CALENDAR_MAC_1904
    for row in (HEADED, (DAY, 5, "A"), (43844, 6, "B"), ("15/01/2024", 7, "C")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_finance_extract(tmp_path / "a.xlsx").sheets
    assert {parse_date(row.cells[Field.DATE]) for row in sheet.rows} == {DAY}


@pytest.mark.parametrize(
    ("dates", "rules"),
    [
        (["04/25/2024", "03/04/2024"], ["dates-month-first"]),
        (["04/25/2024", "25/04/2024", "03/04/2024"], []),
        (["04/25/2024", "04/04/2024", DAY, "n/k"], []),
        (["03/04/2024", "05/06/2024"], []),
    ],
)
def test_a_sheet_of_dates_written_month_first_is_refused(
    tmp_path: Path, dates: list[object], rules: list[str]
) -> None:
    rows = [(day, 5, "A") for day in dates]
    if rules:
        assert refusals(tmp_path, HEADED, *rows) == [(rules[0], 2)]
    else:
        assert len(read(tmp_path, HEADED, *rows).sheets[0].rows) == len(dates)


def test_an_error_in_a_cell_is_read_as_what_it_shows(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (HEADED, (DAY, "#N/A", "A")):
        book.active.append(row)
    book.save(tmp_path / "a.xlsx")
    (sheet,) = read_finance_extract(tmp_path / "a.xlsx").sheets
    assert sheet.rows[0].cells[Field.AMOUNT] == "#N/A"


def test_a_sheet_of_headings_alone_is_named_where_others_have_rows(
    tmp_path: Path,
) -> None:
    sheets: dict[str, list[workbooks.Row]] = {
        "Apr": [HEADED, (DAY, 5, "A")],
        "May": [HEADED],
    }
    extract = read_finance_extract(workbooks.workbook(tmp_path / "a.xlsx", sheets))
    assert [(said.rule, said.sheet) for said in extract.findings] == [
        ("sheet-without-rows", "May")
    ]


def test_a_row_of_text_with_more_cells_than_headings_is_spilt(tmp_path: Path) -> None:
    rows = [HEADED, (DAY, 5, "A"), (DAY, 5, "A", None), (DAY, 5, "A", "Ltd")]
    extract = read_finance_extract(workbooks.text_file(tmp_path / "a.csv", rows))
    assert [row.is_spilt for row in extract.sheets[0].rows] == [False, False, True]


PAID = Layout({"Paid out": Field.AMOUNT, "Net": Field.AMOUNT, "Memo": None}, 12)


def test_a_confirmed_heading_comes_before_a_known_one(tmp_path: Path) -> None:
    rows = [("Date", "Amount", "PAID OUT:", "memo"), (DAY, 5, 6, "x")]
    path = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": rows})
    extract = read_finance_extract(path, PAID)
    assert extract.sheets[0].rows[0].cells == {Field.DATE: DAY, Field.AMOUNT: 6.0}
    assert [said.message for said in extract.findings] == [
        "not understood and left out: “Amount”"
    ]


def test_a_sheet_without_the_confirmed_amount_is_refused_by_name(
    tmp_path: Path,
) -> None:
    rows = [("Date", "Gross"), (DAY, 5)]
    path = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": rows})
    with pytest.raises(FileRefused) as refused:
        read_finance_extract(path, PAID)
    (said,) = refused.value.findings
    assert (said.rule, said.sheet, said.row, said.found) == (
        "layout-changed",
        "Apr",
        1,
        "Gross",
    )
    assert said.message == (
        "the amount was confirmed to stand under “Paid out” or “Net”, "
        "which is not here (entry 12)"
    )


def test_a_confirmed_column_that_has_gone_is_named(tmp_path: Path) -> None:
    path = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": [HEADED, (DAY, 5, "A")]})
    layout = Layout({"Text": Field.DESCRIPTION, "To": Field.SUPPLIER}, 12)
    extract = read_finance_extract(path, layout)
    (said,) = extract.findings
    assert (said.rule, said.severity) == ("layout-changed", Severity.WARN)
    assert said.message == (
        "the description was confirmed to stand under “Text”, "
        "which is not here (entry 12)"
    )


def test_a_heading_in_another_script_can_be_confirmed(tmp_path: Path) -> None:
    rows = [("Дата", "Σύνολο"), (DAY, 5)]
    path = workbooks.workbook(tmp_path / "a.xlsx", {"Apr": rows})
    layout = Layout({"Дата": Field.DATE, "Σύνολο": Field.AMOUNT})
    assert len(read_finance_extract(path, layout).sheets[0].rows) == 1


def test_the_real_workbooks_give_every_row_and_penny_of_every_sheet(
    shared: Path,
) -> None:
    folder = shared / "data" / "opcc_spend_lancashire"
    with (folder / "CONTROL_TOTALS.csv").open(encoding="utf-8") as file:
        wanted = {
            (line["file"], line["sheet"]): (
                int(line["rows"]),
                int(Decimal(line["total_gbp"]) * 100),
                date.fromisoformat(line["min_date"]),
                date.fromisoformat(line["max_date"]),
            )
            for line in csv.DictReader(file)
        }
    found = {}
    for path in folder.glob("*.xlsx"):
        for sheet in read_finance_extract(path).sheets:
            days = [parse_date(row.cells[Field.DATE]) for row in sheet.rows]
            dated = sorted(day for day in days if day)
            total = sum(pence_of(row) or 0 for row in sheet.rows)
            key = path.name, sheet.name
            found[key] = (len(dated), total, dated[0], dated[-1])
    assert found == wanted
