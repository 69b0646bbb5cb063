"""Serve the pages of a workspace on this computer."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from jupyter_core.utils import run_sync
from jupyter_server import DEFAULT_STATIC_FILES_PATH
from tornado.httpserver import HTTPServer
from tornado.ioloop import IOLoop
from traitlets.config import Config
from voila.app import Voila
from voila.paths import collect_static_paths
from voila.paths import collect_template_paths

from fundtrack.assets import asset
from fundtrack.charts.library import vega_library
from fundtrack.kernels.light import keep_light
from fundtrack.pages.names import PAGES
from fundtrack.serving.addresses import listening_socket
from fundtrack.serving.handlers import CurrentSnapshot
from fundtrack.serving.handlers import EndKernel
from fundtrack.serving.handlers import Extensions
from fundtrack.serving.handlers import NoSuchPage
from fundtrack.serving.handlers import Page
from fundtrack.serving.handlers import PageKernel
from fundtrack.serving.handlers import PageSocket
from fundtrack.serving.handlers import Static
from fundtrack.serving.handlers import Themes
from fundtrack.serving.handlers import ToOverview
from fundtrack.serving.kernels import IDLE_SECONDS
from fundtrack.serving.kernels import LOOK_EVERY_SECONDS
from fundtrack.serving.kernels import PageKernels
from fundtrack.serving.kernels import PageKernelSpecs
from fundtrack.serving.welcome import Welcome

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from fundtrack.config import Workspace

TEMPLATE = Path(__file__).parent / "template"
APPS = ["voila", "nbconvert"]
BASE = "base"
CACHE = ".cache"
LARGEST_MESSAGE = 64 << 20
DEATH_SECONDS = 1.0
PING_MILLISECONDS = 30_000
LOGGERS = ("Voila", "tornado", "asyncio", "traitlets")
KERNEL_ID = r"(?P<kernel_id>\w+-\w+-\w+-\w+-\w+)"
FRONT_END = [
    "@jupyter-widgets/jupyterlab-manager",
    "@voila-dashboards/widgets-manager8",
    "anywidget",
]


class PageServer(Voila):  # type: ignore[misc]
    """Voila on its own, with our pages at /overview, /spend and so on.

    What stock Voila serves beside pages (a file list, notebook contents, files) has
    no address here. `office` is the workspace served, `bound` is the socket it listens
    on, and `announce` is told the address once it answers.
    """

    def __init__(
        self,
        office: Workspace,
        bound: socket.socket,
        announce: Callable[[str], None],
        config: Config,
    ) -> None:
        self.office = office
        self.bound = bound
        self.announce = announce
        self.library = vega_library(office.folder / CACHE)
        # No settings file is looked for: one lying in the folder would be run.
        super().__init__(config=config, config_file_paths=[])

    def setup_template_dirs(self) -> None:
        """Put our template before Voila's base, wherever the package is installed."""
        base = collect_template_paths(APPS, BASE, prune=True)
        self.template_paths = [str(TEMPLATE), *base]
        self.static_paths = [
            str(TEMPLATE / "static"),
            str(self.library.parent),
            *collect_static_paths(APPS, BASE, prune=True),
            DEFAULT_STATIC_FILES_PATH,
        ]
        self.voila_configuration.prelaunch_hook = Welcome(self.office, self.library)

    def init_settings(self) -> dict[str, Any]:
        """Compress answers, take large messages, and answer to our own names alone."""
        return {
            **super().init_settings(),
            "compress_response": True,
            "websocket_max_message_size": LARGEST_MESSAGE,
            "ws_ping_interval": PING_MILLISECONDS,
            "ws_ping_timeout": PING_MILLISECONDS,
            "allow_remote_access": False,
            "local_hostnames": ["localhost"],
            "default_handler_class": NoSuchPage,
        }

    def init_handlers(self) -> list[tuple[Any, ...]]:
        """List every address there is."""
        names = [page.name for page in PAGES if page.is_built]
        fresh = {"path": self.labextensions_path, "no_cache_paths": ["/"]}
        themes = {
            "path": self.themes_dir,
            "themes_url": "/voila/api/themes",
            "labextensions_path": self.labextensions_path,
            "no_cache_paths": ["/"],
        }
        return [
            ("/", ToOverview),
            ("/snapshot", CurrentSnapshot, {"office": self.office}),
            *[(f"/{name}", Page, self._dashboard(name)) for name in names],
            (rf"/api/kernels/{KERNEL_ID}", PageKernel),
            (rf"/api/kernels/{KERNEL_ID}/channels", PageSocket),
            (r"/voila/static/(.*)", Static, {"paths": self.static_paths}),
            (r"/voila/api/themes/(.*)", Themes, themes),
            (r"/voila/labextensions/(.*)", Extensions, fresh),
            (r"/voila/api/shutdown/(.*)", EndKernel),
        ]

    def listen(self) -> None:
        """Serve on the socket already bound, until told to stop."""
        HTTPServer(self.app).add_socket(self.bound)
        self.ioloop = IOLoop.current()
        host, port = self.bound.getsockname()
        self.announce(f"http://{host}:{port}/")
        try:
            self.ioloop.start()
        except KeyboardInterrupt:
            self.log.info("Stopped from the keyboard")
        finally:
            self.stop()

    def stop(self) -> None:
        """End every kernel and leave nothing behind."""
        run_sync(self.kernel_manager.shutdown_all)()
        shutil.rmtree(self.connection_dir, ignore_errors=True)

    def _dashboard(self, name: str) -> dict[str, Any]:
        return {
            "notebook_path": f"{name}.ipynb",
            "template_paths": self.template_paths,
            "config": self.config,
            "voila_configuration": self.voila_configuration,
        }


def serve(
    workspace: Workspace, host: str, port: int, announce: Callable[[str], None]
) -> None:
    """Serve the pages of a workspace until told to stop (Ctrl-C, or SIGTERM).

    Args:
        host: 127.0.0.1 and nothing else, until sign-in exists.
        port: the one wished for; the next free one is taken when it is in use, and
            any that is free for 0.
        announce: called once, with the address, when the pages can be opened.

    Raises:
        HostRefused, NoPort: as their sentences say.
        NoWorkspace: when the folder is not a workspace.
    """
    workspace.settings()
    keep_light()
    bound = listening_socket(host, port)
    _log_to(workspace)
    server = PageServer(workspace, bound, announce, _settings(workspace))
    server.initialize([])
    server.start()


def _settings(workspace: Workspace) -> Config:
    return Config(
        {
            "Voila": {
                "root_dir": str(asset("dashboards")),
                "open_browser": False,
                "log_level": logging.WARNING,
            },
            "VoilaConfiguration": {
                "template": BASE,
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "file_allowlist": [],
                "extension_allowlist": FRONT_END,
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
