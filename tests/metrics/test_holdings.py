"""What is held is said as it is: gaps, revisions, refusals, what no backup has."""

from pathlib import Path

import pytest

from fundtrack.acts.backups import backup
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.people import Role
from fundtrack.metrics.crime_months import MonthFile
from fundtrack.metrics.holdings import MonthState
from fundtrack.metrics.holdings import backup_held
from fundtrack.metrics.holdings import imports_held
from fundtrack.metrics.holdings import missing_of
from fundtrack.metrics.holdings import month_file
from fundtrack.metrics.holdings import months_held
from fundtrack.metrics.holdings import refused_rows
from fundtrack.metrics.holdings import unbalanced
from fundtrack.money import Pence
from fundtrack.store.connection import Row
from fundtrack.store.snapshot import open_books
from tests import builders
from tests import workbooks
from tests.crime_files import Crime
from tests.crime_files import street_file

LAST = 10**6


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        *builders.person("officer", Role.FINANCE),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "officer", clock)


def taken(session: Session, folder: Path, month: str, number: int) -> None:
    name = f"2024-{month}-lancashire-street.csv"
    crimes = [Crime(str(at), month=f"2024-{month}") for at in range(number)]
    ingest_crime(session, [street_file(folder, name, *crimes)])


def test_a_month_is_held_revised_or_missing(officer: Session, tmp_path: Path) -> None:
    for month, number in (("01", 1), ("04", 1), ("04", 2)):
        taken(officer, tmp_path, month, number)
    with officer.reading() as books:
        months = months_held(books)
        found = month_file(books, "lancashire", "2024-04")
        nothing = month_file(books, "lancashire", "2024-02")
    ours = [it for it in months if it.force == "lancashire" and it.month >= "2024"]
    assert [(it.month, it.state, it.times, it.source) for it in ours] == [
        ("2024-01", MonthState.HELD, 1, "lake"),
        ("2024-02", MonthState.MISSING, 0, ""),
        ("2024-03", MonthState.MISSING, 0, ""),
        ("2024-04", MonthState.REVISED, 2, "lake"),
    ]
    assert [it.month for it in missing_of(ours)] == ["2024-02", "2024-03"]
    assert nothing is None
    file = "2024-04-lancashire-street.csv"
    assert found is not None
    expected = MonthFile(
        "lancashire", "2024-04", file, found.entry, 2, 2, 0, 0, 0, "published"
    )
    assert (found, found.entry is not None) == (expected, True)


class MadeUp:
    """Books of one month that was made up."""

    def rows(self, query: str, **_: object) -> list[Row]:
        """Answer the two queries that months are read by."""
        month = {"force": "kent", "month": "2024-01", "provenance": "synthetic"}
        coverage = {**month, "source": "lake", "is_placed": True}
        return [coverage] if query == "crime_coverage" else []


def test_a_month_that_was_made_up_is_said_to_be() -> None:
    (month,) = months_held(MadeUp())
    assert (month.state, month.times) == (MonthState.SYNTHETIC, 1)


def test_an_import_is_listed_with_what_was_refused_and_how_far_it_is_apart(
    officer: Session, tmp_path: Path
) -> None:
    rows = [workbooks.CODED, workbooks.coded(12.5), workbooks.coded("see invoice")]
    path = workbooks.workbook(tmp_path / "extract.xlsx", {"Jan": rows})
    options = SpendOptions("ledger", Pence(1_300), "ledger")
    ingest_spend(officer, [path], options)
    taken(officer, tmp_path, "01", 3)
    with officer.reading() as books:
        crime, spend = imports_held(books, LAST)
        (row,) = refused_rows(books, LAST)
        assert refused_rows(books, spend.entry) == ()
        assert unbalanced(books) == 0
    assert (spend.kind, spend.file, spend.about) == ("import", "extract.xlsx", "ledger")
    assert (spend.row_count, spend.accepted, spend.refused) == (2, 1, 1)
    assert (spend.apart_pence, spend.is_reversed, spend.person) == (
        -50,
        False,
        "officer",
    )
    assert (crime.kind, crime.row_count, crime.refused) == ("crime_import", 3, None)
    assert crime.apart_pence is None
    assert (row.import_seq, row.file, row.sheet) == (spend.entry, path.name, "Jan")
    assert (row.row_number, row.found, row.is_open) == (3, "see invoice", True)
    assert row.fix.startswith("write it like 1,234.50")


def test_a_file_is_as_sure_as_the_entries_it_brought(
    workspace: Workspace, clock: Clock
) -> None:
    told: Payload = {
        "file": "march.xlsx",
        "source": "ledger",
        "rows": 1,
        "accepted": 1,
    }
    taken_in = NewEvent("import", builders.START, "extract", told)
    events = [taken_in, *builders.registers(), builders.actual(9_000)]
    builders.record(workspace, clock, events)
    with open_books(workspace) as books:
        (held,) = imports_held(books, LAST)
        (before,) = imports_held(books, 1)
    assert held.marks == ("recorded", "synthetic")
    assert before.marks == ("recorded",)


def test_a_backup_holds_what_was_recorded_before_it(
    officer: Session, tmp_path: Path
) -> None:
    with officer.reading() as books:
        before = backup_held(books)
    assert (before.made_at, before.file) == (None, None)
    assert before.unsaved_since is not None
    backup(officer, tmp_path / "kept.zip")
    with officer.reading() as books:
        after = backup_held(books)
    assert (after.file, after.unsaved_since) == ("kept.zip", None)
    assert after.made_at is not None
    assert after.made_at > before.unsaved_since
