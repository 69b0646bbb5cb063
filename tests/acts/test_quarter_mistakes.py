"""A quarter's workbook filled with mistakes: each is named where it stands."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.quarters import quarter_in
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from tests.acts.quarter_offices import Filling
from tests.acts.quarter_offices import filling
from tests.acts.quarter_offices import last_entry
from tests.acts.quarter_offices import quarter_office
from tests.acts.quarter_offices import synthetic_row
from tests.conftest import SETTINGS
from tests.returns.office import Office
from tests.workbooks import workbook

CCTV = ("Blackpool", "town-centre-cctv", "2023-24")
NEXT = ("Lancaster", "lamps", "2024-25")
Mistake = Callable[[Filling], object]
BLOCK, WARN = Severity.BLOCK, Severity.WARN


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """The office of these tests, with its settings."""
    made = quarter_office(workspace)
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return made


@pytest.fixture
def form(office: Office, tmp_path: Path) -> Filling:
    """A form of the quarter in somebody's hands."""
    return filling(office, tmp_path)


def put(sheet: str, *words: str, **said: object) -> Mistake:
    return lambda form: form.put(sheet, words, **said)


def new_order(heading: str, value: object) -> Mistake:
    def make(form: Filling) -> None:
        row = form.add("Commitments", *synthetic_row())
        form.at("Commitments", row, heading).value = value

    return make


def late_accrual(form: Filling) -> None:
    row = form.add("Accruals", *synthetic_row())
    form.at("Accruals", row, "Received on").value = date(2024, 4, 2)


def amount_of(sheet: str, words: str, amount: object) -> Mistake:
    return put(sheet, words, Amount=amount)


def heading_renamed(sheet: str, old: str, new: str | None) -> Mistake:
    def make(form: Filling) -> None:
        for cell in form.book[sheet][4]:
            if cell.value == old:
                cell.value = new

    return make


def start(row: int, value: object) -> Mistake:
    return lambda form: setattr(form.book["Start"].cell(row, 2), "value", value)


def a_row_twice(form: Filling) -> None:
    form.add("Risks", None, "supplier fails", "high", "high", "J Smith")


def an_entry_made_up(form: Filling) -> None:
    row = form.add("Commitments", *synthetic_row())
    form.at("Commitments", row, "Entry").value = 3


def sheet_gone(form: Filling) -> None:
    del form.book["Risks"]


def risks_deleted(form: Filling) -> None:
    form.book["Risks"].delete_rows(5)


@pytest.mark.parametrize(
    ("mistake", "expected"),
    [
        (
            put("Forecasts", *NEXT, Forecast_Q2="about 30"),
            ("register-cell-unreadable", "I7: “about 30” is not pounds", BLOCK),
        ),
        (
            put("Forecasts", *NEXT, Forecast_Q1="=A1+1"),
            ("form-formula", "H7 holds a formula", BLOCK),
        ),
        (
            put("Forecasts", *CCTV, Forecast_Q4=90),
            ("quarter-ended", "K5: 2023-24 Q4 has ended", BLOCK),
        ),
        (
            put("Profiles", *CCTV, Profile_Q4=None),
            ("quarter-figure-emptied", "J5: the profile of 2023-24 Q4 was", BLOCK),
        ),
        (
            put("Commitments", "lamps ordered", Ordered_on="31/02/2024"),
            ("register-cell-unreadable", "H5: “31/02/2024” is not a date", BLOCK),
        ),
        (
            amount_of("Commitments", "lamps ordered", None),
            ("quarter-cell-emptied", "G5: Amount (£) was emptied", BLOCK),
        ),
        (
            put("Commitments", "lamps ordered", Reference="PO-8"),
            ("quarter-order-renamed", "J5: Reference of entry", BLOCK),
        ),
        (an_entry_made_up, ("quarter-entry-unknown", "A6: the form was sent", BLOCK)),
        (
            new_order("Amount (£)", None),
            ("quarter-cell-empty", "G6: Amount (£) is empty in a new row", BLOCK),
        ),
        (
            new_order("Area", "Blackpol"),
            ("quarter-unknown-area", "B6: there is no area “Blackpol”", BLOCK),
        ),
        (
            new_order("Project", "lamps"),
            ("quarter-unknown-project", "C6: SSF5 has no project “lamps” in", BLOCK),
        ),
        (
            new_order("Heading", "cctvs"),
            ("quarter-new-cell", "D6: SSF5/blackpool/town-centre-cctv/cctvs", WARN),
        ),
        (late_accrual, ("quarter-other-quarter", "H7: 2024-04-02 is not in", BLOCK)),
        (
            put("Milestones", "lamps lit", RAG="purple"),
            ("register-cell-unreadable", "G5: “purple” is not one of", BLOCK),
        ),
        (
            put("Milestones", "lamps lit", Planned=None),
            ("register-cell-empty", "D5: Planned is empty", BLOCK),
        ),
        (a_row_twice, ("quarter-row-twice", "A6: row 5 speaks of the same", BLOCK)),
        (sheet_gone, ("form-table-missing", "no sheet has the headings of", BLOCK)),
        (
            heading_renamed("Milestones", "RAG", "Colour"),
            ("form-heading-missing", "the heading RAG is missing", BLOCK),
        ),
        (
            heading_renamed("Forecasts", "Forecast Q2 (£)", None),
            ("form-heading-missing", "the heading Forecast Q2 (£) is missing", BLOCK),
        ),
        (
            risks_deleted,
            ("quarter-row-missing", "rows that were sent are not there", WARN),
        ),
        (start(5, 0), ("quarter-form-version", "B5: this is version 0", BLOCK)),
        (start(3, "SSF4"), ("quarter-other-fund", "B3: the books have no", BLOCK)),
        (start(4, "2023-24 Q3"), ("quarter-other-form", "B8: the mark does", BLOCK)),
        (start(4, "Q3"), ("quarter-unreadable", "B4: “Q3” is not a quarter", BLOCK)),
        (start(6, "many"), ("quarter-other-form", "B8: the mark does not", BLOCK)),
        (start(8, None), ("quarter-not-a-form", "does not say Form mark", BLOCK)),
    ],
)
def test_a_mistake_is_named_where_it_stands(
    form: Filling, mistake: Mistake, expected: tuple[str, str, Severity]
) -> None:
    mistake(form)
    rule, said, severity = expected
    found = form.brought(is_dry_run=True).findings
    named = [it for it in found if it.rule == rule and said in it.message]
    assert named, found
    assert named[0].severity == severity
    assert named[0].fix


