"""Returns: can I send it, and if not, what do I do?"""

from collections.abc import Mapping

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.pages.drill import Drill
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import beside
from fundtrack.pages.returns.audit import ReturnAudit
from fundtrack.pages.returns.desk import ReturnDesk
from fundtrack.pages.returns.filters import return_filters
from fundtrack.pages.returns.pieces import checks
from fundtrack.pages.returns.pieces import figures
from fundtrack.pages.returns.pieces import hands
from fundtrack.pages.returns.pieces import opening
from fundtrack.pages.returns.sheets import ReturnSheets
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.returns.standing import read_returns
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Filter
from fundtrack.store.snapshot import Books

ASKS = frozenset({"fund", "quarter", "version"})


class Returns:
    """The parts of Returns beneath its key figures."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._drill = Drill(session)
        self._checks, self._hands = HTML(), HTML()
        self._parts = {it: Part(session, it) for it in (self._checks, self._hands)}
        self._sheets = ReturnSheets(session, self._drill.open)
        self._audit = ReturnAudit(session)
        self.desk = ReturnDesk(session)

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """Checks beside who did what and the buttons, then the tables."""
        right = VBox([self._parts[self._hands].box, self.desk.widget])
        return [
            beside([self._parts[self._checks].box, right]),
            self.desk.opened,
            self._sheets.claim,
            self._drill.widget,
            self._sheets.rest,
            self._audit.widget,
        ]

    def read(self, books: Books, asked: Mapping[str, str]) -> ReturnStanding:
        """Read how the returns stand."""
        return read_returns(self._session, books, asked)

    def opening(self, standing: ReturnStanding) -> Markup:
        """Write the sentence and what it is about."""
        return opening(standing)

    def figures(self, standing: ReturnStanding) -> Markup:
        """Write how far the return has come and its key figures."""
        return figures(standing)

    def filters(self, standing: ReturnStanding) -> tuple[Filter, ...]:
        """Offer fund, quarter and version."""
        return return_filters(standing)

    def show(self, books: Books, standing: ReturnStanding) -> None:
        """Fill the parts."""
        with self._parts[self._checks].filled():
            self._checks.value = checks(standing)
        with self._parts[self._hands].filled():
            self._hands.value = hands(standing)
        self.desk.show(standing)
        self._sheets.show(books, standing)
        self._audit.show(standing)
        self._drill.close()


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    contents = Returns(session)
    frame = Frame(session, contents)
    contents.desk.changed = frame.change
    return frame.opened()
