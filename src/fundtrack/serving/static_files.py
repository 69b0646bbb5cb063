"""The pages' own scripts, styles and drawing library, kept by a browser for good."""

import hashlib
from pathlib import Path

from jupyter_server.base.handlers import JupyterHandler
from voila.static_file_handler import MultiStaticFileHandler

from fundtrack.serving.headers import Headed

STATIC = Path(__file__).parent / "template" / "static"
FOR_GOOD = "private, max-age=31536000, immutable"


def static_version(library: Path) -> str:
    """Name the files by their content, so that their address changes with them.

    Args:
        library: the drawing library, whose name says its content.
    """
    held = hashlib.sha256(library.name.encode())
    for path in sorted(STATIC.iterdir()):
        held.update(path.name.encode())
        held.update(path.read_bytes())
    return held.hexdigest()[:12]


class Static(Headed, JupyterHandler, MultiStaticFileHandler):  # type: ignore[misc]
    """Serves the files of one version, under the address that names it."""

    def set_extra_headers(self, path: str) -> None:
        """Let a browser keep a file and never ask again."""
        del path
        self.set_header("Cache-Control", FOR_GOOD)
