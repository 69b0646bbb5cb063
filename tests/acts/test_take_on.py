"""What was before the books began is taken on, and the first return starts from it."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.corrections import correct
from fundtrack.acts.corrections import reverse
from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.returns import prepare
from fundtrack.acts.take_on import TakeOnImport
from fundtrack.acts.take_on import ingest_take_on
from fundtrack.acts.take_on import write_blank_take_on
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.receipts import BeyondClaim
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.trace import trace
from fundtrack.money import Pence
from fundtrack.returns.figures import read_figures
from fundtrack.returns.scopes import read_scope
from fundtrack.sources.tables import read_tables
from tests import builders
from tests import oracle
from tests import workbooks
from tests.builders import CELL
from tests.histories import history_of
from tests.returns.office import Q4
from tests.returns.office import Office
from tests.returns.office import beginning
from tests.returns.office import imported

LAST = 10**6
HEADINGS = (
    *("Fund", "Area", "Project", "Heading", "Capital or revenue", "Quarter"),
    *("Spent (£)", "Claimed (£)", "Received (£)"),
)
CAPITAL = ("SSF5", "Blackpool", None, "cctv", "capital", "2023-24 Q3", 400, 380, 100)
REVENUE = ("SSF5", "lancaster", None, "pay", "revenue", "2023-24 Q3", 50.01, 50, None)
SPENT, CLAIMED, RECEIVED = 45_001, 43_000, 10_000


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with its award and budgets, and nothing spent in the books yet."""
    office = Office(workspace)
    office.record(*beginning())
    return office


def taken_on(office: Office, path: Path, *rows: workbooks.Row) -> TakeOnImport:
    """Take in a file of these rows."""
    workbooks.workbook(path, {"Take-on": [HEADINGS, *rows]})
    return ingest_take_on(office.session("finance.officer"), path)


def refused(office: Office, path: Path, *rows: workbooks.Row) -> set[str]:
    """Give the rules by which a file is refused."""
    before = history_of(office.workspace.ledger)
    with pytest.raises(FileRefused) as error:
        taken_on(office, path, *rows)
    assert history_of(office.workspace.ledger) == before
    assert all(found.file == path.name for found in error.value.findings)
    return {found.rule for found in error.value.findings}


def test_a_file_is_taken_on_whole_and_kept(office: Office, tmp_path: Path) -> None:
    done = taken_on(office, tmp_path / "t.xlsx", CAPITAL, REVENUE)
    assert (done.rows, done.accepted, done.already_held) == (2, 2, 0)
    assert (done.spent_pence, done.claimed_pence) == (SPENT, CLAIMED)
    assert (done.received_pence, done.entries) == (RECEIVED, 6)
    (kept,) = office.workspace.evidence.iterdir()
    history = history_of(office.workspace.ledger)
    day = date(2023, 12, 31)
    with office.session("auditor").reading() as books:
        found = position(books, Selection(day, LAST, "SSF5")).totals
        early = position(books, Selection(date(2023, 12, 30), LAST, "SSF5")).totals
    for name in ("actual", "claimed", "received", "owed_to_us", "budget", "awarded"):
        twin = oracle.TWINS[name](history, Cell("SSF5"), day, LAST)
        assert getattr(found, f"{name}_pence") == twin, name
    assert (found.actual_pence, early.actual_pence) == (SPENT, 0)
    assert (found.claimed_pence, found.owed_to_us_pence) == (CLAIMED, 33_000)
    assert (found.budget_pence, found.awarded_pence) == (200_000, 200_000)
    assert kept.read_bytes() == (tmp_path / "t.xlsx").read_bytes()
    assert verify(office.session("auditor")).is_ok


