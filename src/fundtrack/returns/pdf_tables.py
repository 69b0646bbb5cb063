"""Set the sheets of a return as tables that fit a page."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.platypus import Table
from reportlab.platypus import TableStyle

from fundtrack.returns.cell_texts import FIGURES
from fundtrack.returns.cell_texts import shown_cell
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.pdf_type import BOLD
from fundtrack.returns.pdf_type import INK
from fundtrack.returns.pdf_type import PLAIN
from fundtrack.returns.pdf_type import RULE
from fundtrack.returns.pdf_type import in_type
from fundtrack.returns.pdf_type import paragraph
from fundtrack.returns.pdf_type import width_of

SIZE = 7.5
PAD = 9
"""Points between one column and the next."""
LONGEST_LINE = 300.0
"""Points; a wider text wraps."""
LEAST_TEXT = 48.0
KEYS = 3
"""How many columns may say what a row is, where a table goes over several parts."""
TOTALS = frozenset({"Total", "Claim for this quarter", "Difference"})
"""First cells of rows that are set bold."""


@dataclass(frozen=True, slots=True)
class Fitted:
    """One column with its cells as people read them, and the room it needs."""

    column: Column
    cells: tuple[str, ...]
    least: float
    wanted: float


def fitted(sheet: Sheet) -> list[Fitted]:
    """Measure the columns of a sheet."""
    return [
        _fit(column, [shown_cell(column, row[at]) for row in sheet.rows])
        for at, column in enumerate(sheet.columns)
    ]


def tables(columns: Sequence[Fitted], room: float) -> Iterator[Any]:
    """Set columns as one table, or as several with the first columns repeated.

    Args:
        room: the width of the page, in points.
    """
    for part in _parts(columns, room):
        yield _table(part, room)


def _fit(column: Column, cells: Sequence[str]) -> Fitted:
    heading = max(
        (width_of(it, SIZE, BOLD) for it in column.heading.split()), default=0
    )
    widths = [width_of(cell, SIZE, BOLD) for cell in cells]
    longest = max(widths, default=0)
    wanted = max(heading, min(longest, LONGEST_LINE))
    is_whole = column.kind in FIGURES or column.kind is Kind.DAY
    least = longest if is_whole else min(longest, max(LEAST_TEXT, _words(cells)))
    return Fitted(
        column, tuple(cells), max(heading, least) + PAD, max(wanted, heading) + PAD
    )


def _words(cells: Sequence[str]) -> float:
    """Measure the longest word, as far as a column goes along with it."""
    words = {word for cell in cells for word in cell.split()}
    longest = max((width_of(word, SIZE, BOLD) for word in words), default=0)
    return min(longest, LONGEST_LINE / 2)


def _parts(columns: Sequence[Fitted], room: float) -> list[list[Fitted]]:
    if sum(each.least for each in columns) <= room:
        return [list(columns)]
    keys = _keys(columns)
    part, parts = list(keys), []
    for each in columns[len(keys) :]:
        if sum(it.least for it in part) + each.least > room and part != keys:
            parts.append(part)
            part = list(keys)
        part.append(each)
    return [*parts, part]


def _keys(columns: Sequence[Fitted]) -> list[Fitted]:
    found: list[Fitted] = []
    for each in columns[:KEYS]:
        if found and each.column.kind in FIGURES:
            break
        found.append(each)
    return found


def _widths(columns: Sequence[Fitted], room: float) -> list[float]:
    """Share the room out: what each needs, then what each could use."""
    least = sum(each.least for each in columns)
    more = [max(each.wanted - each.least, 0) for each in columns]
    share = min(1.0, max(room - least, 0) / (sum(more) or 1))
    widths = [
        each.least + share * extra for each, extra in zip(columns, more, strict=True)
    ]
    return [min(width, room) for width in widths]


def _table(columns: Sequence[Fitted], room: float) -> Any:  # noqa: ANN401 - reportlab has no types
    widths = _widths(columns, room)
    head = [
        paragraph(it.column.heading, SIZE, BOLD, at_right=_is_at_right(it.column))
        for it in columns
    ]
    totals = {at for at, cell in enumerate(columns[0].cells) if cell in TOTALS}
    body = [
        [
            _cell(each, each.cells[at], width - PAD, is_total=at in totals)
            for each, width in zip(columns, widths, strict=True)
        ]
        for at in range(len(columns[0].cells))
    ]
    made = Table(
        [head, *body], widths, repeatRows=1, splitInRow=1, hAlign="LEFT", spaceAfter=14
    )
    made.setStyle(_look(columns, totals))
    return made


def _is_at_right(column: Column) -> bool:
    return column.kind in FIGURES


def _cell(each: Fitted, cell: str, width: float, *, is_total: bool) -> Any:  # noqa: ANN401 - a text, or a paragraph
    font = BOLD if is_total else PLAIN
    if "\n" not in cell and width_of(cell, SIZE, font) <= width:
        return in_type(cell)
    return paragraph(cell, SIZE, font, at_right=_is_at_right(each.column))


def _look(columns: Sequence[Fitted], totals: set[int]) -> Any:  # noqa: ANN401 - reportlab has no types
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), PLAIN, SIZE, SIZE * 1.35),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("VALIGN", (0, 0), (-1, 0), "BOTTOM"),
            ("VALIGN", (0, 1), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), PAD),
            ("TOPPADDING", (0, 0), (-1, -1), 2.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
            ("LINEBELOW", (0, 0), (-1, 0), 0.9, INK),
            ("LINEBELOW", (0, 1), (-1, -1), 0.35, RULE),
            *(
                ("ALIGN", (at, 0), (at, -1), "RIGHT")
                for at, each in enumerate(columns)
                if _is_at_right(each.column)
            ),
            *(
                ("FONT", (0, row + 1), (-1, row + 1), BOLD, SIZE, SIZE * 1.35)
                for row in totals
            ),
        ]
    )
