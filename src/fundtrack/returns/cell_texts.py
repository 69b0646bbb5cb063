"""How the cells of a return are written: as people read them, and as plain text."""

from collections.abc import Sequence
from datetime import date

from fundtrack.charts.table_files import without_formula
from fundtrack.money import Pence
from fundtrack.money import plain_pounds
from fundtrack.money import show_pence
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value

SAID_IN_WORDS = frozenset({Kind.POUNDS, Kind.COUNT, Kind.SHARE, Kind.PERCENT})
"""Kinds whose empty cells say that nothing was given."""
FIGURES = SAID_IN_WORDS | {Kind.NUMBER, Kind.SUM}
"""Kinds that stand at the right, clear of what follows, as their headings do."""
LEAST_WIDTH = {Kind.DAY: 18, Kind.NUMBER: 10, Kind.COUNT: 10}
"""In signs: 30 September 2023 and the last row of a sheet are shown, not marked ###."""


def width_in_signs(column: Column) -> int:
    """Give the width of a column in a spreadsheet."""
    return max(column.width, LEAST_WIDTH.get(column.kind, 0))


def reading_aid(sheet: Sheet) -> str:
    """Say what stands below, so that nobody has to look for where a table ends."""
    rows = f"{len(sheet.rows):,} row{'s' * (len(sheet.rows) != 1)}"
    return f"This sheet holds one table of {rows}; a blank cell holds nothing."


def shown_cell(column: Column, held: Value) -> str:
    """Write a cell as people read it: £1,234.50, −12.5%, 31 March 2024."""
    if column.kind in MONEY and isinstance(held, int):
        return show_pence(Pence(held))
    if column.kind is Kind.SHARE and isinstance(held, float):
        return f"{held * 100:.1f}%".replace("-", "−")
    if isinstance(held, date):
        return f"{held.day} {held:%B %Y}"
    bare = _bare(column, held)
    return bare if isinstance(held, str) else bare.replace("-", "−")


def plain_cells(sheet: Sheet, row: Sequence[Value]) -> list[str]:
    """Write the cells of a row as plain text, money as pounds with two decimals.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    cells = zip(sheet.columns, row, strict=True)
    return [_plain(column, held) for column, held in cells]


def _plain(column: Column, held: Value) -> str:
    bare = _bare(column, held)
    return without_formula(bare) if isinstance(held, str) else bare


def _bare(column: Column, held: Value) -> str:
    if held is None:
        return NOT_GIVEN if column.kind in SAID_IN_WORDS else ""
    if column.kind in MONEY and isinstance(held, int):
        return plain_pounds(Pence(held))
    if isinstance(held, float):
        return f"{held:.6g}"
    return held.isoformat() if isinstance(held, date) else str(held)
