"""Read the tables of a workbook or text file as rows of cells, each in its place.

What a file is, is decided by its bytes and not by its name: finance systems save web
pages as .csv, and people rename files.
"""

import codecs
import csv
import hashlib
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from datetime import time
from datetime import timedelta
from pathlib import Path
from zipfile import ZipFile

from python_calamine import CalamineError
from python_calamine import CalamineWorkbook
from python_calamine import SheetTypeEnum
from python_calamine import SheetVisibleEnum

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.packed_workbooks import BROKEN_PACKING
from fundtrack.sources.packed_workbooks import Marks
from fundtrack.sources.packed_workbooks import TooMuchError
from fundtrack.sources.packed_workbooks import look_into

Value = str | int | float | bool | date | datetime | time | timedelta
"""What a cell can hold; an empty cell holds empty text."""

WORKBOOK_ENDINGS = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"})
ZIP_MARK = b"PK\x03\x04"
OLE_MARK = b"\xd0\xcf\x11\xe0"
ENCRYPTED_XLSX = "EncryptedPackage".encode("utf-16-le")
ENCRYPTED_ODS = b"encryption-data"
DELIMITERS = ",;\t|"
LINES_LOOKED_AT = 20
_SEPARATOR_SAID = re.compile(r"\s*sep=([,;|\t])\s*[\r\n]", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet, from its first row on; the only sheet of a text file has no name.

    `marks` tells what cells hold that are empty in `rows`: errors, and formulas that
    nobody worked out. In a workbook that counts days from 1904 a bare number stands
    for another day.
    """

    name: str
    rows: tuple[tuple[Value, ...], ...]
    is_hidden: bool = False
    counts_from_1904: bool = False
    marks: Marks = field(default_factory=dict)

    @property
    def marked_rows(self) -> tuple[tuple[Value, ...], ...]:
        """The rows, with a word in each marked cell."""
        rows = list(self.rows)
        for (row, column), mark in self.marks.items():
            rows.extend(() for _ in range(len(rows), row + 1))
            cells = [*rows[row], *([""] * (column + 1 - len(rows[row])))]
            cells[column] = mark
            rows[row] = tuple(cells)
        return tuple(rows)


@dataclass(frozen=True, slots=True)
class TableFile:
    """A file's sheets and the hash of its bytes."""

    file: str
    sha256: str
    sheets: tuple[Sheet, ...]


def read_tables(path: Path) -> TableFile:
    """Read every sheet of an .xlsx, .xls or .ods workbook, or a delimited text file.

    Text may be UTF-8, UTF-16 or Windows-1252, with any kind of line end, separated by
    commas, semicolons, tabs or bars.

    Raises:
        FileRefused: when the file cannot be read, or is not what its name says.
    """
    content = _content(path)
    if content.startswith((ZIP_MARK, OLE_MARK)):
        sheets = _workbook_sheets(path, content)
    else:
        sheets = (Sheet("", _text_rows(path, content)),)
    return TableFile(path.name, hashlib.sha256(content).hexdigest(), sheets)


def _content(path: Path) -> bytes:
    try:
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise _refused(
            path, "file-missing", "there is no such file", "check the name and folder"
        ) from error
    except OSError as error:
        raise _refused(
            path,
            "file-unreadable",
            f"the file cannot be opened ({error.strerror})",
            "close it elsewhere, or ask for the right to read it",
        ) from error
    if not content.strip():
        raise _refused(path, "file-empty", "the file is empty", "save it again")
    return content


def _workbook_sheets(path: Path, content: bytes) -> tuple[Sheet, ...]:
    try:
        inside = look_into(content)
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(
                Sheet(
                    sheet.name,
                    _rows(book, sheet.name),
                    sheet.visible is not SheetVisibleEnum.Visible,
                    inside.counts_from_1904,
                    inside.marks.get(sheet.name, {}),
                )
                for sheet in book.sheets_metadata
                if sheet.typ is SheetTypeEnum.WorkSheet
            )
    except TooMuchError as error:
        raise _refused(path, "file-too-large", *error.args) from error
    except CalamineError as error:
        raise _not_a_workbook(path, content, error) from error


def _not_a_workbook(path: Path, content: bytes, error: CalamineError) -> FileRefused:
    if _is_protected(content):
        return _refused(
            path,
            "file-protected",
            "the workbook is protected by a password",
            "save a copy without a password",
        )
    return _refused(
        path,
        "not-a-workbook",
        f"the file is damaged or is not a workbook ({error})",
        "open it in a spreadsheet program and save it again as .xlsx",
    )


def _is_protected(content: bytes) -> bool:
    """Whether a workbook that cannot be read is an encrypted one."""
    if content.startswith(OLE_MARK):
        return ENCRYPTED_XLSX in content
    try:
        with ZipFile(io.BytesIO(content)) as packed:
            return ENCRYPTED_ODS in packed.read("META-INF/manifest.xml")
    except BROKEN_PACKING:
        return False


def _rows(book: CalamineWorkbook, name: str) -> tuple[tuple[Value, ...], ...]:
    read = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
    return tuple(tuple(row) for row in read)


def _text_rows(path: Path, content: bytes) -> tuple[tuple[Value, ...], ...]:
    text = _text(path, content)
    if text.lstrip().startswith("<"):
        raise _refused(
            path,
            "web-page",
            "the file is a web page or XML, not a table",
            "download the file itself, or save it as .xlsx from a spreadsheet program",
        )
    if path.suffix.lower() in WORKBOOK_ENDINGS:
        raise _refused(
            path,
            "not-a-workbook",
            "the file is text under the name of a workbook",
            "give it the ending .csv, or save it again as .xlsx",
        )
    try:
        rows = tuple(_records(text))
    except csv.Error as error:
        raise _refused(
            path,
            "text-unreadable",
            f"the rows cannot be told apart ({error})",
            "save it again as .xlsx from a spreadsheet program",
        ) from error
    last = str(rows[-1][-1]) if rows[-1] else ""
    if len(last.splitlines()) > 1 and not text.rstrip().endswith('"'):
        raise _refused(
            path,
            "quote-open",
            "a quotation mark is opened and never closed, so rows run together",
            "close or remove the quotation mark",
            row=len(rows),
        )
    return rows


def _text(path: Path, content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        encodings = ["utf-32"]
    elif content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif b"\0" in content:
        encodings = _wide_without_mark(content)
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise _refused(
        path,
        "not-a-table",
        "the file is neither a workbook nor text",
        "save it as .xlsx or .csv",
    )


def _wide_without_mark(content: bytes) -> list[str]:
    """Tell UTF-16 without its mark from other bytes: every other one is nought."""
    for encoding, noughts in (
        ("utf-16-le", content[1::2]),
        ("utf-16-be", content[::2]),
    ):
        if noughts.count(0) * 2 > len(noughts):
            return [encoding]
    return []


def _records(text: str) -> Iterator[tuple[str, ...]]:
    # newline="" keeps bare carriage returns apart, which some systems end rows with.
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text)):
        yield tuple(row)


def _delimiter(text: str) -> str:
    """Find the mark that parts most lines into equally many cells."""
    if said := _SEPARATOR_SAID.match(text):
        return said[1]
    lines = [line for line in text.splitlines() if line.strip()][:LINES_LOOKED_AT]

    def fitness(mark: str) -> tuple[int, int]:
        widths = Counter(map(len, csv.reader(lines, delimiter=mark, strict=False)))
        several = [count for width, count in widths.items() if width > 1]
        return max(several, default=0), sum(line.count(mark) for line in lines)

    return max(DELIMITERS, key=fitness)


def _refused(
    path: Path, rule: str, message: str, fix: str, row: int | None = None
) -> FileRefused:
    found = Finding(rule, Severity.BLOCK, message, fix, file=path.name, row=row)
    return FileRefused([found])
