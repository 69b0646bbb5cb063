"""Open DuckDB files, and say in words why one cannot be opened."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import duckdb

from fundtrack.errors import BooksUnreadable
from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.errors import UserError

STORAGE_VERSION = "v1.5.0"
"""Both engines that are supported read and write it, and refuse a stale log."""

THREADS = 2
NO_EXTENSIONS = {
    "autoinstall_known_extensions": False,
    "autoload_known_extensions": False,
}
"""Settings of every engine: nothing is fetched and nothing more is loaded."""

AT_ONCE = 4096
"""How many rows are taken from the engine at a time: an answer is held once."""
PAUSE_SECONDS = 0.01
HELD_BY_ANOTHER = "Could not set lock"
SIGNS_OF_NO_ROOM = ("No space left", "ermission denied", "ead-only file system")
SIGNS_OF_DAMAGE = (
    duckdb.FatalException,
    duckdb.IOException,
    duckdb.SerializationException,
)
MAGIC = slice(8, 12)
"""Where every DuckDB file says `DUCK`; a file without it may be anything."""

Row = dict[str, Any]
"""One row of an answer, by column name."""


def connect(
    path: Path, *, read_only: bool, wait_seconds: float = 0.0
) -> duckdb.DuckDBPyConnection:
    """Open a database file with the settings every file here shares.

    Raises:
        BooksUnreadable: when the file is damaged or is not a database.
        NoRoom: when the file or its folder cannot be written.
        Busy: when another program did not let go of it within `wait_seconds`.
    """
    refuse_other_files(path)
    deadline = time.monotonic() + wait_seconds
    while True:
        try:
            settings = _settings(read_only=read_only)
            return quiet(
                duckdb.connect(str(path), read_only=read_only, config=settings)
            )
        except duckdb.Error as error:
            if HELD_BY_ANOTHER not in str(error):
                damaged = BooksUnreadable(path, _first_line(error))
                raise _in_our_words(path, error) or damaged from error
            if time.monotonic() >= deadline:
                raise Busy(path, wait_seconds) from error
            time.sleep(PAUSE_SECONDS)


def new_engine() -> duckdb.DuckDBPyConnection:
    """Make an engine that holds nothing yet, with the settings of a reader.

    What a query needed goes back to the system a second later, not with the next query:
    15 MB for each page that is open and looked at.
    """
    con = quiet(duckdb.connect(config=_settings(read_only=True)))
    con.execute("SET allocator_background_threads = true")
    return con


def close_idle_engine() -> None:
    """Close the engine that DuckDB opens when it is imported, and its waiting thread.

    A process is to be forked only while it has one thread: in the child the others are
    gone, and closing an engine waits for its own without end.
    """
    duckdb.default_connection().close()


def quiet(con: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    """Keep an engine from drawing a bar on standard output, where answers stand.

    It does so by itself for any statement of more than two seconds, and takes no
    setting against it when it is opened.
    """
    con.execute("SET enable_progress_bar = false")
    return con


def refuse_other_files(path: Path) -> None:
    """Refuse a file that no engine would take for a database.

    Raises:
        BooksUnreadable: saying what is wrong with it.
    """
    if not path.exists():
        return
    try:
        with path.open("rb") as file:
            head = file.read(MAGIC.stop)
    except OSError as error:
        raise BooksUnreadable(path, error.strerror or str(error)) from error
    if head[MAGIC] != b"DUCK":
        raise BooksUnreadable(
            path, "it is not a DuckDB file" if head else "it is empty"
        )


@contextmanager
def engine_errors(path: Path) -> Iterator[None]:
    """Turn what DuckDB says of a full disk or a damaged file into our own words."""
    try:
        yield
    except duckdb.Error as error:
        words = _in_our_words(path, error)
        if words is None:
            raise
        raise words from error


@contextmanager
def storage_errors(path: Path) -> Iterator[None]:
    """Do as `engine_errors`, and the same for files written beside the database."""
    try:
        with engine_errors(path):
            yield
    except OSError as error:
        place = Path(error.filename) if isinstance(error.filename, str) else path
        raise NoRoom(place, error.strerror or str(error)) from error


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
    rows: list[Row] = []
    while fetched := answer.fetchmany(AT_ONCE):
        rows.extend(dict(zip(columns, row, strict=True)) for row in fetched)
    return rows


def _settings(*, read_only: bool) -> dict[str, Any]:
    settings: dict[str, Any] = {"threads": THREADS, **NO_EXTENSIONS}
    if not read_only:
        settings["storage_compatibility_version"] = STORAGE_VERSION
    return settings


def _in_our_words(path: Path, error: duckdb.Error) -> UserError | None:
    said = str(error)
    if any(sign in said for sign in SIGNS_OF_NO_ROOM):
        return NoRoom(path, _first_line(error))
    # DuckDB 2 says of damage only that there was an error, of no particular kind.
    if isinstance(error, SIGNS_OF_DAMAGE) or type(error) is duckdb.Error:
        return BooksUnreadable(path, _first_line(error))
    return None


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0].removeprefix("IO Error: ")
