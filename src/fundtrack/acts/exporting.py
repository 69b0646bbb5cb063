"""Export all records as CSV and Parquet, for whoever takes the office over."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.csv_files import write_csv
from fundtrack.acts.session import Session
from fundtrack.domain.events import moment_text
from fundtrack.errors import FileStands
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.returns.frozen import program_name
from fundtrack.store.connection import storage_errors
from fundtrack.store.evidence import sha256_of
from fundtrack.store.exports import Export
from fundtrack.store.exports import ExportTable
from fundtrack.store.exports import open_export

DICTIONARY = "dictionary.csv"
README = "README.txt"
HEADINGS = ("table", "column", "type", "words")

EXPLAINED = """\
All records of {office}

Read from snapshot {snapshot}: {entries} entries, head {head}.
Whether the books still hold that head is asked with: fundtrack verify --contains {head}
Made at {made_at} UTC by {person} with {program}; positions as at {on}.

How sure the entries are: {counted}.
published was printed by others, assumed is ours, synthetic is made up, recorded is the
office's own record. Each row of the books says which.

Each table is here twice. The CSV files are UTF-8 with a mark in front, for
spreadsheets; the Parquet files hold the same rows with their types. {dictionary} says
what each column holds.

- Money is whole pence. An empty cell means that nothing was said, which is not nought.
- Days are written 2024-03-05; moments are UTC.
- seq is the number of the entry; registers hold every version, the highest seq last.
- In the CSV files a text that a spreadsheet would take for a formula, or that begins
  with an apostrophe, has an apostrophe before it that is not part of it. A list is
  written with "; " between its members.
- What stands in a password entry is withheld: its hash cannot be recomputed from here.
- Files of evidence, frozen returns and runs are in a backup, not here.

The tables, each as CSV and as Parquet:

{tables}

The sha256 of each file:

{files}
"""


@dataclass(frozen=True, slots=True)
class ExportFile:
    """One file of an export; `rows` is 0 for what is not a table."""

    name: str
    rows: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Exported:
    """An export that was made, with the contract's keys."""

    folder: str
    snapshot: str
    entries: int
    head: str
    files: tuple[ExportFile, ...]


def export_all(session: Session, folder: Path) -> Exported:
    """Write every record of the current snapshot into a folder that is empty.

    Raises:
        FileStands: when the folder holds anything.
        NoRoom: when the disk is full; nothing is then left.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileStands(folder)
    with storage_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with (
            tempfile.TemporaryDirectory(
                dir=folder.parent, prefix=f".{folder.name}-", suffix=".new"
            ) as aside,
            open_export(session.workspace, folder) as books,
        ):
            built = Path(aside) / folder.name
            built.mkdir()
            files = _write(session, books, built)
            if folder.exists():
                folder.rmdir()
            built.rename(folder)
            info = books.info
    return Exported(str(folder), info.snapshot, info.rows, info.head_hash, files)


def _write(session: Session, books: Export, built: Path) -> tuple[ExportFile, ...]:
    day = session.workspace.settings().today(session.clock)
    known = books.info.head_seq
    found = position(books, Selection(as_at=day, known=known))
    books.fill_position([_position_row(line) for line in found.cells])
    tables = books.tables()
    files: list[ExportFile] = []
    for table in tables:
        parquet = built / f"{table.name}.parquet"
        books.write(table.name, parquet)
        headings = [column.name for column in table.columns]
        written = built / f"{table.name}.csv"
        rows = write_csv(written, headings, books.read_back(parquet))
        files += [_file(written, rows), _file(parquet, rows)]
    words = [
        (table.name, column.name, column.type, column.words)
        for table in tables
        for column in table.columns
    ]
    files.append(
        _file(built / DICTIONARY, write_csv(built / DICTIONARY, HEADINGS, words))
    )
    said = _readme(session, books, tables, files)
    (built / README).write_text(said, encoding="utf-8")
    return (*files, _file(built / README, 0))


def _position_row(line: PositionLine) -> tuple[object, ...]:
    return (
        *line.cell.parts,
        line.as_at,
        line.known,
        line.awarded_pence,
        line.budget_pence,
        line.profile_to_date_pence,
        line.committed_pence,
        line.accrued_pence,
        line.actual_pence,
        line.forecast_pence,
        line.variance_pence,
        line.claimed_pence,
        line.received_pence,
        line.owed_to_us_pence,
        " ".join(line.budget_marks),
        " ".join(line.actual_marks),
    )


def _file(path: Path, rows: int) -> ExportFile:
    return ExportFile(path.name, rows, sha256_of(path))


def _readme(
    session: Session,
    books: Export,
    tables: Sequence[ExportTable],
    files: Sequence[ExportFile],
) -> str:
    info, settings = books.info, session.workspace.settings()
    sure = books.rows("provenance_counts")
    counted = ", ".join(f"{row['entries']} {row['provenance']}" for row in sure)
    rows = {file.name: file.rows for file in files}
    listed = [
        f"{table.name}: {rows[f'{table.name}.csv']:,} rows. {table.words}."
        for table in tables
    ]
    hashed = [f"{file.sha256}  {file.name}" for file in files]
    return EXPLAINED.format(
        office=settings.office,
        snapshot=info.snapshot,
        entries=info.rows,
        head=info.head_hash,
        on=settings.today(session.clock),
        made_at=moment_text(session.clock()),
        person=session.person,
        program=program_name(),
        counted=counted,
        dictionary=DICTIONARY,
        tables="\n".join(listed),
        files="\n".join(hashed),
    )
