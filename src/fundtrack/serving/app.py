"""Serve the pages of a workspace to those who sign in."""

from __future__ import annotations

import logging
import shutil
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from jupyter_core.utils import run_sync
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from tornado.ioloop import PeriodicCallback
from tornado.log import app_log
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_template_paths

from fundtrack.assets import asset
from fundtrack.charts.library import vega_library
from fundtrack.config import system_clock
from fundtrack.kernels.light import keep_light
from fundtrack.pages.names import PAGES
from fundtrack.serving.addresses import Shelter
from fundtrack.serving.addresses import listening_socket
from fundtrack.serving.door import DOOR
from fundtrack.serving.door import Door
from fundtrack.serving.door import SignedIn
from fundtrack.serving.files import PageFile
from fundtrack.serving.files import ReturnFile
from fundtrack.serving.files import RunFile
from fundtrack.serving.handlers import CurrentSnapshot
from fundtrack.serving.handlers import EndKernel
from fundtrack.serving.handlers import NoSuchPage
from fundtrack.serving.handlers import Page
from fundtrack.serving.handlers import PageKernel
from fundtrack.serving.handlers import PageSocket
from fundtrack.serving.handlers import SignOut
from fundtrack.serving.handlers import ToOverview
from fundtrack.serving.kernels import IDLE_SECONDS
from fundtrack.serving.kernels import LOOK_EVERY_SECONDS
from fundtrack.serving.kernels import PageKernels
from fundtrack.serving.kernels import PageKernelSpecs
from fundtrack.serving.kernels import warm_up
from fundtrack.serving.messages import ALLOWED
from fundtrack.serving.messages import PageConnection
from fundtrack.serving.outside import PASSWORD
from fundtrack.serving.outside import SIGN_IN
from fundtrack.serving.outside import STYLE
from fundtrack.serving.outside import Health
from fundtrack.serving.outside import PasswordPage
from fundtrack.serving.outside import SignInPage
from fundtrack.serving.outside import SignInStyle
from fundtrack.serving.room import ROOM
from fundtrack.serving.room import Room
from fundtrack.serving.room import free_megabytes
from fundtrack.serving.screens import Screens
from fundtrack.serving.static_files import STATIC
from fundtrack.serving.static_files import Static
from fundtrack.serving.static_files import static_version
from fundtrack.serving.uploads import Upload
from fundtrack.serving.welcome import Welcome
from fundtrack.store.sign_ins import sign_ins_of

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from tornado.web import RequestHandler

    from fundtrack.config import Workspace

TEMPLATE = Path(__file__).parent / "template"
APPS = ["voila", "nbconvert"]
BASE = "base"
CACHE = ".cache"
LARGEST_MESSAGE = 64 << 20
LARGEST_FORM = 1 << 20
ORPHANS_EVERY_MILLISECONDS = 2_000
SCREENS_EVERY_MILLISECONDS = 1_000
DEATH_SECONDS = 1.0
FAULT = 500
PING_MILLISECONDS = 30_000
LOGGERS = ("Voila", "tornado", "asyncio", "traitlets")
KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
RETURN_ID = r"(?P<return_id>[A-Za-z0-9][\w.-]*)"


