"""Take in the Home Office's tables of recorded crime and outcomes, and ask them."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.tables import TableFile
from fundtrack.acts.tables import take_in
from fundtrack.domain.people import Permission
from fundtrack.findings import Finding
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
from fundtrack.store.lake import staging_folder
from fundtrack.store.ledger import open_ledger
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
        held = Held(workspace, read_tables_held(workspace), workspace.settings().force)
        table = stage_table(path, rules, staging, held)
        if table.staged:
            file = TableFile(
                table=rules.form.table,
                path=path,
                edition=table.edition,
                provenance=table.provenance,
                findings=len(table.findings),
            )
            take_in(session, file, table.staged, table.parquet)
    if table.staged:
        return _import_of(table, session.publish().snapshot)
    with session.reading() as books:
        return _import_of(table, books.info.snapshot)


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
