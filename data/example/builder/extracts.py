"""Write the finance extracts: one ledger, cut at 12 April 2024, a sheet a period.

The year from then on comes in two editions: the first, to October 2024, codes one line
otherwise and holds one that the second no longer has.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
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

EDITION_ENDS = date(2024, 10, 31)
MISCODED_FUND = "OPDEF"

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
    """Write the extract of 12 April 2024, and the two editions of the next year."""
    lines = all_lines()
    early = [line for line in lines if line.day <= FIRST_EXTRACT_ENDS]
    late = [line for line in lines if line.day > FIRST_EXTRACT_ENDS]
    _write(folder / "finance-extract.xlsx", early)
    _write(folder / "finance-extract-2024-11.xlsx", _first_edition(late))
    _write(folder / "finance-extract-2025-02.xlsx", late)


def _first_edition(late: Sequence[Line]) -> list[Line]:
    """Give the lines to October as they stood in November, before two were mended."""
    lines = [line for line in late if line.day <= EDITION_ENDS]
    of_fund = [at for at, line in enumerate(lines) if _is_made_up_of_fund(line)]
    first, second = of_fund[0], of_fund[1]
    wrong = next(
        line.cell
        for line in lines
        if line.cell.fund == MISCODED_FUND
        and line.cell.is_whole
        and line.cell != lines[first].cell
    )
    twice = replace(lines[second], reference=f"{lines[second].reference}D")
    lines[first] = replace(lines[first], cell=wrong)
    return [*lines[: second + 1], twice, *lines[second + 1 :]]


def _is_made_up_of_fund(line: Line) -> bool:
    is_coded = line.cell.fund == MISCODED_FUND and line.cell.is_whole
    return is_coded and line.provenance == "synthetic"


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
