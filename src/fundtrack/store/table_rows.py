"""Rows on their way into a further table: written part by part, never all in memory."""

import csv
import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import IO

import duckdb

from fundtrack.store.connection import NO_EXTENSIONS
from fundtrack.store.connection import quiet
from fundtrack.store.panel_tables import table_sql
from fundtrack.store.tables import PartKey
from fundtrack.store.tables import Tables

MEMORY = "256MB"
NOT_PROVIDED = "\\N"
"""What stands in a staged row where a figure is not provided; empty text is text."""

LINES_HELD = 500
"""Lines of a part that wait to be written together."""

Cell = str | int | float | None


@dataclass(frozen=True, slots=True)
class StagedRows:
    """The rows of one part as a CSV file in the staging folder, and their sha256."""

    part: str
    path: Path
    rows: int
    content: str


class PartsWriter:
    """Writes rows to a file per part; made by `parts_writer` alone."""

    def __init__(self, staging: Path, columns: Sequence[str]) -> None:
        self._staging = staging
        self._columns = columns
        self._open: dict[str, _Part] = {}

    def write(self, part: str, row: Sequence[Cell]) -> None:
        """Add a row to a part; None is a figure not provided."""
        if part not in self._open:
            path = self._staging / f"{len(self._open)}.csv"
            self._open[part] = _Part(path, self._columns)
        self._open[part].write(row)

    def staged(self) -> list[StagedRows]:
        """Finish every part and give them in order of part."""
        return [self._open[part].staged(part) for part in sorted(self._open)]

    def close(self) -> None:
        """Let go of every file."""
        for part in self._open.values():
            part.file.close()


class _Part:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self.path = path
        self.rows = 0
        self.file: IO[bytes] = path.open("wb")
        self._hashing = hashlib.sha256()
        self._lines = StringIO(newline="")
        self._csv = csv.writer(self._lines, lineterminator="\n")
        self._csv.writerow(columns)

    def write(self, row: Sequence[Cell]) -> None:
        self._csv.writerow([NOT_PROVIDED if cell is None else cell for cell in row])
        self.rows += 1
        if self.rows % LINES_HELD == 0:
            self._flush()

    def staged(self, part: str) -> StagedRows:
        self._flush()
        self.file.flush()
        return StagedRows(part, self.path, self.rows, self._hashing.hexdigest())

    def _flush(self) -> None:
        lines = self._lines.getvalue().encode()
        self._hashing.update(lines)
        self.file.write(lines)
        self._lines.seek(0)
        self._lines.truncate()


@contextmanager
def parts_writer(staging: Path, columns: Sequence[str]) -> Iterator[PartsWriter]:
    """Lend a writer of parts.

    Args:
        staging: the folder that `lake.staging_folder` lends.
        columns: the headings that the table's `keep.sql` reads, in order.
    """
    writer = PartsWriter(staging, columns)
    try:
        yield writer
    finally:
        writer.close()


def changed_rows(staged: Iterable[StagedRows], table: str, held: Tables) -> list[str]:
    """List the parts whose rows the lake does not hold as they are."""
    return [
        rows.part
        for rows in staged
        if (part := held.parts.get((table, rows.part))) is None
        or part.content != rows.content
    ]


def keep_parts(table: str, staged: Iterable[StagedRows]) -> Mapping[PartKey, Path]:
    """Write the rows of each part to Parquet, beside them in the staging folder."""
    kept = {}
    con = quiet(
        duckdb.connect(config={"threads": 1, "memory_limit": MEMORY, **NO_EXTENSIONS})
    )
    try:
        for rows in staged:
            parquet = rows.path.with_suffix(".parquet")
            values = {"rows": str(rows.path), "parquet": str(parquet)}
            con.execute(table_sql(table, "keep"), values)
            kept[table, rows.part] = parquet
    finally:
        con.close()
    return kept
