"""The warm parents of this process: one for each set of modules, when needed."""

import asyncio
import atexit
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from fundtrack.config import environment_with
from fundtrack.kernels.orders import KernelOrder
from fundtrack.kernels.orders import order_line
from fundtrack.kernels.orders import read_answer

PATIENCE_SECONDS = 30.0
WAITING_ORDERS = 256
ONE_THREAD = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}


class ParentGone(Exception):
    """A warm parent ended, or does not answer; a kernel has to start plainly."""


@dataclass(frozen=True, slots=True)
class Warmth:
    """What a parent has imported before it forks; a light one never loads pandas."""

    modules: tuple[str, ...]
    is_light: bool = False


def can_fork() -> bool:
    """Whether this system has what warm parents stand on, which is Linux alone."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open")


class WarmParent:
    """One warm parent, which ends with this process whatever ends that."""

    def __init__(self, warmth: Warmth) -> None:
        """Start it; orders wait at its socket until it has done its imports."""
        self._folder = Path(tempfile.mkdtemp(prefix="fundtrack-warm-"))
        self._address = str(self._folder / "orders")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(self._address)
            listener.listen(WAITING_ORDERS)
            self._process = subprocess.Popen(  # noqa: S603 - this very Python
                _command(listener.fileno(), warmth),
                env=environment_with(ONE_THREAD),
                stdin=subprocess.DEVNULL,
                pass_fds=[listener.fileno()],
                start_new_session=True,
            )

    @property
    def pid(self) -> int:
        """Which process it is."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether it still runs."""
        return self._process.poll() is None

    async def fork(self, order: KernelOrder) -> int:
        """Order a kernel and give the number of its process.

        Raises:
            ParentGone: when it ended or does not answer in time.
        """
        try:
            async with asyncio.timeout(PATIENCE_SECONDS):
                return await self._ask(order)
        except (OSError, ValueError) as error:
            raise ParentGone(self._address) from error

    def end(self) -> None:
        """End it and leave nothing behind; kernels it forked live on."""
        self._process.kill()
        self._process.wait()
        shutil.rmtree(self._folder, ignore_errors=True)

    async def _ask(self, order: KernelOrder) -> int:
        reader, writer = await asyncio.open_unix_connection(self._address)
        try:
            writer.write(order_line(order))
            return read_answer(await reader.readline())
        finally:
            writer.close()


_PARENTS: dict[Warmth, WarmParent] = {}
_TURN = threading.Lock()


def parent_of(warmth: Warmth, instead_of: WarmParent | None = None) -> WarmParent:
    """Give the parent that is warm with these modules; a dead one is replaced.

    Args:
        instead_of: one that did not answer, which is ended if it is still the one.
    """
    with _TURN:
        parent = _PARENTS.get(warmth)
        if parent is None or parent is instead_of or not parent.is_alive:
            if parent is not None:
                parent.end()
            parent = _PARENTS[warmth] = WarmParent(warmth)
        return parent


async def forked(warmth: Warmth, order: KernelOrder) -> int:
    """Fork a kernel from its warm parent, from a new one if that is gone.

    Raises:
        ParentGone: when the new one is gone as well.
    """
    parent = parent_of(warmth)
    try:
        return await parent.fork(order)
    except ParentGone:
        return await parent_of(warmth, instead_of=parent).fork(order)


def end_parents() -> None:
    """End every warm parent of this process."""
    with _TURN:
        while _PARENTS:
            _PARENTS.popitem()[1].end()


def _command(listening: int, warmth: Warmth) -> Sequence[str]:
    return [
        *(sys.executable, "-m", "fundtrack.kernels.warm_parent"),
        *(str(listening), str(os.getpid())),
        "light" if warmth.is_light else "full",
        *warmth.modules,
    ]


atexit.register(end_parents)
