"""A funder's workbook that nobody has seen, with the quirks that such have."""

import atexit
import io
import shutil
import tempfile
import zipfile
from collections.abc import Callable
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import xlsxwriter

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.sections import sheets
from fundtrack.returns.templates.labels import NO_LABELS
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.maps import Does
from fundtrack.returns.templates.maps import MappedCell
from fundtrack.returns.templates.packing import pack
from fundtrack.returns.templates.pages import FunderSheet
from fundtrack.returns.templates.pages import FunderWorkbook
from fundtrack.returns.templates.reading import read_funder_workbook
from fundtrack.returns.templates.registry import Registry
from tests.conftest import SETTINGS
from tests.returns.office import Office
from tests.returns.test_files import full_office
from tests.returns.test_files import papers_of

NAME = "funder.xlsx"
NOTE = (
    "Please read the guidance before you fill this form; cells in yellow are yours. "
    * 2
)
Drawn = Any
"""A workbook or sheet of xlsxwriter, which has no types."""
Draw = Callable[[Drawn, Drawn], None]


@cache
def office() -> Office:
    """An office in which much happened."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return full_office(Workspace(folder))


@cache
def registry() -> Registry:
    """The figures of its return."""
    papers = papers_of(office(), is_example=False)
    layout = read_layout()
    return Registry(papers, layout, sheets(papers, layout))


def drawn(draw: Draw, sheet: str = "Form") -> FunderWorkbook:
    """A workbook of one sheet, drawn by a test."""
    return read_funder_workbook(NAME, drawn_bytes(draw, sheet))


def drawn_bytes(draw: Draw, sheet: str = "Form") -> bytes:
    """The bytes of a workbook of one sheet."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        draw(book, book.add_worksheet(sheet))
    return held.getvalue()


def form(workbook: FunderWorkbook) -> FunderSheet:
    """The first sheet of a workbook."""
    return workbook.sheets[0]


def with_parts(content: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Put other parts into a packed workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    return pack({**held, **parts})


def part_of(content: bytes, name: str) -> bytes:
    """Take one part out of a packed workbook."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return packed.read(name)


def mapped(
    address: str,
    says: str,
    does: Does = Does.FILL,
    near: Labels = NO_LABELS,
    sheet: str = "Form",
) -> MappedCell:
    """One line of a map."""
    return MappedCell(sheet, address, does, says, near)


def unseen_bytes() -> bytes:
    """The unseen workbook: protected, two-row headings, notes between, hidden lists."""
    held = io.BytesIO()
    with xlsxwriter.Workbook(held, {"in_memory": True}) as book:
        guidance = book.add_worksheet("Guidance")
        guidance.write("A1", "How to fill this form")
        _unseen(book, book.add_worksheet("Return"))
        lists = book.add_worksheet("Lists")
        lists.write_column("A1", ["Q1", "Q2", "Q3", "Q4"])
        lists.hide()
    return held.getvalue()


def _unseen(book: Drawn, page: Drawn) -> None:
    ours = book.add_format({"locked": False, "bg_color": "#FFFFCC", "text_wrap": True})
    bold = book.add_format({"bold": True, "bg_color": "#003078", "font_color": "white"})
    page.write("A1", "Community safety grant: return", bold)
    page.merge_range("A2:F2", NOTE)
    page.write("A4", "Organisation:")
    page.merge_range("B4:D4", "", ours)
    for row, label in ((4, "Quarter *"), (5, "Financial year"), (6, "Date prepared")):
        page.write(row, 0, label)
        page.write_blank(row, 1, None, ours)
    page.data_validation("B5", {"validate": "list", "source": "=Lists!$A$1:$A$4"})
    page.data_validation("B6", {"validate": "list", "source": ["2023/24", "2024/25"]})
    page.write("A9", "Spending", bold)
    page.merge_range("B10:C10", "This quarter", bold)
    page.write("D10", "Year", bold)
    page.write_row("A11", ["Area", "Actual", "Eligible", "Budget"], bold)
    for row, label in ((11, "Blackpool"), (13, "Lancaster")):
        page.write(row, 0, label)
        for column in (1, 2, 3):
            page.write_blank(row, column, None, ours)
    page.write("A13", NOTE)
    page.write("A15", "Total", bold)
    for letter in "BCD":
        page.write_formula(f"{letter}15", f"=SUM({letter}12:{letter}14)")
    page.write("A17", "Describe progress in the quarter")
    page.merge_range("A18:F20", "", ours)
    page.write("A22", "Total claimed this quarter")
    page.write_blank("B22", None, ours)
    page.protect()
