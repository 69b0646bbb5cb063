"""Opening DuckDB files, and what is said when one cannot be opened."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest

from fundtrack.errors import BooksUnreadable
from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.store.connection import connect
from fundtrack.store.connection import engine_errors
from fundtrack.store.connection import new_engine
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.connection import storage_errors
from tests.source_tree import PACKAGE

QUIET = re.compile(r"quiet\(\s*duckdb\.connect\(")

HOLD = """
import sys, duckdb
con = duckdb.connect(sys.argv[1])
print("held", flush=True)
sys.stdin.readline()
"""


@contextmanager
def held_by_another_program(path: Path) -> Iterator[None]:
    """Keep a database open in another process, as somebody's SQL tool would."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as other:
        assert other.stdout
        assert other.stdout.readline() == "held\n"
        yield
        other.communicate("\n")


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "it is empty"),
        (b"Date,Supplier,Amount\n" * 900, "it is not a DuckDB file"),
        (b"SQLite format 3\x00" + b"\x00" * 4096, "it is not a DuckDB file"),
        (b"\x00" * 8 + b"DUCK" + b"\x00" * 20_000, "Corrupt database file"),
    ],
)
def test_a_file_that_is_no_database_is_named_with_the_remedy(
    tmp_path: Path, written: bytes, said: str
) -> None:
    path = tmp_path / "ledger.duckdb"
    path.write_bytes(written)
    with pytest.raises(BooksUnreadable, match=said) as refused:
        connect(path, read_only=False)
    assert str(refused.value).startswith(f"{path} cannot be read as the books")
    assert "restore it from the last backup" in str(refused.value)
    assert path.read_bytes() == written


def test_a_folder_in_the_place_of_the_books_is_named(tmp_path: Path) -> None:
    with pytest.raises(BooksUnreadable, match="Is a directory"):
        connect(tmp_path, read_only=True)


def test_books_that_another_program_holds_are_busy(tmp_path: Path) -> None:
    path = tmp_path / "ledger.duckdb"
    with held_by_another_program(path), pytest.raises(Busy, match=r"waited 0\.05 sec"):
        connect(path, read_only=False, wait_seconds=0.05)
    connect(path, read_only=False).close()


def test_no_extension_is_fetched(tmp_path: Path) -> None:
    con = connect(tmp_path / "books.duckdb", read_only=False)
    asked = "SELECT current_setting($name)"
    for name in ("autoinstall_known_extensions", "autoload_known_extensions"):
        assert con.execute(asked, {"name": name}).fetchall() == [(False,)]
    con.close()


@pytest.mark.parametrize(
    ("error", "ours"),
    [
        (duckdb.IOException("IO Error: No space left on device"), NoRoom),
        (duckdb.IOException("IO Error: Permission denied"), NoRoom),
        (duckdb.IOException("IO Error: Read-only file system"), NoRoom),
        (duckdb.IOException("IO Error: checksum does not match"), BooksUnreadable),
        (duckdb.FatalException("FATAL Error: invalidated"), BooksUnreadable),
        (duckdb.Error("checksum does not match"), BooksUnreadable),
    ],
)
def test_trouble_below_the_engine_is_said_in_our_words(
    error: duckdb.Error, ours: type[Exception]
) -> None:
    with pytest.raises(ours), engine_errors(Path("ledger.duckdb")):
        raise error


def test_a_mistake_in_our_sql_stays_our_bug() -> None:
    with pytest.raises(duckdb.BinderException), storage_errors(Path("ledger.duckdb")):
        duckdb.sql("SELECT a FROM (SELECT 1 AS b)")


def test_a_file_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    blocked = tmp_path / "a-file" / "inside"
    (tmp_path / "a-file").write_text("", encoding="utf-8")
    with pytest.raises(NoRoom) as refused, storage_errors(tmp_path):
        blocked.mkdir()
    assert str(refused.value).startswith(f"{blocked} could not be written (Not a dir")


def test_an_error_that_names_no_file_is_told_of_the_books() -> None:
    with (
        pytest.raises(NoRoom, match=r"^published could not be written"),
        storage_errors(Path("published")),
    ):
        raise OSError("disk gone")


def test_a_script_runs_every_statement() -> None:
    con = duckdb.connect()
    run_script(con, "CREATE TABLE a (b INTEGER); INSERT INTO a VALUES (1), (2);")
    assert con.execute("SELECT sum(b) FROM a").fetchall() == [(3,)]


def test_a_query_file_is_read_from_the_package() -> None:
    assert sql_text("queries/insert_events.sql").startswith("-- Purpose:")


def test_no_engine_draws_a_bar_where_answers_stand(tmp_path: Path) -> None:
    shown = "SELECT current_setting('enable_progress_bar')"
    for con in (connect(tmp_path / "books.duckdb", read_only=False), new_engine()):
        with closing(con), closing(con.cursor()) as cursor:
            assert con.execute(shown).fetchone() == (False,)
            assert cursor.execute(shown).fetchone() == (False,)


def test_a_readers_engine_gives_back_what_it_needed() -> None:
    shown = "SELECT current_setting('allocator_background_threads')"
    with closing(new_engine()) as con:
        assert con.execute(shown).fetchone() == (True,)


def test_every_engine_is_kept_quiet() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        text = path.read_text(encoding="utf-8")
        opened = text.count("duckdb.connect(")
        assert len(QUIET.findall(text)) == opened, path
