"""Files to take away: of a frozen return, or made by the page in front of one."""

from __future__ import annotations

import hashlib
import mimetypes
from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import HTTPError

from fundtrack.errors import BooksUnreadable
from fundtrack.pages.session import FILE_NAME
from fundtrack.returns.frozen import MANIFEST
from fundtrack.returns.frozen import read_manifest
from fundtrack.runs.registry import find_run
from fundtrack.runs.run_files import ABOUT
from fundtrack.runs.run_files import REPORT
from fundtrack.serving.door import DOOR
from fundtrack.serving.headers import Headed

if TYPE_CHECKING:
    from pathlib import Path

    from fundtrack.serving.door import Door

NO_SCRIPTS = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox"
"""A file is kept, not shown; should a browser show it, it runs nothing."""


class Download(Headed, JupyterHandler):
    """Sends a file to be kept, and logs who took it."""

    @property
    def door(self) -> Door:
        """The door of the pages."""
        found: Door = self.settings[DOOR]
        return found

    def send(self, name: str, content: bytes, *, is_kept: bool = True) -> None:
        """Send a file under its own name, to be kept or to be looked at."""
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        self.set_header("Content-Type", kind)
        self.set_header("Content-Security-Policy", NO_SCRIPTS)
        self.set_header("Cache-Control", "private, no-store")
        if is_kept:
            self.set_attachment_header(name.rpartition("/")[2])
        door, visitor = self.door, self.current_user
        door.seen(visitor.key)
        address = door.address(self.request)
        door.log.note("took a file", visitor.username, address, self.request.path)
        self.finish(content)


class ReturnFile(Download):
    """A file of a frozen return, as the manifest names it."""

    def get(self, return_id: str, name: str) -> None:
        """Send it if it is what was frozen."""
        folder = self.door.workspace.returns / return_id
        try:
            named = {**read_manifest(folder)["files"], MANIFEST: ""}
        except BooksUnreadable as error:
            raise HTTPError(404) from error
        if name not in named:
            raise HTTPError(404)
        content = _read(folder / name)
        if named[name] and hashlib.sha256(content).hexdigest() != named[name]:
            raise HTTPError(409, "the file is not what was frozen")
        self.send(name, content)


class RunFile(Download):
    """A file that a finished evaluation left behind; its report opens in the browser.

    The report is one file without scripts, and may fetch nothing.
    """

    def get(self, run_id: str, name: str) -> None:
        """Send it if the run is kept and leaves such a file."""
        run = find_run(self.door.workspace, run_id)
        if run is None or name not in ABOUT:
            raise HTTPError(404)
        is_kept = name != REPORT or bool(self.get_argument("keep", ""))
        shown = f"{run_id}-{name}" if is_kept else name
        self.send(shown, _read(run.folder / name), is_kept=is_kept)


class PageFile(Download):
    """A file that a page made for its reader; it goes when the page closes."""

    def get(self, page: str, name: str) -> None:
        """Send it to whoever opened the page."""
        is_theirs = self.settings["kernel_manager"].owner(page) == self.current_user.key
        # An encoded slash in the address is a slash here.
        if not is_theirs or not FILE_NAME.fullmatch(name):
            raise HTTPError(404)
        self.send(name, _read(self.door.sign_ins.spool(page) / name))


def _read(path: Path) -> bytes:
    if not path.is_file() or path.is_symlink():
        raise HTTPError(404)
    return path.read_bytes()
