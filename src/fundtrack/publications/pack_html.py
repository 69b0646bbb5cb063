"""A pack as HTML files: no script, nothing fetched, opened by a double-click."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from datetime import datetime
from html import escape

from fundtrack.charts import theme
from fundtrack.charts.html_tables import table_html
from fundtrack.charts.images import chart_pictures
from fundtrack.charts.images import named_pictures
from fundtrack.domain.events import Provenance
from fundtrack.domain.packs import Quotable
from fundtrack.publications.pack_parts import INDEX
from fundtrack.publications.pack_parts import Drawing
from fundtrack.publications.pack_parts import Figure
from fundtrack.publications.pack_parts import Item
from fundtrack.publications.pack_parts import MonthPack
from fundtrack.publications.pack_parts import PackPage
from fundtrack.publications.pack_parts import Section
from fundtrack.publications.pack_style import STYLE
from fundtrack.publications.pack_style import paper
from fundtrack.sentences.phrases import long_day

SHORT_ID = 8
DRAFT = "DRAFT"
POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""The browser itself fetches nothing for such a page and runs no script."""

CURRENT = ' aria-current="page"'
LICENCE = (
    "Contains public sector information licensed under the Open Government "
    "Licence v3.0."
)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a pack is: a draft, or a version that somebody released on a day.

    `drafted_by` and `released_by` are full names; `sentences` say what of them is
    cleared; `changes` what was said otherwise in the version before.
    """

    drafted_by: str
    drafted_on: date
    sentences: Sequence[Quotable]
    version: int
    released_by: str = ""
    released_on: date | None = None
    changes: Sequence[str] = ()

    @property
    def is_draft(self) -> bool:
        """Whether nobody has released it yet."""
        return self.released_on is None

    def file(self, name: str) -> str:
        """Name a page's file; a draft's says so."""
        return f"{name}-{DRAFT}.html" if self.is_draft else f"{name}.html"

    @property
    def words(self) -> str:
        """Say what the pack is, in one line."""
        if self.released_on is None:
            return (
                f"{DRAFT}, drafted by {self.drafted_by} on "
                f"{long_day(self.drafted_on)}: not released, nothing may be quoted"
            )
        return (
            f"Version {self.version}, released by {self.released_by} on "
            f"{long_day(self.released_on)}, drafted by {self.drafted_by}"
        )


def pack_files(pack: MonthPack, stamp: Stamp) -> dict[str, bytes]:
    """Write every page of a pack, by its file's name."""
    return {
        stamp.file(page.name): _document(pack, stamp, page).encode()
        for page in pack.pages
    }


def _document(pack: MonthPack, stamp: Stamp, page: PackPage) -> str:
    month = f"{pack.month.dates.start:%B %Y}"
    draft = f"{DRAFT}: " if stamp.is_draft else ""
    title = f"{draft}{page.title}, {month}"
    foot = f"{'EXAMPLE, not a return. ' * pack.is_example}{page.title}, {month}. "
    style = STYLE + paper(f"{foot}{stamp.words}. Snapshot {pack.info.snapshot}.")
    return (
        '<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{style}</style></head>\n"
        f'<body><a class="skip" href="#main">Skip to the page</a>'
        f"{_head(pack, stamp, month)}{_ways(pack, stamp, page)}"
        f'<main id="main">{_main(stamp, page)}</main>{_foot(pack, stamp)}'
        "</body></html>\n"
    )


def _head(pack: MonthPack, stamp: Stamp, month: str) -> str:
    info = pack.info
    known_on = datetime.fromisoformat(info.published_at).date()
    parts = (
        f"<b>{escape(pack.office)}</b>",
        f"Pack of <b>{month}</b>",
        f"Snapshot <b>{info.snapshot[:SHORT_ID]}</b>",
        f"As at <b>{long_day(pack.as_at)}</b>",
        f"As known at <b>entry {info.head_seq:,}</b>, {long_day(known_on)}",
    )
    spans = "".join(f"<span>{part}</span>" for part in parts)
    kind = " draft" if stamp.is_draft else ""
    example = (
        '<p class="band example">EXAMPLE, not a return. Partly made up: what is made '
        "up is marked synthetic.</p>"
        if pack.is_example
        else ""
    )
    said = escape(stamp.words)
    return f'<header>{spans}</header><p class="band{kind}">{said}.</p>{example}'


def _ways(pack: MonthPack, stamp: Stamp, page: PackPage) -> str:
    links = "".join(
        f'<li><a href="{escape(stamp.file(other.name))}"'
        f"{CURRENT * (other.name == page.name)}>"
        f"{escape('Office' if other.name == INDEX else other.title)}</a></li>"
        for other in pack.pages
    )
    return f'<nav aria-label="Pages of this pack"><ul>{links}</ul></nav>'


