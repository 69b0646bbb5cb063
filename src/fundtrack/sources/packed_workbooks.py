"""Look into a packed workbook before its cells are read.

The reader of cells lays a sheet out as far as its last filled cell, and gives a cell
that holds an error, or a formula that nobody worked out, as an empty one. So what lies
too far out is refused here, and what such cells hold is told.
"""

import html
import posixpath
import re
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import field
from io import BytesIO
from zipfile import BadZipFile
from zipfile import ZipFile

MOST_BYTES = 400_000_000
"""A workbook that unpacks to more than this is no list of payments."""

MOST_CELLS = 12_000_000
"""From the first cell to the last filled one: a million rows of a dozen columns."""

CHUNK = 1 << 20
LETTERS = 26
NEAR_ROWS = 99_999
"""A row beyond has six digits, by which it is looked for."""

NOT_WORKED_OUT = "formula without a value"
BROKEN_PACKING = (
    BadZipFile,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    zlib.error,
)
"""What a damaged archive raises; the reader of cells says then what is wrong."""

_FAR = re.compile(rb"""r=["'](?:([A-Za-z]{2,})(\d+)|[A-Za-z]?(\d{6,}))""")
_ROW_OR_FILLED = re.compile(rb"<(?:\w+:)?(?:(row)\b([^>]*)|c\b([^>]*)(?<!/))>")
_FILLED = re.compile(rb"<(?:\w+:)?c\b([^>]*)(?<!/)>(.*?)</(?:\w+:)?c\s*>", re.DOTALL)
_VALUE = re.compile(rb"<(?:\w+:)?v\b[^>/]*>([^<]+)<")
_FORMULA = re.compile(rb"<(?:\w+:)?f\b")
_PLACE = re.compile(rb"""\br\s*=\s*["']([A-Za-z]*)(\d+)["']""")
_COUNT = re.compile(rb"""[cC]ount\s*=\s*["']\s*\+?(\d{8,})""")
_ERROR = re.compile(rb"""\bt\s*=\s*["']e["']""")
_TEXT = re.compile(rb"""\bt\s*=\s*["']str["']""")
_TAG = re.compile(rb"<(?:\w+:)?(sheet|Relationship|workbookPr)\b([^>]*)>")
_SAID = re.compile(r"""([\w:]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")
_ODS_TAG = re.compile(
    rb"<table:(table-row|table-cell|covered-table-cell|table)(?=[\s/>])([^>]*)>"
)
_REPEATED = re.compile(rb"""number-(?:rows|columns)-repeated=["'](\d+)["']""")

Marks = Mapping[tuple[int, int], str]
"""What cells hold that are read as empty ones, by row and column from 0."""


class TooMuchError(Exception):
    """A workbook that no computer should lay out; the reason, and the remedy."""


@dataclass(frozen=True, slots=True)
class Inside:
    """Whether days count from 1904, and marks by the name of their sheet."""

    counts_from_1904: bool = False
    marks: Mapping[str, Marks] = field(default_factory=dict)


def look_into(content: bytes) -> Inside:
    """Look into an .xlsx or .ods workbook; a damaged one is left to its reader.

    Raises:
        TooMuchError: when it would unpack to more than a computer should hold.
    """
    try:
        with ZipFile(BytesIO(content)) as packed:
            unpacked = sum(member.file_size for member in packed.infolist())
            if unpacked > MOST_BYTES:
                raise TooMuchError(
                    f"the workbook unpacks to {unpacked // 1_000_000:,} MB",
                    "save a copy that holds the payments alone",
                )
            if "content.xml" in packed.namelist():
                _require_near(_ods_cells(packed.read("content.xml")))
            return _inside_xlsx(packed)
    except BROKEN_PACKING:
        return Inside()


def _inside_xlsx(packed: ZipFile) -> Inside:
    names = packed.namelist()
    found: dict[str, Marks] = {}
    cells = 0
    for name in names:
        if name.endswith(".xml") and "worksheets/" in name:
            at_most, found[name] = _looked_through(packed, name)
            cells += _laid_out(packed, name) if at_most > MOST_CELLS else 0
            _require_near(cells)
        elif name.endswith(".xml"):
            with packed.open(name) as member:
                _require_honest(member.read(CHUNK))
    if "xl/workbook.xml" not in names:
        return Inside()
    return _by_sheet(
        [
            (tag, _said(words))
            for part in ("xl/workbook.xml", "xl/_rels/workbook.xml.rels")
            for tag, words in _TAG.findall(packed.read(part))
        ],
        found,
    )


def _by_sheet(
    tags: list[tuple[bytes, dict[str, str]]], found: Mapping[str, Marks]
) -> Inside:
    paths = {
        said.get("Id"): posixpath.join("/xl", said.get("Target", ""))[1:]
        for tag, said in tags
        if tag == b"Relationship"
    }
    marks = {
        said.get("name", ""): found.get(paths.get(said.get("r:id"), ""))
        for tag, said in tags
        if tag == b"sheet"
    }
    return Inside(
        any(said.get("date1904") in {"1", "true"} for _, said in tags),
        {name: held for name, held in marks.items() if held},
    )


def _said(words: bytes) -> dict[str, str]:
    text = words.decode("utf-8", "replace")
    return {
        name: html.unescape(double or single)
        for name, double, single in _SAID.findall(text)
    }


def _require_near(cells: int) -> None:
    if cells > MOST_CELLS:
        raise TooMuchError(
            f"a cell lies so far out that {cells:,} cells would have to be read",
            "delete the rows and columns beyond the payments, and save it again",
        )


def _require_honest(part: bytes) -> None:
    """Refuse a count for which the reader would set aside all memory there is."""
    if counted := _COUNT.search(part):
        raise TooMuchError(
            f"the workbook says that it holds {int(counted[1]):,} texts or styles",
            "open it in a spreadsheet program and save it again as .xlsx",
        )


def _parts(packed: ZipFile, name: str) -> Iterator[bytes]:
    """Unpack a sheet in pieces, none of which ends within a filled cell."""
    held = b""
    with packed.open(name) as member:
        while read := member.read(CHUNK):
            held += read
            cut = max(held.rfind(b"<row"), held.rfind(b"c>") + 2)
            yield held[:cut]
            held = held[cut:]
    yield held


def _looked_through(packed: ZipFile, name: str) -> tuple[int, Marks]:
    """Give a number of cells that a sheet cannot exceed, and its marks."""
    rows, columns = NEAR_ROWS, LETTERS
    marks: dict[tuple[int, int], str] = {}
    for part in _parts(packed, name):
        for wide, deep, narrow_deep in _FAR.findall(part):
            rows = max(rows, int(deep or narrow_deep))
            columns = max(columns, _column(wide) + 1)
        if b"r =" in part or b"r= " in part:
            rows = MOST_CELLS
        if b"<f" in part or b":f" in part or b'"e"' in part:
            marks |= dict(_marks(part))
    return rows * columns, marks


def _marks(part: bytes) -> Iterator[tuple[tuple[int, int], str]]:
    for words, inside in _FILLED.findall(part):
        at, value = _PLACE.search(words), _VALUE.search(inside)
        if at is None:
            continue
        place = int(at[2]) - 1, _column(at[1])
        if _ERROR.search(words):
            yield (
                place,
                value[1].decode("utf-8", "replace") if value else NOT_WORKED_OUT,
            )
        elif value is None and _FORMULA.search(inside) and not _TEXT.search(words):
            yield place, NOT_WORKED_OUT


def _laid_out(packed: ZipFile, name: str) -> int:
    """Count the cells from a sheet's first to its last filled row and column."""
    deepest, widest, row, column = 0, 0, 0, 0
    for part in _parts(packed, name):
        for tag, of_row, of_cell in _ROW_OR_FILLED.findall(part):
            at = _PLACE.search(of_row or of_cell)
            if tag:
                row, column = (int(at[2]) if at else row + 1), 0
                continue
            column = _column(at[1]) + 1 if at else column + 1
            deepest = max(deepest, int(at[2]) if at else row)
            widest = max(widest, column)
    return deepest * widest


def _column(letters: bytes) -> int:
    column = 0
    for letter in letters.upper():
        column = column * LETTERS + letter - ord("A") + 1
    return column - 1


def _ods_cells(xml: bytes) -> int:
    """Count the cells from the first to the last filled one, over all sheets."""
    cells, row, column, times, deepest, widest = 0, 0, 0, 0, 0, 0
    for tag, words in _ODS_TAG.findall(xml):
        repeated = _REPEATED.search(words)
        count = int(repeated[1]) if repeated else 1
        if tag == b"table":
            cells += deepest * widest
            row, times, deepest, widest = 0, 0, 0, 0
        elif tag == b"table-row":
            row, column, times = row + times, 0, count
        else:
            column += count
            if b"value-type" in words:
                deepest, widest = row + times, max(widest, column)
    return cells + deepest * widest
