"""Numbered scripts that bring the books' file to the schema of this program."""

import hashlib
import shutil
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib.resources import files
from pathlib import Path

import duckdb

from fundtrack.errors import BooksUnreadable
from fundtrack.errors import ForeignBooks
from fundtrack.errors import NewerBooks
from fundtrack.store.connection import run_script

TABLES_AND_VIEWS = """
SELECT table_name FROM duckdb_tables()
UNION ALL
SELECT view_name FROM duckdb_views() WHERE NOT internal
"""
"""As information_schema.tables tells them, in half the time."""


@dataclass(frozen=True, slots=True)
class Migration:
    """One numbered script."""

    version: int
    name: str
    sql: str

    @property
    def sha256(self) -> str:
        """The hash kept beside the version, so that edited history is noticed."""
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def known_migrations() -> tuple[Migration, ...]:
    """List this program's migrations in order."""
    scripts = sorted(
        (file for file in files(__name__).iterdir() if file.name.endswith(".sql")),
        key=lambda file: file.name,
    )
    return tuple(
        Migration(int(file.name[:4]), file.name, file.read_text(encoding="utf-8"))
        for file in scripts
    )


def schema_version() -> int:
    """The version this program writes."""
    return known_migrations()[-1].version


def migrate(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    now: datetime,
    migrations: Sequence[Migration] | None = None,
) -> None:
    """Bring an open books file up to date, each script in one transaction.

    A file that already holds books is copied beside itself first
    (`ledger.before-0002.duckdb`).

    Raises:
        ForeignBooks: when the file holds somebody else's tables.
        NewerBooks: when a newer program wrote it.
        BooksUnreadable: when an applied script differs from this program's.
    """
    applied = _applied(con, path)
    holds_books = bool(applied)
    for migration in _awaited(applied, path, migrations):
        if holds_books:
            con.execute("CHECKPOINT")
            shutil.copyfile(
                path, path.with_suffix(f".before-{migration.version:04d}.duckdb")
            )
        _apply(con, migration, now)


def awaited(
    con: duckdb.DuckDBPyConnection,
    path: Path,
    migrations: Sequence[Migration] | None = None,
) -> list[Migration]:
    """List the scripts that an open books file has not seen yet.

    Raises:
        ForeignBooks, NewerBooks, BooksUnreadable: as in `migrate`.
    """
    return _awaited(_applied(con, path), path, migrations)


def _awaited(
    applied: Mapping[int, str], path: Path, migrations: Sequence[Migration] | None
) -> list[Migration]:
    wanted = known_migrations() if migrations is None else migrations
    _refuse_newer(path, applied, wanted)
    for migration in wanted:
        if applied.get(migration.version, migration.sha256) != migration.sha256:
            raise BooksUnreadable(path, f"{migration.name} was changed after use")
    return [migration for migration in wanted if migration.version not in applied]


def require_ours(con: duckdb.DuckDBPyConnection, path: Path) -> None:
    """Refuse a file that holds no books, or books of a newer program.

    Raises:
        ForeignBooks, NewerBooks: as `migrate` does, which this leaves undone.
    """
    applied = _applied(con, path)
    if not applied:
        raise ForeignBooks(path)
    _refuse_newer(path, applied, known_migrations())


def _refuse_newer(
    path: Path, applied: Mapping[int, str], wanted: Sequence[Migration]
) -> None:
    newest = max(applied, default=0)
    if newest > wanted[-1].version:
        raise NewerBooks(path, newest, wanted[-1].version)


def _applied(con: duckdb.DuckDBPyConnection, path: Path) -> dict[int, str]:
    tables = {name for (name,) in con.execute(TABLES_AND_VIEWS).fetchall()}
    if not tables:
        return {}
    if not {"schema_version", "event"} <= tables:
        raise ForeignBooks(path)
    found = con.execute("SELECT version, sha256 FROM schema_version ORDER BY version")
    return dict(found.fetchall())


def _apply(con: duckdb.DuckDBPyConnection, migration: Migration, now: datetime) -> None:
    con.execute("BEGIN")
    try:
        run_script(con, migration.sql)
        con.execute(
            "INSERT INTO schema_version VALUES ($version, $name, $sha256, $now)",
            {
                "version": migration.version,
                "name": migration.name,
                "sha256": migration.sha256,
                "now": now,
            },
        )
        con.execute("COMMIT")
    except duckdb.Error:
        con.execute("ROLLBACK")
        raise
