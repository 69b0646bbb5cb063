"""The registers in words: the page docs/registers.md, made from their definition."""

from fundtrack.domain.register_columns import EXAMPLE_MARK
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Register
from fundtrack.domain.registers import REGISTERS

OPENING = f"""# The registers

What an office tells fundtrack about itself and its money stands in registers: one
workbook with a sheet for each, or one CSV file for each, named after its sheet.
`fundtrack init` writes the blank workbook; this takes it back:

    fundtrack ingest register registers.xlsx

Headings are found whatever their capitals, spaces and units in brackets. A row whose
first cell begins with `{EXAMPLE_MARK.strip()}` is an example and is passed by. Every
cell that cannot be read is listed with its place, what was found and what to do, all at
once, and then nothing is recorded. A row that the books hold already changes nothing.

An award or allocation that was recorded is never edited: a change is a new version,
and all rows of a fund's new version replace the version before it on the day from which
they count.

*Provenance* says how sure a figure is: `published` by others, `assumed` by us,
`synthetic` where it is made up; empty is the office's own record.
"""

TABLE = "| heading | needed | holds | meaning | example |\n|---|---|---|---|---|"


def registers_page() -> str:
    """Write the whole page."""
    return "\n".join([OPENING, *map(_section, REGISTERS)])


def _section(register: Register) -> str:
    lines = [f"## {register.sheet}", "", f"{register.meaning}.", "", TABLE]
    return "\n".join([*lines, *map(_row, register.columns), ""])


def _row(column: Column) -> str:
    holds = ", ".join(f"`{choice}`" for choice in column.choices) or str(column.reads)
    needed = "yes" if column.is_required else ""
    cells = (column.heading, needed, holds, column.meaning, column.example)
    return f"| {' | '.join(cells)} |"
