"""Rows of the return by name: `milestones/3/planned_on` is the third milestone's day.

The sheets of the standard workbook are lists; a funder's workbook that has room for
some of their rows asks for them by number.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.papers import Papers
from fundtrack.returns.templates.named import NamedFigure

PARTS = 3
TABLE = "financial-table"
MATCH = "match"


@dataclass(frozen=True, slots=True)
class ListedName:
    """Which sheet, which row counted from one, which field."""

    sheet: str
    row: int
    field: str


def sheet_key(name: str) -> str:
    """Write a sheet's name as figure names have it: `financial-table`."""
    return name.lower().replace(" ", "-")


def parse_listed(name: str) -> ListedName | None:
    """Read a name, None when it is of no row."""
    parts = name.split("/")
    if len(parts) != PARTS or not parts[1].isdecimal() or not int(parts[1]):
        return None
    return ListedName(parts[0], int(parts[1]), parts[2])


def fields_of(layout: Layout) -> dict[str, dict[str, Column]]:
    """Give the fields that may be asked for, by the sheet's key and their own name."""
    return {
        sheet_key(sheet.name): {column.shows: column for column in sheet.columns}
        for sheet in layout.sheets
    }


@dataclass(frozen=True, slots=True)
class ListedRows:
    """The rows of one return's sheets, sums below them left out."""

    sheets: Mapping[str, Sheet]
    layout: Layout
    papers: Papers

    def count(self, sheet: str) -> int:
        """How many rows a sheet has."""
        return len(self._rows(sheet))

    def figure(self, name: str, asked: ListedName) -> NamedFigure:
        """Look up a field of a row; nothing was said where there is no such row."""
        column = fields_of(self.layout)[asked.sheet][asked.field]
        rows = self._rows(asked.sheet)
        at = self._shows(asked.sheet).get(asked.field)
        is_there = at is not None and asked.row <= len(rows)
        value = rows[asked.row - 1][at] if is_there and at is not None else None
        label = f"{asked.sheet.replace('-', ' ')}, row {asked.row}: {asked.field}"
        kind = Kind.POUNDS if column.kind is Kind.SUM else column.kind
        return NamedFigure(name, label, kind, value, self._traced(asked))

    def _shows(self, sheet: str) -> dict[str, int]:
        held = self.sheets.get(sheet)
        columns: Sequence[Column] = held.columns if held else ()
        return {column.shows: at for at, column in enumerate(columns)}

    def _rows(self, sheet: str) -> Sequence[Sequence[Value]]:
        held = self.sheets.get(sheet)
        if held is None:
            return ()
        if sheet == TABLE:
            return held.rows[:-1]
        if sheet == MATCH:
            return held.rows[: len(self.papers.delivered.gifts)]
        return held.rows

    def _traced(self, asked: ListedName) -> tuple[str, ...]:
        """Give the figure id of a cell of the financial table."""
        rows = [row for row in self.papers.figures.table if row.cell.area != ANY]
        if asked.sheet != TABLE or asked.row > len(rows):
            return ()
        figure = rows[asked.row - 1].figures.get(asked.field)
        return (str(figure.id),) if figure and figure.pence is not None else ()
