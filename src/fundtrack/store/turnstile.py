"""One writer at a time: an operating system lock beside the books.

DuckDB's own lock between processes has lost acknowledged commits, so every open of
the writable file passes here first. The gate makes newcomers queue behind whoever
waits already, so that no writer starves.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextlib import suppress
from pathlib import Path
from typing import TextIO

import portalocker

from fundtrack.errors import Busy
from fundtrack.errors import NoRoom

PAUSE_SECONDS = 0.01


@contextmanager
def turnstile(beside: Path, wait_seconds: float) -> Iterator[float]:
    """Hold the right to write to the file for as long as the block runs.

    Yields the seconds of waiting that are left.

    Raises:
        Busy: when another writer did not let go within `wait_seconds`.
        NoRoom: when the lock files cannot be made.
    """
    deadline = time.monotonic() + wait_seconds
    with _opened(beside, ".gate") as gate, _opened(beside, ".lock") as lock:
        for file in (gate, lock):
            if not _taken(file, deadline):
                raise Busy(beside, wait_seconds)
        portalocker.unlock(gate)
        try:
            yield max(0.0, deadline - time.monotonic())
        finally:
            portalocker.unlock(lock)


def somebody_waits(beside: Path) -> bool:
    """Whether another writer stands at the gate; for whoever holds the turnstile."""
    with _opened(beside, ".gate") as gate:
        return not _taken(gate, deadline=0.0)


def _opened(beside: Path, ending: str) -> TextIO:
    try:
        return beside.with_suffix(ending).open("a", encoding="utf-8")
    except OSError as error:
        raise NoRoom(beside.parent, error.strerror or str(error)) from error


def _taken(file: TextIO, deadline: float) -> bool:
    while True:
        with suppress(portalocker.LockException):
            portalocker.lock(
                file,
                portalocker.LockFlags.EXCLUSIVE | portalocker.LockFlags.NON_BLOCKING,
            )
            return True
        if time.monotonic() >= deadline:
            return False
        time.sleep(PAUSE_SECONDS)
