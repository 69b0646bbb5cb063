"""Find what values alone do not show: formulas, hidden rows and merged cells.

Read from the XML inside an .xlsx or .ods file; a file of another kind has no marks.
"""

import posixpath
import re
import zlib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from xml.parsers import expat
from zipfile import BadZipFile
from zipfile import ZipFile

Attributes = Mapping[str, str]
CELL = re.compile(r"([A-Z]+)([0-9]+)")
REPEATED_AT_MOST = 10_000
"""Rows and cells that an .ods file may repeat; more are the empty rest of a sheet."""


@dataclass(slots=True)
class SheetMarks:
    """The marks of one sheet; rows and columns are counted from one.

    `merged` are the corners of each block of merged cells, first row, first column,
    last row, last column.
    """

    formulas: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)


NO_MARKS = SheetMarks()


def read_marks(content: bytes) -> dict[str, SheetMarks]:
    """Read the marks of every sheet by its name; what cannot be read has none."""
    try:
        with ZipFile(BytesIO(content)) as packed:
            if "content.xml" in packed.namelist():
                return _ods_marks(packed.read("content.xml"))
            return {
                name: _xlsx_marks(packed.read(member))
                for name, member in _xlsx_sheets(packed)
            }
    except (BadZipFile, KeyError, OSError, RuntimeError, zlib.error, expat.ExpatError):
        return {}


def column_letters(number: int) -> str:
    """Name a column as a spreadsheet does, from its number counted from one."""
    letters = ""
    while number:
        number, left = divmod(number - 1, 26)
        letters = chr(ord("A") + left) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Name a cell as a spreadsheet does, such as D12."""
    return f"{column_letters(column)}{row}"


def _parse(content: bytes, start: Callable[[str, Attributes], None]) -> None:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = lambda name, said: start(
        name.rpartition(" ")[2],
        {key.rpartition(" ")[2]: value for key, value in said.items()},
    )
    parser.Parse(content, True)  # noqa: FBT003 - expat takes no names


def _xlsx_sheets(packed: ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name and the member of every sheet of an .xlsx file."""
    targets: dict[str, str] = {}
    names: list[tuple[str, str]] = []

    def relation(tag: str, said: Attributes) -> None:
        if tag == "Relationship":
            targets[said["Id"]] = said["Target"]

    def sheet(tag: str, said: Attributes) -> None:
        if tag == "sheet":
            names.append((said["name"], said["id"]))

    _parse(packed.read("xl/_rels/workbook.xml.rels"), relation)
    _parse(packed.read("xl/workbook.xml"), sheet)
    for name, told in names:
        target = targets[told]
        absolute = target.startswith("/")
        yield name, target.lstrip("/") if absolute else posixpath.join("xl", target)


def _xlsx_marks(content: bytes) -> SheetMarks:
    marks = SheetMarks()
    here = [(0, 0)]

    def start(tag: str, said: Attributes) -> None:
        if tag == "row" and said.get("hidden") in {"1", "true"}:
            marks.hidden_rows.add(int(said["r"]))
        elif tag == "c" and "r" in said:
            here[0] = _place(said["r"])
        elif tag == "f":
            marks.formulas.add(here[0])
        elif tag == "mergeCell":
            first, _, last = said["ref"].partition(":")
            marks.merged.append((*_place(first), *_place(last or first)))

    _parse(content, start)
    return marks


def _place(address: str) -> tuple[int, int]:
    found = CELL.fullmatch(address)
    if found is None:
        return 0, 0
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


class _OdsReading:
    """Where a reading of an .ods file stands, and what it has found."""

    def __init__(self) -> None:
        self.found: dict[str, SheetMarks] = {}
        self._marks = SheetMarks()
        self._row = 0
        self._column = 0
        self._next_row = 1
        self._next_column = 1

    def start(self, tag: str, said: Attributes) -> None:
        """Take in the start of an element."""
        if tag == "table":
            self._marks = self.found.setdefault(said.get("name", ""), SheetMarks())
            self._next_row = 1
        elif tag == "table-row":
            self._begin_row(said)
        elif tag in {"table-cell", "covered-table-cell"}:
            self._begin_cell(said)

    def _begin_row(self, said: Attributes) -> None:
        repeated = int(said.get("number-rows-repeated", "1"))
        self._row, self._next_column = self._next_row, 1
        self._next_row += repeated
        if said.get("visibility") in {"collapse", "filter"}:
            last = self._row + min(repeated, REPEATED_AT_MOST)
            self._marks.hidden_rows.update(range(self._row, last))

    def _begin_cell(self, said: Attributes) -> None:
        self._column = self._next_column
        self._next_column += int(said.get("number-columns-repeated", "1"))
        if "formula" in said:
            self._marks.formulas.add((self._row, self._column))
        down = int(said.get("number-rows-spanned", "1"))
        across = int(said.get("number-columns-spanned", "1"))
        if down > 1 or across > 1:
            self._marks.merged.append(
                (
                    self._row,
                    self._column,
                    self._row + down - 1,
                    self._column + across - 1,
                )
            )


def _ods_marks(content: bytes) -> dict[str, SheetMarks]:
    reading = _OdsReading()
    _parse(content, reading.start)
    return reading.found
