"""Read forms that people fill: tables found by their headings, values only.

A form is a workbook that the office wrote and somebody filled and saved with any
program. Sheets may have been renamed, columns moved and rows put above: a table is
where its headings stand. What values alone would hide (formulas, hidden rows, merged
cells) is said.
"""

from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from fundtrack.domain.register_columns import EXAMPLE_MARK
from fundtrack.domain.register_columns import Register
from fundtrack.domain.register_columns import same_heading
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.form_marks import NO_MARKS
from fundtrack.sources.form_marks import SheetMarks
from fundtrack.sources.form_marks import cell_address
from fundtrack.sources.form_marks import column_letters
from fundtrack.sources.form_marks import read_marks
from fundtrack.sources.registers import RegisterRow
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

ROWS_LOOKED_AT = 30
"""A table's headings stand among the first rows of its sheet."""
HEADINGS_NEEDED = 3
"""Fewer known headings in a row are no table."""


@dataclass(frozen=True, slots=True)
class FormFact:
    """What stands beside a label, such as `Partner`, and where."""

    value: Value
    sheet: str
    row: int
    column: int

    @property
    def text(self) -> str:
        """The value in one line of words."""
        if isinstance(self.value, float) and self.value.is_integer():
            return str(int(self.value))
        return " ".join(str(self.value).split())

    @property
    def address(self) -> str:
        """The cell, such as C4."""
        return cell_address(self.row, self.column)


@dataclass(frozen=True, slots=True)
class FormTable:
    """One table of a form: its filled rows, and where its columns stand.

    `columns` gives the number of each column, counted from one, by its key.
    """

    register: Register
    sheet: str
    heading_row: int
    columns: Mapping[str, int]
    rows: tuple[RegisterRow, ...]

    def address(self, row: int, key: str) -> str:
        """Name the cell of a row and column, such as D12."""
        return cell_address(row, self.columns[key]) if key in self.columns else ""


@dataclass(frozen=True, slots=True)
class FormFile:
    """What one filled form says, and what in its sheets and headings is wrong.

    `facts` holds what stands beside each label asked for, by the label; `tables` the
    tables found, by the name of their register.
    """

    path: Path
    sha256: str
    facts: Mapping[str, FormFact]
    tables: Mapping[str, FormTable]
    findings: tuple[Finding, ...]

    def fact(self, label: str) -> str:
        """Give what stands beside a label in words; empty where nothing does."""
        found = self.facts.get(label)
        return found.text if found else ""

    def finding(
        self, severity: Severity, said: tuple[str, str, str], label: str = ""
    ) -> Finding:
        """Say something about the file or a labelled cell: rule, message, remedy."""
        rule, message, fix = said
        place = self.facts.get(label)
        return Finding(
            rule,
            severity,
            f"{place.address}: {message}" if place else message,
            fix,
            file=self.path.name,
            sheet=place.sheet if place else None,
            row=place.row if place else None,
            column=column_letters(place.column) if place else None,
            found=(place.text or None) if place else None,
        )


@dataclass(slots=True)
class _Reading:
    file: str
    sha256: str
    findings: list[Finding] = field(default_factory=list)

    def note(
        self,
        severity: Severity,
        said: tuple[str, str, str],
        sheet: str,
        row: int | None = None,
        column: str | None = None,
    ) -> None:
        rule, message, fix = said
        self.findings.append(
            Finding(
                rule,
                severity,
                message,
                fix,
                file=self.file,
                sheet=sheet or None,
                row=row,
                column=column,
            )
        )


def read_form(
    path: Path, registers: Sequence[Register], labels: Collection[str] = ()
) -> FormFile:
    """Read the tables and labelled cells of a filled form.

    Args:
        registers: the tables it may hold.
        labels: words in whose row, to the right, a fact stands.

    Raises:
        FileRefused: when the file cannot be read at all.
    """
    table = read_tables(path)
    marks = read_marks(path.read_bytes())
    reading = _Reading(table.file, table.sha256)
    tables: dict[str, FormTable] = {}
    for register, sheet, at in _tables_in(table.sheets, registers):
        found = _table(reading, register, sheet, at)
        other = tables.get(register.sheet)
        if other is not None and found.rows and other.rows:
            reading.note(Severity.BLOCK, _table_twice(register), sheet.name, at + 1)
        if other is not None and not found.rows:
            continue
        tables[register.sheet] = found
        _note_marks(reading, found, marks.get(sheet.name, NO_MARKS), sheet)
    return FormFile(
        path,
        table.sha256,
        _facts(table.sheets, labels),
        tables,
        tuple(reading.findings),
    )


def missing_tables(file: FormFile, registers: Sequence[Register]) -> list[Finding]:
    """Name the tables that a form should have and has not."""
    return [
        file.finding(
            Severity.BLOCK,
            (
                "form-table-missing",
                f"no sheet has the headings of {register.sheet}",
                f"put them back as they were sent ({_first(register)} ...)",
            ),
        )
        for register in registers
        if register.sheet not in file.tables
    ]


def _first(register: Register) -> str:
    return ", ".join(column.heading for column in register.columns[:3])


