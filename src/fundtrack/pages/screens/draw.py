"""Draw the first screens of a snapshot whole, charts as pictures, and keep them.

Run as `python -m fundtrack.pages.screens.draw FOLDER` by the server when it sees that
there is something new to show: in a process of its own, behind everybody else, so that
no command and no reader waits for it.
"""

import importlib
import os
import shutil
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.errors import Busy
from fundtrack.errors import UserError
from fundtrack.kernels.light import keep_light
from fundtrack.pages.names import page_named
from fundtrack.pages.notice import Guard
from fundtrack.pages.screens.first import PAGES
from fundtrack.pages.screens.kept import FOLDER
from fundtrack.pages.screens.kept import KeptScreen
from fundtrack.pages.screens.kept import keep_screen
from fundtrack.pages.screens.kept import kept_screen
from fundtrack.pages.screens.kept import screens_folder
from fundtrack.pages.screens.still import still
from fundtrack.pages.session import PageSession
from fundtrack.store.snapshot import open_books
from fundtrack.store.turnstile import turnstile

POLITENESS = 10


def main(given: Sequence[str]) -> None:
    """Draw for the workspace named, unless another process does so already."""
    keep_light()
    os.nice(POLITENESS)
    workspace = Workspace(Path(given[0]))
    room = workspace.folder / FOLDER
    room.mkdir(parents=True, exist_ok=True)
    with suppress(Busy), turnstile(room / "drawing", wait_seconds=0.0):
        draw_screens(workspace, system_clock)


def draw_screens(workspace: Workspace, clock: Clock) -> None:
    """Draw what is not drawn yet of this moment's screens; older ones go.

    A page that cannot be drawn is left out and its fault logged: it opens with words
    and figures alone, or says itself what is wrong.
    """
    with suppress(UserError):
        folder = screens_folder(workspace, clock)
        for name in PAGES:
            if not kept_screen(folder, name):
                with Guard(workspace, clock, lambda _: None):
                    keep_screen(folder, name, draw_screen(workspace, clock, name))
        for older in folder.parent.iterdir():
            if older.is_dir() and older != folder:
                shutil.rmtree(older, ignore_errors=True)


def draw_screen(workspace: Workspace, clock: Clock, name: str) -> KeptScreen:
    """Draw a page as whoever opens it without a choice sees it, acts left out."""
    session = PageSession(workspace, {}, clock)
    with open_books(workspace) as books:
        seen = PAGES[name].read(session, books, {})
    page = importlib.import_module(page_named(name).module)
    _, *beneath = page.build(session).children
    markup = "".join(still(part) for part in beneath)
    return KeptScreen(seen.as_at, dict(seen.written()), markup)


if __name__ == "__main__":
    main(sys.argv[1:])
