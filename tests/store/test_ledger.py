"""Appending to the books: in order, chained, whole or not at all."""

import hashlib
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import FIRST_HASH
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.errors import NoWorkspace
from fundtrack.money import Pence
from fundtrack.store.connection import Row
from fundtrack.store.connection import connect
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import open_ledger

CELL = Cell.parse("SSF5/blackpool/cctv/cctv/capital/2023-24")
NOTE = NewEvent("note", date(2024, 3, 5), "a note", {"words": "café"})
PAID = NewEvent(
    kind="actual",
    effective_on=date(2024, 3, 5),
    reason="paid",
    payload={"pence": 10906640},
    postings=(
        Posting(Account.ALLOCATED, CELL, Pence(-10906640)),
        Posting(Account.SPENT, CELL, Pence(10906640)),
    ),
    source=Source("ab" * 32, "Mar", 12, "Amount"),
    evidence="cd" * 32,
    corrects=1,
    provenance=Provenance.PUBLISHED,
)

APPEND = """
import os, signal, sys
from datetime import date
from pathlib import Path
from fundtrack.config import Workspace, system_clock
from fundtrack.domain.events import NewEvent
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import open_ledger
folder, times, end = Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
for time in range(times):
    with open_ledger(Workspace(folder), system_clock, 60) as ledger:
        ledger.append([NewEvent("note", date(2024, 3, 5), "from another")], "cfo")
        if end == "killed":
            os.kill(os.getpid(), signal.SIGKILL)
"""


def another_writer(workspace: Workspace, times: int, end: str) -> list[str]:
    """Give the command of a process that appends so many events, one at a time."""
    return [sys.executable, "-c", APPEND, str(workspace.folder), str(times), end]


def append_and_fail(ledger: Ledger) -> None:
    """Record an event and then find, in the same transaction, that it cannot be."""
    ledger.append([PAID], "cfo")
    raise KeyError


def recorded(workspace: Workspace, table: str = "event") -> list[Row]:
    """Read the rows of the books as they stand."""
    con = connect(workspace.ledger, read_only=True)
    answer = con.execute(f"SELECT * FROM {table} ORDER BY ALL")  # noqa: S608
    names = [column[0] for column in answer.description]
    rows = [dict(zip(names, row, strict=True)) for row in answer.fetchall()]
    con.close()
    return rows


def test_events_are_numbered_from_one_and_know_the_one_before(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        assert ledger.append([NOTE], "cfo") == [1]
        assert ledger.append([PAID, NOTE], "cfo") == [2, 3]
        assert ledger.append([], "cfo") == []
        assert ledger.head.seq == 3
    rows = recorded(workspace)
    assert [row["seq"] for row in rows] == [1, 2, 3]
    assert [row["previous_hash"] for row in rows] == [
        FIRST_HASH,
        rows[0]["hash"],
        rows[1]["hash"],
    ]


def test_an_event_is_kept_with_all_its_facts(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE, PAID], "finance.officer")
    row = recorded(workspace)[1]
    assert {name: row[name] for name in list(row)[1:14]} == {
        "recorded_at": datetime.fromisoformat("2024-04-05T12:00:00"),
        "effective_on": date(2024, 3, 5),
        "kind": "actual",
        "person": "finance.officer",
        "reason": "paid",
        "payload": '{"pence":10906640}',
        "provenance": "published",
        "evidence": "cd" * 32,
        "source_sha256": "ab" * 32,
        "source_sheet": "Mar",
        "source_row": 12,
        "source_column": "Amount",
        "corrects": 1,
    }
    assert [
        (side["seq"], side["line"], side["account"], side["area"], side["pence"])
        for side in recorded(workspace, "posting")
    ] == [
        (2, 1, "allocated", "blackpool", -10906640),
        (2, 2, "spent", "blackpool", 10906640),
    ]