def _tables_in(
    sheets: Sequence[Sheet], registers: Sequence[Register]
) -> Iterator[tuple[Register, Sheet, int]]:
    """Find the one table of each sheet: whose headings, and in which row."""
    for sheet in sheets:
        best: tuple[int, Register, int] | None = None
        for at, row in enumerate(sheet.rows[:ROWS_LOOKED_AT]):
            written = {same_heading(str(cell)) for cell in row}
            for register in registers:
                known = {same_heading(column.heading) for column in register.columns}
                count = len(known & written)
                wanted = min(HEADINGS_NEEDED, len(known))
                if count >= wanted and (best is None or count > best[0]):
                    best = (count, register, at)
        if best is not None:
            yield best[1], sheet, best[2]


def _table(reading: _Reading, register: Register, sheet: Sheet, at: int) -> FormTable:
    columns = _columns(reading, register, sheet, at)
    rows = tuple(
        RegisterRow(register, reading.file, reading.sha256, sheet.name, number, cells)
        for number, cells in _filled(sheet.rows, at + 1, columns)
    )
    return FormTable(register, sheet.name, at + 1, columns, rows)


def _columns(
    reading: _Reading, register: Register, sheet: Sheet, at: int
) -> dict[str, int]:
    known = {same_heading(column.heading): column for column in register.columns}
    columns: dict[str, int] = {}
    for number, cell in enumerate(sheet.rows[at], start=1):
        column = known.get(same_heading(str(cell)))
        address = cell_address(at + 1, number)
        if column is None and _is_given(cell):
            said = (
                "form-unknown-heading",
                f"{address}: “{str(cell).strip()}” is no heading here; it was not read",
                "write the heading as it was sent, or leave the column out",
            )
            letters = column_letters(number)
            reading.note(Severity.WARN, said, sheet.name, at + 1, letters)
        elif column is not None and column.key in columns:
            said = (
                "form-heading-twice",
                f"{address}: the heading {column.heading} stands twice",
                "keep one of the two columns",
            )
            reading.note(Severity.BLOCK, said, sheet.name, at + 1, column.heading)
        elif column is not None:
            columns[column.key] = number
    for column in register.columns:
        if column.is_required and column.key not in columns:
            said = (
                "form-heading-missing",
                f"the heading {column.heading} is missing",
                "put the column back as it was sent",
            )
            reading.note(Severity.BLOCK, said, sheet.name, at + 1, column.heading)
    return columns


def _filled(
    rows: Sequence[Sequence[Value]], start: int, columns: Mapping[str, int]
) -> Iterator[tuple[int, dict[str, Value]]]:
    for number, row in enumerate(rows[start:], start=start + 1):
        cells = {
            key: row[at - 1]
            for key, at in columns.items()
            if at <= len(row) and _is_given(row[at - 1])
        }
        first = next((str(cell) for cell in row if _is_given(cell)), "")
        if cells and not first.startswith(EXAMPLE_MARK):
            yield number, cells


def _facts(sheets: Sequence[Sheet], labels: Collection[str]) -> Mapping[str, FormFact]:
    wanted = {same_heading(label): label for label in labels}
    facts: dict[str, FormFact] = {}
    for sheet in sheets:
        for number, row in enumerate(sheet.rows, start=1):
            label = wanted.get(same_heading(str(row[0]))) if row else None
            if label is not None and label not in facts:
                facts[label] = _beside(sheet.name, number, row)
    return facts


def _beside(sheet: str, number: int, row: Sequence[Value]) -> FormFact:
    """Take the cell beside a label; where it is empty, that cell all the same."""
    value = row[1] if len(row) > 1 else ""
    return FormFact(value, sheet, number, 2)


def _note_marks(
    reading: _Reading, table: FormTable, marks: SheetMarks, sheet: Sheet
) -> None:
    numbers = {row.number for row in table.rows}
    used = set(table.columns.values())
    for row, column in sorted(marks.formulas):
        if row > table.heading_row and column in used:
            _note_formula(reading, sheet, row, column)
    for row in sorted(marks.hidden_rows & numbers):
        said = (
            "form-hidden-row",
            f"row {row} is hidden and was read all the same",
            "show the row, and delete it if it does not count",
        )
        reading.note(Severity.WARN, said, sheet.name, row)
    for first_row, first, last_row, last in marks.merged:
        if last_row > table.heading_row and used & set(range(first, last + 1)):
            block = cell_address(first_row, first), cell_address(last_row, last)
            said = (
                "form-merged-cells",
                f"{block[0]}:{block[1]} are merged; only {block[0]} holds anything",
                "split the cells and fill each one",
            )
            letters = column_letters(first)
            reading.note(Severity.WARN, said, sheet.name, first_row, letters)


def _note_formula(reading: _Reading, sheet: Sheet, row: int, column: int) -> None:
    cells = sheet.rows[row - 1] if row <= len(sheet.rows) else ()
    value = cells[column - 1] if column <= len(cells) else ""
    address = cell_address(row, column)
    said = (
        "form-formula",
        f"{address} holds a formula, of which only its value counts"
        + (f" (“{value}”)" if _is_given(value) else ": it has none yet"),
        "type the value, or open and save the file in a spreadsheet program",
    )
    reading.note(Severity.WARN, said, sheet.name, row, column_letters(column))


def _is_given(cell: Value) -> bool:
    return bool(str(cell).strip())


def _table_twice(register: Register) -> tuple[str, str, str]:
    return (
        "form-table-twice",
        f"the headings of {register.sheet} stand on a second sheet",
        "keep one of the two sheets",
    )
