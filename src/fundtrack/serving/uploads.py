"""A file that a reader sends to their page: streamed to its spool, never kept here.

Nothing is run, and nothing is served back. What a file is taken for is decided by the
page that is told of it; here it is bytes under a name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import stream_request_body

from fundtrack.errors import NoRoom
from fundtrack.serving.door import DOOR
from fundtrack.serving.handlers import Owned
from fundtrack.serving.headers import Headed
from fundtrack.store.uploads import Draft
from fundtrack.store.uploads import clean_name

if TYPE_CHECKING:
    from fundtrack.serving.door import Door

MEGABYTE = 1_000_000
FAR = 5
"""How many times the limit is read and dropped, for a refusal to be heard at all."""

LENGTH_REQUIRED = 411
TOO_LARGE = 413
NO_ROOM = 507
SIGNED_OUT = 403
SAY_HOW_LARGE = "The browser did not say how large the file is, so it was not read."
ENDED = "The sign-in ended while the file was sent; sign in and send it again."


@stream_request_body
class Upload(Headed, Owned, JupyterHandler):
    """Takes one file for the page that somebody opened themselves.

    A browser hears an answer only once it has sent the whole file: what is refused is
    read to its end and dropped, unless it is far too large.
    """

    _draft: Draft | None = None
    _refusal: tuple[int, str] | None = None

    @property
    def door(self) -> Door:
        """The door of the pages."""
        found: Door = self.settings[DOOR]
        return found

    async def prepare(self, **named: bool) -> None:
        """Refuse what is too large or has no room before a byte of it is kept."""
        await super().prepare(**named)
        if not self.current_user or self.request.method != "POST":
            return
        size = self._declared()
        limit = self.door.workspace.serving().largest_upload_megabytes * MEGABYTE
        # Reading more than was declared ends the connection anyhow.
        self.request.connection.set_max_body_size(max(size or 0, limit))  # type: ignore[union-attr]
        if size is None:
            self._refuse(LENGTH_REQUIRED, SAY_HOW_LARGE)
        elif size > limit:
            self._refuse(TOO_LARGE, too_large(size, limit))
            if size > FAR * limit:
                self._answer_refusal()
        else:
            self.door.seen(self.current_user.key)
            self._begin(size)

    def data_received(self, chunk: bytes) -> None:
        """Write what has come; a full disk ends it in words."""
        if self._draft is None:
            return
        try:
            self._draft.write(chunk)
        except NoRoom as error:
            self._stop(error)

    def on_connection_close(self) -> None:
        """Remove what had come of a file that comes no further."""
        self._drop()

    def post(self, page: str) -> None:
        """Say under which token the page finds the file."""
        del page
        if self._draft is not None:
            self._keep(self._draft)
        self._answer_refusal()

    def _keep(self, draft: Draft) -> None:
        if self.door.sign_ins.of_key(self.current_user.key) is None:
            self._drop()
            self._refuse(SIGNED_OUT, ENDED)
            return
        try:
            draft.finish()
        except NoRoom as error:
            self._stop(error)
            return
        self._draft = None
        self._note("sent a file", draft.path.name)
        self.set_header("Cache-Control", "no-store")
        self.finish({"upload": draft.token, "name": draft.path.name})

    def _declared(self) -> int | None:
        written = self.request.headers.get("Content-Length", "")
        return int(written) if written.isascii() and written.isdigit() else None

    def _begin(self, size: int) -> None:
        spool = self.door.sign_ins.spool(self.path_kwargs["page"])
        name = self.get_query_argument("name", "")
        try:
            self._draft = Draft.begin(spool, name, size)
        except NoRoom as error:
            self._stop(error)

    def _stop(self, error: NoRoom) -> None:
        self._drop()
        self._refuse(NO_ROOM, f"The file was not kept: {error}.")

    def _drop(self) -> None:
        draft, self._draft = self._draft, None
        if draft is not None:
            draft.drop()

    def _refuse(self, status: int, sentence: str) -> None:
        name = clean_name(self.get_query_argument("name", ""))
        self._note("refused", f"{status} upload of {name}")
        self._refusal = (status, sentence)

    def _answer_refusal(self) -> None:
        if self._refusal is not None:
            status, sentence = self._refusal
            self.set_status(status)
            self.finish({"refused": sentence})

    def _note(self, what: str, about: str) -> None:
        door, request = self.door, self.request
        person = self.current_user.username
        about = f"{about} {request.path}"
        door.log.note(what, person, door.address(request), about)


def too_large(size: int, limit: int) -> str:
    """Say that a file is too large, and where that is changed."""
    return (
        f"The file has {size / MEGABYTE:,.1f} MB and at most {limit // MEGABYTE:,} MB "
        "are taken here. The administrator can take it in with fundtrack ingest, or "
        "raise largest_upload_megabytes under [serve] in fundtrack.toml."
    )
