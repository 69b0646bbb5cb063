"""Print a return as a PDF: a cover, the sheet to sign, and the tables people read.

It is frozen with the return and not made again: what counts is its hash.
"""

import io
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from functools import partial
from typing import Any

from reportlab.lib.pagesizes import A4
from reportlab.lib.pagesizes import landscape
from reportlab.lib.units import mm
from reportlab.platypus import BaseDocTemplate
from reportlab.platypus import CondPageBreak
from reportlab.platypus import Frame
from reportlab.platypus import NextPageTemplate
from reportlab.platypus import PageBreak
from reportlab.platypus import PageTemplate
from reportlab.platypus import Spacer
from reportlab.platypus import Table
from reportlab.platypus import TableStyle

from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Printing
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.pdf_tables import fitted
from fundtrack.returns.pdf_tables import tables
from fundtrack.returns.pdf_type import BOLD
from fundtrack.returns.pdf_type import INK
from fundtrack.returns.pdf_type import PLAIN
from fundtrack.returns.pdf_type import QUIET
from fundtrack.returns.pdf_type import in_type
from fundtrack.returns.pdf_type import paragraph
from fundtrack.returns.pdf_type import register_fonts
from fundtrack.returns.texts import csv_name

MARGIN = 18 * mm
HEAD, FOOT = 20 * mm, 24 * mm
SMALL, TEXT, HEADING, TITLE, FIGURE = 6.5, 8.5, 13, 20, 30
MOST_ROWS = 400
"""How many rows of one table anybody reads on paper."""
CONTENTS = (
    Column("Sheet", "sheet"),
    Column("Holds", "holds"),
    Column("Where", "where"),
)
SLOTS = ("Signature", "Name and position", "Date")


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is printed around the tables: whose return it is, of which books.

    `signers` are the places for a signature: who signs, and who that is by the books.
    """

    title: str
    office: str
    return_id: str
    program: str
    banner: str
    claim_pence: Pence
    snapshot: str
    head_seq: int
    head_hash: str
    signers: tuple[tuple[str, str], ...]


@dataclass(slots=True)
class Pages:
    """On which page each sheet begins, and how many there are."""

    starts: dict[str, int] = field(default_factory=dict)
    count: int = 0


def pdf_bytes(sheets: Sequence[Sheet], imprint: Imprint) -> bytes:
    """Print sheets on A4; what stays in the workbook and the CSV is named."""
    first, _ = _printed(sheets, imprint, Pages())
    return _printed(sheets, imprint, first)[1]


def _printed(
    sheets: Sequence[Sheet], imprint: Imprint, known: Pages
) -> tuple[Pages, bytes]:
    """Print once, with the page numbers of the time before."""
    register_fonts()
    written, found = io.BytesIO(), Pages()
    document = BaseDocTemplate(
        written,
        pagesize=A4,
        title=imprint.title,
        author=imprint.office,
        subject=imprint.return_id,
        creator=imprint.program,
        lang="en-GB",
        displayDocTitle=True,
        initialFontName=PLAIN,
        invariant=1,
    )
    around = partial(_around, imprint, known)
    document.addPageTemplates(
        [
            _page_template("upright", A4, around),
            _page_template("across", landscape(A4), around),
        ]
    )
    document.afterFlowable = partial(_mark, document, found)
    document.build(list(_story(sheets, imprint, known)))
    found.count = document.page
    return found, written.getvalue()


def _page_template(name: str, size: tuple[float, float], around: Any) -> Any:  # noqa: ANN401 - reportlab has no types
    width, height = size
    frame = Frame(
        MARGIN,
        FOOT,
        width - 2 * MARGIN,
        height - HEAD - FOOT,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )
    return PageTemplate(name, [frame], onPage=around, pagesize=size)


def _mark(document: Any, found: Pages, flowable: Any) -> None:  # noqa: ANN401 - reportlab has no types
    """Note where a sheet begins, for the contents and for the reader's outline."""
    if name := getattr(flowable, "begins", ""):
        found.starts[name] = document.page
        document.canv.bookmarkPage(name)
        document.canv.addOutlineEntry(in_type(name), name)


def _around(imprint: Imprint, known: Pages, canvas: Any, document: Any) -> None:  # noqa: ANN401 - reportlab has no types
    """Print what stands on every page: whose return, which page, of which books."""
    width, height = document.pageTemplate.pagesize
    canvas.saveState()
    canvas.setFillColor(QUIET)
    canvas.setFont(PLAIN, SMALL)
    top, end = height - 12 * mm, width - MARGIN
    canvas.drawString(MARGIN, top, in_type(f"{imprint.banner}{imprint.office}"))
    canvas.drawRightString(end, top, in_type(imprint.return_id))
    canvas.setStrokeColor(QUIET)
    canvas.setLineWidth(0.4)
    canvas.line(MARGIN, FOOT - 5 * mm, end, FOOT - 5 * mm)
    books = f"Snapshot {imprint.snapshot}, last entry {imprint.head_seq}"
    canvas.drawString(MARGIN, FOOT - 9 * mm, in_type(books))
    canvas.drawString(MARGIN, FOOT - 12.5 * mm, f"Hash of it {imprint.head_hash}")
    count = f"Page {document.page} of {known.count}"
    canvas.drawRightString(end, FOOT - 9 * mm, count)
    canvas.restoreState()