class PageServer(Voila):  # type: ignore[misc]
    """Voila on its own, with our pages at /overview, /spend and so on.

    What stock Voila serves beside pages (a file list, notebook contents, files) has
    no address here. `door` says who may come in, `bound` is the socket it listens on,
    and `announce` is told the address once it answers.
    """

    def __init__(
        self,
        door: Door,
        bound: socket.socket,
        announce: Callable[[str], None],
        config: Config,
    ) -> None:
        self.door = door
        self.office = office = door.workspace
        self.bound = bound
        self.announce = announce
        self.screens = Screens(office)
        self.screens.look()
        self.library = vega_library(office.folder / CACHE)
        # No settings file is looked for: one lying in the folder would be run.
        super().__init__(config=config, config_file_paths=[])

    def setup_template_dirs(self) -> None:
        """Put our template before Voila's base, wherever the package is installed."""
        base = collect_template_paths(APPS, BASE, prune=True)
        self.template_paths = [str(TEMPLATE), *base]
        self.static_paths = [str(STATIC), str(self.library.parent)]
        self.kept_at = f"/static/{static_version(self.library)}"
        welcome = Welcome(self.office, self.library, self.kept_at)
        self.voila_configuration.prelaunch_hook = welcome

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, take large messages, and ask everybody to sign in."""
        settings = super().init_settings()
        self.kernel_manager.allowed_message_types = list(ALLOWED)
        is_secure = self.door.shelter.is_secure
        return {
            **settings,
            DOOR: self.door,
            ROOM: Room(self.office.serving(), free_megabytes),
            "login_url": SIGN_IN,
            "log_function": _log_fault,
            "xsrf_cookie_name": f"{self.door.cookie}-form",
            "xsrf_cookie_kwargs": {
                "httponly": True,
                "samesite": "Lax",
                "secure": is_secure,
                "path": "/",
            },
            "compress_response": True,
            "websocket_max_message_size": LARGEST_MESSAGE,
            "ws_ping_interval": PING_MILLISECONDS,
            "ws_ping_timeout": PING_MILLISECONDS,
            "default_handler_class": NoSuchPage,
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """List every address there is."""
        names = [page.name for page in PAGES]
        style = {"style": STATIC / "fundtrack.css"}
        return [
            ("/", ToOverview),
            (SIGN_IN, SignInPage),
            (STYLE, SignInStyle, style),
            (PASSWORD, PasswordPage),
            ("/sign-out", SignOut),
            ("/health", Health),
            (rf"/files/return/{RETURN_ID}/(?P<name>.+)", ReturnFile),
            (r"/files/run/(?P<run_id>[0-9a-f]{16})/(?P<name>[\w.-]+)", RunFile),
            (r"/uploads/(?P<page>[\w-]+)", Upload),
            (r"/files/page/(?P<page>[\w-]+)/(?P<name>[^/]+)", PageFile),
            ("/snapshot", CurrentSnapshot, {"office": self.office}),
            *[(f"/{name}", Page, self._dashboard(name)) for name in names],
            (rf"/api/kernels/{KERNEL_ID}", PageKernel),
            (rf"/api/kernels/{KERNEL_ID}/channels", PageSocket),
            (rf"{self.kept_at}/(.*)", Static, {"paths": self.static_paths}),
            (r"/voila/api/shutdown/(.*)", EndKernel),
        ]

    def listen(self) -> None:
        """Serve on the socket already bound, until told to stop."""
        shelter = self.door.shelter
        HTTPServer(
            self.app, ssl_options=shelter.tls(), max_body_size=LARGEST_FORM
        ).add_socket(self.bound)
        self.ioloop = IOLoop.current()
        looking = PeriodicCallback(self._end_orphans, ORPHANS_EVERY_MILLISECONDS)
        looking.start()
        drawing = PeriodicCallback(self.screens.look, SCREENS_EVERY_MILLISECONDS)
        drawing.start()
        warm_up()
        self.screens.wait()
        self.announce(shelter.address)
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopped from the keyboard")
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel and leave nothing behind."""
        self.screens.end()
        run_sync(self.kernel_manager.shutdown_all)()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    async def _end_orphans(self) -> None:
        await self.kernel_manager.end_orphans(self.door.sign_ins)

    def _dashboard(self, name: str) -> dict[str, Any]:
        return {
            "notebook_path": f"{name}.ipynb",
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }


def serve(
    workspace: Workspace,
    shelter: Shelter,
    port: int,
    announce: Callable[[str], None],
) -> None:
    """Serve the pages of a workspace until told to stop (Ctrl-C, or SIGTERM).

    Args:
        shelter: where it listens, and what keeps what is sent from being read.
        port: the one wished for; the next free one is taken when it is in use, and
            any that is free for 0.
        announce: called once, with the address, when the pages can be opened.

    Raises:
        HostRefused, NoPort, WrongArgument: as their sentences say.
        NoWorkspace: when the folder is not a workspace.
    """
    said = workspace.serving()
    keep_light()
    named = replace(shelter, proxy=said.proxy, names=(*shelter.names, *said.names))
    named.tls()
    bound = listening_socket(named, port)
    _log_to(workspace)
    sign_ins = sign_ins_of(workspace, system_clock)
    placed = named.at(bound.getsockname()[1])
    door = Door(workspace, system_clock, sign_ins, placed)
    server = PageServer(door, bound, announce, _settings(workspace))
    server.initialize([])
    server.start()


def _settings(workspace: Workspace) -> Config:
    return Config(
        {
            "Voila": {
                "root_dir": str(asset("dashboards")),
                "open_browser": False,
                "log_level": logging.WARNING,
                "identity_provider_class": SignedIn,
                "kernel_websocket_connection_class": PageConnection,
            },
            "VoilaConfiguration": {
                "template": BASE,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "extension_allowlist": [],
                "multi_kernel_manager_class": PageKernels,
                "kernel_spec_manager_class": PageKernelSpecs,
            },
            # A kernel that died comes back without its page: it ends instead, and the
            # page, which finds it gone, offers to bring the view back.
            "KernelRestarter": {"restart_limit": 0, "time_to_dead": DEATH_SECONDS},
            "PageKernels": {
                "workspace_folder": str(workspace.folder.resolve()),
                "cull_idle_timeout": IDLE_SECONDS,
                "cull_interval": LOOK_EVERY_SECONDS,
            },
        }
    )


def _log_fault(handler: RequestHandler) -> None:
    """Log an answer that was a fault of ours; refusals stand in the sign-ins' log."""
    if handler.get_status() >= FAULT:
        app_log.error("%d %s", handler.get_status(), handler.request.path)


def _log_to(workspace: Workspace) -> None:
    """Send what Voila and Tornado have to say to the workspace's log."""
    to_file = logging.FileHandler(workspace.log, encoding="utf-8", delay=True)
    to_file.setFormatter(
        logging.Formatter("%(asctime)s %(name)s %(levelname)s %(message)s")
    )
    for name in LOGGERS:
        logger = logging.getLogger(name)
        logger.handlers = [to_file]
        logger.propagate = False
