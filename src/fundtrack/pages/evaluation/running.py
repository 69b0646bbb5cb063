"""A run under way in a process of its own, whose steps come to the page one by one.

The page's own process answers its reader meanwhile. It holds none of what an
evaluation needs, and it stays as small as it was.
"""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from typing import IO

from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import order_line
from fundtrack.runs.orders import read_step

STEP = '{"told"'
"""How a line begins that tells a step."""

COMMAND = (sys.executable, "-m", "fundtrack.acts.asked_runs")
Turn = partial[None]
Deliver = Callable[[Turn], None]
"""Has something done in the page's own turn, and never in the middle of another."""


def in_turn() -> Deliver:
    """Give what has things done by the loop that runs now, in its own time."""
    loop, context = asyncio.get_running_loop(), copy_context()

    def deliver(do: Turn) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(do, context=context)

    return deliver


class Running:
    """At most one order at a time; `told` hears each step, `ended` how it broke off.

    `ended` is given what the process complained of, nothing where all went well.
    """

    def __init__(
        self,
        told: Callable[[Step], None],
        ended: Callable[[str], None],
        turns: Callable[[], Deliver] = in_turn,
    ) -> None:
        self._told = told
        self._ended = ended
        self._turns = turns
        self._process: subprocess.Popen[str] | None = None
        self._is_stopped = False

    @property
    def is_under_way(self) -> bool:
        """Whether an order is being carried out."""
        return self._process is not None

    @property
    def is_stopped(self) -> bool:
        """Whether the last order was stopped by its reader."""
        return self._is_stopped

    def start(self, order: Order) -> None:
        """Begin to carry out an order."""
        deliver = self._turns()
        process = subprocess.Popen(  # noqa: S603 - this very Python
            COMMAND,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._process, self._is_stopped = process, False
        asking, answers = process.stdin, process.stdout
        if asking is None or answers is None:
            return
        # The order alone; the input stays open, for its end is the end of the page.
        asking.write(order_line(order))
        asking.flush()
        listen = threading.Thread(
            target=self._listen, args=(process, answers, deliver), daemon=True
        )
        listen.start()

    def stop(self) -> None:
        """End it now; what had finished is kept."""
        if self._process:
            self._is_stopped = True
            self._process.terminate()

    def _listen(
        self, process: subprocess.Popen[str], answers: IO[str], deliver: Deliver
    ) -> None:
        """Pass on each step; whatever else is written is a complaint."""
        complaints = []
        for line in answers:
            if line.startswith(STEP):
                deliver(partial(self._told, read_step(line)))
            else:
                complaints.append(line)
        code = process.wait()
        said = "".join(complaints) or f"it ended with code {code}"
        deliver(partial(self._end, process, said if code else ""))

    def _end(self, process: subprocess.Popen[str], said: str) -> None:
        for pipe in (process.stdin, process.stdout):
            if pipe:
                pipe.close()
        self._process = None
        self._ended(said)
