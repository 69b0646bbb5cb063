"""Read a funder's workbook: the one place that knows openpyxl.

It reads alone; what openpyxl leaves out when it writes (pictures, lists on other
sheets) would be lost, so cells are filled in the workbook's own XML.
"""

import hashlib
import re
import warnings
from collections.abc import Iterator
from collections.abc import Mapping
from datetime import date
from datetime import datetime
from io import BytesIO
from typing import Any
from xml.parsers import expat

from fundtrack.returns.layouts import Value
from fundtrack.returns.templates.choices import Lists
from fundtrack.returns.templates.choices import extended_rules
from fundtrack.returns.templates.packing import BROKEN
from fundtrack.returns.templates.packing import broken_xml
from fundtrack.returns.templates.packing import sheet_parts
from fundtrack.returns.templates.packing import unpack
from fundtrack.returns.templates.pages import INPUT
from fundtrack.returns.templates.pages import FunderCell
from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.pages import Place

MISREAD = (*BROKEN, AttributeError, IndexError, SyntaxError, TypeError, ValueError)
"""What openpyxl raises where the XML is not what it expects."""

WHITE = {"FFFFFFFF", "00FFFFFF"}
INPUT_STYLE = re.compile(r"input|eingabe|unlocked|entry", re.IGNORECASE)
MOST_COVERED = 5_000
"""Cells of one merged block that are looked at; a wider one is a banner."""


def read_funder_workbook(file: str, content: bytes) -> FunderWorkbook:
    """Read a workbook that a funder sent.

    Args:
        file: its name, for messages.

    Raises:
        FileRefused: when it cannot be filled safely, saying why.
    """
    from openpyxl import load_workbook  # noqa: PLC0415 - quick help: filling alone needs it

    members = unpack(file, content)
    parts = sheet_parts(file, members)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            book = load_workbook(BytesIO(content), keep_links=False)
        sheets = tuple(
            _sheet(book, page, extended_rules(members[parts[page.title]]))
            for page in book.worksheets
            if page.title in parts
        )
        is_old_count = book.epoch.year == _FROM_1904
    except (*MISREAD, expat.ExpatError) as error:
        raise broken_xml(file, error) from error
    return FunderWorkbook(
        file, hashlib.sha256(content).hexdigest(), sheets, content, is_old_count
    )


_FROM_1904 = 1904


def _sheet(book: Any, page: Any, extended: list[tuple[str, str]]) -> FunderSheet:  # noqa: ANN401
    lists = Lists(book, page.title)
    rules = _rules(page, lists, extended)
    merged = dict(_merged(page))
    cells: dict[Place, FunderCell] = {}
    for place, cell in page._cells.items():  # noqa: SLF001 - the only sparse way
        cells[place] = _cell(cell, rules.get(place), merged.get(place))
    for place, block in merged.items():
        cells.setdefault(place, FunderCell(merged=block[0], is_covered=block[1]))
    for place, choices in rules.items():
        cells.setdefault(place, FunderCell(has_rule=True, choices=choices))
    return FunderSheet(
        name=page.title,
        cells=cells,
        is_protected=bool(page.protection.sheet),
        is_hidden=page.sheet_state != "visible",
    )


def _cell(
    cell: Any,  # noqa: ANN401 - openpyxl has no types
    choices: tuple[str, ...] | None,
    merged: tuple[str, bool] | None,
) -> FunderCell:
    holds, formula = _held(cell)
    block, is_covered = merged or ("", isinstance(cell, _covered()))
    return FunderCell(
        holds=holds,
        formula=formula,
        is_unlocked=not cell.protection.locked,
        look=_look(cell),
        is_bordered=_is_bordered(cell),
        is_day=bool(getattr(cell, "is_date", False)),
        has_rule=choices is not None,
        choices=choices or (),
        merged=block,
        is_covered=is_covered,
    )


def _covered() -> type:
    from openpyxl.cell.cell import MergedCell  # noqa: PLC0415

    covered: type = MergedCell
    return covered


def _held(cell: Any) -> tuple[Value, str]:  # noqa: ANN401
    holds = cell.value
    if cell.data_type == "f" or not isinstance(
        holds, str | int | float | date | type(None)
    ):
        text = getattr(holds, "text", None) or str(holds)
        return None, text if text.startswith("=") else f"={text}"
    if isinstance(holds, datetime):
        return holds.date(), ""
    return holds, ""


def _look(cell: Any) -> str:  # noqa: ANN401
    if INPUT_STYLE.search(str(cell.style)):
        return INPUT
    fill = cell.fill
    if fill.fill_type != "solid":
        return ""
    colour = fill.fgColor
    if colour.type != "rgb":
        return f"{colour.type} {colour.value} {colour.tint:.3f}"
    written = str(colour.rgb).upper()
    return "" if written in WHITE else written


def _is_bordered(cell: Any) -> bool:  # noqa: ANN401
    border = cell.border
    return bool(border.bottom.style and border.top.style)


def _rules(
    page: Any,  # noqa: ANN401
    lists: Lists,
    extended: list[tuple[str, str]],
) -> Mapping[Place, tuple[str, ...]]:
    """Give what each cell's validation list offers; nothing for another rule."""
    said = [
        (str(rule.sqref), rule.formula1 if rule.type == "list" else None)
        for rule in page.data_validations.dataValidation
        if rule.type not in {None, "none"}
    ]
    found: dict[Place, tuple[str, ...]] = {}
    for where, formula in (*said, *extended):
        choices = lists.words(formula) if formula else ()
        for place in _places(where):
            found[place] = choices
    return found


def _places(where: str) -> Iterator[Place]:
    from openpyxl.worksheet.cell_range import MultiCellRange  # noqa: PLC0415

    for block in MultiCellRange(where).ranges:
        if block.size["rows"] * block.size["columns"] > MOST_COVERED:
            continue
        yield from ((row, column) for row, column in block.cells)


def _merged(page: Any) -> Iterator[tuple[Place, tuple[str, bool]]]:  # noqa: ANN401
    for block in page.merged_cells.ranges:
        if block.size["rows"] * block.size["columns"] > MOST_COVERED:
            continue
        first = (block.min_row, block.min_col)
        for place in block.cells:
            yield (place[0], place[1]), (str(block), place != first)
