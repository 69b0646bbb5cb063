"""The words that a cell's validation list offers, wherever the list stands."""

import re
from collections.abc import Iterator
from typing import Any

from fundtrack.sources.streamed_xml import new_parser

MOST_WORDS = 2_000
_QUOTED = re.compile(r'"(.*)"', re.DOTALL)
_RANGE = re.compile(
    r"(?:'((?:[^']|'')+)'!|([^'!]+)!)?"
    r"(\$?[A-Za-z]{1,3}\$?[0-9]+(?::\$?[A-Za-z]{1,3}\$?[0-9]+)?)"
)


class Lists:
    """Finds the words of a list for the rules of one sheet."""

    def __init__(self, book: Any, sheet: str) -> None:  # noqa: ANN401 - no types
        self._book = book
        self._sheet = sheet

    def words(self, formula: str) -> tuple[str, ...]:
        """Give the words offered, none where a program must work the list out."""
        written = formula.strip().removeprefix("=")
        if quoted := _QUOTED.fullmatch(written):
            return tuple(word.strip() for word in quoted[1].split(",") if word.strip())
        names = self._book.defined_names
        own = self._book[self._sheet].defined_names
        if written in own or written in names:
            written = str((own.get(written) or names[written]).value)
        found = _RANGE.fullmatch(written.strip().removeprefix("="))
        return tuple(self._in_range(found)) if found else ()

    def _in_range(self, found: re.Match[str]) -> Iterator[str]:
        sheet = (found[1] or found[2] or self._sheet).replace("''", "'")
        if sheet not in self._book.sheetnames:
            return
        block = self._book[sheet][found[3].replace("$", "")]
        rows = block if isinstance(block, tuple) else ((block,),)
        for row in rows[:MOST_WORDS]:
            cells = row if isinstance(row, tuple) else (row,)
            yield from (str(cell.value) for cell in cells if cell.value is not None)


def extended_rules(part: bytes) -> list[tuple[str, str]]:
    """Find the lists that newer programs keep beside the sheet: where, and which.

    A list that stands on another sheet is often written so; openpyxl leaves it out.
    """
    if b"sqref>" not in part:
        return []
    reader = _Rules()
    parser = new_parser()
    parser.StartElementHandler = reader.start
    parser.CharacterDataHandler = reader.words
    parser.EndElementHandler = reader.end
    parser.Parse(part, True)  # noqa: FBT003 - expat takes no names
    return reader.found


class _Rules:
    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._path: list[str] = []
        self._where = self._list = self._type = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._path.append(tag.rpartition(":")[2])
        if self._path[-1] == "dataValidation":
            self._where = self._list = ""
            self._type = attributes.get("type", "")

    def words(self, text: str) -> None:
        if self._path[-1:] == ["sqref"]:
            self._where += text
        elif self._path[-2:] == ["formula1", "f"]:
            self._list += text

    def end(self, _tag: str) -> None:
        if self._path.pop() == "dataValidation" and self._where and self._type:
            is_list = self._type == "list"
            self.found.append((self._where, self._list if is_list else ""))
