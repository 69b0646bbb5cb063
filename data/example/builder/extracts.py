"""Write the finance extracts: one ledger, cut at 12 April 2024, a sheet a period."""

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from ledger_lines import FIRST_EXTRACT_ENDS
from ledger_lines import Line
from ledger_lines import all_lines
from workbooks import NOTICE
from workbooks import Sheet
from workbooks import Written
from workbooks import pounds
from workbooks import write

from fundtrack.domain.cells import ANY

HEADINGS = (
    "Fund",
    "Area",
    "Project",
    "Heading",
    "Capital or revenue",
    "Date",
    "Amount (£)",
    "Supplier",
    "Description",
    "Reference",
    "Category",
    "Provenance",
    "Attribution",
)
WIDTHS = (8, 16, 20, 14, 12, 12, 13, 40, 48, 12, 38, 12, 12)
NOTES = (
    NOTICE,
    "A ledger extract of the example office, as finance systems lay them out: a sheet",
    "for each period, one line for each payment, credit or journal.",
    "Provenance published: the payment stands in the commissioner's published lists",
    "over £500; which fund it belongs to is inferred, as Attribution says.",
    "Provenance synthetic: made up for the example, the supplier too.",
    "Amounts are pounds; credits are negative. Dates are the ledger's.",
)


def write_extracts(folder: Path) -> None:
    """Write the extract taken on 12 April 2024 and the one of February 2025."""
    lines = all_lines()
    early = [line for line in lines if line.day <= FIRST_EXTRACT_ENDS]
    late = [line for line in lines if line.day > FIRST_EXTRACT_ENDS]
    _write(folder / "finance-extract.xlsx", early)
    _write(folder / "finance-extract-2025-02.xlsx", late)


def _write(path: Path, lines: Sequence[Line]) -> None:
    sheets = [Sheet("Notes", ("Notes",), [(note,) for note in NOTES], (90,))]
    for period, members in groupby(lines, key=lambda line: f"{line.day:%b %Y}"):
        sheets.append(Sheet(period, HEADINGS, [_row(line) for line in members], WIDTHS))
    write(path, "Finance extract", sheets)


def _row(line: Line) -> tuple[Written, ...]:
    named = [None if part == ANY else part for part in line.cell.parts[:5]]
    amount = line.amount if isinstance(line.amount, str) else pounds(line.amount)
    return (
        *named,
        line.day,
        amount,
        line.supplier,
        line.description,
        line.reference,
        line.category,
        line.provenance,
        line.attribution or None,
    )
