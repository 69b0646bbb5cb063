"""Take in how many people and households there are, for rates to be out of."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.tables import TableFile
from fundtrack.acts.tables import take_in
from fundtrack.domain.people import Permission
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.populations import CheckedPopulations
from fundtrack.ingest.populations import check_populations
from fundtrack.sources.populations import NO_HINTS
from fundtrack.sources.populations import PopulationFile
from fundtrack.sources.populations import PopulationHints
from fundtrack.sources.populations import read_populations
from fundtrack.store.lake import staging_folder
from fundtrack.store.ledger import open_ledger
from fundtrack.store.table_rows import StagedRows
from fundtrack.store.table_rows import changed_rows
from fundtrack.store.table_rows import parts_writer
from fundtrack.store.tables import read_tables_held

TABLE = "population"
COLUMNS = ("kind", "edition", "basis", "level", "place", "name", "year", "number")


@dataclass(frozen=True, slots=True)
class PopulationImport:
    """What `ingest population` took in.

    `periods` are years; `is_held_already` tells that these very rows were held;
    `edition` names these estimates: another file under the same name replaces them.
    """

    rows: int
    forces: Sequence[str]
    periods: Sequence[str]
    kind: str
    edition: str
    basis: str
    is_held_already: bool
    snapshot: str
    findings: Sequence[Finding]


def ingest_population(
    session: Session,
    path: Path,
    hints: PopulationHints = NO_HINTS,
    edition: str = "",
) -> PopulationImport:
    """Take a table of people or households into the lake, whole or not at all.

    Args:
        session: who takes it in.
        path: the file.
        hints: the year and what is counted, where the file does not say.
        edition: what to call these estimates; the file's name unless told.

    Raises:
        FileRefused: with every finding; books, lake and snapshot are as they were.
        NotAllowed: when the person may not take in files.
    """
    with open_ledger(session.workspace, session.clock, session.wait_seconds) as ledger:
        session.require(ledger, Permission.INGEST)
    read = read_populations(path, hints)
    checked = check_populations(read)
    checked = replace(checked, findings=tuple(worst_first(checked.findings)))
    if has_blocking(checked.findings):
        raise FileRefused(checked.findings)
    named = edition.strip() or path.stem
    is_new = _keep(session, path, read, checked, named)
    return PopulationImport(
        rows=len(checked.rows),
        forces=checked.forces,
        periods=checked.years,
        kind=read.kind,
        edition=named,
        basis=read.basis,
        is_held_already=not is_new,
        snapshot=session.publish_recorded().snapshot,
        findings=checked.findings,
    )


def _keep(
    session: Session,
    path: Path,
    read: PopulationFile,
    checked: CheckedPopulations,
    edition: str,
) -> bool:
    """Put the rows into the lake, unless these very rows are there."""
    with staging_folder(session.workspace, session.wait_seconds) as staging:
        staged = _staged(staging, read, checked, edition)
        changed = changed_rows(staged, TABLE, read_tables_held(session.workspace))
        if changed:
            findings = len(checked.findings)
            file = TableFile(TABLE, path, "", "published", findings)
            take_in(session, file, staged)
    return bool(changed)


def _staged(
    staging: Path, read: PopulationFile, checked: CheckedPopulations, edition: str
) -> list[StagedRows]:
    with parts_writer(staging, COLUMNS) as writer:
        for row in checked.rows:
            writer.write(
                part_of(read.kind, edition),
                (
                    read.kind,
                    edition,
                    read.basis,
                    row.level,
                    row.place,
                    row.name,
                    row.year,
                    row.number,
                ),
            )
        return writer.staged()


def part_of(kind: str, edition: str) -> str:
    """Name the part of the lake that an edition is, in letters a file name may have."""
    safe = "".join(each if each.isalnum() else " " for each in edition.lower())
    return " ".join([kind, *safe.split()])[:100]
