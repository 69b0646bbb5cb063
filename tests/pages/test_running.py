"""A process of its own tells a page what it does, and goes when the page goes."""

import asyncio
from datetime import UTC
from datetime import datetime
from functools import partial

import pytest

from fundtrack.pages.evaluation import running
from fundtrack.pages.evaluation.running import Deliver
from fundtrack.pages.evaluation.running import Running
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.runs.orders import Wanted
from tests.loops import run_apart
from tests.pages.turns import PATIENCE
from tests.pages.turns import Turns
from tests.pages.turns import child
from tests.pages.turns import prints

AT = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
ORDER = Order("/w", "eve", AT, Wanted.RUN, "SSF5", "burglary")
STEPS = [Step(Told.AREA, "blackpool", "done", "r1"), Step(Told.ENDED, status="done")]


class Page:
    """Stands in for a page: takes its turns one by one, and keeps what it was told."""

    def __init__(self) -> None:
        self.told: list[Step] = []
        self.ended: list[str] = []
        self.turns = Turns()
        self.running = Running(self.told.append, self.ended.append, self.turns)

    def wait(self) -> None:
        """Take turns until the run has ended."""
        while not self.ended:
            self.turns.take()


def test_steps_come_in_order_and_then_the_end(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "assert 'burglary' in order", *prints(*STEPS))
    page = Page()
    page.running.start(ORDER)
    assert page.running.is_under_way
    page.wait()
    assert (page.told, page.ended) == (STEPS, [""])
    assert not page.running.is_under_way


def test_a_process_that_breaks_off_says_what_it_complained_of(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child(monkeypatch, *prints(STEPS[0]), "sys.stdout.flush()", "1 / 0")
    page = Page()
    page.running.start(ORDER)
    page.wait()
    assert page.told == STEPS[:1]
    assert page.ended[0].endswith("ZeroDivisionError: division by zero\n")


def test_a_process_that_was_killed_says_nothing_but_its_code(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child(monkeypatch, "import os", "os.kill(os.getpid(), 9)")
    page = Page()
    page.running.start(ORDER)
    page.wait()
    assert page.ended == ["it ended with code -9"]


def test_a_run_is_stopped_by_its_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    child(monkeypatch, "sys.stdin.read()")
    page = Page()
    page.running.stop()
    page.running.start(ORDER)
    page.running.stop()
    page.wait()
    assert page.running.is_stopped
    assert not page.running.is_under_way


def test_a_process_whose_page_has_gone_sees_the_end_of_its_input(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child(monkeypatch, "sys.stdin.read()", *prints(STEPS[1]))
    page = Page()
    page.running.start(ORDER)
    process = page.running._process
    assert process is not None
    assert process.stdin is not None
    process.stdin.close()
    page.wait()
    assert page.told == STEPS[1:]


def test_a_page_s_own_loop_takes_each_step_in_its_turn(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    child(monkeypatch, *prints(*STEPS))
    told: list[Step] = []

    async def page() -> None:
        ended = asyncio.Event()
        under_way = Running(told.append, lambda _: ended.set())
        under_way.start(ORDER)
        await asyncio.wait_for(ended.wait(), PATIENCE)

    run_apart(page())
    assert told == STEPS


def test_a_loop_that_has_closed_takes_no_turn() -> None:
    async def page() -> Deliver:
        return running.in_turn()

    run_apart(page())(partial(never))


def never() -> None:
    raise AssertionError
