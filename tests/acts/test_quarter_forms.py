"""The quarter's workbook as it goes out: all that is typed, as the books hold it."""

import re
from datetime import date
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest

from fundtrack.acts.quarter_forms import quarter_out
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.errors import FileStands
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.periods import Quarter
from fundtrack.store.snapshot import current_snapshot
from tests import builders
from tests.acts.quarter_offices import Filling
from tests.acts.quarter_offices import filling
from tests.acts.quarter_offices import quarter_office
from tests.acts.quarter_offices import told
from tests.conftest import SETTINGS
from tests.returns.office import LAMPS
from tests.returns.office import Q4
from tests.returns.office import Office

Row = list[object]


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """The office of these tests, with its settings."""
    made = quarter_office(workspace)
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return made


@pytest.fixture
def form(office: Office, tmp_path: Path) -> Filling:
    """The form of the quarter, as it goes out."""
    return filling(office, tmp_path)


def rows_of(form: Filling, sheet: str) -> list[Row]:
    rows = [[cell.value for cell in row] for row in form.book[sheet].iter_rows()][4:]
    return [row for row in rows if any(cell is not None for cell in row)]


def test_the_first_sheet_says_whose_form_it_is_and_what_it_was_made_from(
    office: Office, form: Filling
) -> None:
    info = current_snapshot(office.workspace)
    page = form.book["Start"]
    said = {row[0].value: row[1].value for row in page.iter_rows() if row[0].value}
    assert (said["Fund"], said["Quarter"], said["Form version"]) == (
        "SSF5",
        "2023-24 Q4",
        1,
    )
    assert said["Made from entry"] == info.head_seq
    assert said["Made from snapshot"] == info.snapshot
    assert said["Made on"] == datetime(2024, 4, 16)  # noqa: DTZ001 - as a cell holds it
    assert page["A1"].value == "The quarter's workbook of Testshire"


def test_there_is_a_sheet_for_everything_that_is_typed(form: Filling) -> None:
    names = ["Start", *(sheet.name for sheet in FORM_SHEETS), "Lists"]
    assert form.book.sheetnames == names
    assert not any(page.protection.sheet for page in form.book)


def test_plans_stand_by_cell_with_budget_and_spending(form: Filling) -> None:
    cctv = ["Blackpool", "town-centre-cctv", "cctv", "capital", "2023-24"]
    lamps = ["Lancaster", "lamps", "lighting", "revenue"]
    assert rows_of(form, "Profiles") == [
        [*cctv, 1200, None, None, 500, 700, None, None],
        [*lamps, "2023-24", 800, *[None] * 6],
        [*lamps, "2024-25", 0, *[None] * 6],
    ]
    assert rows_of(form, "Forecasts") == [
        [*cctv, 1200, 1000, *[None] * 6],
        [*lamps, "2023-24", 800, 120.01, *[None] * 6],
        [*lamps, "2024-25", 0, 0, 20, *[None] * 5],
    ]


def test_entries_stand_by_their_number_and_last_times_accruals_wait(
    form: Filling,
) -> None:
    lamps = ["Lancaster", "lamps", "lighting", "revenue", "2023-24"]
    (order,) = rows_of(form, "Commitments")
    assert order[1:] == [
        *lamps,
        200,
        datetime(2024, 2, 1),  # noqa: DTZ001 - as a cell holds it
        "lamps ordered",
        "PO-7",
        None,
        None,
    ]
    accrued, waiting = rows_of(form, "Accruals")
    assert accrued[6:9] == [70, datetime(2024, 3, 31), "owed, not billed"]  # noqa: DTZ001
    assert waiting[:9] == [None, *lamps, None, None, "owed, not billed"]


def test_registers_stand_as_they_were_told_last(form: Filling) -> None:
    lamps = ["Lancaster", "lamps"]
    (output,) = rows_of(form, "Outputs")
    assert output[:7] == [*lamps, "lamps fitted", "lamp", 40, 12, "site visit"]
    (milestone,) = rows_of(form, "Milestones")
    planned = datetime(2024, 3, 15)  # noqa: DTZ001 - as a cell holds it
    assert milestone[:7] == [*lamps, "lamps lit", planned, None, None, "amber"]
    (risk,) = rows_of(form, "Risks")
    assert risk[:5] == [None, "supplier fails", "low", "high", "J Smith"]