def test_what_is_taken_on_traces_to_its_cells(office: Office, tmp_path: Path) -> None:
    taken_on(office, tmp_path / "t.xlsx", CAPITAL, REVENUE)
    with office.session("auditor").reading() as books:
        figure = FigureId(Measure.CLAIMED, Cell("SSF5"), date(2023, 12, 31), LAST)
        lines = trace(books, figure).lines
    assert [(it.pence, it.file, it.sheet, it.row, it.column) for it in lines] == [
        (38_000, "t.xlsx", "Take-on", 2, "Claimed (£)"),
        (5_000, "t.xlsx", "Take-on", 3, "Claimed (£)"),
    ]


def test_the_first_return_starts_from_what_was_taken_on(
    office: Office, tmp_path: Path
) -> None:
    taken_on(office, tmp_path / "t.xlsx", CAPITAL, REVENUE)
    office.record(imported(60_000), builders.actual(60_000, date(2024, 1, 20), row=3))
    done = prepare(office.session("finance.officer"), "SSF5", Q4)
    assert done.ledger_pence == done.claim_pence == SPENT + 60_000 - CLAIMED
    assert done.difference_pence == 0
    with office.session("auditor").reading() as books:
        scope = read_scope(books, ("SSF5", "SSF5"), Q4, done.as_known)
        figures = read_figures(books, scope)
    sums = {
        (row.cell.area, row.cell.heading, row.cell.kind): row.pence("cumulative")
        for row in figures.table[:-1]
    }
    assert sums["blackpool", "cctv", "capital"] == 40_000 + 60_000
    assert sums["lancaster", "pay", "revenue"] == 5_001
    beneath = {
        (line.origin.file, line.origin.row, line.pence)
        for line in figures.lineage
        if line.figure == figures.table[-1].figures["cumulative"].id
    }
    assert {("t.xlsx", 2, 40_000), ("t.xlsx", 3, 5_001)} < beneath
    assert figures.before.pence == CLAIMED
    assert {found.rule for found in done.findings} <= {
        "variance-explained",
        "all-areas-reported",
    }


def test_what_arrives_since_of_a_claim_taken_on_is_recorded(
    office: Office, tmp_path: Path
) -> None:
    taken_on(office, tmp_path / "t.xlsx", CAPITAL, REVENUE)
    finance = office.session("finance.officer")
    said = Receipt(Pence(30_000), date(2024, 4, 12), "BACS 7")
    done = receive(finance, "SSF5 taken on", said)
    assert (done.state, done.claim_pence) == ("taken on", CLAIMED)
    assert (done.received_pence, done.owed_to_us_pence) == (30_000, 3_000)
    history = history_of(office.workspace.ledger)
    with finance.reading() as books:
        found = position(books, Selection(date(2024, 4, 12), LAST, "SSF5")).totals
    twin = oracle.owed_to_us(history, Cell("SSF5"), date(2024, 4, 12), LAST)
    assert found.owed_to_us_pence == twin == 3_000
    with pytest.raises(BeyondClaim):
        receive(finance, "SSF5 taken on", said)
    correct(finance, done.entry, Correction("a part of it", Pence(33_000)))
    with finance.reading() as books:
        found = position(books, Selection(date(2024, 4, 12), LAST, "SSF5")).totals
    assert found.owed_to_us_pence == 0
    assert not history_of(office.workspace.ledger)[-1][1].kind.endswith("paid")


def test_the_same_file_again_changes_nothing(office: Office, tmp_path: Path) -> None:
    first = taken_on(office, tmp_path / "t.xlsx", CAPITAL)
    before = history_of(office.workspace.ledger)
    again = taken_on(office, tmp_path / "t.xlsx", CAPITAL)
    assert (again.accepted, again.already_held, again.entries) == (0, 1, 0)
    assert again.entry == first.entry
    assert history_of(office.workspace.ledger) == before


