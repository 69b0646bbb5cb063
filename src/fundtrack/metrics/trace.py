"""Trace a figure back to the entries and source cells that it is made of."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.figures import RECIPES
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Former
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row

BEFORE_EVERYTHING = date(1900, 1, 1)
NOTHING_YET = Former(BEFORE_EVERYTHING, 0)


@dataclass(frozen=True, slots=True)
class TraceLine:
    """One entry that a figure is made of, and where it was read.

    `file`, `sheet`, `row` and `column` are None for what a person entered by hand.
    """

    entry: int
    pence: Pence
    file: str | None
    sheet: str | None
    row: int | None
    column: str | None
    effective_on: date
    kind: str
    supplier: str | None
    description: str | None
    coding: str | None
    person: str
    reason: str
    provenance: str


@dataclass(frozen=True, slots=True)
class Trace:
    """A figure and its lines, whose pence sum to it."""

    figure: str
    pence: Pence
    lines: tuple[TraceLine, ...]


def trace(books: Reader, figure: FigureId) -> Trace:
    """List the entries a figure is made of, by day and entry number."""
    recipe = RECIPES[figure.measure]
    less = figure.less or NOTHING_YET
    found = books.rows(
        "trace",
        **figure.cell.columns,
        accounts=list(recipe.accounts),
        less_accounts=list(recipe.less_accounts),
        sign=recipe.sign,
        plan=recipe.plan,
        only_kind=recipe.only_kind,
        but_kind=recipe.but_kind,
        plan_quarter=recipe.plan_quarter,
        start=figure.start or BEFORE_EVERYTHING,
        as_at=figure.as_at,
        known=figure.known,
        until=less.until,
        known_then=less.known,
    )
    lines = tuple(_line(row) for row in found)
    return Trace(str(figure), Pence(sum(line.pence for line in lines)), lines)


def _line(row: Row) -> TraceLine:
    named = {name: written for name, written in row.items() if name != "source_column"}
    return TraceLine(column=row["source_column"], **named)
