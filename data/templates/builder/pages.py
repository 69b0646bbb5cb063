"""Draw a form with xlsxwriter, noting in a map what goes into each cell."""

from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import xlsxwriter

from fundtrack.returns.templates.packing import pack
from fundtrack.returns.templates.pages import address_of
from fundtrack.returns.workbook import FIXED_MOMENT

MONEY = "#,##0.00;-#,##0.00"
DAY = "dd/mm/yyyy"


@dataclass
class Book:
    """A workbook being drawn, and the lines of its map."""

    title: str
    colours: dict[str, str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the workbook."""
        self._held = BytesIO()
        self._book = xlsxwriter.Workbook(self._held, {"in_memory": True})
        self._book.set_properties({"title": self.title, "created": FIXED_MOMENT})
        self._book.set_custom_property("Language", "en-GB")

    def look(self, **said: object) -> Any:  # noqa: ANN401 - xlsxwriter has no types
        """Make a format."""
        return self._book.add_format({"valign": "top", "text_wrap": True, **said})

    def page(self, name: str, widths: tuple[int, ...]) -> "Page":
        """Add a sheet."""
        sheet = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return Page(self, name, sheet)

    def define(self, name: str, cells: str) -> None:
        """Name some cells."""
        self._book.define_name(name, cells)

    def bytes(self) -> bytes:
        """Give the workbook, the same bytes each time."""
        self._book.close()
        with ZipFile(BytesIO(self._held.getvalue())) as packed:
            return pack({name: packed.read(name) for name in packed.namelist()})


@dataclass
class Page:
    """One sheet of the form."""

    book: Book
    name: str
    sheet: Any

    def words(self, row: int, column: int, text: str, **said: object) -> None:
        """Write words of the funder's."""
        look = self.book.look(**said)
        self.sheet.write_string(row - 1, column - 1, text, look)

    def answer(
        self, row: int, column: int, figure: str, number: str = "@", *, rows: int = 1
    ) -> None:
        """Leave a cell, or a column of them, to be filled with a figure."""
        look = self.book.look(
            num_format=number,
            border=1,
            bg_color=self.book.colours["answer"],
            locked=False,
        )
        for down in range(rows):
            self.sheet.write_blank(row - 1 + down, column - 1, None, look)
        self.note("figure", row, column, figure, rows)

    def total(self, row: int, column: int, formula: str, figure: str = "") -> None:
        """Write a formula of the funder's, and what it must come to."""
        look = self.book.look(
            num_format=MONEY, bold=True, top=1, bg_color=self.book.colours["total"]
        )
        self.sheet.write_formula(row - 1, column - 1, formula, look)
        if figure:
            self.note("check", row, column, figure)

    def note(self, does: str, row: int, column: int, says: str, rows: int = 1) -> None:
        """Note what goes into a cell."""
        first = address_of((row, column))
        last = f":{address_of((row + rows - 1, column))}" if rows > 1 else ""
        self.book.lines.append(
            f'[[cell]]\nsheet = "{self.name}"\ncell = "{first}{last}"\n'
            f'{does} = "{says}"\n'
        )
