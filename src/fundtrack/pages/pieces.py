"""Pieces of a page that are words and figures: strip, head, key figures, to-do list."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from datetime import timedelta
from typing import Protocol
from urllib.parse import urlencode

from fundtrack.charts.tables import show_day
from fundtrack.config import Settings
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import marks
from fundtrack.pages.markup import text
from fundtrack.pages.names import page_named
from fundtrack.sentences.needs import Need
from fundtrack.sentences.phrases import counted
from fundtrack.store.snapshot import SnapshotInfo

SHORT_ID = 8
OLD_DAYS = 2
LICENCE = (
    "Contains public sector information licensed under the Open Government "
    "Licence v3.0."
)


class Dated(Protocol):
    """What a page read, as far as its strip shows it."""

    @property
    def settings(self) -> Settings:
        """Where and how the workspace runs."""

    @property
    def info(self) -> SnapshotInfo:
        """The snapshot it was read from."""

    @property
    def today(self) -> date:
        """The day that counts as today."""

    @property
    def as_at(self) -> date:
        """The day up to which entries count."""


class Seen(Dated, Protocol):
    """What a page read for a choice, as far as its frame shows it."""

    @property
    def is_nothing_yet(self) -> bool:
        """Whether the books hold nothing that the page could show."""

    def written(self) -> Mapping[str, str]:
        """Write the choice as the address holds it."""


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure with its label, one line that gives it meaning, and its marks."""

    label: str
    figure: str
    meaning: str
    marks: tuple[str, ...] = ()
    is_bad: bool = False


def strip(standing: Dated, now: datetime) -> Markup:
    """Write which figures these are: snapshot, its age, the day, what we knew."""
    info = standing.info
    published = datetime.fromisoformat(info.published_at)
    is_example = standing.settings.example
    when = f"on {show_day(published)}" if is_example else age(published, now)
    parts = [
        f"Snapshot {bold(info.snapshot[:SHORT_ID])}, published {text(when)}"
        + ("" if is_example else _to_refresh(published, now)),
        f"As at {bold(show_day(standing.as_at))}",
        f"As known {bold('now')} ({text(counted(info.head_seq, 'entry', 'entries'))})",
    ]
    if is_example:
        parts.append(example_mark(standing))
    spans = [element("span", part) for part in parts]
    row = element("div", *spans)
    return element("div", row, class_="strip", data_snapshot=info.snapshot)


def _to_refresh(published: datetime, now: datetime) -> Markup:
    """Offer to look for newer figures when those shown are some days old."""
    if now - published < timedelta(days=OLD_DAYS):
        return ""
    words = text("press to refresh")
    button = element("button", words, type="button", class_="link", data_do="refresh")
    return "; " + button


def example_mark(standing: Dated) -> Markup:
    """Write that the office is an example, and on which day its story stopped."""
    return (
        element("strong", text("EXAMPLE, not a return"))
        + text(". Partly made up; its story stops on ")
        + bold(show_day(standing.settings.story_ends_on or standing.today))
    )


def head(sentence: str, sub: str) -> Markup:
    """Write the sentence a page opens with and what it is about."""
    return element("h1", text(sentence)) + element("p", text(sub), class_="sub")


def key_figures(figures: Sequence[KeyFigure]) -> Markup:
    """Write the key figures as a list of terms."""
    return element("dl", *[_key_figure(figure) for figure in figures], class_="figs")


def to_do(needs: Sequence[Need], query: str, *, is_own: bool = False) -> Markup:
    """Write what needs the reader, the hardest first, each with the way to its place.

    Args:
        query: the choice as an address holds it, so that Spend opens on the same view.
        is_own: whether it lists what the reader can do, not what anybody can.
    """
    heading = element("h2", text("Needs you" if is_own else "Needs somebody"))
    if not needs:
        return heading + element("p", text("Nothing needs you today."), class_="sub")
    return heading + listing(needs, query)


def how_it_stands(needs: Sequence[Need], query: str) -> Markup:
    """Write how the books stand: what lapses, the tie-out and the live waivers."""
    return element("h2", text("How the books stand")) + listing(needs, query)


def listing(needs: Sequence[Need], query: str) -> Markup:
    """List states, each with its sentence and the way to its place."""
    items = [
        element(
            "li",
            element("span", text(need.state), class_=f"state {need.tone}"),
            element(
                "div" if need.rest else "span",
                text(need.sentence) + _way_to(need, query) + marks(list(need.marks)),
                _counted_only(need, query),
            ),
        )
        for need in needs
    ]
    return element("ul", *items, class_="todo")


def _counted_only(need: Need, query: str) -> Markup:
    """Unfold what a last line only counts."""
    if not need.rest:
        return ""
    summary = element("summary", text("Show them here"))
    return element("details", summary, listing(need.rest, query))


def foot() -> Markup:
    """Write whose data a page shows, and how to pass the view on."""
    doings = [
        element("button", text(name), type="button", class_="link", data_do=what)
        for what, name in (("copy", "Copy link to this view"), ("print", "Print"))
    ]
    passing = element("span", " · " + " · ".join(doings), class_="passing")
    return element("p", text(LICENCE) + passing, class_="foot")


def bold(words: str) -> Markup:
    """Write words that stand out."""
    return element("b", text(words))


def age(since: datetime, now: datetime) -> str:
    """Say how long ago a moment was, in the largest unit that fits."""
    passed = max(now - since, timedelta(0))
    minutes = int(passed.total_seconds()) // 60
    if minutes < 1:
        return "just now"
    if minutes < 60:  # noqa: PLR2004 - minutes in an hour
        return f"{counted(minutes, 'minute')} ago"
    hours = minutes // 60
    if hours < 24 * OLD_DAYS:
        return f"{counted(hours, 'hour')} ago"
    return f"{counted(passed.days, 'day')} ago"


def _way_to(need: Need, query: str) -> Markup:
    fund, quarter = need.about
    if fund:
        href = f"/returns?{urlencode({'fund': fund, 'quarter': quarter})}"
        return " " + element("a", "Show it on Returns", href=href)
    if need.path:
        name = need.path.partition("?")[0].strip("/")
        words = f"Show it on {page_named(name).title}"
        return " " + element("a", text(words), href=need.path)
    if need.table:
        href = f"/spend?{query}#{need.table}"
        return " " + element("a", "Show it on Spend", href=href)
    return text(f" At the command line: {need.command}.") if need.command else ""


def _key_figure(figure: KeyFigure) -> Markup:
    shown = {"class_": "bad"} if figure.is_bad else {}
    return element(
        "div",
        element("dt", text(figure.label)),
        element("dd", text(figure.figure), **shown),
        element("dd", text(figure.meaning) + marks(figure.marks), class_="says"),
    )
