"""A process that has done the imports, and forks a kernel for each order it gets.

Run as `python -m fundtrack.kernels.warm_parent SOCKET OWNER light|full MODULE...`:
the number of a listening socket handed down, and the process whose end is its own. A
module named with a function, `room.module:function`, has that called once imported.

It stays single-threaded and opens no database, because a forked child has neither the
parent's other threads nor a right to its open files.
"""

import gc
import importlib
import os
import random
import select
import signal
import socket
import sys
import threading
from collections.abc import Sequence
from pathlib import Path

from fundtrack.config import replace_environment
from fundtrack.kernels.light import keep_debugger_out
from fundtrack.kernels.light import keep_light
from fundtrack.kernels.orders import KernelOrder
from fundtrack.kernels.orders import answer_line
from fundtrack.kernels.orders import read_order

LARGEST_ORDER = 1 << 20
TOO_MANY_THREADS = 3
"""The exit code when an import started a thread: what is forked then may hang."""

HOW_IT_RUNS = (
    # Started by a program: it says nothing on a terminal and asks for no parent.
    "--IPKernelApp.parent_handle=1",
    # Nobody asks what was run before.
    "--HistoryManager.enabled=False",
)

KERNEL_MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "ipykernel.zmqshell",
    "ipykernel.iostream",
    "ipykernel.comm",
    "IPython.core.history",
    "IPython.core.completer",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "psutil",
    "sqlite3",
    "encodings.idna",
    "faulthandler",
)
"""What a kernel imports until it answers; each pays for whatever is missing here."""


def main(given: Sequence[str]) -> None:
    """Import what is named, then fork until the owner ends; run on as each kernel."""
    handed_down, owner, weight, *modules = given
    keep_debugger_out()
    if weight == "light":
        keep_light()
    listener = socket.socket(fileno=int(handed_down))
    end_of_owner = os.pidfd_open(int(owner))
    for named in (*KERNEL_MODULES, *modules):
        _import(named)
    if len([*Path("/proc/self/task").iterdir()]) > 1:
        sys.exit(TOO_MANY_THREADS)
    # What is there now is never looked at again, so that its pages stay shared.
    gc.collect()
    gc.freeze()
    order = next_order(listener, end_of_owner)
    if order is not None:
        become_kernel(order, end_of_owner)


def _import(named: str) -> None:
    name, _, function = named.partition(":")
    module = importlib.import_module(name)
    if function:
        getattr(module, function)()


def next_order(listener: socket.socket, end_of_owner: int) -> KernelOrder | None:
    """Fork for each order; give it in the child, and None when the owner has ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits: none stays a zombie
    while True:
        ready, _, _ = select.select([listener.fileno(), end_of_owner], [], [])
        if end_of_owner in ready:
            return None
        asking, _ = listener.accept()
        with asking:
            order = _read(asking)
            if order is None:
                continue
            pid = os.fork()
            if pid == 0:
                listener.close()
                return order
            _answer(asking, pid)


def _read(asking: socket.socket) -> KernelOrder | None:
    """Read an order to its end of line; None from an asker that went away."""
    with asking.makefile("rb") as lines:
        try:
            return read_order(lines.readline(LARGEST_ORDER))
        except (OSError, ValueError):
            return None


def _answer(asking: socket.socket, pid: int) -> None:
    """Say which process it is; one that nobody waits for any more is ended."""
    try:
        asking.sendall(answer_line(pid))
    except OSError:
        os.kill(pid, signal.SIGKILL)


def become_kernel(order: KernelOrder, end_of_owner: int) -> None:
    """Turn this forked process into the kernel ordered, until it is shut down."""
    for number in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.setsid()
    replace_environment(order.environment)
    if order.folder:
        os.chdir(order.folder)
    # Whoever lists processes sees which kernel it is, not its parent once more.
    connection = Path(order.arguments[order.arguments.index("-f") + 1])
    Path("/proc/self/comm").write_text(connection.stem, encoding="utf-8")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    _reseed()
    threading.Thread(target=_end_with, args=(end_of_owner,), daemon=True).start()
    kernelapp = importlib.import_module("ipykernel.kernelapp")
    kernelapp.launch_new_instance(argv=[*order.arguments, *HOW_IT_RUNS])


def _reseed() -> None:
    """Draw anew: children of one parent must not draw the same numbers."""
    random.seed()
    if numpy := sys.modules.get("numpy"):
        numpy.random.seed()


def _end_with(end_of_owner: int) -> None:
    """End this process when its owner has: nobody is left who could."""
    select.select([end_of_owner], [], [])
    os._exit(0)


if __name__ == "__main__":
    main(sys.argv[1:])
