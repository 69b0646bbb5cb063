"""Engines that stay from one reading to the next, and when they do not."""

import subprocess
import sys
from dataclasses import replace

import duckdb
import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoSnapshot
from fundtrack.store import reading
from fundtrack.store.connection import connect
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from tests import builders

READ_IN_A_CHILD = """
import os, sys
from pathlib import Path
from fundtrack.config import Workspace
from fundtrack.store.snapshot import open_books

def entries() -> int:
    with open_books(Workspace(Path(sys.argv[1]))) as books:
        return books.rows("last_entry")[0]["known"]

before = entries()
child = os.fork()
if child == 0:
    os._exit(entries())
_, status = os.waitpid(child, 0)
print(before, os.waitstatus_to_exitcode(status), entries())
"""


def published(workspace: Workspace, clock: Clock) -> SnapshotInfo:
    """Record an award more and give the snapshot that holds it."""
    builders.record(workspace, clock, [builders.award(100)])
    return current_snapshot(workspace)


def last_entry(workspace: Workspace, info: SnapshotInfo | None = None) -> int:
    """Ask a snapshot for its last entry."""
    with open_books(workspace, info) as books:
        known = books.rows("last_entry")[0]["known"]
    return int(known)


def test_one_engine_reads_snapshot_after_snapshot(
    workspace: Workspace, clock: Clock
) -> None:
    published(workspace, clock)
    assert last_entry(workspace) == 1
    engine = reading._kept._engine
    published(workspace, clock)
    assert [last_entry(workspace), last_entry(workspace)] == [2, 2]
    assert reading._kept._engine is engine


def test_a_snapshot_that_nobody_reads_any_more_is_let_go(
    workspace: Workspace, clock: Clock
) -> None:
    old = published(workspace, clock)
    last_entry(workspace)
    new = published(workspace, clock)
    with open_books(workspace, old) as books:
        assert last_entry(workspace, new) == 2
        assert books.rows("last_entry")[0]["known"] == 1
    last_entry(workspace, replace(published(workspace, clock)))
    connect(workspace.published / f"{old.snapshot}.duckdb", read_only=False).close()


def test_a_file_put_in_the_place_of_a_snapshot_is_read_anew(
    workspace: Workspace, clock: Clock
) -> None:
    old, new = published(workspace, clock), published(workspace, clock)
    assert last_entry(workspace, old) == 1
    files = [workspace.published / f"{info.snapshot}.duckdb" for info in (old, new)]
    files[0].write_bytes(files[1].read_bytes())
    assert last_entry(workspace, old) == 2
    files[0].unlink()
    with pytest.raises(NoSnapshot):
        last_entry(workspace, old)
    assert last_entry(workspace, new) == 2


def test_snapshots_with_other_panels_are_read_at_once(
    workspace: Workspace, clock: Clock
) -> None:
    info = published(workspace, clock)
    with open_books(workspace) as books:
        assert last_entry(workspace, replace(info, panel="")) == 1
        assert books.rows("last_entry")[0]["known"] == 1


def test_an_engine_that_met_an_error_is_not_used_again(
    workspace: Workspace, clock: Clock
) -> None:
    published(workspace, clock)
    with pytest.raises(duckdb.CatalogException), open_books(workspace) as books:
        books._con.execute("SELECT * FROM no_such_table")
    assert reading._kept._engine is None
    assert last_entry(workspace) == 1


def test_a_damaged_panel_is_named_and_the_next_reading_is_as_before(
    workspace: Workspace, clock: Clock
) -> None:
    info = published(workspace, clock)
    (workspace.published / "panel-x.duckdb").write_bytes(b"damaged")
    with pytest.raises(BooksUnreadable, match="panel-x"):
        last_entry(workspace, replace(info, panel="panel-x.duckdb"))
    assert last_entry(workspace) == 1


def test_a_process_forked_after_a_reading_reads_as_well(
    workspace: Workspace, clock: Clock
) -> None:
    published(workspace, clock)
    command = [sys.executable, "-c", READ_IN_A_CHILD, str(workspace.folder)]
    told = subprocess.run(command, check=True, capture_output=True, text=True)
    assert (told.stdout, told.stderr) == ("1 1 1\n", "")
