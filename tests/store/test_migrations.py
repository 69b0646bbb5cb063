"""Bringing a books file to the schema of this program, or refusing it."""

from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from fundtrack.errors import BooksUnreadable
from fundtrack.errors import ForeignBooks
from fundtrack.errors import NewerBooks
from fundtrack.store.connection import connect
from fundtrack.store.migrations import Migration
from fundtrack.store.migrations import known_migrations
from fundtrack.store.migrations import migrate
from fundtrack.store.migrations import schema_version

NOW = datetime.fromisoformat("2024-04-05T12:00:00")
SECOND = Migration(2, "0002_note.sql", "CREATE TABLE note (words VARCHAR NOT NULL);")
BROKEN = Migration(
    2,
    "0002_broken.sql",
    "CREATE TABLE note (words VARCHAR); INSERT INTO nowhere VALUES (1);",
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """The place of the books."""
    return tmp_path / "ledger.duckdb"


def brought_up(path: Path, *more: Migration) -> list[tuple[int, str]]:
    """Bring the file up to date and give the versions and names it then holds."""
    con = connect(path, read_only=False)
    try:
        migrate(con, path, NOW, [*known_migrations(), *more])
        return con.execute(
            "SELECT version, name FROM schema_version ORDER BY version"
        ).fetchall()
    finally:
        con.close()


def tables_of(path: Path) -> set[str]:
    """Give the names of a file's tables."""
    con = connect(path, read_only=True)
    found = con.execute("SELECT table_name FROM duckdb_tables()").fetchall()
    con.close()
    return {name for (name,) in found}


def test_a_new_file_gets_every_script_and_no_copy(path: Path) -> None:
    assert brought_up(path) == [(1, "0001_books.sql")]
    assert schema_version() == 1
    assert tables_of(path) == {"event", "posting", "schema_version"}
    assert [file.name for file in path.parent.iterdir()] == ["ledger.duckdb"]


def test_a_file_that_holds_books_is_copied_before_it_is_changed(path: Path) -> None:
    brought_up(path)
    assert brought_up(path, SECOND) == [(1, "0001_books.sql"), (2, "0002_note.sql")]
    assert "note" in tables_of(path)
    assert "note" not in tables_of(path.with_name("ledger.before-0002.duckdb"))


def test_a_file_that_is_up_to_date_is_left_as_it_is(path: Path) -> None:
    brought_up(path)
    before = path.read_bytes()
    brought_up(path)
    assert path.read_bytes() == before


def test_a_script_that_fails_leaves_nothing_of_itself(path: Path) -> None:
    brought_up(path)
    with pytest.raises(duckdb.CatalogException):
        brought_up(path, BROKEN)
    assert tables_of(path) == {"event", "posting", "schema_version"}
    assert brought_up(path) == [(1, "0001_books.sql")]


def test_a_file_of_a_newer_program_is_refused(path: Path) -> None:
    brought_up(path, SECOND)
    with pytest.raises(NewerBooks, match="schema version 2, this program knows 1"):
        brought_up(path)


def test_a_script_that_was_edited_after_use_is_noticed(path: Path) -> None:
    brought_up(path, SECOND)
    edited = Migration(2, SECOND.name, "CREATE TABLE note (words VARCHAR);")
    with pytest.raises(BooksUnreadable, match=r"0002_note\.sql was changed after use"):
        brought_up(path, edited)


@pytest.mark.parametrize(
    "theirs",
    [
        "CREATE TABLE customer (name VARCHAR)",
        "CREATE TABLE event (name VARCHAR)",
        "CREATE VIEW report AS SELECT 1 AS figure",
    ],
)
def test_a_database_of_something_else_is_refused_and_kept(
    path: Path, theirs: str
) -> None:
    con = duckdb.connect(str(path))
    con.execute(theirs)
    con.close()
    before = path.read_bytes()
    with pytest.raises(ForeignBooks, match="is a database of something else"):
        brought_up(path)
    assert path.read_bytes() == before


def test_every_table_and_column_says_what_it_holds(path: Path) -> None:
    brought_up(path)
    con = connect(path, read_only=True)
    silent = con.execute(
        "SELECT table_name, column_name FROM duckdb_columns() "
        "WHERE comment IS NULL AND NOT internal ORDER BY ALL"
    ).fetchall()
    silent += con.execute(
        "SELECT table_name FROM duckdb_tables() WHERE comment IS NULL ORDER BY ALL"
    ).fetchall()
    con.close()
    assert silent == []


def test_no_script_makes_an_index_or_a_foreign_key() -> None:
    written = " ".join(migration.sql.upper() for migration in known_migrations())
    assert "INDEX" not in written
    assert "FOREIGN KEY" not in written
    assert "REFERENCES" not in written
