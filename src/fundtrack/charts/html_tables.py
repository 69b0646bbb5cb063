"""Tables as HTML that needs nothing else: scoped headings, marks, the sum below."""

from html import escape

from fundtrack.charts.tables import NUMBERS
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import shown


def table_html(drawn: Table) -> str:
    """Write a table in a box that scrolls, named by its caption."""
    heads = "".join(
        f'<th scope="col"{_side(column.kind in NUMBERS)}>{escape(column.heading)}</th>'
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
            column.kind in NUMBERS,
        )
        for column in drawn.columns
    ]
    marks = "".join(f' <span class="mark">{escape(mark)}</span>' for mark in row.marks)
    (first, _), *others = cells
    written = "".join(
        f"<td{_side(is_number)}>{escape(text)}</td>" for text, is_number in others
    )
    return f'<tr><th scope="row">{escape(first)}{marks}</th>{written}</tr>'


def _side(is_number: bool) -> str:  # noqa: FBT001 - one flag, one meaning
    return ' class="number"' if is_number else ""
