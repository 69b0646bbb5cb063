"""What a notebook shows: words, tables, pictures; HTML that needs nothing else."""

from dataclasses import dataclass
from html import escape

import mistune

from fundtrack.charts.tables import NUMBERS
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.charts.tables import shown


@dataclass(frozen=True, slots=True)
class Words:
    """Text with Markdown, shown by whatever opens the notebook."""

    text: str

    def _repr_markdown_(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Drawn:
    """HTML, shown by whatever opens the notebook."""

    html: str

    def _repr_html_(self) -> str:
        return self.html


def words(*paragraphs: str) -> Words:
    """Show paragraphs; a paragraph may carry Markdown."""
    return Words("\n\n".join(paragraphs))


def notice(text: str) -> Drawn:
    """Show what must not be overlooked, in a band above the rest."""
    return Drawn(f'<p class="notice" role="note">{escape(text)}</p>' if text else "")


def facts(*held: tuple[str, str]) -> Drawn:
    """Show what a reader looks up: a name and what stands for it; empty ones not."""
    rows = "".join(
        f"<div><dt>{escape(name)}</dt><dd>{escape(said)}</dd></div>"
        for name, said in held
        if said
    )
    return Drawn(f'<dl class="facts">{rows}</dl>')


def tables(*drawn: Table) -> Drawn:
    """Show tables below one another; those without rows are left out."""
    return Drawn("\n".join(table(each).html for each in drawn if each.rows))


def shown_together(*parts: Drawn) -> Drawn:
    """Show several things below one another."""
    return Drawn("\n".join(part.html for part in parts))


def from_markdown(*paragraphs: str) -> Drawn:
    """Turn paragraphs with Markdown into HTML, to stand beside tables."""
    return Drawn(str(mistune.html("\n\n".join(paragraphs))))


def notices(*texts: str) -> Drawn:
    """Show several bands; those without a text are left out."""
    return shown_together(*(notice(text) for text in texts))


def pictures(*figures: str) -> Drawn:
    """Show figures with their findings; those that could not be drawn are empty."""
    return Drawn("\n".join(figures))


def table(drawn: Table) -> Drawn:
    """Show a table with scoped headings and its sum below."""
    heads = "".join(
        f'<th scope="col"{_side(column.kind in NUMBERS)}>{escape(column.heading)}</th>'
        for column in drawn.columns
    )
    body = "".join(_row(drawn, row) for row in drawn.rows)
    total = drawn.total
    foot = f"<tfoot>{_row(drawn, total, nothing='')}</tfoot>" if total else ""
    caption = escape(drawn.caption)
    return Drawn(
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
