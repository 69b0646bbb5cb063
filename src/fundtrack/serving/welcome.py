"""What a page says before its kernel is up: the bar, the sentence, the figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fundtrack.pages.names import PAGES
from fundtrack.pages.screens.first import first_screen

if TYPE_CHECKING:
    from pathlib import Path

    from nbformat import NotebookNode
    from tornado.web import RequestHandler

    from fundtrack.config import Workspace


class Welcome:
    """Puts what the template needs beside the notebook of the page asked for.

    The sentence and the figures of the current snapshot are read here, in the
    server, so that they are there at once; the page's kernel takes over when it runs.
    """

    def __init__(self, workspace: Workspace, library: Path, static: str) -> None:
        self._workspace = workspace
        self._library = library
        self._static = static

    def __call__(
        self, req: RequestHandler, notebook: NotebookNode, cwd: str
    ) -> NotebookNode:
        """Answer Voila's call before a kernel is launched; the names are Voila's."""
        del cwd
        name = req.request.path.strip("/")
        settings = self._workspace.settings()
        notebook.metadata["fundtrack"] = {
            "office": settings.office,
            "is_example": settings.example,
            "page": name,
            "pages": PAGES,
            "library": self._library.name,
            "static": self._static,
            "person": req.current_user.name,
            "xsrf": req.xsrf_token.decode(),
            "first_screen": first_screen(self._workspace, name, req.request.query),
        }
        return notebook
