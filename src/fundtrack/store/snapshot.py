"""Published snapshots: what pages, notebooks, returns and exports read.

A snapshot is a whole copy of the books under a name of its own, complete before the
pointer names it, and the crime panel that goes with it. Its id says what it holds:
equal books and an equal panel give an equal id.
"""

import hashlib
import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import duckdb

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import Head
from fundtrack.domain.events import moment_text
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoSnapshot
from fundtrack.store.connection import Row
from fundtrack.store.connection import connect
from fundtrack.store.connection import engine_errors
from fundtrack.store.connection import storage_errors
from fundtrack.store.files import written_aside
from fundtrack.store.ledger import head_of
from fundtrack.store.migrations import migrate
from fundtrack.store.migrations import schema_version
from fundtrack.store.panel import build_panel
from fundtrack.store.pruning import prune
from fundtrack.store.reading import reading
from fundtrack.store.turnstile import turnstile
from fundtrack.store.views import Answers

POINTER = "current.json"
ID_LENGTH = 16


@dataclass(frozen=True, slots=True)
class SnapshotInfo:
    """What the pointer says of the current snapshot.

    `panel` is the name of the crime panel file beside it, empty when no crime data
    is held; `rows` the number of entries in the books.
    """

    snapshot: str
    head_seq: int
    head_hash: str
    panel: str
    published_at: str
    rows: int


class Books:
    """A published snapshot, open for reading; made by `open_books` alone."""

    def __init__(self, con: duckdb.DuckDBPyConnection, info: SnapshotInfo) -> None:
        self._con = con
        self._answers = Answers(con)
        self.info = info

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file over the snapshot; the panel is the schema `crime`."""
        return self._answers.rows(query, values)


def publish(
    workspace: Workspace, clock: Clock, wait_seconds: float = 30.0
) -> SnapshotInfo:
    """Make a snapshot of the books and the lake as they are and swap it in.

    Raises:
        Busy, BooksUnreadable, NoRoom: as their sentences say; the old snapshot stays.
    """
    with (
        turnstile(workspace.ledger, wait_seconds) as left,
        storage_errors(workspace.published),
    ):
        return publish_held(workspace, clock, left)


def publish_held(
    workspace: Workspace,
    clock: Clock,
    wait_seconds: float = 0.0,
    head: Head | None = None,
) -> SnapshotInfo:
    """Do as `publish`, for whoever holds the turnstile.

    Args:
        workspace: whose books they are.
        clock: gives the moment of publishing.
        wait_seconds: how long to wait for another program that has the books open.
        head: the last event, where the books were left checkpointed by the caller;
            they are otherwise opened to ask.
    """
    workspace.published.mkdir(exist_ok=True)
    now = clock()
    panel = build_panel(workspace)
    if head is None:
        head = _checkpointed_head(workspace.ledger, now, wait_seconds)
    info = SnapshotInfo(
        snapshot=_snapshot_id(head, panel),
        head_seq=head.seq,
        head_hash=head.hash,
        panel=panel,
        published_at=moment_text(now),
        rows=head.seq,
    )
    kept = workspace.published / f"{info.snapshot}.duckdb"
    if not _is_whole(kept, head):
        with written_aside(kept) as aside:
            shutil.copyfile(workspace.ledger, aside)
    with written_aside(workspace.published / POINTER) as pointer:
        pointer.write_text(json.dumps(asdict(info), indent=1), encoding="utf-8")
    prune(workspace, info.snapshot)
    return info


def current_snapshot(workspace: Workspace) -> SnapshotInfo:
    """Read the pointer.

    Raises:
        NoSnapshot: when nothing has been published yet, or the pointer is damaged.
    """
    pointer = workspace.published / POINTER
    try:
        return SnapshotInfo(**json.loads(pointer.read_text(encoding="utf-8")))
    except (OSError, TypeError, ValueError) as error:
        raise NoSnapshot(workspace.published) from error


@contextmanager
def open_books(
    workspace: Workspace, info: SnapshotInfo | None = None
) -> Iterator[Books]:
    """Open a snapshot read-only, the current one unless another is given.

    Raises:
        NoSnapshot: when nothing has been published yet, or its files are gone.
        BooksUnreadable: when the snapshot's file is damaged.
    """
    chosen = info or current_snapshot(workspace)
    path = workspace.published / f"{chosen.snapshot}.duckdb"
    panel = workspace.published / chosen.panel
    if not (path.is_file() and panel.exists()):
        raise NoSnapshot(workspace.published)
    with engine_errors(path), reading(path, panel if chosen.panel else None) as con:
        yield Books(con, chosen)


def _is_whole(path: Path, head: Head) -> bool:
    """Whether a snapshot stands already and still ends in its head."""
    if not path.exists():
        return False
    try:
        with engine_errors(path), reading(path, None) as con:
            return head_of(con) == head
    except BooksUnreadable:
        return False


def _checkpointed_head(ledger: Path, now: datetime, wait_seconds: float) -> Head:
    with engine_errors(ledger):
        con = connect(ledger, read_only=False, wait_seconds=wait_seconds)
        try:
            migrate(con, ledger, now)
            con.execute("CHECKPOINT")
            return head_of(con)
        finally:
            con.close()


def _snapshot_id(head: Head, panel: str) -> str:
    parts = f"{head.hash}\n{panel}\n{schema_version()}"
    return hashlib.sha256(parts.encode()).hexdigest()[:ID_LENGTH]