def test_the_hash_covers_every_fact_in_plain_text(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
    written = [
        "1",
        "2024-04-05T12:00:00.000000",
        "2024-03-05",
        "note",
        "cfo",
        "a note",
        '{"words":"café"}',
        "recorded",
        *[""] * 6,
        FIRST_HASH,
        "",
    ]
    expected = hashlib.sha256("\x1f".join(written).encode()).hexdigest()
    assert recorded(workspace)[0]["hash"] == expected


def test_what_we_knew_never_goes_back_in_time(workspace: Workspace) -> None:
    later, earlier = datetime.fromisoformat("2024-06-17T09:00:00"), datetime(1999, 1, 1)  # noqa: DTZ001
    for moment in (later, earlier):
        with open_ledger(workspace, lambda now=moment: now) as ledger:  # type: ignore[misc]
            ledger.append([NOTE], "cfo")
    assert [row["recorded_at"] for row in recorded(workspace)] == [later, later]


def test_an_error_before_the_end_leaves_the_books_as_they_were(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
    with pytest.raises(KeyError), open_ledger(workspace, clock) as ledger:
        append_and_fail(ledger)
    assert [row["kind"] for row in recorded(workspace)] == ["note"]


def test_a_writer_that_is_killed_leaves_the_books_as_they_were(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
    killed = subprocess.run(another_writer(workspace, 1, "killed"), check=False)
    assert killed.returncode == -9
    with open_ledger(workspace, clock, 0) as ledger:
        assert ledger.append([NOTE], "cfo") == [2]


def test_two_processes_lose_nothing_of_each_other(workspace: Workspace) -> None:
    writers = [subprocess.Popen(another_writer(workspace, 4, "whole")) for _ in "ab"]
    assert [writer.wait() for writer in writers] == [0, 0]
    rows = recorded(workspace)
    assert [row["seq"] for row in rows] == list(range(1, 9))
    chain = [FIRST_HASH, *(row["hash"] for row in rows)]
    assert [row["previous_hash"] for row in rows] == chain[:-1]


def test_a_writer_is_told_when_another_holds_the_books(
    workspace: Workspace, clock: Clock
) -> None:
    with (
        open_ledger(workspace, clock),
        pytest.raises(Busy),
        open_ledger(workspace, clock, 0),
    ):
        pass


def test_a_folder_that_is_not_there_is_no_workspace(
    tmp_path: Path, clock: Clock
) -> None:
    with pytest.raises(NoWorkspace), open_ledger(Workspace(tmp_path / "no"), clock):
        pass


def test_damaged_books_are_named_and_left_alone(
    workspace: Workspace, clock: Clock
) -> None:
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
    half = workspace.ledger.read_bytes()[: workspace.ledger.stat().st_size // 2]
    workspace.ledger.write_bytes(half)
    with pytest.raises(BooksUnreadable), open_ledger(workspace, clock):
        pass
    assert workspace.ledger.read_bytes() == half


def test_a_query_sees_what_the_transaction_has_added(
    workspace: Workspace, clock: Clock
) -> None:
    fund = replace(NOTE, kind="fund", payload={"fund": "SSF5", "name": "Round 5"})
    with open_ledger(workspace, clock) as ledger:
        ledger.append([fund], "cfo")
        assert ledger.rows("event_hash", seq=1)[0]["hash"] == ledger.head.hash


@contextmanager
def small_disk(folder: Path, *options: str) -> Iterator[None]:
    """Mount a small memory disk there; skip the test where that is not allowed."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", ",".join(options), "tmpfs", str(folder)],
        check=False,
        capture_output=True,
    )
    if mounted.returncode:
        pytest.skip("mounting a small disk is not allowed here")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_loses_nothing_and_is_said_to_be_full(
    tmp_path: Path, clock: Clock
) -> None:
    long = replace(NOTE, payload={"words": "x" * 9_000_000})
    workspace = Workspace(tmp_path)
    with small_disk(tmp_path, "size=4m"):
        with open_ledger(workspace, clock) as ledger:
            ledger.append([NOTE], "cfo")
        with (
            pytest.raises(NoRoom, match="nothing was changed"),
            open_ledger(workspace, clock) as ledger,
        ):
            ledger.append([long], "cfo")
        with open_ledger(workspace, clock) as ledger:
            assert ledger.append([NOTE], "cfo") == [2]


class Untidy:
    """A connection to a disk on which there is no room to tidy the books."""

    def __init__(self, con: duckdb.DuckDBPyConnection) -> None:
        self._con = con

    def __getattr__(self, name: str) -> object:
        return getattr(self._con, name)

    def execute(self, query: str, *given: object) -> duckdb.DuckDBPyConnection:
        if query == "CHECKPOINT":
            raise duckdb.IOException("IO Error: No space left on device")
        return self._con.execute(query, *given)


def test_what_is_committed_is_not_said_to_be_refused(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def untidy(path: Path, **given: object) -> Untidy:
        return Untidy(connect(path, **given))  # type: ignore[arg-type]

    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
    with monkeypatch.context() as patched:
        patched.setattr("fundtrack.store.ledger.connect", untidy)
        with open_ledger(workspace, clock) as ledger:
            ledger.append([NOTE], "cfo")
    with open_ledger(workspace, clock) as ledger:
        assert ledger.append([NOTE], "cfo") == [3]


def test_a_folder_that_cannot_be_written_is_said_to_be_so(
    tmp_path: Path, clock: Clock
) -> None:
    with (
        small_disk(tmp_path, "size=4m", "ro"),
        pytest.raises(NoRoom, match="Read-only file system"),
        open_ledger(Workspace(tmp_path), clock),
    ):
        pass
