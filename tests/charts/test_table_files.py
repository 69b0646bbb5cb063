"""Tables saved for a spreadsheet hold numbers that add up and no formula."""

import csv
import io
from datetime import date
from datetime import datetime

from openpyxl import load_workbook

from fundtrack.charts.table_files import as_csv
from fundtrack.charts.table_files import as_xlsx
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow

COLUMNS = (
    Column("dated", "Date", Kind.DAY),
    Column("who", "Supplier"),
    Column("pence", "Amount", Kind.PENCE),
    Column("change", "Change", Kind.PERCENT),
)
ROWS = (
    TableRow(
        {"dated": date(2024, 3, 5), "who": "=1+1", "pence": 123_450, "change": -2.5},
        ("synthetic",),
    ),
    TableRow({"dated": None, "who": "Supplier 2", "pence": -4_500, "change": None}),
)
TABLE = Table("Lines", COLUMNS, ROWS, TableRow({"pence": 118_950}))


def test_a_csv_holds_pounds_days_and_no_formula() -> None:
    text = as_csv(TABLE).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text))) == [
        ["Date", "Supplier", "Amount", "Change", "Provenance"],
        ["2024-03-05", "'=1+1", "1234.50", "-2.5", "synthetic"],
        ["", "Supplier 2", "-45.00", "", ""],
    ]


def test_every_copy_says_what_it_must() -> None:
    said = "EXAMPLE, not a return; snapshot 9b5da340"
    assert as_csv(TABLE, said).decode("utf-8-sig").splitlines()[0].endswith(f'"{said}"')
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE, "lines", said))).active
    assert sheet is not None
    assert sheet["F1"].value == said


def test_a_csv_opens_in_excel_with_its_pound_signs() -> None:
    assert as_csv(TABLE).startswith(b"\xef\xbb\xbf")


def test_a_workbook_holds_real_money_and_dates_and_the_sum() -> None:
    sheet = load_workbook(io.BytesIO(as_xlsx(TABLE, "lines-" + "x" * 40))).active
    assert sheet is not None
    assert sheet.title == "lines-" + "x" * 25
    assert [cell.value for cell in sheet[2]] == [
        datetime(2024, 3, 5),  # noqa: DTZ001 - what openpyxl gives for a date cell
        "=1+1",
        1234.5,
        -2.5,
        "synthetic",
    ]
    assert sheet["B2"].data_type == "s"
    assert sheet["C2"].number_format == "£#,##0.00"
    assert [cell.value for cell in sheet[4]] == [None, None, 1189.5, None, None]


def test_a_table_without_a_sum_ends_with_its_rows() -> None:
    plain = Table("Lines", COLUMNS, ROWS)
    sheet = load_workbook(io.BytesIO(as_xlsx(plain, "lines"))).active
    assert sheet is not None
    assert sheet.max_row == 3
