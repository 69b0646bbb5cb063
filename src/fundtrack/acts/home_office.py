"""Take in the Home Office's tables of recorded crime and outcomes, and ask them."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.tables import TableFile
from fundtrack.acts.tables import take_in
from fundtrack.domain.people import Permission
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.home_office import Held
from fundtrack.ingest.home_office import StagedTable
from fundtrack.ingest.home_office import stage_table
from fundtrack.ingest.home_office_checks import PartChange
from fundtrack.ingest.home_office_rows import OUTCOME_RULES
from fundtrack.ingest.home_office_rows import RECORDED_RULES
from fundtrack.ingest.home_office_rows import TableRules
from fundtrack.metrics.outcome_rates import OutcomeQuestion
from fundtrack.metrics.outcome_rates import OutcomeRates
from fundtrack.metrics.outcome_rates import outcome_rates
from fundtrack.metrics.recorded_crime import RecordedCrime
from fundtrack.metrics.recorded_crime import RecordedQuestion
from fundtrack.metrics.recorded_crime import recorded_crime
from fundtrack.store.evidence import sha256_of
from fundtrack.store.lake import staging_folder
from fundtrack.store.ledger import open_ledger
from fundtrack.store.tables import Tables
from fundtrack.store.tables import read_tables_held


@dataclass(frozen=True, slots=True)
class TableImport:
    """What a table held and what it changed.

    `forces` are slugs, those of bodies without an area among them; `periods` quarters,
    such as "2023-24 Q4"; `changes` says of each quarter that was not held just so what
    it changes. Both are of the whole file, whatever of it was held already.
    """

    file: str
    edition: str
    provenance: str
    rows: int
    forces: Sequence[str]
    periods: Sequence[str]
    changes: Sequence[PartChange]
    snapshot: str
    findings: Sequence[Finding]


def ingest_recorded_crime(session: Session, path: Path) -> TableImport:
    """Take in a recorded crime table, of forces or of partnerships.

    Raises:
        FileRefused: with every finding; books, lake and snapshot are as they were.
        NotAllowed: when the person may not take in files.
    """
    return _ingest(session, path, RECORDED_RULES)


def ingest_outcomes(session: Session, path: Path) -> TableImport:
    """Take in an outcomes table.

    Raises:
        FileRefused: with every finding; books, lake and snapshot are as they were.
        NotAllowed: when the person may not take in files.
    """
    return _ingest(session, path, OUTCOME_RULES)


def ask_recorded_crime(session: Session, question: RecordedQuestion) -> RecordedCrime:
    """Count recorded crime from the current snapshot.

    Raises:
        UnknownName, WrongArgument, NotAPeriod: when the question names what is not.
    """
    with session.reading() as books:
        return recorded_crime(books, question)


def ask_outcome_rates(session: Session, question: OutcomeQuestion) -> OutcomeRates:
    """Rate outcomes from the current snapshot.

    Raises:
        UnknownName, WrongArgument, NotAPeriod: when the question names what is not.
    """
    with session.reading() as books:
        return outcome_rates(books, question)


def _ingest(session: Session, path: Path, rules: TableRules) -> TableImport:
    workspace = session.workspace
    with open_ledger(workspace, session.clock, session.wait_seconds) as ledger:
        session.require(ledger, Permission.INGEST)
    with staging_folder(workspace, session.wait_seconds) as staging:
        tables = read_tables_held(workspace)
        if held := _held_already(session, path, rules, tables):
            return held
        office_force = workspace.settings().force
        table = stage_table(path, rules, staging, Held(workspace, tables, office_force))
        if table.staged:
            file = _file_of(table, rules.form.table)
            take_in(session, file, table.staged, table.parquet)
    if table.staged:
        return _import_of(table, session.publish_recorded().snapshot)
    with session.reading() as books:
        return _import_of(table, books.info.snapshot)


def _held_already(
    session: Session, path: Path, rules: TableRules, tables: Tables
) -> TableImport | None:
    """Answer for a file of which every part is held, without reading it again."""
    if not path.is_file():
        return None
    sha256 = sha256_of(path)
    table = rules.form.table
    parts = [part for part in tables.of(table) if part.evidence == sha256]
    if not parts:
        return None
    with session.reading() as books:
        found = books.rows("table_imports", table_name=table, evidence=sha256)
        snapshot = books.info.snapshot
    said = json.loads(found[0]["payload"]) if found else {}
    if not said.get("is_whole") or said["parts"] != [part.part for part in parts]:
        return None
    return TableImport(
        file=path.name,
        edition=parts[0].edition,
        provenance=parts[0].provenance,
        rows=said["file_rows"],
        forces=said["forces"],
        periods=said["periods"],
        changes=[],
        snapshot=snapshot,
        findings=[_held_finding(path, parts[0].file)],
    )


def _held_finding(path: Path, file: str) -> Finding:
    return Finding(
        "file-held",
        Severity.WARN,
        f"this very file is held, as {file}; it was not read again",
        "nothing to do",
        file=path.name,
    )


def _file_of(table: StagedTable, name: str) -> TableFile:
    """Say what the books are told; `is_whole`: every part of the file changed."""
    tally = table.tally
    return TableFile(
        table=name,
        path=table.path,
        edition=table.edition,
        provenance=table.provenance,
        findings=len(table.findings),
        said={
            "is_whole": len(table.staged) == len(tally.parts),
            "file_rows": tally.rows,
            "forces": sorted(tally.forces),
            "periods": sorted(tally.periods),
        },
    )


def _import_of(table: StagedTable, snapshot: str) -> TableImport:
    return TableImport(
        file=table.path.name,
        edition=table.edition,
        provenance=table.provenance,
        rows=table.tally.rows,
        forces=sorted(table.tally.forces),
        periods=sorted(table.tally.periods),
        changes=table.changes,
        snapshot=snapshot,
        findings=table.findings,
    )
