"""Read finance extracts and published payment lists, whatever their headings."""

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path
from sys import intern

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import blocking
from fundtrack.sources.extract_doubts import month_first
from fundtrack.sources.extract_findings import heading_missing
from fundtrack.sources.extract_findings import no_longer_fits
from fundtrack.sources.extract_findings import on_headings
from fundtrack.sources.extract_findings import without_rows
from fundtrack.sources.extract_findings import without_table
from fundtrack.sources.extract_headings import NEEDED
from fundtrack.sources.extract_headings import NO_LAYOUT
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Headings
from fundtrack.sources.extract_headings import Layout
from fundtrack.sources.extract_headings import is_blank
from fundtrack.sources.extract_headings import read_headings
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

MONEY_BEGINS = frozenset({"", *"0123456789.,£(-−"})
DAYS_TO_1904 = 1462
"""From the day that most workbooks count from to 1 January 1904."""


@dataclass(frozen=True, slots=True)
class ExtractRow:
    """One row below the headings.

    `cells` holds what was understood, blank cells left out; `headings` the words above
    each; `others` the cells under headings that were not understood; `is_note` marks
    a row of which one cell is filled, neither date nor amount, or none that was
    understood; `is_spilt` one of a text file with more cells than headings.
    """

    sheet: str
    row: int
    cells: Mapping[Field, Value]
    headings: Mapping[Field, str]
    others: tuple[Value, ...] = ()
    is_note: bool = False
    is_spilt: bool = False


@dataclass(frozen=True, slots=True)
class ExtractSheet:
    """The rows of one sheet and the fields that its headings name."""

    name: str
    rows: tuple[ExtractRow, ...]
    fields: frozenset[Field]


@dataclass(frozen=True, slots=True)
class Extract:
    """A file of spending, read but not yet checked.

    `novel` are the fields, date and amount apart, that it has through a confirmed
    layout alone: a file of its source taken in before was read without them.
    """

    file: str
    sha256: str
    sheets: tuple[ExtractSheet, ...]
    findings: tuple[Finding, ...]
    novel: frozenset[Field] = frozenset()

    @property
    def fields(self) -> frozenset[Field]:
        """The fields that the headings of any sheet name."""
        return frozenset[Field]().union(*(sheet.fields for sheet in self.sheets))


def read_finance_extract(path: Path, layout: Layout = NO_LAYOUT) -> Extract:
    """Read the lines of every sheet that has some; sheets of notes are left out.

    Raises:
        FileRefused: when the file cannot be read, no sheet has a table, or one that
            has payments lacks a date or amount heading.
    """
    return extract_from(read_tables(path), layout)


def extract_from(tables: TableFile, layout: Layout = NO_LAYOUT) -> Extract:
    """Find the lines in tables that were read, by headings known or confirmed.

    Raises:
        FileRefused: as `read_finance_extract`, and when a sheet has no heading that
            was confirmed for its dates or amounts.
    """
    sheets: list[ExtractSheet] = []
    findings: list[Finding] = []
    for sheet in map(as_shown, tables.sheets):
        headings = first_headings(sheet, layout)
        if headings:
            findings.extend(on_headings(tables.file, sheet, headings, layout))
            read = _extract_sheet(sheet, headings, layout)
            if turned := month_first(tables.file, sheet.name, read.rows):
                findings.append(turned)
            sheets.append(read)
        elif said := without_table(tables.file, sheet, layout):
            findings.append(said)
    findings.extend(without_rows(tables.file, sheets))
    wrong = blocking(findings)
    if not sheets and not wrong:
        wrong = [heading_missing(tables.file, each) for each in tables.sheets[:1]]
    if wrong:
        raise FileRefused(wrong)
    extract = Extract(tables.file, tables.sha256, tuple(sheets), tuple(findings))
    return replace(
        extract,
        findings=(*findings, *no_longer_fits(tables.file, extract.fields, layout)),
        novel=layout.novel(),
    )


def as_shown(sheet: Sheet) -> Sheet:
    """Give a sheet with a word in each cell that holds an error."""
    return replace(sheet, rows=sheet.marked_rows) if sheet.marks else sheet


def first_headings(sheet: Sheet, layout: Layout) -> Headings | None:
    """Find the first row of a sheet that names a date and an amount."""
    for number, row in enumerate(sheet.rows, start=1):
        headings = read_headings(number, row, layout)
        if headings.is_complete:
            return headings
    return None


def _extract_sheet(sheet: Sheet, first: Headings, layout: Layout) -> ExtractSheet:
    rows: list[ExtractRow] = []
    fields = set(first.columns)
    headings, columns = first, _columns(first)
    for number, row in enumerate(sheet.rows[first.row :], start=first.row + 1):
        if again := _headings_again(headings, number, row, layout):
            headings, columns = again, _columns(again)
            fields |= set(again.columns)
        elif (cells := _cells(columns, row)) or not all(map(is_blank, row)):
            if sheet.counts_from_1904:
                cells = _counted_from_1904(cells)
            rows.append(
                ExtractRow(
                    sheet=sheet.name,
                    row=number,
                    cells=cells,
                    headings=headings.written,
                    others=tuple([row[at] for at in headings.ignored if at < len(row)]),
                    is_note=_is_note(cells, row),
                    is_spilt=not sheet.name and _is_spilt(headings, row),
                )
            )
    return ExtractSheet(sheet.name, tuple(rows), frozenset(fields))


def _headings_again(
    headings: Headings, number: int, row: tuple[Value, ...], layout: Layout
) -> Headings | None:
    column = headings.columns[Field.AMOUNT]
    below = row[column] if column < len(row) else ""
    # Reading every row as headings would double the time a large file takes.
    if not isinstance(below, str) or below.lstrip()[:1] in MONEY_BEGINS:
        return None
    again = read_headings(number, row, layout)
    return again if again.is_complete else None


def _columns(headings: Headings) -> list[tuple[Field, int]]:
    return list(headings.columns.items())


def _cells(
    columns: list[tuple[Field, int]], row: tuple[Value, ...]
) -> dict[Field, Value]:
    cells: dict[Field, Value] = {}
    for field, column in columns:
        if column < len(row):
            cell = row[column]
            if isinstance(cell, str):
                # One object for each text: most of them stand in many rows.
                cell = intern(" ".join(cell.split()))
                if not cell:
                    continue
            cells[field] = cell
    return cells


def _counted_from_1904(cells: dict[Field, Value]) -> dict[Field, Value]:
    day = cells.get(Field.DATE)
    if isinstance(day, int | float) and not isinstance(day, bool):
        return {**cells, Field.DATE: day + DAYS_TO_1904}
    return cells


def _is_note(cells: Mapping[Field, Value], row: tuple[Value, ...]) -> bool:
    if any(name in cells for name in NEEDED):
        return False
    return not cells or sum(not is_blank(cell) for cell in row) == 1


def _is_spilt(headings: Headings, row: tuple[Value, ...]) -> bool:
    return any(not is_blank(cell) for cell in row[headings.width :])
