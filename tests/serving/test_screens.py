"""The server has first screens drawn when there is something new, and only then."""

import subprocess
from typing import ClassVar

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.pages.screens.draw import draw_screens
from fundtrack.pages.screens.first import PAGES
from fundtrack.pages.screens.kept import kept_screen
from fundtrack.pages.screens.kept import screens_folder
from fundtrack.serving.screens import Screens
from tests.pages.offices import office
from tests.serving.servers import House


def test_a_served_office_has_them_at_its_first_opening(house: House) -> None:
    folder = screens_folder(house.workspace, system_clock)
    assert all(kept_screen(folder, name) for name in PAGES)


def test_nothing_published_is_nothing_to_draw(workspace: Workspace) -> None:
    seen = Screens(workspace)
    seen.look()
    seen.wait()
    seen.end()
    assert not (workspace.folder / ".cache").exists()


def test_what_is_drawn_already_is_left_alone(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    draw_screens(office(workspace, clock), system_clock)
    monkeypatch.setattr(subprocess, "Popen", None)
    Screens(workspace).look()


class Drawer:
    """A process that draws until it is told otherwise."""

    started: ClassVar[list["Drawer"]] = []

    def __init__(self, *_: object, **__: object) -> None:
        self.ended: int | None = None
        self.started.append(self)

    def poll(self) -> int | None:
        """Whether it has ended."""
        return self.ended

    def wait(self, timeout: float | None = None) -> int:
        """Wait in vain for one that still draws."""
        if self.ended is None:
            raise subprocess.TimeoutExpired("drawing", timeout or 0)
        return self.ended

    def kill(self) -> None:
        """End it."""
        self.ended = -9


def test_one_draws_at_a_time_and_nothing_is_tried_twice(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Drawer, "started", [])
    monkeypatch.setattr(subprocess, "Popen", Drawer)
    seen = Screens(office(workspace, clock))
    seen.look()
    seen.look()
    seen.wait()
    (drawer,) = Drawer.started
    drawer.ended = 1
    seen.look()
    seen.end()
    assert len(Drawer.started) == 1
