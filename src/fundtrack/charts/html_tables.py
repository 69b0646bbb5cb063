"""Tables as HTML that needs nothing else: scoped headings, marks, the sum below."""

from html import escape

from fundtrack.charts.tables import NUMBERS
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import shown
from fundtrack.domain.events import Provenance


def table_html(drawn: Table) -> str:
    """Write a table in a box that scrolls, named by its caption."""
    heads = "".join(
        f'<th scope="col"{_side(column.kind)}>{escape(column.heading)}</th>'
        for column in drawn.columns
    )
    body = "".join(_row(drawn, row) for row in drawn.rows)
    total = drawn.total
    foot = f"<tfoot>{_row(drawn, total, nothing='')}</tfoot>" if total else ""
    caption = escape(drawn.caption)
    return (
        f'<div class="scroll" role="region" tabindex="0" aria-label="{caption}">'
        f"<table><caption>{caption}</caption><thead><tr>{heads}</tr>"
        f"</thead><tbody>{body}</tbody>{foot}</table></div>"
    )


def _row(drawn: Table, row: TableRow, nothing: str = "–") -> str:
    cells = [
        (
            nothing
            if (held := row.cells.get(column.key)) is None
            else shown(held, column.kind),
            column.kind,
        )
        for column in drawn.columns
    ]
    # An office's own records need no mark.
    kept = [mark for mark in row.marks if mark != Provenance.RECORDED]
    marks = "".join(f' <span class="mark">{escape(mark)}</span>' for mark in kept)
    (first, first_kind), *others = cells
    written = "".join(f"<td{_side(kind)}>{escape(text)}</td>" for text, kind in others)
    head = f'<th scope="row"{_day(first_kind)}>{escape(first)}{marks}</th>'
    return f"<tr>{head}{written}</tr>"


def _side(kind: Kind) -> str:
    return ' class="number"' if kind in NUMBERS else _day(kind)


def _day(kind: Kind) -> str:
    return ' class="day"' if kind is Kind.DAY else ""
