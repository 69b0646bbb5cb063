"""Read a snapshot out whole: every table and view as Parquet, and a dictionary."""

import re
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.errors import NoSnapshot
from fundtrack.store.connection import connect
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.connection import storage_errors
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import current_snapshot

POSITION = "position_line"
STORED = {"event": "exported_event", "posting": "posting", POSITION: POSITION}
"""What is not a view, by the name it is exported under."""

REPEATS = {"movement"}
"""Views that say nothing which the others do not."""

VIEW = re.compile(r"((?:^-- .*\n)+)CREATE OR REPLACE TEMP VIEW (\w+)", re.MULTILINE)
ROWS = 10_000


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an exported table: its type, its unit and meaning in words."""

    name: str
    type: str
    words: str


@dataclass(frozen=True, slots=True)
class ExportTable:
    """A table of the export: what a row of it is, and its columns."""

    name: str
    words: str
    columns: tuple[Column, ...]


class Export(Books):
    """A snapshot open to be read out whole; made by `open_export` alone."""

    def fill_position(self, rows: Sequence[Sequence[object]]) -> None:
        """Take the position in, one row per budget cell in the order of columns."""
        if rows:
            self._con.executemany(sql_text("export_sql/insert_position.sql"), rows)

    def tables(self) -> list[ExportTable]:
        """List what there is to export, in the order of names."""
        words = _words()
        held = STORED | {name: name for name in words if name not in STORED.values()}
        found = self._con.execute(
            sql_text("export_sql/dictionary.sql"), {"tables": list(held.values())}
        ).fetchall()
        return [
            ExportTable(
                name,
                words[held_as],
                tuple(Column(*rest) for table, *rest in found if table == held_as),
            )
            for name, held_as in sorted(held.items())
        ]

    def write(self, table: str, path: Path) -> None:
        """Write a table as Parquet, in the order of its first columns."""
        held = self._con.table(STORED.get(table, table))
        held.order("ALL").write_parquet(str(path), compression="zstd")

    def read_back(self, path: Path) -> Iterator[tuple[object, ...]]:
        """Give the rows of a Parquet file, in its order."""
        answer = self._con.execute(
            "SELECT * FROM read_parquet($path)", {"path": str(path)}
        )
        while rows := answer.fetchmany(ROWS):
            yield from rows


@contextmanager
def open_export(workspace: Workspace, beside: Path) -> Iterator[Export]:
    """Open the current snapshot so that files can be written from it.

    Raises:
        NoSnapshot, BooksUnreadable, NoRoom: as their sentences say.
    """
    info = current_snapshot(workspace)
    path = workspace.published / f"{info.snapshot}.duckdb"
    if not path.is_file():
        raise NoSnapshot(workspace.published)
    with storage_errors(beside):
        con = connect(path, read_only=True)
        try:
            run_script(con, sql_text("views.sql"))
            run_script(con, sql_text("export_sql/words.sql"))
            yield Export(con, info)
        finally:
            con.close()


def _words() -> dict[str, str]:
    """Give what a row of each table is, as the comment above its making says."""
    scripts = ("views.sql", "export_sql/words.sql")
    found = {
        name: " ".join(comment.replace("-- ", "").split())
        .partition(". ")[0]
        .rstrip(".")
        for script in scripts
        for comment, name in VIEW.findall(sql_text(script))
        if name not in REPEATS
    }
    return found | {
        "posting": "One row per side of a money event; its sides sum to nil",
        POSITION: "One row per budget cell: where its money stands as at a day",
    }
