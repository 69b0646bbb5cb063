"""A funder's workbook as it was read: its sheets, and of each cell what filling needs.

Rows and columns are counted from one, as a spreadsheet shows them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field

from fundtrack.returns.layouts import Value
from fundtrack.sources.form_marks import cell_address

Place = tuple[int, int]
"""A row and a column."""

Address = tuple[str, str]
"""A sheet's name and a cell as a spreadsheet names it: `("Claim", "D12")`."""

LETTERS = 26
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")


@dataclass(frozen=True, slots=True)
class FunderCell:
    """One cell of a funder's workbook.

    `formula` begins with `=`, and is empty where a value stands. `is_unlocked` is the
    cell's own mark, which counts where its sheet is protected; `look` is its colour,
    `input` where it has a style for input, empty where it is plain. `choices` are the
    words its validation list offers. `merged` is the block that it belongs to, and
    `is_covered` that it is not the block's first cell.
    """

    holds: Value = None
    formula: str = ""
    is_unlocked: bool = False
    look: str = ""
    is_bordered: bool = False
    is_day: bool = False
    has_rule: bool = False
    choices: tuple[str, ...] = ()
    merged: str = ""
    is_covered: bool = False

    @property
    def text(self) -> str:
        """Its words on one line, empty for a number, a day or a formula."""
        if self.formula or not isinstance(self.holds, str):
            return ""
        return " ".join(self.holds.split())

    @property
    def is_empty(self) -> bool:
        """Whether neither words, a figure nor a formula stand in it."""
        return not self.formula and (self.holds is None or self.holds == "")


INPUT = "input"
"""The look of a cell whose style says that it is to be filled."""

NO_CELL = FunderCell()


@dataclass(frozen=True, slots=True)
class FunderSheet:
    """One sheet: the cells the file holds, and where each block of merged cells is."""

    name: str
    cells: Mapping[Place, FunderCell]
    is_protected: bool = False
    is_hidden: bool = False

    def cell(self, place: Place) -> FunderCell:
        """Give a cell, an empty one where the file holds none."""
        return self.cells.get(place, NO_CELL)

    def can_be_filled(self, place: Place) -> bool:
        """Whether the sheet's protection lets a person write into a cell."""
        return not self.is_protected or self.cell(place).is_unlocked


@dataclass(frozen=True, slots=True)
class FunderWorkbook:
    """A whole workbook: its name, the hash of its bytes, and the bytes themselves."""

    file: str
    sha256: str
    sheets: tuple[FunderSheet, ...]
    content: bytes = field(repr=False, default=b"")
    counts_from_1904: bool = False

    def sheet(self, name: str) -> FunderSheet | None:
        """Find a sheet by its name, None where there is none."""
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def place_of(address: str) -> Place | None:
    """Read `D12` as a row and column, None when it is no cell."""
    found = _ADDRESS.fullmatch(address.strip())
    if not found or not int(found[2]):
        return None
    return int(found[2]), column_of(found[1])


def column_of(letters: str) -> int:
    """Give a column's number, counted from one."""
    column = 0
    for letter in letters.upper():
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column


def address_of(place: Place) -> str:
    """Name a cell as a spreadsheet does."""
    return cell_address(*place)