def _story(sheets: Sequence[Sheet], imprint: Imprint, known: Pages) -> Iterator[Any]:
    room = A4[0] - 2 * MARGIN
    for sheet in sheets:
        if sheet.prints is Printing.COVER:
            yield from _cover(sheet, imprint, room)
            yield PageBreak()
        elif sheet.prints is Printing.SIGN_SHEET:
            yield from _sign_sheet(sheet, imprint, room)
            yield PageBreak()
    yield from _contents(sheets, known, room)
    yield NextPageTemplate("across")
    yield PageBreak()
    room = A4[1] - 2 * MARGIN
    for number, sheet in enumerate(sheets, start=1):
        if sheet.prints is Printing.TABLE:
            yield CondPageBreak((45 if sheet.rows else 25) * mm)
            yield from _heading(sheet)
            yield from _body(number, sheet, room)


def _heading(sheet: Sheet) -> Iterator[Any]:
    heading = paragraph(sheet.name, HEADING, BOLD)
    heading.begins = sheet.name
    yield heading
    yield Spacer(0, 2 * mm)


def _body(number: int, sheet: Sheet, room: float) -> Iterator[Any]:
    said = sheet.about if sheet.rows else sheet.empty
    if len(sheet.rows) > MOST_ROWS:
        where = f"in the workbook and in {csv_name(number, sheet)}"
        said = f"{said} Its {len(sheet.rows):,} rows stand {where}."
    yield paragraph(said, TEXT)
    yield Spacer(0, 3 * mm)
    if sheet.rows and len(sheet.rows) <= MOST_ROWS:
        yield from tables(fitted(sheet), room)
    yield Spacer(0, 5 * mm)


def _cover(sheet: Sheet, imprint: Imprint, room: float) -> Iterator[Any]:
    yield Spacer(0, 8 * mm)
    title = paragraph(sheet.about.rstrip("."), TITLE, BOLD)
    title.begins = sheet.name
    yield title
    yield Spacer(0, 8 * mm)
    yield paragraph(f"{imprint.banner}claim for this quarter".capitalize(), TEXT)
    yield paragraph(show_pence(imprint.claim_pence), FIGURE, BOLD)
    yield Spacer(0, 8 * mm)
    yield from tables(fitted(sheet), room)


def _contents(sheets: Sequence[Sheet], known: Pages, room: float) -> Iterator[Any]:
    rows = tuple(
        (sheet.name, sheet.about, _where(number, sheet, known.starts))
        for number, sheet in enumerate(sheets, start=1)
    )
    listed = Sheet("Contents", "Contents", "", "", CONTENTS, rows)
    yield from _heading(listed)
    yield paragraph(
        "What is not printed here stands in the workbook and in CSV files; the "
        "page of the same name reads best by screen reader.",
        TEXT,
    )
    yield Spacer(0, 3 * mm)
    yield from tables(fitted(listed), room)


def _where(number: int, sheet: Sheet, starts: Mapping[str, int]) -> str:
    if sheet.prints is Printing.NO:
        return f"workbook and {csv_name(number, sheet)}"
    return f"page {starts.get(sheet.name, 0)}"


def _sign_sheet(sheet: Sheet, imprint: Imprint, room: float) -> Iterator[Any]:
    """Print the sheet to sign on one page, whatever is to be said on it."""
    height = A4[1] - HEAD - FOOT
    kept = len(sheet.rows)
    made = _signed_page(sheet, imprint, room, kept)
    while _height(made, room) > height and kept:
        kept -= 1
        made = _signed_page(sheet, imprint, room, kept)
    yield from made


def _signed_page(sheet: Sheet, imprint: Imprint, room: float, kept: int) -> list[Any]:
    left = len(sheet.rows) - kept
    more = f" Of its rows {left} more stand in the workbook." if left else ""
    return [
        *_heading(sheet),
        paragraph(f"{sheet.about}{more}", TEXT),
        Spacer(0, 3 * mm),
        *tables(fitted(replace(sheet, rows=sheet.rows[:kept])), room),
        *(_slot(who, named, room) for who, named in imprint.signers),
    ]


def _height(flowables: Sequence[Any], room: float) -> float:
    return float(
        sum(
            it.wrap(room, 10 * A4[1])[1] + it.getSpaceBefore() + it.getSpaceAfter()
            for it in flowables
        )
    )


def _slot(who: str, named: str, room: float) -> Any:  # noqa: ANN401 - reportlab has no types
    """Leave room for a signature, with lines to write on."""
    widths = [room * 0.42, room * 0.38, room * 0.2]
    slot = Table(
        [
            [paragraph(f"{who}: {named}" if named else who, TEXT, BOLD), "", ""],
            ["", "", ""],
            [paragraph(it, SMALL) for it in SLOTS],
        ],
        widths,
        [None, 13 * mm, None],
        hAlign="LEFT",
        spaceBefore=8,
    )
    slot.setStyle(
        TableStyle(
            [
                ("SPAN", (0, 0), (-1, 0)),
                ("FONT", (0, 0), (-1, -1), PLAIN, SMALL),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 10),
                *(("LINEBELOW", (at, 1), (at, 1), 0.6, INK) for at in range(3)),
            ]
        )
    )
    return slot