def _main(stamp: Stamp, page: PackPage) -> str:
    changes = _changes(stamp) if page.name == INDEX and stamp.version > 1 else ""
    figures = "".join(map(_figure, page.figures))
    shown = f'<dl class="figs">{figures}</dl>' if figures else ""
    sections = "".join(map(_section, page.sections))
    return (
        f"<h1>{escape(page.sentence)}</h1>"
        f'<p class="sub">{escape(page.sub)}</p>{shown}{changes}{sections}'
        f"{_quotation(stamp, page)}"
    )


def _changes(stamp: Stamp) -> str:
    said = "".join(f"<li>{escape(change)}</li>" for change in stamp.changes)
    listed = f"<ul>{said}</ul>" if said else "<p>No sentence reads otherwise.</p>"
    return f"<h2>What changed since version {stamp.version - 1}</h2>{listed}"


def _figure(figure: Figure) -> str:
    marks = _marks(figure.marks)
    return (
        f'<div><dt>{escape(figure.label)}</dt><dd class="much">{escape(figure.figure)}'
        f'</dd><dd class="says">{escape(figure.meaning)}{marks}</dd></div>'
    )


def _section(section: Section) -> str:
    words = "".join(f"<p>{escape(said)}</p>" for said in section.words)
    items = "".join(map(_item, section.items))
    listed = f'<ul class="todo">{items}</ul>' if items else ""
    drawings = "".join(map(_drawing, section.drawings))
    tables = "".join(map(table_html, section.tables))
    return f"<h2>{escape(section.heading)}</h2>{words}{listed}{drawings}{tables}"


def _item(item: Item) -> str:
    return (
        f'<li><span class="state {item.tone}">{escape(item.state)}</span>'
        f"<span>{escape(item.sentence)}{_marks(item.marks)}</span></li>"
    )


def _drawing(drawing: Drawing) -> str:
    pictures = chart_pictures(drawing.spec, drawing.rows)
    named = named_pictures(pictures, drawing.alternative)
    table = table_html(drawing.table)
    if drawing.is_folded:
        table = f"<details><summary>Show as table</summary>{table}</details>"
    legend = "".join(
        f'<li><i style="background: var(--{colour})"></i>{escape(said)}</li>'
        for said, colour in drawing.legend
        if colour in theme.LIGHT
    )
    return (
        f"<figure><figcaption><b>{escape(drawing.heading)}</b>"
        f"<span>{escape(drawing.sub)}</span></figcaption>"
        f'<ul class="legend">{legend}</ul>{named}</figure>{table}'
    )


def _quotation(stamp: Stamp, page: PackPage) -> str:
    keys = {each.key for each in page.quotables}
    sentences = [each for each in stamp.sentences if each.key in keys]
    if not sentences:
        return ""
    said = "".join(_quoted(stamp, each) for each in sentences)
    return f"<h2>Sentences for quotation</h2>{said}"


def _quoted(stamp: Stamp, said: Quotable) -> str:
    sources = ", ".join(f"<code>{escape(source)}</code>" for source in said.sources)
    if not said.is_cleared:
        state, kind = f"Not for quotation: {said.why_not}", ' class="not"'
    elif stamp.released_on is None:
        state, kind = "Would be cleared by whoever releases the pack", ' class="not"'
    else:
        day = long_day(stamp.released_on)
        state, kind = f"Cleared by {stamp.released_by} on {day}", ""
    quoted = f"“{escape(said.sentence)}”"
    return (
        f"<blockquote{kind}><p>{quoted}{_marks(said.marks)}</p>"
        f"<footer>{escape(state)}. Source: {sources}</footer></blockquote>"
    )


def _foot(pack: MonthPack, stamp: Stamp) -> str:
    info = pack.info
    return (
        f"<footer>{escape(stamp.words)}. Snapshot {info.snapshot}, entry "
        f"{info.head_seq:,}, hash {info.head_hash}. A figure's id leads to its entries "
        "and source cells: <code>fundtrack trace ID</code>. Marks: published, printed "
        "by others; assumed, by this office; synthetic, made up; no mark, the "
        f"office's own record. {LICENCE}</footer>"
    )


def _marks(marks: Sequence[str]) -> str:
    shown = [mark for mark in marks if mark != Provenance.RECORDED]
    return "".join(f' <span class="mark">{escape(mark)}</span>' for mark in shown)