def test_a_file_reversed_is_taken_on_again_corrected(
    office: Office, tmp_path: Path
) -> None:
    done = taken_on(office, tmp_path / "t.xlsx", CAPITAL)
    finance = office.session("finance.officer")
    with pytest.raises(CorrectionRefused, match=f"reverse entry {done.entry}"):
        correct(finance, done.entry + 1, Correction("wrong"))
    reverse(finance, done.entry, "the quarter before")
    with finance.reading() as books:
        found = position(books, Selection(date(2024, 4, 30), LAST, "SSF5")).totals
    assert (found.actual_pence, found.claimed_pence, found.received_pence) == (0, 0, 0)
    assert taken_on(office, tmp_path / "t.xlsx", CAPITAL).accepted == 1


def test_a_project_that_is_named_keeps_its_cell(office: Office, tmp_path: Path) -> None:
    row = ("SSF5", "blackpool", "town-centre-cctv", *CAPITAL[3:6], 7, None, None)
    taken_on(office, tmp_path / "t.xlsx", row)
    with office.session("auditor").reading() as books:
        figure = FigureId(Measure.ACTUAL, CELL, date(2023, 12, 31), LAST)
        assert trace(books, figure).pence == 700


def test_what_is_wrong_is_said_at_once_and_nothing_is_recorded(
    office: Office, tmp_path: Path
) -> None:
    path = tmp_path / "t.xlsx"
    assert refused(
        office,
        path,
        ("SSF9", "moon", None, "cctv", "capital", "2023-24 Q3", 1, None, None),
        ("SSF5", "blackpool", None, "cctv", "capital", "Q3", 1, None, None),
        ("SSF5", "blackpool", None, "cctv", "capital", "2024-25 Q1", 1, None, None),
        ("SSF5", "blackpool", None, "pay", "capital", "2023-24 Q2", None, None, 0),
        ("SSF5", "blackpool", "moon", "pay", "capital", "2023-24 Q2", "x", 1, 0),
        CAPITAL,
        CAPITAL,
    ) == {
        "register-unknown-fund",
        "register-unknown-area",
        "register-cell-unreadable",
        "take-on-not-ended",
        "take-on-nothing",
        "register-row-twice",
    }
    assert refused(office, path) == {"take-on-empty"}


def test_a_quarter_that_the_books_hold_is_refused(
    office: Office, tmp_path: Path
) -> None:
    (entry,) = office.record(builders.actual(100, date(2023, 11, 2)))
    assert refused(office, tmp_path / "t.xlsx", CAPITAL) == {"take-on-held"}
    correct(office.session("finance.officer"), entry, Correction("not ours"))
    assert taken_on(office, tmp_path / "t.xlsx", CAPITAL).accepted == 1


def test_money_in_advance_is_taken_on_with_a_warning(
    office: Office, tmp_path: Path
) -> None:
    done = taken_on(office, tmp_path / "t.xlsx", (*CAPITAL[:8], 500))
    assert [found.rule for found in done.findings] == ["take-on-received"]
    assert "£120.00 more" in done.findings[0].message


def test_a_text_file_of_any_name_will_do(office: Office, tmp_path: Path) -> None:
    path = workbooks.text_file(tmp_path / "before.csv", [HEADINGS, CAPITAL])
    assert ingest_take_on(office.session("finance.officer"), path).accepted == 1


def test_who_may_not_take_files_in_takes_nothing_on(
    office: Office, tmp_path: Path
) -> None:
    path = workbooks.text_file(tmp_path / "before.csv", [HEADINGS, CAPITAL])
    with pytest.raises(NotAllowed):
        ingest_take_on(office.session("reviewer"), path)


def test_the_blank_is_annotated_and_taken_back(office: Office, tmp_path: Path) -> None:
    path = tmp_path / "take-on.xlsx"
    write_blank_take_on(path)
    notes, sheet = read_tables(path).sheets
    assert sheet.rows[0][: len(HEADINGS)] == HEADINGS
    assert "a quarter such as 2023-24 Q4" in {
        row[3] for row in notes.rows if len(row) > 3
    }
    with pytest.raises(WrongArgument, match="there already"):
        write_blank_take_on(path)
    with pytest.raises(FileRefused, match="no filled row"):
        ingest_take_on(office.session("finance.officer"), path)
