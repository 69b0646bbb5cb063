"""Write register workbooks: blank ones with their annotations, and filled ones."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.domain.register_columns import example_row
from fundtrack.domain.register_columns import unit_of
from fundtrack.domain.registers import NOTES_SHEET
from fundtrack.domain.registers import REGISTERS

Written = str | int | float | date
MADE = datetime(2024, 1, 1)  # noqa: DTZ001 - a workbook's own time has no zone
"""One time for every workbook, so that equal rows give equal bytes."""

HOW_TO = (
    "Fill the sheets you need and leave the others as they are.",
    "A row whose first cell begins with e.g. is an example and is never taken in.",
    "Take the file in with: fundtrack ingest register registers.xlsx",
    "A row that the books hold already changes nothing, so the file may be kept up.",
)
NOTES_HEADINGS = ("Sheet", "Heading", "Needed", "Holds", "Unit", "Meaning", "Example")
ROWS_GUARDED = 500
PROMPT_LIMIT = 255
LIST_LIMIT = 255
WIDTHS = {Reads.TEXT: 30, Reads.NAMES: 30, Reads.NAME: 20}


def write_blank_registers(path: Path) -> None:
    """Write the workbook an office fills: headings, an example row, notes."""
    write_registers(path, {}, ())


def write_registers(
    path: Path,
    rows: Mapping[str, Sequence[Mapping[str, Written]]],
    notes: Sequence[str],
    registers: Sequence[Register] = REGISTERS,
    how_to: Sequence[str] = HOW_TO,
) -> None:
    """Write a register workbook.

    Args:
        rows: by sheet; each row by the keys of its columns, pounds as numbers.
        notes: lines that stand before the explanation of the sheets.
        registers: the sheets it gets.
        how_to: lines that say how to fill it and take it in.
    """
    with xlsxwriter.Workbook(path) as book:
        book.set_properties({"title": "Registers", "created": MADE})
        formats = {
            "heading": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top"}
            ),
            "example": book.add_format({"italic": True, "font_color": "#595959"}),
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "pounds": book.add_format({"num_format": "#,##0.00"}),
        }
        page = book.add_worksheet(NOTES_SHEET)
        _write_notes(page, (*notes, *how_to), notes_rows(registers), formats)
        for register in registers:
            page = book.add_worksheet(register.sheet)
            _write_register(page, register, rows.get(register.sheet, ()), formats)


def notes_rows(
    registers: Sequence[Register] = REGISTERS,
) -> list[tuple[str, ...]]:
    """Explain every heading of every sheet, a row each, under NOTES_HEADINGS."""
    return [
        (
            register.sheet,
            column.heading,
            "yes" if column.is_required else "no",
            ", ".join(column.choices) or str(column.reads),
            unit_of(column),
            column.meaning,
            column.example,
        )
        for register in registers
        for column in register.columns
    ]


def _write_notes(
    page: Any,  # noqa: ANN401 - the writer publishes no types
    lines: Sequence[str],
    explained: Sequence[tuple[str, ...]],
    formats: Mapping[str, object],
) -> None:
    for at, line in enumerate(lines):
        page.write_string(at, 0, line)
    page.write_row(len(lines) + 1, 0, NOTES_HEADINGS, formats["heading"])
    for at, row in enumerate(explained, start=len(lines) + 2):
        page.write_row(at, 0, row)
    for at, width in enumerate((14, 22, 9, 44, 8, 60, 30)):
        page.set_column(at, at, width)


def _write_register(
    page: Any,  # noqa: ANN401 - the writer publishes no types
    register: Register,
    rows: Sequence[Mapping[str, Written]],
    formats: Mapping[str, object],
) -> None:
    page.freeze_panes(1, 0)
    examples = () if rows else (example_row(register),)
    for at, column in enumerate(register.columns):
        page.set_column(at, at, WIDTHS.get(column.reads, 14))
        page.write_string(0, at, column.heading, formats["heading"])
        page.data_validation(1, at, ROWS_GUARDED, at, _guard(column))
    for number, example in enumerate(examples, start=1):
        page.write_row(number, 0, example, formats["example"])
    for number, row in enumerate(rows, start=1):
        for at, column in enumerate(register.columns):
            cell = row.get(column.key)
            if cell is not None:
                shown = [formats[name] for name in _shown(column)]
                page.write(number, at, cell, *shown)


def _guard(column: Column) -> dict[str, object]:
    """Say what belongs into a column when a cell is chosen; offer lists, never bar."""
    told = f"{column.meaning}. Write {column.reads}."[:PROMPT_LIMIT]
    guard: dict[str, object] = {
        "validate": "any",
        "input_title": column.heading,
        "input_message": told,
    }
    if column.reads is Reads.CHOICE and len(",".join(column.choices)) < LIST_LIMIT:
        guard |= {
            "validate": "list",
            "source": list(column.choices),
            "error_type": "information",
        }
    return guard


def _shown(column: Column) -> list[str]:
    names = {Reads.DAY: ["day"], Reads.POUNDS: ["pounds"]}
    return names.get(column.reads, [])