def places(found: tuple[Finding, ...]) -> list[str]:
    return [it.place for it in found]


def test_all_mistakes_are_named_at_once_and_nothing_is_half_taken(
    form: Filling,
) -> None:
    form.put("Outputs", ["lamps fitted"], Actual="twelve")
    form.put("Forecasts", NEXT, Forecast_Q1=50)
    form.put("Risks", ["supplier fails"], Likelihood="often")
    answer = form.brought(is_dry_run=True)
    assert places(answer.findings)[:2] == [
        "quarter.xlsx, sheet Outputs, row 5, column Actual",
        "quarter.xlsx, sheet Risks, row 5, column Likelihood",
    ]
    assert [it.what for it in answer.changes] == ["forecast"]
    before = last_entry(form.office)
    with pytest.raises(FileRefused):
        form.brought()
    assert last_entry(form.office) == before


def test_columns_may_move_and_sheets_be_renamed(form: Filling) -> None:
    page = form.book["Forecasts"]
    page.insert_cols(1)
    page.insert_rows(1, 2)
    page.title = "what we expect"
    page.cell(9, 9).value = 50
    answer = form.brought()
    (change,) = answer.changes
    assert (change.sheet, change.cell) == ("what we expect", "I9")
    assert (change.becomes, answer.findings) == ("£50.00", ())


def test_what_was_spent_is_not_typed(form: Filling) -> None:
    row = form.row("Forecasts", *CCTV)
    form.at("Forecasts", row, "Spent so far (£)").value = 2000
    form.at("Forecasts", row, "Budget (£)").value = "lots"
    form.at("Profiles", row, "Budget (£)").value = None
    answer = form.brought()
    assert answer.changes == ()
    assert {(it.rule, it.severity, it.column) for it in answer.findings} == {
        ("quarter-not-typed", WARN, "Spent so far (£)"),
        ("quarter-not-typed", WARN, "Budget (£)"),
    }
    assert "G5: Spent so far (£) was £1,000.00;" in str(answer.findings)


def test_a_waiting_accrual_with_other_words_needs_its_amount(form: Filling) -> None:
    waiting = form.row("Accruals", "owed, not billed") + 1
    form.at("Accruals", waiting, "What is owed").value = "something else"
    found = form.brought(is_dry_run=True).findings
    assert {it.column for it in found} == {"Amount (£)", "Received on"}


def test_many_missing_rows_are_named_together(form: Filling) -> None:
    for number in range(6):
        form.add("Risks", None, f"risk {number}", "low", "low", "J Smith")
    form.brought()
    again = filling(form.office, form.path.parent)
    again.book["Risks"].delete_rows(5, 7)
    (found,) = again.brought().findings
    assert found.message.startswith("rows that were sent are not there")
    assert "risk 3 and 2 more" in found.message


def test_a_file_that_is_no_form_is_refused(office: Office, tmp_path: Path) -> None:
    path = workbook(tmp_path / "other.xlsx", {"Sheet1": [["a", "b"], [1, 2]]})
    with pytest.raises(FileRefused, match="the first sheet does not say Fund"):
        quarter_in(office.session("finance.officer"), path)


def test_a_form_of_other_books_is_refused(
    form: Filling, office: Office, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    other = quarter_office(Workspace(folder))
    other.record(*[])
    path = form.saved()
    session = other.session("finance.officer")
    assert quarter_in(session, path).changes == ()
    form.book["Start"].cell(6, 2, last_entry(office) + 5)
    with pytest.raises(FileRefused, match="made from these books"):
        quarter_in(session, form.saved())