def test_narratives_are_asked_for_with_what_was_said_last_time(form: Filling) -> None:
    rows = rows_of(form, "Narratives")
    assert [row[0] for row in rows] == [
        "progress",
        "variance",
        "variance",
        "underspend",
        "forward-look",
    ]
    assert rows[0][5:7] == ["the posts are up", None]
    assert rows[1][1:4] == ["Blackpool", "cctv", "capital"]
    assert str(rows[1][4]).startswith("the outturn is £200.00 (16.7%) below the budget")


def test_totals_below_nought_and_silent_areas_are_asked_about_too(
    office: Office, tmp_path: Path
) -> None:
    quiet = Cell.parse("SSF5/preston/gates/alley-gates/capital/2023-24")
    (credit, _) = office.record(
        builders.actual(-20_000, date(2024, 2, 1), LAMPS, row=30),
        builders.allocation(100, quiet),
    )
    rows = rows_of(filling(office, tmp_path), "Narratives")
    asked = {(row[0], *row[1:4]): str(row[4]) for row in rows}
    said = asked["variance", "Lancaster", "lighting", "revenue"]
    assert said.startswith("the outturn is £879.99 (110.0%) below the budget")
    assert re.search(rf"credits and reversals are entries \d+, {credit}$", said)
    assert asked["progress", "preston", None, None] == (
        "has a budget and no eligible spending in 2023-24 Q4"
    )


def test_what_was_said_for_the_quarter_stands_in_its_text(
    office: Office, form: Filling, tmp_path: Path
) -> None:
    form.put("Narratives", ["progress"], Text="lamps are lit")
    form.brought()
    again = filling(office, tmp_path)
    assert rows_of(again, "Narratives")[0][5:7] == ["the posts are up", "lamps are lit"]


def test_money_and_days_are_real_and_words_are_offered(form: Filling) -> None:
    row = form.row("Commitments", "lamps ordered")
    assert form.at("Commitments", row, "Amount (£)").number_format.startswith(
        "#,##0.00"
    )
    assert form.at("Commitments", row, "Ordered on").number_format == "dd/mm/yyyy"
    guards = form.book["Milestones"].data_validations.dataValidation
    assert any("Lists" in str(guard.formula1) for guard in guards)
    offered = [cell.value for row in form.book["Lists"].iter_rows() for cell in row]
    assert {"Blackpool", "Lancaster", "lamps", "green", "forward-look"} <= set(offered)


def test_an_example_office_says_so_on_every_sheet(
    office: Office, tmp_path: Path
) -> None:
    session = office.session("finance.officer", is_example=True)
    quarter_out(session, "Safer Streets round 5", Q4, tmp_path / "example.xlsx")
    book = openpyxl.load_workbook(tmp_path / "example.xlsx")
    for name in ("Start", *(sheet.name for sheet in FORM_SHEETS)):
        said = f"{book[name]['A1'].value} {book[name]['A2'].value}"
        assert "EXAMPLE, not of a real office" in said


def test_a_fund_without_a_return_is_asked_for_no_variance(
    office: Office, tmp_path: Path
) -> None:
    fund = {"fund": "OWN", "name": "Own fund", "kind": "local"}
    office.record(told("fund", fund))
    made = quarter_out(
        office.session("finance.officer"), "OWN", Q4, tmp_path / "own.xlsx"
    )
    assert (made.fund, made.rows, made.changes) == ("OWN", 3, ())


def test_a_form_is_refused_where_it_cannot_be_made(
    office: Office, tmp_path: Path
) -> None:
    session = office.session("finance.officer")
    (tmp_path / "there.xlsx").write_text("kept")
    with pytest.raises(FileStands):
        quarter_out(session, "SSF5", Q4, tmp_path / "there.xlsx")
    with pytest.raises(WrongArgument, match=r"must end in \.xlsx"):
        quarter_out(session, "SSF5", Q4, tmp_path / "form.ods")
    later = Quarter.parse("2024-25 Q2")
    with pytest.raises(WrongArgument, match="2024-25 Q2 has not begun"):
        quarter_out(session, "SSF5", later, tmp_path / "form.xlsx")
    with pytest.raises(UnknownName):
        quarter_out(session, "SSF6", Q4, tmp_path / "form.xlsx")
    assert (tmp_path / "there.xlsx").read_text() == "kept"


def test_in_a_running_quarter_the_form_can_be_taken_out(
    office: Office, tmp_path: Path
) -> None:
    office.day = date(2024, 6, 1)
    running = Quarter.parse("2024-25 Q1")
    session = office.session("finance.officer")
    made = quarter_out(session, "SSF5", running, tmp_path / "form.xlsx")
    assert made.quarter == "2024-25 Q1"
