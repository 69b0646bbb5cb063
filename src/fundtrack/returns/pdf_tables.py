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
from fundtrack.returns.pdf_type import labelled
from fundtrack.returns.pdf_type import paragraph
from fundtrack.returns.pdf_type import width_of

SIZE = 7.5
SMALLER = (7.0, 6.5)
"""Sizes that a table may have so that it fits the page in one part."""
PAD = 9
"""Points between one column and the next."""
SLACK = 0.5
"""Points; a word that fits to the last digit is not broken."""
LONGEST_LINE = 300.0
"""Points; a wider text wraps."""
LEAST_TEXT = 48.0
FEW_LINES = 5
"""In how many lines a text should fit, where there is room."""
LONG_TEXT = 2_500.0
"""Points; the texts of a column that has a longer one stand beneath the table."""
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
    longest: float


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
    long = [it for it in columns if it.longest > LONG_TEXT]
    short = [it for it in columns if it not in long]
    size = _size(short, room)
    for part in _parts(short, room, size) if short else ():
        yield _table(part, room, size)
    for at in range(len(columns[0].cells)):
        named = ", ".join(it.cells[at] for it in _keys(short) if it.cells[at])
        for each in (it for it in long if it.cells[at]):
            label = f"{named}: {each.column.heading}" if named else each.column.heading
            yield labelled(label, each.cells[at], SIZE)


def _size(columns: Sequence[Fitted], room: float) -> float:
    """Give the largest size at which all columns fit, the usual one if at none."""
    fits = [size for size in (SIZE, *SMALLER) if _needed(columns, size) <= room]
    return fits[0] if fits else SIZE


def _needed(columns: Sequence[Fitted], size: float) -> float:
    return sum(_least(each, size) for each in columns)


def _least(each: Fitted, size: float) -> float:
    return each.least * size / SIZE + PAD + SLACK


def _fit(column: Column, cells: Sequence[str]) -> Fitted:
    heading = max(
        (width_of(it, SIZE, BOLD) for it in column.heading.split()), default=0
    )
    widths = [width_of(cell, SIZE, BOLD) for cell in cells]
    longest = max(widths, default=0)
    wanted = max(heading, min(longest, LONGEST_LINE))
    is_whole = column.kind in FIGURES or column.kind is Kind.DAY
    few = min(longest / FEW_LINES, LONGEST_LINE)
    text = min(longest, max(LEAST_TEXT, _words(cells), few))
    least = max(heading, longest if is_whole else text)
    return Fitted(column, tuple(cells), least, wanted, 0 if is_whole else longest)


def _words(cells: Sequence[str]) -> float:
    """Measure the longest word, as far as a column goes along with it."""
    words = {word for cell in cells for word in cell.split()}
    longest = max((width_of(word, SIZE, BOLD) for word in words), default=0)
    return min(longest, LONGEST_LINE / 2)


def _parts(columns: Sequence[Fitted], room: float, size: float) -> list[list[Fitted]]:
    if _needed(columns, size) <= room:
        return [list(columns)]
    keys = _keys(columns)
    part, parts = list(keys), []
    for each in columns[len(keys) :]:
        if _needed([*part, each], size) > room and part != keys:
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


def _widths(columns: Sequence[Fitted], room: float, size: float) -> list[float]:
    """Share the room out: what each needs, then what each could use."""
    more = [max(each.wanted - each.least, 0) for each in columns]
    left = max(room - _needed(columns, size), 0)
    share = min(1.0, left / (sum(more) or 1))
    widths = [
        _least(each, size) + share * extra
        for each, extra in zip(columns, more, strict=True)
    ]
    return [min(width, room) for width in widths]


def _table(columns: Sequence[Fitted], room: float, size: float) -> Any:  # noqa: ANN401 - reportlab has no types
    widths = _widths(columns, room, size)
    head = [
        paragraph(it.column.heading, size, BOLD, at_right=_is_at_right(it.column))
        for it in columns
    ]
    totals = {at for at, cell in enumerate(columns[0].cells) if cell in TOTALS}
    body = [
        [
            _cell(each.column, each.cells[at], (width - PAD, size, at in totals))
            for each, width in zip(columns, widths, strict=True)
        ]
        for at in range(len(columns[0].cells))
    ]
    made = Table(
        [head, *body], widths, repeatRows=1, splitInRow=1, hAlign="LEFT", spaceAfter=14
    )
    made.setStyle(_look(columns, totals, size))
    return made


def _is_at_right(column: Column) -> bool:
    return column.kind in FIGURES


def _cell(column: Column, cell: str, fit: tuple[float, float, bool]) -> Any:  # noqa: ANN401 - a text, or a paragraph
    """Set a cell as a line where it fits, as a paragraph where it wraps.

    Args:
        fit: the width it has, the size of its type, and whether it is a total.
    """
    width, size, is_total = fit
    font = BOLD if is_total else PLAIN
    if "\n" not in cell and width_of(cell, size, font) <= width:
        return in_type(cell)
    return paragraph(cell, size, font, at_right=_is_at_right(column))


def _look(columns: Sequence[Fitted], totals: set[int], size: float) -> Any:  # noqa: ANN401 - reportlab has no types
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), PLAIN, size, size * 1.35),
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
                ("FONT", (0, row + 1), (-1, row + 1), BOLD, size, size * 1.35)
                for row in totals
            ),
        ]
    )
