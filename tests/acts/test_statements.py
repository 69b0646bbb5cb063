"""The statements of a year's end tie to the returns, and each figure to its lines."""

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.returns import submit
from fundtrack.acts.statements import Asked
from fundtrack.acts.statements import statement_papers
from fundtrack.acts.statements import write_statement
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.figures import FigureId
from fundtrack.errors import FileStands
from fundtrack.errors import NotCounted
from fundtrack.errors import NoTerms
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.statements import Statement
from fundtrack.returns.statements import StatementPapers
from fundtrack.returns.statements import statement_sheets
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.builders import CELL
from tests.conftest import SETTINGS
from tests.histories import history_of
from tests.oracles import statements as oracle
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

YEAR, NEXT = FinancialYear(2023), FinancialYear(2024)
OUTTURN = Asked(Statement.OUTTURN, "SSF5", YEAR)
USAGE = Asked(Statement.USAGE, "SSF5", YEAR)
CLAIM = 40_000 + 60_000 + 5_001 + 7_000
EVERYTHING = 10_000


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """An office whose year was claimed and paid in part, and a line came late."""
    folder = tmp_path_factory.mktemp("made")
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    office = open_office(Workspace(folder))
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    office.day = date(2024, 5, 20)
    paid = Receipt(Pence(100_000), office.day, "BACS 1")
    receive(office.session("finance.officer"), RETURN, paid)
    office.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    return office


@pytest.fixture
def office(made: Office, tmp_path: Path) -> Office:
    """A copy of it."""
    shutil.copytree(made.workspace.folder, tmp_path / "copy")
    return Office(Workspace(tmp_path / "copy"), made.day, list(made.history))


def said_of(office: Office, asked: Asked = USAGE) -> StatementPapers:
    """What a statement of the office is made of."""
    with open_books(office.workspace) as books:
        return statement_papers(office.session("finance.officer"), books, asked)


def made_of(office: Office, asked: Asked = USAGE) -> dict[str, Sheet]:
    """Its sheets by name."""
    made = statement_sheets(said_of(office, asked), read_layout(asked.statement))
    return {sheet.name: sheet for sheet in made}


def sums_of(sheet: Sheet) -> dict[str, object]:
    """The sums of a sheet by what they are."""
    return {str(row[0]): row[1] for row in sheet.rows}


def test_the_statement_ties_the_years_spending_to_its_claims_and_what_is_owed(
    office: Office,
) -> None:
    assert sums_of(made_of(office)["Reconciliation"]) == {
        "Eligible spending": CLAIM + 2_500,
        "Less: in no return of the period": -2_500,
        "Add: of the time before, in a return of the period": 0,
        "Counted by the returns of the period": CLAIM,
        "Less: counted and not claimed": 0,
        "Claimed by the returns": CLAIM,
        "Less: received": -100_000,
        "Owed by the funder": CLAIM - 100_000,
    }
    money = said_of(office).money
    history = history_of(office.workspace.ledger)
    window = (date(2023, 10, 1), date(2024, 3, 31))
    twin = oracle.eligible(history, Cell("SSF5"), window, EVERYTHING)
    assert money.eligible.pence == twin == CLAIM + 2_500
    assert oracle.claims(history, str(YEAR)) == {"2023-24 Q4": (CLAIM, 100_000)}
    assert (money.claimed_pence, money.received_pence) == (CLAIM, 100_000)


@pytest.mark.parametrize("asked", [OUTTURN, USAGE], ids=lambda it: it.statement)
def test_every_figure_of_a_statement_traces_to_what_it_says(
    office: Office, asked: Asked
) -> None:
    traced = 0
    with open_books(office.workspace) as books:
        for sheet in made_of(office, asked).values():
            for row in sheet.rows:
                pence = [
                    abs(int(str(cell)))
                    for column, cell in zip(sheet.columns, row, strict=True)
                    if column.kind is Kind.POUNDS and cell is not None
                ]
                for cell in row:
                    if isinstance(cell, str) and "@" in cell:
                        traced += 1
                        assert abs(trace(books, FigureId.parse(cell)).pence) in pence
    assert traced > 5


def test_the_outturn_sets_each_heading_against_its_budget(office: Office) -> None:
    rows = made_of(office, OUTTURN)["Outturn"].rows
    assert [row[:7] for row in rows] == [
        ("Blackpool", "cctv", "capital", 120_000, 102_500, 17_500, -17_500 / 120_000),
        ("Lancaster", "lighting", "revenue", 80_000, 12_001, 67_999, -67_999 / 80_000),
        ("Total", "all", "all", 200_000, 114_501, 85_499, -85_499 / 200_000),
    ]


