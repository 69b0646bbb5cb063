"""The rows of an Excel workbook, sheet by sheet, as their XML goes by.

The texts that cells share are held in memory: in a table of millions of cells they are
a few thousand names.
"""

import posixpath
import re
from collections.abc import Iterator
from typing import IO
from zipfile import ZipFile

from fundtrack.sources.streamed_xml import MOST_COLUMNS
from fundtrack.sources.streamed_xml import NotSheetsError
from fundtrack.sources.streamed_xml import new_parser
from fundtrack.sources.streamed_xml import pieces

WORKBOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
TEXTS = "xl/sharedStrings.xml"

MOST_TEXT_BYTES = 200_000_000
"""Shared texts beyond this are no list of names."""

LETTERS = 26
SHARED = "s"
INLINE = "inlineStr"
_LETTERS = re.compile("[A-Z]+")

Row = tuple[str, int, list[str]]


def xlsx_rows(packed: ZipFile) -> Iterator[Row]:
    """Give every row of every sheet that is not empty, in the order of the sheets.

    Raises:
        NotSheetsError: when the zip is no workbook.
    """
    names = set(packed.namelist())
    if WORKBOOK not in names:
        raise NotSheetsError(
            "the zip holds no workbook",
            "unpack it, and take in the .ods, .xlsx or .csv inside",
        )
    texts = _texts(packed) if TEXTS in names else []
    for sheet, member in _sheets(packed):
        if member in names:
            with packed.open(member) as content:
                yield from _rows(content, sheet, texts)


def _sheets(packed: ZipFile) -> Iterator[tuple[str, str]]:
    """Give the name and the member of each sheet."""
    targets = {
        said.get("Id", ""): posixpath.normpath(
            posixpath.join("/xl", said.get("Target", ""))
        )[1:]
        for name, said in _elements(packed, RELATIONS)
        if name == "Relationship"
    }
    for name, said in _elements(packed, WORKBOOK):
        if name == "sheet":
            yield said.get("name", ""), targets.get(said.get("r:id", ""), "")


def _elements(packed: ZipFile, member: str) -> list[tuple[str, dict[str, str]]]:
    found: list[tuple[str, dict[str, str]]] = []
    parser = new_parser()
    parser.StartElementHandler = lambda name, said: found.append((name, said))
    with packed.open(member) as content:
        for piece in pieces(content):
            parser.Parse(piece, False)  # noqa: FBT003 - the parser takes no name
    return found


def _texts(packed: ZipFile) -> list[str]:
    if packed.getinfo(TEXTS).file_size > MOST_TEXT_BYTES:
        raise NotSheetsError(
            "the workbook's shared texts are too many to be names",
            "save it again as .ods or .csv",
        )
    reading = _Texts()
    with packed.open(TEXTS) as content:
        for piece in pieces(content):
            reading.parser.Parse(piece, False)  # noqa: FBT003 - it takes no name
    return reading.texts


class _Texts:
    """The shared texts; how a text is pronounced stands apart and is left out."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._text: list[str] = []
        self._is_said_aloud = False

    def _start(self, name: str, _said: dict[str, str]) -> None:
        if name == "rPh":
            self._is_said_aloud = True
        elif name == "t" and not self._is_said_aloud:
            self.parser.CharacterDataHandler = self._text.append

    def _end(self, name: str) -> None:
        if name == "t":
            self.parser.CharacterDataHandler = None
        elif name == "rPh":
            self._is_said_aloud = False
        elif name == "si":
            self.texts.append("".join(self._text))
            self._text.clear()


def _rows(content: IO[bytes], sheet: str, texts: list[str]) -> Iterator[Row]:
    reading = _Reading(sheet, texts)
    for piece in pieces(content):
        reading.parser.Parse(piece, False)  # noqa: FBT003 - the parser takes no name
        yield from reading.rows
        reading.rows.clear()
    reading.parser.Parse(b"", True)  # noqa: FBT003 - the parser takes no name


class _Reading:
    """Where the parser is in a sheet."""

    def __init__(self, sheet: str, texts: list[str]) -> None:
        self.rows: list[Row] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._sheet = sheet
        self._texts = texts
        self._number = 0
        self._kind = ""
        self._column = 0
        self._cells: list[str] = []
        self._text: list[str] = []

    def _start(self, name: str, said: dict[str, str]) -> None:
        if name in {"v", "t"}:
            self.parser.CharacterDataHandler = self._text.append
        elif name == "c":
            self._kind = said.get("t", "")
            self._column = _column(said.get("r", ""), len(self._cells))
        elif name == "row":
            self._number = int(said.get("r", self._number + 1))
            self._cells = []

    def _end(self, name: str) -> None:
        if name in {"v", "t"}:
            self.parser.CharacterDataHandler = None
        elif name == "c":
            self._end_cell()
        elif name == "row" and any(self._cells):
            self.rows.append((self._sheet, self._number, self._cells))

    def _end_cell(self) -> None:
        shown = "".join(self._text)
        self._text.clear()
        if self._column >= MOST_COLUMNS:
            return
        if shown and self._kind == SHARED:
            shown = self._texts[int(shown)]
        self._cells.extend([""] * (self._column - len(self._cells)))
        self._cells.append(shown)


def _column(place: str, following: int) -> int:
    """Give the number of a cell's column from nought: the following one if unsaid."""
    letters = _LETTERS.match(place)
    if not letters:
        return following
    column = 0
    for letter in letters[0]:
        column = column * LETTERS + ord(letter) - ord("A") + 1
    return column - 1
