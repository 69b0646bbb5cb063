"""The first screen: what a page says before its kernel is up.

A page joins with one line in `PAGES`: what its address may ask, how that is read, and
the functions that write its sentence and its key figures. Its module is named as its
address is and has a `build`, from which the screen is drawn whole, charts and tables
as well, when a snapshot is new (`draw.py`). Until that is done, and for any
other view than the one a page opens with, sentence and figures are written on demand.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any
from typing import Generic
from typing import TypeVar

from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.errors import NoSnapshot
from fundtrack.errors import UserError
from fundtrack.pages.choice import only
from fundtrack.pages.data_health import pieces as health_pieces
from fundtrack.pages.data_health.standing import ASKS as HEALTH_ASKS
from fundtrack.pages.data_health.standing import read_health
from fundtrack.pages.evaluation import page as evaluation
from fundtrack.pages.evaluation import pieces as evaluation_pieces
from fundtrack.pages.evaluation.standing import read_evaluations
from fundtrack.pages.first_steps import nothing_held
from fundtrack.pages.first_steps import nothing_published
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.notice import notice
from fundtrack.pages.outcomes import pieces as outcome_pieces
from fundtrack.pages.outcomes.standing import ASKS as OUTCOME_ASKS
from fundtrack.pages.outcomes.standing import read_opening
from fundtrack.pages.overview import page as overview
from fundtrack.pages.pieces import Seen
from fundtrack.pages.pieces import strip
from fundtrack.pages.returns import page as returns
from fundtrack.pages.returns import pieces as return_pieces
from fundtrack.pages.returns.standing import read_returns
from fundtrack.pages.screens.kept import folder_of
from fundtrack.pages.screens.kept import kept_screen
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import asked_for
from fundtrack.pages.spend import page as spend
from fundtrack.pages.standing import standing_for
from fundtrack.store.snapshot import Books
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books

S = TypeVar("S", bound=Seen)


@dataclass(frozen=True)
class FirstScreen(Generic[S]):
    """How a page's first screen is read and drawn; `asks` are its filters."""

    asks: frozenset[str]
    read: Callable[[PageSession, Books, Mapping[str, str]], S]
    opening: Callable[[S], Markup]
    figures: Callable[[S], Markup]


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a first screen says beneath its strip, and what its strip is drawn from."""

    settings: Settings
    info: SnapshotInfo
    today: date
    as_at: date
    words: Markup


KEPT = 64
"""How many first screens are kept drawn."""

PAGES: dict[str, FirstScreen[Any]] = {
    "overview": FirstScreen(
        overview.ASKS, standing_for, overview.opening, overview.figures
    ),
    "spend": FirstScreen(spend.ASKS, standing_for, spend.opening, spend.figures),
    "evaluation": FirstScreen(
        evaluation.ASKS,
        read_evaluations,
        evaluation_pieces.opening,
        evaluation_pieces.figures,
    ),
    "outcomes": FirstScreen(
        OUTCOME_ASKS, read_opening, outcome_pieces.opening, outcome_pieces.figures
    ),
    "returns": FirstScreen(
        returns.ASKS, read_returns, return_pieces.opening, return_pieces.figures
    ),
    "data-health": FirstScreen(
        HEALTH_ASKS, read_health, health_pieces.opening, health_pieces.figures
    ),
}


def first_screen(workspace: Workspace, name: str, query: str) -> Markup:
    """Write a page's strip, and beneath it the whole page or sentence and figures.

    What stops the figures from being read is said in their place.
    """
    session = PageSession(workspace, only(asked_for(query), PAGES[name].asks))
    asked = dict(session.asked)
    try:
        info, settings = current_snapshot(workspace), session.settings
        today = settings.today(session.clock)
        kept = kept_screen(folder_of(workspace, info, settings, today), name)
        if kept and kept.answers(asked):
            dated = Drawn(settings, info, today, kept.as_at, kept.markup)
            words = element("div", dated.words, class_="still")
        else:
            view = (name, tuple(sorted(asked.items())))
            dated = _drawn(workspace, info, settings, today, view)
            words = _sheet(dated.words)
    except NoSnapshot:
        return _sheet(nothing_published())
    except UserError as error:
        return _sheet(notice(str(error), "stop"))
    return strip(dated, session.clock()) + words


@lru_cache(maxsize=KEPT)
def _drawn(
    workspace: Workspace,
    info: SnapshotInfo,
    settings: Settings,
    today: date,
    view: tuple[str, tuple[tuple[str, str], ...]],
) -> Drawn:
    """Draw a first screen; a snapshot never changes, so that it is drawn once."""
    name, asked = view
    page = PAGES[name]
    with open_books(workspace, info) as books:
        seen = page.read(PageSession(workspace, dict(asked)), books, dict(asked))
        steps = nothing_held(books) if seen.is_nothing_yet else ""
    room = element("div", class_="filters room", aria_hidden="true")
    words = steps or page.opening(seen) + room + page.figures(seen)
    return Drawn(settings, info, today, seen.as_at, words)


def _sheet(*parts: Markup) -> Markup:
    return element("div", *parts, class_="sheet")
