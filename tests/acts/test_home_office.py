"""Acts on Home Office tables: all of a file or nothing; a newer edition replaces."""

import json
import shutil
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts import home_office
from fundtrack.acts.backups import _lake_files
from fundtrack.acts.doctor import _lake
from fundtrack.acts.home_office import TableImport
from fundtrack.acts.home_office import ask_outcome_rates
from fundtrack.acts.home_office import ask_recorded_crime
from fundtrack.acts.home_office import ingest_outcomes
from fundtrack.acts.home_office import ingest_recorded_crime
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAllowed
from fundtrack.ingest.home_office_checks import PartChange
from fundtrack.metrics.outcome_rates import OutcomeQuestion
from fundtrack.metrics.recorded_crime import RecordedQuestion
from fundtrack.store.tables import read_tables_held
from tests import builders
from tests import home_office_files as files
from tests.home_office_files import force_row

Q1 = "force 2023-24 Q1"


@pytest.fixture
def officer(workspace: Workspace, clock: Clock) -> Session:
    """A finance officer, who may take in files."""
    builders.record(workspace, clock, builders.person("officer", Role.FINANCE))
    return Session(workspace, "officer", clock)


def edition(
    session: Session, *rows: files.Row, name: str = "prc-tables-240724.ods"
) -> TableImport:
    """Take in a force table of these rows, as a file of this name."""
    folder = session.workspace.folder
    path = files.ods_file(folder / name, files.table(files.FORCE_HEADINGS, *rows))
    return ingest_recorded_crime(session, path)


def state(session: Session) -> dict[str, bytes]:
    """Everything the workspace keeps but the books' own file, which opening touches."""
    folder = session.workspace.folder
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for part in ("lake", "published", "evidence")
        for path in (folder / part).rglob("*")
        if path.is_file()
    }


def rules_of(taken: TableImport | FileRefused) -> list[str]:
    """The rules of an import's findings."""
    return [finding.rule for finding in taken.findings]


def recorded(session: Session) -> list[tuple[object, ...]]:
    """The figures of recorded crime in the current snapshot."""
    question = RecordedQuestion(by=("force", "quarter", "code"))
    found = ask_recorded_crime(session, question)
    return [
        (row["force"], row["quarter"], row["code"], row["offences"])
        for row in found.counts
    ]


def test_a_table_says_what_it_held_and_is_asked_from_the_snapshot(
    officer: Session,
) -> None:
    rows = [force_row(3), force_row(5, "Q2"), force_row(1, force="Action Fraud")]
    taken = edition(officer, *rows)
    assert (taken.rows, taken.forces) == (3, ["action-fraud", "lancashire"])
    assert taken.periods == ["2023-24 Q1", "2023-24 Q2"]
    assert (taken.edition, taken.provenance) == ("2024-07-24", "published")
    assert rules_of(taken) == ["forces-absent", "year-in-part"]
    assert taken.changes[0] == PartChange(Q1, None, None, 4)
    assert recorded(officer) == [
        ("lancashire", "2023-24 Q1", "28E", 3),
        ("lancashire", "2023-24 Q2", "28E", 5),
    ]


def test_the_books_say_what_was_taken_in_and_evidence_keeps_the_file(
    officer: Session,
) -> None:
    edition(officer, force_row(3))
    (part,) = read_tables_held(officer.workspace).parts.values()
    name = "prc-tables-240724.ods"
    kept = officer.workspace.evidence / part.evidence
    assert kept.read_bytes() == (officer.workspace.folder / name).read_bytes()
    with duckdb.connect(str(officer.workspace.ledger), read_only=True) as con:
        asked = "SELECT payload, evidence FROM event WHERE kind = 'table_import'"
        ((payload, evidence),) = con.execute(asked).fetchall()
    told = json.loads(payload)
    assert told["tables"] == read_tables_held(officer.workspace).sha256
    assert (told["parts"], told["rows"], told["file"]) == ([Q1], 1, name)
    assert evidence == part.evidence
    report = verify(officer)
    assert (report.chain_ok, report.snapshot_ok) == (True, True)


