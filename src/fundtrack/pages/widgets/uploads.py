"""The place on a page where a reader drops or picks a file."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from traitlets import Dict
from traitlets import Unicode

from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.widget import Message
from fundtrack.pages.widgets.widget import PageWidget
from fundtrack.pages.widgets.widget import module
from fundtrack.store.uploads import upload_of

MEGABYTE = 1_000_000
NOT_THERE = "The file is not there any more. Send it once more."
NOWHERE = (
    "Files are taken in here once the page is served and you are signed in; the "
    "command line does the same: fundtrack ingest."
)


@dataclass(frozen=True, slots=True)
class Invitation:
    """The words of a place for files: what to drop, a hint, what the button says."""

    label: str
    hint: str
    button: str = "Choose a file"
    accepts: str = ""


class Uploads(PageWidget):
    """Takes a file to the page's spool and tells `arrived` where it lies.

    The browser sends the file to the server itself, never through the kernel; the
    kernel is told its token alone.
    """

    _esm = module("uploads")
    words = Dict().tag(sync=True)
    said = Dict().tag(sync=True)
    name = Unicode().tag(sync=True)

    def __init__(
        self,
        session: PageSession,
        name: str,
        invitation: Invitation,
        arrived: Callable[[Path], None],
    ) -> None:
        spool = session.spool
        serving = session.workspace.serving()
        words = {
            "label": invitation.label,
            "hint": invitation.hint if spool else NOWHERE,
            "button": invitation.button,
            "accepts": invitation.accepts,
            "where": f"/uploads/{spool.page}" if spool else "",
            "limit": serving.largest_upload_megabytes * MEGABYTE,
        }
        super().__init__(name=name, words=words)
        self._spool = spool
        self._arrived = arrived
        self._turn = 0

    def say(self, sentence: str) -> None:
        """Say what became of the file, once."""
        self._turn += 1
        self.said = {"turn": self._turn, "text": sentence}

    def heard(self, message: Message) -> None:
        """Find the file that the browser says has come."""
        token = str(message.get("lies", ""))
        path = upload_of(self._spool.folder, token) if self._spool else None
        if path is None:
            self.say(NOT_THERE)
        else:
            self._arrived(path)
