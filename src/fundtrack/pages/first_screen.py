"""The first screen: the words and figures of a page, before its kernel is up."""

from collections.abc import Callable

from fundtrack.config import Workspace
from fundtrack.errors import NoSnapshot
from fundtrack.errors import UserError
from fundtrack.pages import overview
from fundtrack.pages import spend
from fundtrack.pages.choice import only
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.notice import notice
from fundtrack.pages.pieces import nothing_held
from fundtrack.pages.pieces import nothing_published
from fundtrack.pages.pieces import strip
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import asked_for
from fundtrack.pages.standing import Standing
from fundtrack.pages.standing import read_standing
from fundtrack.store.snapshot import open_books

Draw = Callable[[Standing], Markup]

PAGES: dict[str, tuple[Draw, Draw, frozenset[str]]] = {
    "overview": (overview.opening, overview.figures, overview.ASKS),
    "spend": (spend.opening, spend.figures, spend.ASKS),
}


def first_screen(workspace: Workspace, name: str, query: str) -> Markup:
    """Write a page's strip, sentence and key figures from the current snapshot.

    What stops the figures from being read is said in their place.
    """
    opening, figures, asks = PAGES[name]
    session = PageSession(workspace, only(asked_for(query), asks))
    try:
        with open_books(workspace) as books:
            standing = read_standing(
                books, session.settings, session.today, session.asked
            )
    except NoSnapshot:
        return _sheet(nothing_published())
    except UserError as error:
        return _sheet(notice(str(error), "stop"))
    top = strip(standing, session.clock())
    if standing.is_nothing_yet:
        return top + _sheet(nothing_held())
    room = element("div", class_="filters room", aria_hidden="true")
    return top + _sheet(opening(standing), room, figures(standing))


def _sheet(*parts: Markup) -> Markup:
    return element("div", *parts, class_="sheet")
