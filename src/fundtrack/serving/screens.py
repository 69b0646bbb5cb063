"""See to it that first screens are drawn whenever there is something new to show."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

from fundtrack.config import system_clock
from fundtrack.errors import UserError
from fundtrack.pages.screens.first import PAGES
from fundtrack.pages.screens.kept import kept_screen
from fundtrack.pages.screens.kept import screens_folder

if TYPE_CHECKING:
    from pathlib import Path

    from fundtrack.config import Workspace

PATIENCE_SECONDS = 8.0
"""How long the address is held back for the first screens of a new snapshot."""

MODULE = "fundtrack.pages.screens.draw"


class Screens:
    """Has the first screens drawn by a process of their own, one at a time.

    What was tried once is not tried again: a page that cannot be drawn stays so until
    something is new.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._tried: Path | None = None
        self._drawer: subprocess.Popen[bytes] | None = None

    def look(self) -> None:
        """Begin to draw when something is new and nobody draws already."""
        if self._drawer and self._drawer.poll() is None:
            return
        try:
            folder = screens_folder(self._workspace, system_clock)
        except UserError:
            return
        if folder == self._tried:
            return
        self._tried = folder
        if not all(kept_screen(folder, name) for name in PAGES):
            self._drawer = subprocess.Popen(  # noqa: S603 - this very Python
                [sys.executable, "-m", MODULE, str(self._workspace.folder.resolve())],
                stdin=subprocess.DEVNULL,
            )

    def wait(self) -> None:
        """Wait for what is being drawn, though not for ever."""
        if self._drawer:
            try:
                self._drawer.wait(PATIENCE_SECONDS)
            except subprocess.TimeoutExpired:
                return

    def end(self) -> None:
        """Leave nothing running."""
        if self._drawer:
            self._drawer.kill()
            self._drawer.wait()
