"""Read finance extracts and published payment lists, whatever their headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import blocking
from fundtrack.sources.extract_findings import heading_missing
from fundtrack.sources.extract_findings import on_headings
from fundtrack.sources.extract_findings import without_table
from fundtrack.sources.extract_headings import NEEDED
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Headings
from fundtrack.sources.extract_headings import clean
from fundtrack.sources.extract_headings import is_blank
from fundtrack.sources.extract_headings import read_headings
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

MONEY_BEGINS = frozenset("0123456789.,£(-−")


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One row below the headings.

    `cells` holds what was understood, blank cells left out; `headings` the words above
    each; `others` the cells under headings that were not understood; `is_note` marks
    a row of which one cell is filled, neither date nor amount.
    """

    sheet: str
    row: int
    cells: Mapping[Field, Value]
    headings: Mapping[Field, str]
    others: tuple[Value, ...] = ()
    is_note: bool = False


@dataclass(frozen=True, slots=True)
class ExtractSheet:
    """The rows of one sheet and the fields that its headings name."""

    name: str
    rows: tuple[ExtractRow, ...]
    fields: frozenset[Field]


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of spending, read but not yet checked."""

    file: str
    sha256: str
    sheets: tuple[ExtractSheet, ...]
    findings: tuple[Finding, ...]

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that the headings of any sheet name."""
        return frozenset[Field]().union(*(sheet.fields for sheet in self.sheets))


def read_finance_extract(path: Path) -> Extract:
    """Read the lines of every sheet that has some; sheets of notes are left out.

    Raises:
        FileRefused: when the file cannot be read, no sheet has a table, or one that
            has payments lacks a date or amount heading.
    """
    tables = read_tables(path)
    sheets: list[ExtractSheet] = []
    findings: list[Finding] = []
    for sheet in map(_as_shown, tables.sheets):
        headings = _first_headings(sheet)
        if headings:
            findings.extend(on_headings(tables.file, sheet, headings))
            sheets.append(_extract_sheet(sheet, headings))
        elif said := without_table(tables.file, sheet):
            findings.append(said)
    wrong = blocking(findings)
    if not sheets and not wrong:
        wrong = [heading_missing(tables.file, sheet) for sheet in tables.sheets[:1]]
    if wrong:
        raise FileRefused(wrong)
    return Extract(tables.file, tables.sha256, tuple(sheets), tuple(findings))


def _as_shown(sheet: Sheet) -> Sheet:
    return replace(sheet, rows=sheet.marked_rows) if sheet.marks else sheet


def _first_headings(sheet: Sheet) -> Headings | None:
    for number, row in enumerate(sheet.rows, start=1):
        headings = read_headings(number, row)
        if headings.is_complete:
            return headings
    return None


def _extract_sheet(sheet: Sheet, first: Headings) -> ExtractSheet:
    rows: list[ExtractRow] = []
    fields = set(first.columns)
    headings = first
    for number, row in enumerate(sheet.rows[first.row :], start=first.row + 1):
        if again := _headings_again(headings, number, row):
            headings = again
            fields |= set(again.columns)
        elif cells := _cells(headings, row):
            filled = sum(not is_blank(cell) for cell in row)
            rows.append(
                ExtractRow(
                    sheet=sheet.name,
                    row=number,
                    cells=cells,
                    headings=headings.written,
                    others=tuple(row[at] for at in headings.ignored if at < len(row)),
                    is_note=filled == 1 and not any(name in cells for name in NEEDED),
                )
            )
    return ExtractSheet(sheet.name, tuple(rows), frozenset(fields))


def _headings_again(
    headings: Headings, number: int, row: tuple[Value, ...]
) -> Headings | None:
    column = headings.columns[Field.AMOUNT]
    below = clean(row[column]) if column < len(row) else ""
    # Reading every row as headings would double the time a large file takes.
    if not isinstance(below, str) or below[:1] in MONEY_BEGINS or not below:
        return None
    again = read_headings(number, row)
    return again if again.is_complete else None


def _cells(headings: Headings, row: tuple[Value, ...]) -> dict[Field, Value]:
    return {
        field: clean(row[column])
        for field, column in headings.columns.items()
        if column < len(row) and not is_blank(row[column])
    }
