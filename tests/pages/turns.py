"""Runs of a page carried out by a small program, and told when the page asks."""

import sys
from queue import Queue

import pytest

from fundtrack.pages.evaluation import running
from fundtrack.pages.evaluation.running import Deliver
from fundtrack.pages.evaluation.running import Turn
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import step_line

PATIENCE = 60


class Turns:
    """Keeps what a page has to do in its own turn until it is taken."""

    def __init__(self) -> None:
        self._waiting: Queue[Turn] = Queue()

    def __call__(self) -> Deliver:
        """Have things wait here."""
        return self._waiting.put

    def take(self) -> None:
        """Do the next thing, waiting for it."""
        self._waiting.get(timeout=PATIENCE)()


def child(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    """Have another program carry orders out."""
    source = "\n".join(["import sys", "order = sys.stdin.readline()", *lines])
    monkeypatch.setattr(running, "COMMAND", (sys.executable, "-ISc", source))


def prints(*steps: Step) -> list[str]:
    """Program lines that tell steps."""
    return [f"sys.stdout.write({step_line(step)!r})" for step in steps]
