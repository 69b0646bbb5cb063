"""The frame of a page: strip, sentence, filters, figures, and the parts beneath."""

from collections.abc import Mapping
from typing import Generic
from typing import Protocol
from typing import TypeVar

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.pages.choice import only
from fundtrack.pages.first_steps import nothing_held
from fundtrack.pages.markup import Markup
from fundtrack.pages.parts import Part
from fundtrack.pages.pieces import Seen
from fundtrack.pages.pieces import foot
from fundtrack.pages.pieces import strip
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Filters
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import open_books

S = TypeVar("S", bound=Seen)


class Contents(Protocol[S]):
    """What makes one page another: what it reads, its words, its filters, its parts."""

    @property
    def asks(self) -> frozenset[str]:
        """The names in the address that the page has filters for."""

    @property
    def body(self) -> list[DOMWidget]:
        """The widgets beneath the key figures, in order."""

    def read(self, books: Books, asked: Mapping[str, str]) -> S:
        """Read what is asked for; every part is drawn from it."""

    def opening(self, standing: S) -> Markup:
        """Write the sentence that opens the page."""

    def figures(self, standing: S) -> Markup:
        """Write the key figures."""

    def filters(self, standing: S) -> tuple[Filter, ...]:
        """Offer the filters."""

    def show(self, books: Books, standing: S) -> None:
        """Fill the parts beneath; each guards itself."""


class Frame(Generic[S]):
    """A page on the screen, filled again whenever a filter changes."""

    def __init__(self, session: PageSession, contents: Contents[S]) -> None:
        self._session = session
        self._contents = contents
        self._strip, self._opening, self._figures = HTML(), HTML(), HTML()
        self._filters = Filters(self.change)
        self._body = VBox(contents.body)
        head = VBox([self._opening, self._filters, self._figures])
        self._top = Part(session, head)
        foot_box = HTML(foot())
        for box in (self._top.box, self._body, foot_box):
            box.add_class("sheet")
        self.widget = VBox([self._strip, self._top.box, self._body, foot_box])
        self.widget.add_class("living")

    def opened(self) -> VBox:
        """Fill the page for what its address asks, and give it."""
        self.change(self._session.asked)
        return self.widget

    def change(self, asked: Mapping[str, str]) -> None:
        """Show what is asked for now, from the snapshot that is current now.

        When that fails, a notice stands alone: figures of another choice beneath it
        would be taken for those asked for.
        """
        is_shown = False
        with self._top.filled(), open_books(self._session.workspace) as books:
            chosen = only(asked, self._contents.asks)
            self._show(books, self._contents.read(books, chosen))
            is_shown = True
        if not is_shown:
            self._body.layout.display = "none"
        self._filters.answered()

    def _show(self, books: Books, standing: S) -> None:
        is_empty = standing.is_nothing_yet
        self._strip.value = strip(standing, self._session.clock())
        self._opening.value = (
            nothing_held(books) if is_empty else self._contents.opening(standing)
        )
        self._figures.value = "" if is_empty else self._contents.figures(standing)
        self._body.layout.display = "none" if is_empty else None
        if not is_empty:
            self._filters.show(self._contents.filters(standing), standing.written())
            self._contents.show(books, standing)
