"""Open DuckDB files, and say in words why one cannot be opened."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoRoom

STORAGE_VERSION = "v1.5.0"
"""Both engines that are supported read and write it, and refuse a stale log."""

THREADS = 2

Row = dict[str, Any]
"""One row of an answer, by column name."""


def connect(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open a database file with the settings every file here shares.

    Raises:
        BooksUnreadable: when the file is damaged or is not a database.
        NoRoom: when the file or its folder cannot be written.
    """
    settings: dict[str, Any] = {
        "threads": THREADS,
        "autoinstall_known_extensions": False,
        "autoload_known_extensions": False,
    }
    if not read_only:
        settings["storage_compatibility_version"] = STORAGE_VERSION
    try:
        return duckdb.connect(str(path), read_only=read_only, config=settings)
    except duckdb.Error as error:
        if "ermission denied" in str(error) or "ead-only" in str(error):
            raise NoRoom(path, "permission denied") from error
        raise BooksUnreadable(path, _first_line(error)) from error


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a full disk or a damaged file into our own words."""
    try:
        yield
    except duckdb.Error as error:
        said = str(error)
        if "No space left" in said or "ermission denied" in said:
            raise NoRoom(path, _first_line(error)) from error
        if isinstance(error, duckdb.IOException | duckdb.FatalException):
            raise BooksUnreadable(path, _first_line(error)) from error
        raise
    except OSError as error:
        raise NoRoom(path, error.strerror or str(error)) from error


@cache
def sql_text(name: str) -> str:
    """Read a query file of this package by its name, such as `queries/position.sql`."""
    return (files("fundtrack.store") / name).read_text(encoding="utf-8")


def run_script(con: duckdb.DuckDBPyConnection, script: str) -> None:
    """Run every statement of a script."""
    for statement in con.extract_statements(script):
        con.execute(statement)


def rows_of(con: duckdb.DuckDBPyConnection, query: str, values: Row) -> list[Row]:
    """Run a query file with its `$names` and give one dictionary per row.

    Args:
        query: the file's name in `queries/`, without its ending.
        values: exactly the names the query asks for.
    """
    answer = con.execute(sql_text(f"queries/{query}.sql"), values)
    columns = [column[0] for column in answer.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in answer.fetchall()]


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0]
