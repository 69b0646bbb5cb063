"""Take parts of a further table into the lake and record why, both or neither."""

from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import open_ledger
from fundtrack.store.table_rows import StagedRows
from fundtrack.store.table_rows import keep_parts
from fundtrack.store.tables import PartKey
from fundtrack.store.tables import TablePart
from fundtrack.store.tables import Tables
from fundtrack.store.tables import read_tables_held
from fundtrack.store.tables import replaced_tables


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file whose rows were read and checked, ready to be kept.

    `edition` is the day of its edition, empty where the file tells none; `provenance`
    "published" or "synthetic"; `findings` how many warnings the import gave. `said` is
    what more the books are told of the file.
    """

    table: str
    path: Path
    edition: str
    provenance: str
    findings: int
    said: Payload = field(default_factory=dict)


def take_in(
    session: Session,
    file: TableFile,
    staged: Sequence[StagedRows],
    parquet: Mapping[PartKey, Path] | None = None,
) -> str:
    """Keep the file as evidence, its parts in the lake and the import in the books.

    For whoever holds the lake by `staging_folder`, with the parts that changed. Nothing
    is published: the caller does, once the lake is let go of. Where the parts were
    written already to be checked, `parquet` says where.

    Returns:
        The sha256 under which the file is kept.
    """
    written = keep_parts(file.table, staged) if parquet is None else parquet
    sha256 = keep(session.workspace, file.path)
    parts = [_part(file, rows, sha256) for rows in staged]
    tables = read_tables_held(session.workspace).with_parts(parts)
    _commit(session, tables, written, _event(session, file, parts, tables))
    return sha256


def _part(file: TableFile, rows: StagedRows, sha256: str) -> TablePart:
    return TablePart(
        table=file.table,
        part=rows.part,
        file=file.path.name,
        edition=file.edition,
        content=rows.content,
        evidence=sha256,
        rows=rows.rows,
        provenance=file.provenance,
    )


def _commit(
    session: Session, tables: Tables, staged: Mapping[PartKey, Path], event: NewEvent
) -> None:
    """Replace the tables and record why: the books commit first."""
    with (
        ExitStack() as tables_change,
        open_ledger(session.workspace, session.clock, session.wait_seconds) as ledger,
    ):
        tables_change.enter_context(replaced_tables(session.workspace, tables, staged))
        ledger.append([event], session.person)


def _event(
    session: Session, file: TableFile, parts: Sequence[TablePart], tables: Tables
) -> NewEvent:
    sha256 = parts[0].evidence
    return NewEvent(
        kind="table_import",
        effective_on=session.today,
        reason=f"{file.table.replace('_', ' ')} taken in",
        payload={
            "table": file.table,
            "file": file.path.name,
            "edition": file.edition,
            "parts": [part.part for part in parts],
            "rows": sum(part.rows for part in parts),
            "findings": file.findings,
            "tables": tables.sha256,
            **file.said,
        },
        source=Source(sha256),
        evidence=sha256,
        provenance=Provenance(file.provenance),
    )
