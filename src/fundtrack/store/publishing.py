"""Record an act and publish it: in the same hold of the turnstile where nobody waits.

What is promised: when `published_ledger` ends well, the act is in the current snapshot.
A writer that sees another wait leaves the publishing to it, lets go, and stays until
the current snapshot holds its act; if a second goes by without, it queues and publishes
itself, so that of a row of writers the last one publishes for all. One that is killed
between its commit and the publishing leaves the snapshot behind the books, which is
seen by the times of their files and mended by the next act or reading command.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import Head
from fundtrack.errors import Busy
from fundtrack.errors import NoRoom
from fundtrack.errors import NoSnapshot
from fundtrack.errors import NotPublished
from fundtrack.errors import Refused
from fundtrack.errors import UserError
from fundtrack.store.connection import connect
from fundtrack.store.connection import storage_errors
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import head_of
from fundtrack.store.ledger import require_books
from fundtrack.store.ledger import transaction
from fundtrack.store.pruning import FEWEST
from fundtrack.store.pruning import prune
from fundtrack.store.snapshot import POINTER
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import publish
from fundtrack.store.snapshot import publish_held
from fundtrack.store.turnstile import PAUSE_SECONDS
from fundtrack.store.turnstile import somebody_waits
from fundtrack.store.turnstile import turnstile

PATIENCE_SECONDS = 1.0
"""How long a writer waits for another to publish its act before it queues itself."""

QUEUE_SECONDS = 30.0
"""How long it then queues, even if it was told not to wait: its act stands already."""

SPARE_BYTES = 1_000_000
"""Room that an act needs beside the copy of the books that is to be published."""


@contextmanager
def published_ledger(
    workspace: Workspace,
    clock: Clock,
    wait_seconds: float = 30.0,
    *,
    from_current: bool = False,
) -> Iterator[Ledger]:
    """Hold the books for one act, and see to it that the current snapshot has it.

    Args:
        workspace: whose books they are.
        clock: gives the moments of the act and of the snapshot.
        wait_seconds: how long to wait for the turnstile.
        from_current: whether the act reads the current snapshot, which is then made
            to hold all that the books do.

    Raises:
        Busy, BooksUnreadable, ForeignBooks, NewerBooks, NoRoom, NoWorkspace: as their
            sentences say; the books are then as they were.
        NotPublished: when the books hold the act and no snapshot of it can be made.
    """
    require_books(workspace)
    path = workspace.ledger
    with turnstile(path, wait_seconds) as left, storage_errors(path):
        _require_room(workspace)
        if from_current and is_behind(workspace):
            publish_held(workspace, clock, left)
        with transaction(path, clock, left) as ledger:
            yield ledger
        head = ledger.head
        is_left_to_another = somebody_waits(path)
        if not is_left_to_another:
            with _as_recorded(workspace, head):
                publish_held(workspace, clock, head=head)
    if is_left_to_another:
        _wait_for_publication(workspace, clock, head)


def publish_recorded(
    workspace: Workspace, clock: Clock, wait_seconds: float
) -> SnapshotInfo:
    """Publish an act that the books hold already.

    Raises:
        NotPublished: when no snapshot of it can be made; the act stands all the same.
        Busy, BooksUnreadable: as their sentences say.
    """
    with (
        turnstile(workspace.ledger, wait_seconds) as left,
        _as_recorded(workspace, _head(workspace)),
    ):
        return publish_held(workspace, clock, left)


def _head(workspace: Workspace) -> Head:
    con = connect(workspace.ledger, read_only=True)
    try:
        return head_of(con)
    finally:
        con.close()


def is_behind(workspace: Workspace) -> bool:
    """Whether the books were written to after the current snapshot was published.

    A file's times tell it without opening the books: whoever publishes writes the
    pointer last. It may be said of books that nothing was added to, never the reverse.
    """
    try:
        published_at = (workspace.published / POINTER).stat().st_mtime_ns
        written = workspace.ledger.stat().st_mtime_ns
    except FileNotFoundError:
        return False
    log = workspace.ledger.with_name(f"{workspace.ledger.name}.wal")
    with suppress(FileNotFoundError):
        written = max(written, log.stat().st_mtime_ns)
    return written > published_at


def mend_snapshot(workspace: Workspace, clock: Clock) -> None:
    """Publish what a writer that was killed did not; not while another writes.

    Where it cannot be done, readers go on with the snapshot there is.
    """
    if is_behind(workspace):
        with suppress(UserError):
            publish(workspace, clock, 0.0)


def _require_room(workspace: Workspace) -> None:
    """Refuse an act before it is recorded when its snapshot would not fit the disk.

    Old snapshots that nothing names make room first.

    Raises:
        NoRoom: saying how much is needed.
    """
    held = workspace.ledger.stat().st_size if workspace.ledger.exists() else 0
    needed = held + SPARE_BYTES
    if shutil.disk_usage(workspace.folder).free < needed:
        with suppress(NoSnapshot, OSError):
            prune(workspace, current_snapshot(workspace).snapshot, FEWEST, slack=0)
    free = shutil.disk_usage(workspace.folder).free
    if free < needed:
        said = f"{needed:,} bytes are needed and {free:,} are free"
        raise NoRoom(workspace.folder, said)


@contextmanager
def _as_recorded(workspace: Workspace, head: Head) -> Iterator[None]:
    """Say of what keeps a snapshot from being made that the act stands all the same."""
    try:
        with storage_errors(workspace.published):
            yield
    except Refused as error:
        raise NotPublished(head.seq, str(error).partition(";")[0]) from error


def _wait_for_publication(workspace: Workspace, clock: Clock, head: Head) -> None:
    """Stay until a snapshot holds the act: made by another, or in the end by us."""
    patient_until = time.monotonic() + PATIENCE_SECONDS
    while not _is_published(workspace, head):
        is_patient = time.monotonic() < patient_until
        wait_seconds = 0.0 if is_patient else QUEUE_SECONDS
        try:
            with (
                turnstile(workspace.ledger, wait_seconds) as left,
                _as_recorded(workspace, head),
            ):
                if not _is_published(workspace, head):
                    publish_held(workspace, clock, left)
        except Busy as error:
            if not is_patient:
                said = str(error).partition(";")[0]
                raise NotPublished(head.seq, said) from error
            time.sleep(PAUSE_SECONDS)


def _is_published(workspace: Workspace, head: Head) -> bool:
    try:
        return current_snapshot(workspace).head_seq >= head.seq
    except NoSnapshot:
        return False
