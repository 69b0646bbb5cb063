"""Tables: the figures of a chart or a page as rows, shown as a reader sees them."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from enum import StrEnum
from typing import Any

from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.money import show_pounds

Shown = str | int | float | date | None


class Kind(StrEnum):
    """What a column holds; money is whole pence in every kind."""

    TEXT = "text"
    POUNDS = "pounds"
    """Whole pounds, where nobody reconciles."""
    PENCE = "pence"
    """Pounds and pence, where somebody does."""
    COUNT = "count"
    PERCENT = "percent"
    RATE = "rate"
    """With one decimal: a rate per 1,000, or a share in per cent."""
    FINE_RATE = "fine_rate"
    """With two: a rate of one month or quarter."""
    DAY = "day"


MONEY = {Kind.POUNDS, Kind.PENCE}
NUMBERS = {*MONEY, Kind.COUNT, Kind.PERCENT, Kind.RATE, Kind.FINE_RATE}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its key in the rows, its heading, and what it holds."""

    key: str
    heading: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: a figure for each key, how sure they are, and what can be pressed.

    `marks` are shown beside the first cell (published, assumed, synthetic); `presses`
    names, by key, the figure that a press on that cell asks for, and `links` the
    words and addresses that stand behind it.
    """

    cells: Mapping[str, Shown]
    marks: Sequence[str] = ()
    presses: Mapping[str, str] = field(default_factory=dict)
    links: Mapping[str, Sequence[tuple[str, str]]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under headings, with their sum where they have one."""

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]
    total: TableRow | None = None

    def sorted_by(self, key: str, *, descending: bool) -> "Table":
        """Put the rows in order of a column; what is missing comes last."""
        given = [row for row in self.rows if row.cells.get(key) is not None]
        missing = [row for row in self.rows if row.cells.get(key) is None]
        given.sort(key=lambda row: _sort_key(row.cells[key]), reverse=descending)
        return Table(self.caption, self.columns, (*given, *missing), self.total)

    def slice(self, start: int, length: int) -> "Table":
        """Keep some of the rows; the sum stays that of all."""
        kept = self.rows[start : start + length]
        return Table(self.caption, self.columns, kept, self.total)


def shown(figure: Shown, kind: Kind) -> str:
    """Write a figure as a page shows it; nothing known is a dash."""
    if figure is None:
        return "–"
    if isinstance(figure, date):
        return show_day(figure)
    if isinstance(figure, str):
        return figure
    return _NUMBERS[kind](figure)


def signed_pct(change_pct: float) -> str:
    """Write a change as `−11%`, `+2%` or `0%`; whole per cents."""
    whole = round(change_pct)
    sign = "−" if whole < 0 else "+" if whole > 0 else ""
    return f"{sign}{abs(whole)}%"


def show_day(day: date) -> str:
    """Write a day as `5 Mar 2024`."""
    return f"{day.day} {day:%b %Y}"


def as_drawn(table: Table) -> dict[str, Any]:
    """Give a table as plain lists of text, for a page to draw."""
    return {
        "caption": table.caption,
        "columns": [
            {
                "key": column.key,
                "heading": column.heading,
                "is_number": column.kind in NUMBERS,
            }
            for column in table.columns
        ],
        "rows": [_drawn_row(table, row) for row in table.rows],
        "total": _drawn_row(table, table.total) if table.total else None,
    }


def _drawn_row(table: Table, row: TableRow) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "cells": [shown(row.cells.get(c.key), c.kind) for c in table.columns]
        if row is not table.total
        else [_total_text(row.cells.get(c.key), c.kind) for c in table.columns],
        "presses": [row.presses.get(column.key, "") for column in table.columns],
        "marks": list(row.marks),
    }
    if row.links:
        drawn["links"] = [
            [list(link) for link in row.links.get(column.key, ())]
            for column in table.columns
        ]
    return drawn


def _total_text(figure: Shown, kind: Kind) -> str:
    return "" if figure is None else shown(figure, kind)


def _sort_key(figure: Shown) -> tuple[float, str]:
    if isinstance(figure, date):
        return figure.toordinal(), ""
    if isinstance(figure, int | float):
        return figure, ""
    return 0, str(figure).casefold()


_NUMBERS: dict[Kind, Callable[[float], str]] = {
    Kind.POUNDS: lambda figure: show_pounds(Pence(int(figure))),
    Kind.PENCE: lambda figure: show_pence(Pence(int(figure))),
    Kind.COUNT: lambda figure: f"{figure:,}",
    Kind.PERCENT: signed_pct,
    Kind.RATE: lambda figure: f"{figure:,.1f}".replace("-", "−"),
    Kind.FINE_RATE: lambda figure: f"{figure:,.2f}".replace("-", "−"),
}
