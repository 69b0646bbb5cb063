"""Write the rows of a long sheet quickly, as a workbook's own words say them.

A return over 50,000 lines has two million cells. What a column has said before is said
again in the same words, so that most cells are looked up and not written anew.
"""

import re
import textwrap
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from html import escape

from xlsxwriter.utility import xl_col_to_name

from fundtrack.returns.cell_texts import SAID_IN_WORDS
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value

DAY_NOUGHT = date(1899, 12, 30)
"""The day that spreadsheets count days from."""
LONGEST_TEXT = 32_767
LINE_HEIGHT = 15
TALLEST = 409
"""Heights in points; a row can be no taller."""
HERE = "\0"
UNWRITABLE = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
HALF_SIGNS = re.compile("[\ud800-\udfff]")
LIKE_UNWRITABLE = re.compile("(_x[0-9A-Fa-f]{4}_)")


class CellWriter(dict[Value, tuple[str, int]]):
    """Writes the cells of one column, and how many lines each takes.

    What it wrote before is looked up; `HERE` stands for the number of the row.
    """

    def __init__(self, column: Column, letters: str, style: str) -> None:
        """Begin a column whose format has the number `style`."""
        super().__init__()
        self._column = column
        self._start = f'<c r="{letters}{HERE}" s="{style}"'

    def __missing__(self, shown: Value) -> tuple[str, int]:
        """Write what was not written before."""
        made = f"{self._start}{self._content(shown)}", self._lines(shown)
        self[shown] = made
        return made

    def _content(self, shown: Value) -> str:
        if isinstance(shown, date):
            return f"><v>{(shown - DAY_NOUGHT).days}</v></c>"
        if shown is None and self._column.kind in SAID_IN_WORDS:
            return _text(NOT_GIVEN)
        if isinstance(shown, str):
            return _text(shown)
        if shown is None:
            return "/>"
        number = shown / 100 if self._column.kind in MONEY else shown
        return f"><v>{number:.16G}</v></c>"

    def _lines(self, shown: Value) -> int:
        room = self._column.width - 2
        if not isinstance(shown, str) or (len(shown) <= room and "\n" not in shown):
            return 1
        return sum(len(textwrap.wrap(it, room)) or 1 for it in shown.split("\n"))


def rows_xml(sheet: Sheet, styles: Sequence[str], first_row: int) -> Iterator[str]:
    """Write the rows of a sheet, each as tall as its longest cell needs.

    Args:
        styles: the number of each column's format.
        first_row: the number of the first row, counted from one.
    """
    writers = [
        CellWriter(column, xl_col_to_name(at), styles[at])
        for at, column in enumerate(sheet.columns)
    ]
    for number, row in enumerate(sheet.rows, start=first_row):
        made = [writer[shown] for writer, shown in zip(writers, row, strict=True)]
        tallest = max([lines for _, lines in made])
        cells = "".join([cell for cell, _ in made]).replace(HERE, str(number))
        yield f'<row r="{number}"{height_xml(tallest)}>{cells}</row>'


def height_xml(lines: int) -> str:
    """Say how tall a row is, so that no program hides a line that wraps."""
    if lines == 1:
        return ""
    return f' ht="{min(LINE_HEIGHT * lines, TALLEST)}" customHeight="1"'


def _text(shown: str) -> str:
    kept = ' xml:space="preserve"' if shown != shown.strip() else ""
    said = escape(_writable(shown[:LONGEST_TEXT]), quote=False)
    return f' t="inlineStr"><is><t{kept}>{said}</t></is></c>'


def _writable(shown: str) -> str:
    """Write what XML cannot hold as spreadsheets do, by its number."""
    whole = HALF_SIGNS.sub("\ufffd", shown)
    marked = LIKE_UNWRITABLE.sub(r"_x005F\1", whole)
    return UNWRITABLE.sub(lambda sign: f"_x{ord(sign[0]):04X}_", marked)
