"""The rows of an OpenDocument spreadsheet, as its one XML file goes by."""

from collections.abc import Iterator
from typing import IO

from fundtrack.sources.streamed_xml import MOST_COLUMNS
from fundtrack.sources.streamed_xml import TWICE
from fundtrack.sources.streamed_xml import new_parser
from fundtrack.sources.streamed_xml import pieces

CELLS = frozenset({"table:table-cell", "table:covered-table-cell"})
BLANKS = frozenset({"text:s", "text:tab", "text:line-break"})

Row = tuple[str, int, list[str]]


def ods_rows(content: IO[bytes]) -> Iterator[Row]:
    """Give every row of every sheet that is not empty.

    Args:
        content: the member `content.xml`, opened.
    """
    reading = _Reading()
    for piece in pieces(content):
        reading.parser.Parse(piece, False)  # noqa: FBT003 - the parser takes no name
        yield from reading.rows
        reading.rows.clear()
    reading.parser.Parse(b"", True)  # noqa: FBT003 - the parser takes no name


class _Reading:
    """Where the parser is; a note beside a cell is not part of it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.parser = new_parser()
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self._sheet = ""
        self._number = 0
        self._row: dict[str, str] = {}
        self._cell: dict[str, str] = {}
        self._cells: list[str] = []
        self._text: list[str] = []
        self._in_note = False

    def _start(self, name: str, said: dict[str, str]) -> None:
        if name == "text:p":
            self._paragraph()
        elif name in CELLS:
            self._cell = said
        elif name == "table:table-row":
            self._row, self._cells = said, []
        elif name == "table:table":
            self._sheet, self._number = said.get("table:name", ""), 0
        elif name in BLANKS:
            self._text.append(" ")
        elif name == "office:annotation":
            self._in_note = True

    def _end(self, name: str) -> None:
        if name == "text:p":
            self.parser.CharacterDataHandler = None
        elif name in CELLS:
            self._end_cell()
        elif name == "table:table-row":
            self._end_row()
        elif name == "office:annotation":
            self._in_note = False

    def _paragraph(self) -> None:
        if self._in_note:
            return
        if self._text:
            self._text.append(" ")
        self.parser.CharacterDataHandler = self._text.append

    def _end_cell(self) -> None:
        shown = self._cell.get("office:value")
        if shown is None:
            shown = "".join(self._text)
        self._text.clear()
        times = int(self._cell.get("table:number-columns-repeated", "1"))
        if times == 1:
            self._cells.append(shown)
        else:
            room = MOST_COLUMNS - len(self._cells)
            self._cells.extend([shown] * min(times, room))

    def _end_row(self) -> None:
        times = int(self._row.get("table:number-rows-repeated", "1"))
        if any(self._cells):
            for later in range(min(times, TWICE)):
                row = self._sheet, self._number + 1 + later, self._cells
                self.rows.append(row)
        self._number += times
