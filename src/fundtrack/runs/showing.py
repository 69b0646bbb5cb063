"""What a notebook shows: words, tables, pictures; HTML that needs nothing else."""

from dataclasses import dataclass
from html import escape

import mistune

from fundtrack.charts.html_tables import table_html
from fundtrack.charts.tables import Table


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
    return Drawn(table_html(drawn))
