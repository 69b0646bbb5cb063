"""What the server answers inside: the pages, their files, their kernels."""

from collections.abc import Mapping
from urllib.parse import parse_qsl

from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from tornado.web import HTTPError
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from fundtrack.config import Workspace
from fundtrack.errors import UserError
from fundtrack.pages.names import PAGES
from fundtrack.serving.door import DOOR
from fundtrack.serving.door import Door
from fundtrack.serving.headers import Headed
from fundtrack.serving.headers import Known
from fundtrack.serving.room import RETRY_SECONDS
from fundtrack.serving.room import ROOM
from fundtrack.serving.room import Full
from fundtrack.serving.room import Room
from fundtrack.store.snapshot import current_snapshot

NO_ROOM = 503
OUR_SITE = {"same-origin", "none"}


class ToOverview(Headed, JupyterHandler):
    """Sends whoever names no page to the first one."""

    def get(self) -> None:
        """Redirect, keeping what was asked."""
        query = f"?{self.request.query}" if self.request.query else ""
        self.redirect(f"/overview{query}")


class CurrentSnapshot(Headed, JupyterHandler):
    """Says which snapshot is current, so that an open page knows when it has aged."""

    def initialize(self, office: Workspace) -> None:
        """Take the workspace from the route."""
        self._office = office

    def get(self) -> None:
        """Answer with the id alone, or with nothing before the first is published."""
        self.set_header("Cache-Control", "no-store")
        try:
            self.finish({"snapshot": current_snapshot(self._office).snapshot})
        except UserError:
            self.finish({"snapshot": ""})


class NoSuchPage(Headed, JupyterHandler):
    """Says in our own words that a page does not exist."""

    def get(self) -> None:
        """Refuse."""
        raise HTTPError(404)

    def render_template(self, name: str, **facts: object) -> str:
        """Draw an error page from our own template."""
        return our_error_page(self, name, facts)


class Page(Headed, TornadoVoilaHandler):  # type: ignore[misc]
    """Serves one page, its kernel started for this visit alone."""

    async def prepare(self, **named: bool) -> None:
        """Note that somebody did something."""
        ready = super().prepare(**named)
        if ready is not None:
            await ready
        if self.current_user:
            door: Door = self.settings[DOOR]
            door.seen(self.current_user.key)
            full = self._room.take(self.request, self.current_user.username)
            if full:
                self._say_full(door, full)

    def on_finish(self) -> None:
        """Let the room know that the page is there, or is not wanted any more."""
        self._room.came(self.request)
        super().on_finish()

    @property
    def _room(self) -> Room:
        found: Room = self.settings[ROOM]
        return found

    def _say_full(self, door: Door, full: Full) -> None:
        """Say that there is no room, why, and what to do."""
        self.set_status(NO_ROOM)
        self.set_header("Retry-After", str(RETRY_SECONDS))
        self.set_header("Cache-Control", "no-store")
        door.note_refusal(self, NO_ROOM, full.why)
        settings = door.workspace.settings()
        template = self.settings["voila_jinja2_env"].get_template("busy.html")
        self.finish(
            template.render(
                office=settings.office,
                is_example=settings.example,
                full=full,
                path=self.request.path,
                asked=parse_qsl(self.request.query),
            )
        )


class Owned(JupyterHandler):
    """What belongs to one page: for whoever opened it, and for nobody else.

    Somebody else's is answered like one that is not there.
    """

    async def prepare(self, **named: bool) -> None:
        """Refuse everybody else."""
        await super().prepare(**named)
        kernel_id = [*self.path_args, *self.path_kwargs.values()][0]
        owner = self.settings["kernel_manager"].owner(kernel_id)
        visitor = self.current_user
        if visitor and owner != visitor.key:
            raise HTTPError(404)


class PageKernel(Headed, Owned, KernelHandler):
    """Answers whether a page's kernel still runs."""


class PageSocket(Known, Owned, VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """Carries the messages between a page and its kernel, from this server alone."""


class EndKernel(Headed, Owned, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends a page's kernel when the page closes.

    The browser's farewell cannot carry the token against forged requests (voila
    issue 1458), so that only a request from our own pages is taken.
    """

    def check_xsrf_cookie(self) -> None:
        """Refuse a farewell from another site."""
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") not in OUR_SITE:
            raise HTTPError(403)


class SignOut(Headed, JupyterHandler):
    """Ends a sign-in and every page that it opened."""

    async def post(self) -> None:
        """Sign out, and say so."""
        door: Door = self.settings[DOOR]
        key = self.current_user.key
        door.let_out(self)
        await self.settings["kernel_manager"].end_pages_of(key)
        self.redirect("/sign-in?out=1", status=303)


def our_error_page(
    handler: JupyterHandler, name: str, facts: Mapping[str, object]
) -> str:
    """Draw an error page from our own template, whatever its name."""
    del name
    template = handler.settings["voila_jinja2_env"].get_template("error.html")
    drawn: str = template.render(pages=PAGES, **facts)
    return drawn