def test_the_same_file_again_changes_nothing(
    officer: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = (force_row(3), force_row(5, 2))
    first = edition(officer, *rows)
    before = state(officer)
    renamed = edition(officer, *rows, force_row("[z]", 1, files.SHOPS), name="new.ods")
    assert (renamed.rows, renamed.changes) == (3, [])
    monkeypatch.setattr(home_office, "stage_table", None)
    again = edition(officer, *rows)
    assert replace(again, findings=first.findings, changes=first.changes) == first
    assert (again.changes, rules_of(again)) == ([], ["file-held"])
    assert state(officer) == before


def test_a_file_that_is_held_in_part_is_read_again(officer: Session) -> None:
    edition(officer, force_row(3), force_row(5, 2), name="first.ods")
    edition(officer, force_row(4), name="second.ods")
    taken = edition(officer, force_row(3), force_row(5, 2), name="first.ods")
    assert taken.changes == [PartChange(Q1, 1, 4, 3)]
    again = edition(officer, force_row(3), force_row(5, 2), name="first.ods")
    assert (again.changes, rules_of(again)[:1]) == ([], ["forces-absent"])


def test_lost_tables_are_made_again_from_evidence(officer: Session) -> None:
    edition(officer, force_row(3), force_row(5, 2))
    workspace = officer.workspace
    held = read_tables_held(workspace)
    shutil.rmtree(workspace.lake)
    (kept,) = workspace.evidence.glob("[!.]*")
    ingest_recorded_crime(officer, kept)
    made = read_tables_held(workspace)
    assert {part.parquet for part in made.parts.values()} == {
        part.parquet for part in held.parts.values()
    }


def test_a_newer_edition_replaces_its_quarters_and_says_what_changed(
    officer: Session,
) -> None:
    held = (force_row(3), force_row(7, 1, files.SHOPS), force_row(5, 2))
    edition(officer, *held)
    rows = [force_row(4), force_row(7, 1, files.SHOPS), force_row(2, 3)]
    taken = edition(officer, *rows, name="prc-tables-231024.ods")
    assert taken.changes == [
        PartChange(Q1, 1, 10, 11),
        PartChange("force 2023-24 Q3", None, None, 2),
    ]
    assert recorded(officer) == [
        ("lancashire", "2023-24 Q1", "28E", 4),
        ("lancashire", "2023-24 Q1", "46", 7),
        ("lancashire", "2023-24 Q2", "28E", 5),
        ("lancashire", "2023-24 Q2", "46", None),
        ("lancashire", "2023-24 Q3", "28E", 2),
        ("lancashire", "2023-24 Q3", "46", None),
    ]
    old = edition(officer, force_row(1), force_row(5, 2), name="old-260424.ods")
    assert rules_of(old)[-1:] == ["older-edition"]
    assert old.changes == []


def test_an_older_edition_brings_only_quarters_that_are_not_held(
    officer: Session,
) -> None:
    edition(officer, force_row(3))
    rows = [force_row(1), force_row(9, 4, year="2022/23")]
    taken = edition(officer, *rows, name="prc-tables-230123.ods")
    assert [change.part for change in taken.changes] == ["force 2022-23 Q4"]
    assert recorded(officer)[-1] == ("lancashire", "2023-24 Q1", "28E", 3)


MADE_UP = files.MADE_UP_COVER
REFUSED: list[tuple[str, list[files.Row], Iterable[files.Row]]] = [
    ("synthetic-over-published", [force_row(3)], MADE_UP),
    ("forces-lost", [force_row(3, force="Kent")], ()),
    ("figure-twice", [force_row(3), force_row(3)], ()),
    ("year-below-nought", [force_row(at - 9, at) for at in (1, 2, 3, 4)], ()),
    ("count-unknown", [force_row("some")], ()),
]


def test_a_file_that_is_refused_changes_nothing(officer: Session) -> None:
    edition(officer, force_row(8))
    before = state(officer)
    for rule, rows, cover in REFUSED:
        sheets = files.table(files.FORCE_HEADINGS, *rows, cover=cover)
        path = files.xlsx_file(officer.workspace.folder / "new.xlsx", sheets)
        with pytest.raises(FileRefused) as refusal:
            ingest_recorded_crime(officer, path)
        assert rule in rules_of(refusal.value)
        assert state(officer) == before


def test_a_subset_of_a_table_never_replaces_it(officer: Session) -> None:
    offences = (files.HOME, files.PERSONAL_ROBBERY, files.SHOPS)
    edition(officer, *(force_row(3, 1, offence) for offence in offences))
    with pytest.raises(FileRefused, match="is held with 3 rows and would have 1"):
        edition(officer, force_row(3), name="prc-knives-231024.ods")
    rows = [files.OUTCOME_HEADINGS, files.outcome_row("1a", (1, 1))]
    path = files.csv_file(officer.workspace.folder / "alternate.csv", rows)
    with pytest.raises(FileRefused, match="not that of alternate offences"):
        ingest_outcomes(officer, path)


def test_a_partnership_table_stands_beside_the_force_table(officer: Session) -> None:
    edition(officer, force_row(9))
    rows = [
        files.csp_row(4),
        files.csp_row(2, "Unassigned Lancashire"),
        files.csp_row(3, "Blackburn with Darwen"),
    ]
    path = officer.workspace.folder / "prc-csp.csv"
    taken = ingest_recorded_crime(
        officer, files.csv_file(path, [files.CSP_HEADINGS, *rows])
    )
    assert [change.part for change in taken.changes] == ["csp 2023-24 Q1"]
    question = RecordedQuestion(level="csp", by=("csp", "district"))
    found = ask_recorded_crime(officer, question)
    assert [(row["csp"], row["district"], row["offences"]) for row in found.counts] == [
        ("Blackburn with Darwen", "E06000008", 3),
        ("Blackpool", "E06000009", 4),
        ("Unassigned Lancashire", "", 2),
    ]
    assert recorded(officer) == [("lancashire", "2023-24 Q1", "28E", 9)]


def test_outcomes_come_in_on_both_bases(officer: Session) -> None:
    rows = [
        files.outcome_row(0, (5, "N/A")),
        files.outcome_row(1, (2, 3)),
        files.outcome_row("1a", (1, 1)),
        files.outcome_row(18, (9, 12)),
    ]
    sheets = files.table(files.OUTCOME_HEADINGS, *rows)
    path = files.xlsx_file(officer.workspace.folder / "outcomes.xlsx", sheets)
    taken = ingest_outcomes(officer, path)
    assert (taken.rows, taken.periods) == (4, ["2023-24 Q1"])
    assert taken.changes == [PartChange("2023-24 Q1", None, None, 15)]
    (rated,) = ask_outcome_rates(officer, OutcomeQuestion("charge", "closed")).rates
    assert (rated["numerator"], rated["denominator"]) == (3, 15)
    sheets = files.table(files.OUTCOME_HEADINGS, *rows[:-1], cover=[])
    path = files.xlsx_file(officer.workspace.folder / "later.xlsx", sheets)
    changed = ingest_outcomes(officer, path).changes
    assert changed == [PartChange("2023-24 Q1", 1, 15, 3)]


def test_who_may_not_take_in_files_takes_in_no_table(officer: Session) -> None:
    stranger = replace(officer, person="stranger")
    with pytest.raises(NotAllowed):
        ingest_outcomes(stranger, Path("outcomes.xlsx"))


def test_a_file_that_is_not_there_is_refused(officer: Session) -> None:
    with pytest.raises(FileRefused, match="there is no such file"):
        ingest_outcomes(officer, Path("outcomes.xlsx"))


def test_a_doctor_and_a_backup_see_the_tables(officer: Session) -> None:
    edition(officer, force_row(3))
    workspace = officer.workspace
    (parquet,) = workspace.lake.rglob("*.parquet")
    names = {path.name for path in _lake_files(workspace)}
    assert {"tables.json", parquet.name} <= names
    assert _lake(workspace).message == (
        "0 months, each with its file; 1 tables' parts, each with its file"
    )
    held = parquet.read_bytes()
    parquet.write_bytes(b"")
    assert "1 tables' parts are missing or damaged" in _lake(workspace).message
    parquet.write_bytes(held)
    (workspace.lake / "tables.json").write_text("", encoding="utf-8")
    assert "lake/tables.json cannot be read" in _lake(workspace).message
