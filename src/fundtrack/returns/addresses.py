"""Say where a finding stands: sheet, row and column as the workbook shows them."""

from collections import defaultdict
from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.findings import Finding
from fundtrack.returns.checks.places import CLAIM
from fundtrack.returns.checks.places import LISTING
from fundtrack.returns.checks.places import OUTPUTS
from fundtrack.returns.checks.places import RECONCILIATION
from fundtrack.returns.checks.places import TABLE
from fundtrack.returns.checks.places import Spotted
from fundtrack.returns.claim_rows import claim_rows
from fundtrack.returns.claim_rows import reconciliation_rows
from fundtrack.returns.layouts import Layout
from fundtrack.returns.layouts import SheetLayout
from fundtrack.returns.layouts import Value
from fundtrack.returns.layouts import shown_columns
from fundtrack.returns.papers import Papers
from fundtrack.returns.sections import heading_words
from fundtrack.returns.sections import table_row
from fundtrack.returns.support import listing_rows
from fundtrack.returns.workbook import HEADER_ROW

FIRST_ROW = HEADER_ROW + 2
"""The number that a spreadsheet shows beside the first row below the headings."""
LETTERS = 26
NamedRow = tuple[Hashable, Mapping[str, Value]]
"""A row by its fields, and what names it."""


def placed(
    papers: Papers, findings: Iterable[Finding], layout: Layout
) -> tuple[Finding, ...]:
    """Give findings about the return's own cells their sheet, row and column.

    A finding about a file that was taken in keeps the place in that file.
    """
    findings = tuple(findings)
    words = heading_words(papers)
    sheets = {sheet.rows: sheet for sheet in layout.sheets}
    wanted: dict[str, set[Hashable]] = defaultdict(set)
    for found in findings:
        if isinstance(found, Spotted):
            wanted[found.spot.rows].add(found.spot.key)
    grids = {
        name: _grid(sheets[name], _until(SECTIONS[name](papers), keys), words)
        for name, keys in wanted.items()
    }

    def place(found: Finding) -> Finding:
        if not isinstance(found, Spotted):
            return found
        spot, at = found.spot, grids[found.spot.rows]
        return Finding(
            found.rule,
            found.severity,
            found.message,
            found.fix,
            sheet=sheets[spot.rows].name,
            row=at.rows.get(spot.key),
            column=at.columns[spot.shows],
            found=found.found,
        )

    return tuple(place(found) for found in findings)


def column_letters(number: int) -> str:
    """Name a column as a spreadsheet does: 0 is A, 25 is Z, 26 is AA."""
    before, last = divmod(number, LETTERS)
    letter = chr(ord("A") + last)
    return column_letters(before - 1) + letter if before else letter


@dataclass(frozen=True, slots=True)
class _Grid:
    """The rows of a sheet by what names them, its columns by the fields they show."""

    rows: Mapping[Hashable, int]
    columns: Mapping[str, str]


def _until(rows: Iterable[NamedRow], wanted: set[Hashable]) -> list[NamedRow]:
    """Read a section's rows until every one that is wanted was there.

    All rows of a section have the same fields, so some tell which columns are there.
    """
    left, read = set(wanted), []
    for row in rows:
        read.append(row)
        left.discard(row[0])
        if not left:
            break
    return read


def _grid(
    sheet: SheetLayout, rows: Sequence[NamedRow], words: Mapping[str, str]
) -> _Grid:
    """Number rows and columns as they are laid out; the first row of a name counts."""
    numbered: dict[Hashable, int] = {}
    for number, (key, _) in enumerate(rows, start=FIRST_ROW):
        numbered.setdefault(key, number)
    columns = shown_columns(sheet, [row for _, row in rows])
    return _Grid(
        numbered,
        {
            column.shows: f"{column_letters(at)} ({column.heading.format_map(words)})"
            for at, column in enumerate(columns)
        },
    )


def _claim(papers: Papers) -> Iterator[NamedRow]:
    return ((row["what"], row) for row in claim_rows(papers))


def _reconciliation(papers: Papers) -> Iterator[NamedRow]:
    return ((row["what"], row) for row in reconciliation_rows(papers))


def _table(papers: Papers) -> Iterator[NamedRow]:
    return ((row.cell, table_row(papers, row)) for row in papers.figures.table)


def _listing(papers: Papers) -> Iterator[NamedRow]:
    """Name the rows of the listing: a payment to a partner takes several."""
    supported = papers.figures.supported
    blank: dict[str, Value] = {"provenance": "", "supplier": "", "reference": ""}
    for line in papers.figures.listing.eligible:
        for row in listing_rows(blank, line, supported):
            yield (line.entry, line.cell), row


def _outputs(papers: Papers) -> Iterator[NamedRow]:
    return (
        ((row["area"], row["project"], row["output"]), row) for row in papers.outputs
    )


SECTIONS: Mapping[str, Callable[[Papers], Iterator[NamedRow]]] = {
    CLAIM: _claim,
    RECONCILIATION: _reconciliation,
    TABLE: _table,
    LISTING: _listing,
    OUTPUTS: _outputs,
}
"""What names the rows of each section, in the order of its sheet."""
