"""An act and its snapshot: in one hold, left to whoever waits, or mended later."""

import os
import shutil
import threading
from collections import namedtuple
from contextlib import suppress
from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.errors import NotPublished
from fundtrack.store import publishing
from fundtrack.store.ledger import open_ledger
from fundtrack.store.publishing import is_behind
from fundtrack.store.publishing import mend_snapshot
from fundtrack.store.publishing import publish_recorded
from fundtrack.store.publishing import published_ledger
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from fundtrack.store.snapshot import publish
from fundtrack.store.turnstile import somebody_waits
from fundtrack.store.turnstile import turnstile

NOTE = NewEvent("note", date(2024, 3, 5), "a note")
Usage = namedtuple("Usage", "total used free")  # noqa: PYI024 - as shutil gives it


def act(workspace: Workspace, clock: Clock) -> None:
    """Record one event and see it published."""
    with published_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")


def killed_before_publishing(workspace: Workspace, clock: Clock) -> None:
    """Leave the books as a writer does that is killed once it has committed."""
    with open_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")


def shown(workspace: Workspace) -> int:
    """Give the last entry that readers see."""
    with open_books(workspace) as books:
        return int(books.rows("last_entry")[0]["known"])


def snapshots(workspace: Workspace) -> int:
    """Count the snapshots that were made."""
    found = workspace.published.glob("*.duckdb")
    return len([file for file in found if not file.name.startswith("panel-")])


def fail(workspace: Workspace, clock: Clock) -> None:
    """Record an event and then find, in the same act, that it cannot be."""
    with published_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
        raise KeyError


def another_waits(
    workspace: Workspace, clock: Clock, refused: threading.Event | None = None
) -> threading.Thread:
    """Have another writer stand at the gate; its act may be refused in the end."""

    def acts() -> None:
        with suppress(KeyError), published_ledger(workspace, clock) as ledger:
            ledger.append([NOTE], "budget.holder")
            if refused:
                refused.wait()
                raise KeyError

    other = threading.Thread(target=acts)
    other.start()
    while not somebody_waits(workspace.ledger):
        pass
    return other


def act_while_another_waits(
    workspace: Workspace, clock: Clock, refused: threading.Event | None = None
) -> threading.Thread:
    """Record one event while another writer waits."""
    with published_ledger(workspace, clock) as ledger:
        ledger.append([NOTE], "cfo")
        return another_waits(workspace, clock, refused)


def test_an_act_is_in_the_current_snapshot_when_it_is_done(
    workspace: Workspace, clock: Clock
) -> None:
    for entry in (1, 2):
        act(workspace, clock)
        assert shown(workspace) == entry
    assert not is_behind(workspace)
    assert publish(workspace, clock).snapshot == current_snapshot(workspace).snapshot


def test_an_act_that_fails_is_neither_recorded_nor_published(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    with pytest.raises(KeyError):
        fail(workspace, clock)
    act(workspace, clock)
    assert (shown(workspace), snapshots(workspace)) == (2, 2)


def test_the_last_of_a_row_of_writers_publishes_for_all(
    workspace: Workspace, clock: Clock
) -> None:
    act_while_another_waits(workspace, clock).join()
    assert (shown(workspace), snapshots(workspace)) == (2, 1)


def test_a_writer_publishes_itself_when_who_waited_does_not(
    workspace: Workspace, clock: Clock
) -> None:
    refused = threading.Event()
    refused.set()
    act_while_another_waits(workspace, clock, refused).join()
    assert (shown(workspace), snapshots(workspace)) == (1, 1)


def test_an_act_that_nobody_publishes_is_said_to_stand_all_the_same(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "PATIENCE_SECONDS", 0.02)
    monkeypatch.setattr(publishing, "QUEUE_SECONDS", 0.02)
    long_act = threading.Event()
    with pytest.raises(
        NotPublished, match=r"recorded, up to entry 1, .* somebody else"
    ):
        act_while_another_waits(workspace, clock, long_act)
    long_act.set()
    with turnstile(workspace.ledger, 30):
        pass
    act(workspace, clock)
    assert shown(workspace) == 2


def test_what_a_killed_writer_left_is_published_by_the_next_act(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    killed_before_publishing(workspace, clock)
    assert (shown(workspace), is_behind(workspace)) == (1, True)
    act(workspace, clock)
    assert (shown(workspace), is_behind(workspace)) == (3, False)


def test_what_a_killed_writer_left_is_published_by_the_next_reader(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    killed_before_publishing(workspace, clock)
    mend_snapshot(workspace, clock)
    assert (shown(workspace), is_behind(workspace)) == (2, False)
    before = current_snapshot(workspace)
    mend_snapshot(workspace, clock)
    assert current_snapshot(workspace) == before


def test_a_reader_goes_on_with_the_old_snapshot_while_somebody_writes(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    killed_before_publishing(workspace, clock)
    with turnstile(workspace.ledger, 0):
        mend_snapshot(workspace, clock)
    assert shown(workspace) == 1


def test_a_log_that_a_killed_writer_left_counts_as_written(
    workspace: Workspace, clock: Clock
) -> None:
    assert not is_behind(workspace)
    act(workspace, clock)
    log = workspace.ledger.with_name("ledger.duckdb.wal")
    log.write_bytes(b"")
    later = workspace.ledger.stat().st_mtime + 60
    os.utime(log, (later, later))
    assert is_behind(workspace)


def test_an_act_that_reads_the_snapshot_finds_all_that_the_books_hold(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    killed_before_publishing(workspace, clock)
    with published_ledger(workspace, clock, from_current=True) as ledger:
        assert (ledger.head.seq, shown(workspace)) == (2, 2)


def test_an_act_whose_snapshot_would_not_fit_is_refused_before_it_is_recorded(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    act(workspace, clock)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(9, 9, 1_000_000))
    with pytest.raises(NoRoom, match="bytes are needed and 1,000,000 are free"):
        act(workspace, clock)
    monkeypatch.undo()
    with open_ledger(workspace, clock) as ledger:
        assert ledger.head.seq == 1


def test_old_snapshots_make_room_for_an_act(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(4):
        act(workspace, clock)
    monkeypatch.setattr(
        shutil, "disk_usage", lambda _: Usage(9, 9, (3 - snapshots(workspace)) * 10**9)
    )
    act(workspace, clock)
    assert (shown(workspace), snapshots(workspace)) == (5, 3)


def test_an_act_that_cannot_be_published_is_said_to_stand(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    (workspace.published / "current.json.new").mkdir()
    with pytest.raises(NotPublished, match="up to entry 2, but not shown yet: /"):
        act(workspace, clock)
    (workspace.published / "current.json.new").rmdir()
    mend_snapshot(workspace, clock)
    assert shown(workspace) == 2


def test_what_is_published_after_its_act_is_said_to_stand_as_well(
    workspace: Workspace, clock: Clock
) -> None:
    act(workspace, clock)
    killed_before_publishing(workspace, clock)
    (workspace.published / "current.json.new").mkdir()
    with pytest.raises(NotPublished, match="up to entry 2, but not shown yet: /"):
        publish_recorded(workspace, clock, 0)
    (workspace.published / "current.json.new").rmdir()
    assert publish_recorded(workspace, clock, 0).head_seq == 2


def test_a_writer_that_waits_is_seen_by_whoever_holds_the_turnstile(
    workspace: Workspace, clock: Clock
) -> None:
    with turnstile(workspace.ledger, 0):
        assert not somebody_waits(workspace.ledger)
        with pytest.raises(Busy):
            publish(workspace, clock, 0)
        assert not somebody_waits(workspace.ledger)
