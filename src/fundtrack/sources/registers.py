"""Read register workbooks and CSV files as rows under known headings."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path

from fundtrack.domain.register_columns import EXAMPLE_MARK
from fundtrack.domain.register_columns import Register
from fundtrack.domain.register_columns import same_heading
from fundtrack.domain.registers import NOTES_SHEET
from fundtrack.domain.registers import REGISTERS
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import Value
from fundtrack.sources.tables import read_tables

ROWS_LOOKED_AT = 10
"""A heading row stands among the first rows, under a title at most."""

HEADINGS_NEEDED = 2


@dataclass(frozen=True, slots=True)
class RegisterRow:
    """One filled row of a register, as it stands in its file.

    `number` is the row's as a spreadsheet shows it; `cells` holds what is not empty,
    by the key of its column.
    """

    register: Register
    file: str
    sha256: str
    sheet: str
    number: int
    cells: Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class RegisterFile:
    """What one file says, and what in its sheets and headings is wrong."""

    path: Path
    sha256: str
    rows: tuple[RegisterRow, ...]
    findings: tuple[Finding, ...]


@dataclass(slots=True)
class _Reading:
    table: TableFile
    registers: Sequence[Register]
    rows: list[RegisterRow] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def note(
        self, severity: Severity, said: tuple[str, str, str], **place: str | int | None
    ) -> None:
        """Collect a finding about this file: its rule, message and remedy."""
        rule, message, fix = said
        self.findings.append(
            Finding(rule, severity, message, fix, file=self.table.file, **place)  # type: ignore[arg-type]
        )


def read_registers(
    path: Path, registers: Sequence[Register] = REGISTERS
) -> RegisterFile:
    """Read a workbook with a sheet for each register, or the CSV of one register.

    Args:
        registers: those the file may hold; where there is one, a CSV of any name is,
            and so is the only sheet of a workbook.

    Raises:
        FileRefused: when the file is neither.
    """
    table = read_tables(path)
    reading = _Reading(table, registers)
    found = 0
    for sheet in table.sheets:
        named = sheet.name or path.stem
        is_alone = len(table.sheets) == 1 and len(registers) == 1
        register = register_named(named, registers, is_file=is_alone or not sheet.name)
        if register is not None:
            found += 1
            _read_sheet(reading, register, sheet)
        elif same_heading(named) != same_heading(NOTES_SHEET) and sheet.name:
            _note_other_sheet(reading, sheet)
    if not found:
        reading.note(Severity.BLOCK, _no_register(registers))
    return RegisterFile(
        path, table.sha256, tuple(reading.rows), tuple(reading.findings)
    )


def register_named(
    written: str, registers: Sequence[Register] = REGISTERS, *, is_file: bool
) -> Register | None:
    """Find a register by its sheet's name, or by the end of a CSV file's name."""
    if is_file and len(registers) == 1:
        return registers[0]
    wanted = same_heading(written)
    for register in registers:
        name = same_heading(register.sheet)
        if wanted == name or (is_file and wanted.endswith(name)):
            return register
    return None


def _read_sheet(reading: _Reading, register: Register, sheet: Sheet) -> None:
    heading_row = _heading_row(register, sheet.rows)
    if heading_row is None:
        if any(map(_is_filled, sheet.rows)):
            reading.note(
                Severity.BLOCK, _no_headings(register), sheet=sheet.name or None
            )
        return
    keys = _keys(reading, register, sheet, heading_row)
    for number, row in _filled(sheet.rows, heading_row + 1):
        cells = {
            key: cell
            for key, cell in zip(keys, row, strict=False)
            if key and _is_given(cell)
        }
        reading.rows.append(
            RegisterRow(
                register,
                reading.table.file,
                reading.table.sha256,
                sheet.name,
                number,
                cells,
            )
        )


def _heading_row(register: Register, rows: Sequence[Sequence[Value]]) -> int | None:
    known = {same_heading(column.heading) for column in register.columns}
    for at, row in enumerate(rows[:ROWS_LOOKED_AT]):
        if len(known & {same_heading(str(cell)) for cell in row}) >= HEADINGS_NEEDED:
            return at
    return None


def _keys(
    reading: _Reading, register: Register, sheet: Sheet, heading_row: int
) -> list[str]:
    """Give the key of each column in order, empty for one that is not read."""
    known = {same_heading(column.heading): column for column in register.columns}
    place = {"sheet": sheet.name or None, "row": heading_row + 1}
    keys: list[str] = []
    for cell in sheet.rows[heading_row]:
        column = known.get(same_heading(str(cell)))
        if column is None and _is_given(cell):
            reading.note(Severity.WARN, _unknown(register, cell), **place)
        if column is not None and column.key in keys:
            reading.note(Severity.BLOCK, _twice(column.heading), **place)
        keys.append(column.key if column else "")
    for column in register.columns:
        if column.is_required and column.key not in keys:
            reading.note(Severity.BLOCK, _missing(column.heading), **place)
    return keys


def _filled(
    rows: Sequence[Sequence[Value]], start: int
) -> Iterator[tuple[int, Sequence[Value]]]:
    for at, row in enumerate(rows[start:], start=start + 1):
        if _is_filled(row) and not str(row[0]).startswith(EXAMPLE_MARK):
            yield at, row


def _is_filled(row: Sequence[Value]) -> bool:
    return any(map(_is_given, row))


def _is_given(cell: Value) -> bool:
    return bool(str(cell).strip())


def _note_other_sheet(reading: _Reading, sheet: Sheet) -> None:
    if any(map(_is_filled, sheet.rows)):
        said = (
            "register-unknown-sheet",
            f"“{sheet.name}” is no register and was not read",
            f"name it after one of {_sheets(reading.registers)}, or leave it",
        )
        reading.note(Severity.WARN, said, sheet=sheet.name)


def _no_register(registers: Sequence[Register]) -> tuple[str, str, str]:
    return (
        "register-unknown",
        "the file holds no register",
        f"name its sheets, or the CSV file, after {_sheets(registers)}",
    )


def _no_headings(register: Register) -> tuple[str, str, str]:
    wanted = ", ".join(column.heading for column in register.columns[:3])
    return (
        "register-no-headings",
        f"none of the first {ROWS_LOOKED_AT} rows holds the headings",
        f"put its headings ({wanted} ...) into the first row",
    )


def _unknown(register: Register, cell: Value) -> tuple[str, str, str]:
    return (
        "register-unknown-heading",
        f"{register.sheet} has no heading “{str(cell).strip()}”; it was not read",
        "write the heading as in the blank workbook, or leave the column out",
    )


def _twice(heading: str) -> tuple[str, str, str]:
    return (
        "register-heading-twice",
        f"the heading {heading} stands twice",
        "keep one of the two columns",
    )


def _missing(heading: str) -> tuple[str, str, str]:
    return (
        "register-heading-missing",
        f"the heading {heading} is missing",
        "add the column; the blank workbook shows it",
    )


def _sheets(registers: Sequence[Register]) -> str:
    return ", ".join(register.sheet for register in registers)
