"""The parts of a page, each behind a guard of its own."""

from collections.abc import Sequence

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.pages.markup import Markup
from fundtrack.pages.notice import Guard
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.widget import PageWidget


class Part:
    """A widget of a page with room above it for a notice.

    `filled` guards what fills it: when that fails, a notice stands in the part's
    place and the rest of the page goes on.
    """

    def __init__(self, session: PageSession, widget: DOMWidget) -> None:
        self._session = session
        self._widget = widget
        self._notice = HTML()
        self.box = VBox([self._notice, widget])
        if isinstance(widget, PageWidget):
            widget.guard = self.filled

    def filled(self) -> Guard:
        """Begin to fill the part; an earlier notice goes."""
        self._notice.value = ""
        self._widget.layout.display = None
        return Guard(self._session.workspace, self._session.clock, self._say)

    def _say(self, notice: Markup) -> None:
        self._notice.value = notice
        self._widget.layout.display = "none"


def side_by_side(parts: Sequence[Part]) -> VBox:
    """Put parts beside each other where the page is wide enough."""
    return beside([part.box for part in parts])


def beside(boxes: Sequence[DOMWidget]) -> VBox:
    """Put boxes beside each other where the page is wide enough."""
    box = VBox(boxes)
    box.add_class("two")
    return box
