"""What the server answers: the pages, their files, their kernels, and nothing else."""

from collections.abc import Mapping

from jupyter_server.base.handlers import FileFindHandler
from jupyter_server.base.handlers import JupyterHandler
from jupyter_server.services.kernels.handlers import KernelHandler
from jupyterlab_server.themes_handler import ThemesHandler
from tornado.web import HTTPError
from tornado.web import RequestHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.static_file_handler import MultiStaticFileHandler
from voila.tornado.handler import TornadoVoilaHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from fundtrack.config import Workspace
from fundtrack.errors import UserError
from fundtrack.store.snapshot import current_snapshot

POLICY = (
    "default-src 'none'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; "
    "style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; "
    "font-src 'self' data:; "
    "connect-src 'self'; "
    "base-uri 'none'; "
    "form-action 'none'; "
    "frame-ancestors 'self'"
)
"""Nothing is loaded from anywhere but this server.

Inline scripts, eval (Vega's expressions) and blob modules (the widgets) are what the
front end is made of; without any one of them a page stays empty.
"""

HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
    "Referrer-Policy": "same-origin",
}


class Headed(RequestHandler):
    """Every answer carries the headers, refusals and files among them."""

    def set_default_headers(self) -> None:
        """Send the headers; called again when an error clears the answer."""
        super().set_default_headers()
        for name, written in HEADERS.items():
            self.set_header(name, written)


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


class Static(Headed, MultiStaticFileHandler):  # type: ignore[misc]
    """Serves Voila's files and ours; a browser asks each time whether they changed."""

    def set_extra_headers(self, path: str) -> None:
        """Let a browser keep a file, but ask whether it is still the one."""
        del path
        self.set_header("Cache-Control", "no-cache")


class Extensions(Headed, FileFindHandler):
    """Serves the widgets' own files."""


class Themes(Headed, ThemesHandler):
    """Serves the style sheets the front end asks for."""


class PageKernel(Headed, KernelHandler):
    """Answers whether a page's kernel still runs."""


class PageSocket(VoilaKernelWebsocketHandler):  # type: ignore[misc]
    """Carries the messages between a page and its kernel, from this server alone."""


class EndKernel(Headed, VoilaShutdownKernelHandler):  # type: ignore[misc]
    """Ends a page's kernel when the page closes.

    The browser's farewell cannot carry the token against forged requests (voila
    issue 1458), so that only a request from our own pages is taken.
    """

    def check_xsrf_cookie(self) -> None:
        """Refuse a farewell from another site."""
        if self.request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
            raise HTTPError(403)


def our_error_page(
    handler: JupyterHandler, name: str, facts: Mapping[str, object]
) -> str:
    """Draw an error page from our own template, whatever its name."""
    del name
    template = handler.settings["voila_jinja2_env"].get_template("error.html")
    drawn: str = template.render(**facts)
    return drawn
