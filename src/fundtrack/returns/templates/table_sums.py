"""Sums over the financial table by name: `table/AREA/HEADING/KIND/COLUMN`.

Each part names one or several joined by `+`; `*` takes all. So
`table/*/staff+overtime/revenue/actual` is what staff and overtime cost in revenue.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import SpendKind
from fundtrack.money import Pence
from fundtrack.returns.figures import Figures
from fundtrack.returns.layouts import Kind
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.table import TableRow
from fundtrack.returns.templates.named import NamedFigure

START = "table/"
PARTS = 5
JOINED = "+"
COLUMN_WORDS = {
    "budget": "budget of the year",
    "profile": "profile of the year to date",
    "to_come": "forecast still to come in the year",
    "outturn": "outturn of the year",
    "variance": "variance of the year, outturn less budget",
    "actual": "actual in the quarter",
    "accruals": "accruals made in the quarter",
    "reversals": "reversals in the quarter",
    "eligible": "eligible in the quarter",
    "cumulative": "eligible since the funding period began",
}


@dataclass(frozen=True, slots=True)
class TableSum:
    """Which rows of the financial table are added up, and in which column."""

    areas: frozenset[str]
    headings: frozenset[str]
    kinds: frozenset[str]
    column: str

    def takes(self, row: TableRow) -> bool:
        """Whether a row counts; the fund's total never does."""
        cell = row.cell
        parts = (
            (self.areas, cell.area),
            (self.headings, cell.heading),
            (self.kinds, cell.kind),
        )
        return cell.area != ANY and all(
            ANY in wanted or part in wanted for wanted, part in parts
        )


def parse_table_sum(name: str) -> TableSum | None:
    """Read a name, None when it is none of the financial table."""
    parts = name.split("/")
    if not name.startswith(START) or len(parts) != PARTS or not all(parts):
        return None
    areas, headings, kinds = (frozenset(part.split(JOINED)) for part in parts[1:4])
    is_known = parts[4] in COLUMNS and kinds <= {ANY, *SpendKind}
    return TableSum(areas, headings, kinds, parts[4]) if is_known else None


def table_figure(figures: Figures, name: str, wanted: TableSum) -> NamedFigure:
    """Add up what a name takes of a return's financial table.

    Nothing was said where no row it takes has a figure; all rows together are the
    fund's total, traced by its own id.
    """
    rows = [row for row in figures.table[:-1] if wanted.takes(row)]
    whole = all(ANY in part for part in (wanted.areas, wanted.headings, wanted.kinds))
    taken = [figures.table[-1]] if whole else rows
    column = wanted.column
    said = [row.figures[column] for row in taken if row.pence(column) is not None]
    pence: Pence | None = Pence(sum(each.pence or 0 for each in said))
    if taken and not said:
        pence = None
    return NamedFigure(
        name, label_of(name), Kind.POUNDS, pence, tuple(str(each.id) for each in said)
    )


def label_of(name: str) -> str:
    """Say in words what a name of the financial table takes."""
    _, areas, headings, kinds, column = name.split("/")
    words = [
        f"every {what}" if part == ANY else part.replace(JOINED, " and ")
        for what, part in (("area", areas), ("heading", headings), ("kind", kinds))
    ]
    said = COLUMN_WORDS.get(column, column.replace("_", " "))
    return f"{', '.join(words)}: {said}"


def missed(figures: Figures, names: Sequence[str]) -> dict[str, list[TableRow]]:
    """Find rows with money that no cell takes, by the column that misses them."""
    sums = [found for name in names if (found := parse_table_sum(name))]
    return {
        column: rows
        for column in dict.fromkeys(each.column for each in sums)
        if (
            rows := [
                row
                for row in figures.table[:-1]
                if row.pence(column)
                and not any(it.takes(row) for it in sums if it.column == column)
            ]
        )
    }
