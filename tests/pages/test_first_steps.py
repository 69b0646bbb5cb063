"""The five steps of an empty office, and which of them is next."""

import re
from html import unescape

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.pages.first_steps import nothing_held
from fundtrack.pages.first_steps import nothing_published
from fundtrack.sentences.empty import STEPS
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.pages.offices import office

STEP = r'<li(?: aria-current="(\w+)")?>(.*?)</li>'


def steps(shown: str) -> list[tuple[str, str]]:
    """The steps as they are drawn: whether each is next, and its words."""
    assert shown.startswith("<h1>")
    return re.findall(STEP, unescape(shown))


def held(workspace: Workspace) -> list[tuple[str, str]]:
    """The steps of an office as its books stand."""
    with open_books(workspace) as books:
        return steps(nothing_held(books))


def test_without_a_snapshot_the_registers_come_first() -> None:
    drawn = steps(nothing_published())
    assert [current for current, _ in drawn] == ["step", "", "", "", ""]
    assert all(
        words.startswith(step.words[:40])
        for step, (_, words) in zip(STEPS, drawn, strict=True)
    )


def test_registers_without_an_allocation_are_still_to_do(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    assert [current for current, _ in held(workspace)] == ["step", "", "", "", ""]


def test_what_was_done_is_marked_and_the_next_step_stands_out(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    builders.record(workspace, clock, [_noted("crime_import")])
    drawn = held(workspace)
    assert [current for current, _ in drawn] == ["", "step", "", "", ""]
    done = [number for number, (_, words) in enumerate(drawn, 1) if "done" in words]
    assert done == [1, 3, 4]


def test_the_next_step_leads_to_its_page(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    office(workspace, clock)
    passwords = [_noted("password", person=name) for name in ("admin", "officer")]
    taken = [_noted("import"), _noted("crime_import")]
    builders.record(workspace, clock, [*passwords, *taken])
    _, words = held(workspace)[4]
    assert words.endswith('<a href="/returns">Do it on Returns</a>')
    monkeypatch.setattr("fundtrack.pages.first_steps.PAGES", ())
    assert "<a" not in held(workspace)[4][1]


def test_when_all_is_done_nothing_is_next(workspace: Workspace, clock: Clock) -> None:
    office(workspace, clock)
    passwords = [_noted("password", person=name) for name in ("admin", "officer")]
    rest = [_noted(kind) for kind in ("import", "crime_import", "return_prepared")]
    builders.record(workspace, clock, [*passwords, *rest])
    assert [current for current, _ in held(workspace)] == [""] * 5


def _noted(kind: str, **payload: str) -> NewEvent:
    """An entry of a kind, as far as the steps look at it."""
    return NewEvent(kind, builders.START, "as the steps need it", payload)