def test_the_use_of_the_grant_says_what_was_received_and_is_left(
    office: Office,
) -> None:
    sums = sums_of(made_of(office)["Use of the grant"])
    assert sums["Award for the financial year 2023-24"] == 200_000
    assert sums["Income received"] == 100_000
    assert sums["Of the award not spent"] == 200_000 - CLAIM - 2_500
    assert sums["Interest on grant not spent"] is None
    assert (sums["Received and not spent"], sums["Owed by the funder"]) == (
        0,
        CLAIM - 100_000,
    )
    headings = made_of(office)["Spending by heading"].rows
    assert [row[:3] for row in headings] == [
        ("cctv", "capital", 102_500),
        ("lighting", "revenue", 12_001),
        ("Total", "all", 114_501),
    ]


def test_a_year_without_returns_of_its_own_says_so(office: Office) -> None:
    office.day = date(2025, 6, 2)
    made = made_of(office, Asked(Statement.USAGE, "SSF5", NEXT))
    sums = sums_of(made["Reconciliation"])
    assert made["Claims"].rows == ()
    assert sums["Eligible spending"] == -7_000
    assert sums["Less: in no return of the period"] == 7_000
    assert sums["Claimed by the returns"] == 0


def test_what_came_late_for_the_year_before_is_in_the_years_returns(
    office: Office,
) -> None:
    facts: dict[str, str | int] = {
        "return_id": "SSF5-2024-25-Q1-v1",
        "fund": "SSF5",
        "quarter": "2024-25 Q1",
        "quarter_ends": "2024-06-30",
        "as_known": office.history[-1][0],
    }
    part = Standing(CELL, Pence(2_500))
    sent = NewEvent(
        "return_submitted", office.day, "sent", facts, claim_postings([part])
    )
    office.record(sent)
    office.day = date(2025, 6, 2)
    sums = sums_of(
        made_of(office, Asked(Statement.USAGE, "SSF5", NEXT))["Reconciliation"]
    )
    assert sums["Add: of the time before, in a return of the period"] == 2_500
    assert sums["Counted by the returns of the period"] == 2_500 - 7_000
    assert sums["Less: counted and not claimed"] == 7_000


def test_the_whole_funding_period_has_a_statement_once_it_has_ended(
    office: Office,
) -> None:
    whole = Asked(Statement.USAGE, "SSF5")
    with pytest.raises(NotCounted, match="the period ends on 2025-03-31"):
        said_of(office, whole)
    office.day = date(2025, 4, 1)
    office.record(terms(retention_years=6, signatories="A Lee, CFO", version=2))
    sums = sums_of(made_of(office, whole)["Use of the grant"])
    assert sums["Award for the funding period"] == 200_000
    assert sums["Eligible spending"] == CLAIM + 2_500 - 7_000
    made = made_of(office, whole)
    assert ("Records are kept until", "31 March 2031") in made["Cover"].rows
    assert ("To be signed by", "A Lee, CFO") in made["Certificate"].rows


def test_a_period_that_no_agreement_pays_for_has_no_statement(office: Office) -> None:
    late = Asked(Statement.OUTTURN, "SSF5", FinancialYear(2025))
    with pytest.raises(NotCounted, match="the funding of SSF5 ended on 2025-03-31"):
        said_of(office, late)
    with pytest.raises(NoTerms):
        said_of(office, Asked(Statement.OUTTURN, "SSF5", FinancialYear(2022)))
    with pytest.raises(NoTerms):
        said_of(office, replace(USAGE, as_known="1"))


def test_a_statement_is_written_whole_with_its_manifest_and_never_over_another(
    office: Office, tmp_path: Path
) -> None:
    finance, folder = office.session("finance.officer"), tmp_path / "statement"
    made = write_statement(finance, USAGE, folder)
    named = "SSF5-2023-24-grant-usage"
    written = {str(it.relative_to(folder)) for it in folder.rglob("*") if it.is_file()}
    assert written == {*made.files, "manifest.json"}
    assert {f"{named}.{kind}" for kind in ("xlsx", "ods", "html", "pdf")} < written
    facts = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    assert (facts["statement"], facts["claimed_pence"]) == ("grant-usage", CLAIM)
    assert made.owed_to_us_pence == CLAIM - 100_000
    with pytest.raises(FileStands):
        write_statement(finance, USAGE, folder)
