"""Read the rows of a large workbook or text file one after another, never all at once.

`tables.py` lays a whole file out in memory, which is right for a list of payments; the
Home Office's open data tables unpack to as much as 1.4 GB. Every cell is given as text,
a number as the file stores it and not as it is shown.
"""

import codecs
import csv
import os
import zlib
from collections.abc import Iterator
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile
from zipfile import ZipFile

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.streamed_ods import ods_rows
from fundtrack.sources.streamed_xlsx import xlsx_rows
from fundtrack.sources.streamed_xml import NotSheetsError

Placed = tuple[str, int, Sequence[str]]
"""The sheet, the row as a spreadsheet numbers it, its cells; no empty row."""

ZIP_MARK = b"PK"
OLE_MARK = b"\xd0\xcf\x11\xe0"
HEAD_BYTES = 4096
LAST_BYTES = 4
CHUNK = 1 << 20
DELIMITERS = ",;\t|"

MOST_BYTES = 4_000_000_000
"""Three times the largest table that is published."""

DAMAGED = (
    *(BadZipFile, EOFError, ExpatError, LookupError, NotImplementedError),
    *(RuntimeError, ValueError, zlib.error, csv.Error),
)
"""What reading a damaged file, or one packed as nobody here packs, raises."""


def stream_rows(path: Path) -> Iterator[Placed]:
    """Give every row of every sheet of an .ods, .xlsx or text file that is not empty.

    What the file is, is told by its bytes. A text file's only sheet has no name.

    Raises:
        FileRefused: when it is not such a file, or is damaged: also after rows were
            given, for a file cut short is known by its end.
    """
    head = _head(path)
    try:
        if head.startswith(ZIP_MARK):
            yield from _workbook_rows(path)
        else:
            yield from _text_rows(path, head)
    except NotSheetsError as error:
        raise refused(path, "not-a-workbook", *error.args) from error
    except OSError as error:
        raise _closed(path, error) from error
    except DAMAGED as error:
        raise refused(
            path,
            "file-damaged",
            f"the file is damaged or was only downloaded in part ({error})",
            "download it again and take in the whole file",
        ) from error


def ends_openly(path: Path) -> bool:
    """Whether the last line of a text file has no end, as one cut short has not."""
    with path.open("rb") as file:
        file.seek(-min(LAST_BYTES, path.stat().st_size), os.SEEK_END)
        return not file.read().rstrip(b"\0").endswith((b"\n", b"\r"))


def refused(path: Path, rule: str, message: str, fix: str) -> FileRefused:
    """Refuse a file whole."""
    return FileRefused([Finding(rule, Severity.BLOCK, message, fix, file=path.name)])


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise refused(
            path, "file-missing", "there is no such file", "check the name and folder"
        ) from error
    except OSError as error:
        raise _closed(path, error) from error
    if not head.strip():
        raise refused(path, "file-empty", "the file is empty", "download it again")
    if head.lstrip(codecs.BOM_UTF8).lstrip().startswith(b"<"):
        raise refused(
            path,
            "web-page",
            "the file is a web page or XML, not a table",
            "download the file itself: its link, not the page that shows it",
        )
    if head.startswith(OLE_MARK):
        raise refused(
            path,
            "not-a-workbook",
            "the workbook is of an old kind or protected by a password",
            "save it as .xlsx or .ods without a password",
        )
    return head


def _closed(path: Path, error: OSError) -> FileRefused:
    return refused(
        path,
        "file-unreadable",
        f"the file cannot be read ({error.strerror or error})",
        "close it elsewhere, or ask for the right to read it",
    )


def _workbook_rows(path: Path) -> Iterator[Placed]:
    with ZipFile(path) as packed:
        unpacked = sum(member.file_size for member in packed.infolist())
        if unpacked > MOST_BYTES:
            raise refused(
                path,
                "file-too-large",
                f"the workbook unpacks to {unpacked // 1_000_000:,} MB, as no "
                "published table does",
                "download it again from its publisher",
            )
        if "content.xml" in packed.namelist():
            with packed.open("content.xml") as content:
                yield from ods_rows(content)
        else:
            yield from xlsx_rows(packed)


def _text_rows(path: Path, head: bytes) -> Iterator[Placed]:
    if b"\0" in head and not head.startswith(codecs.BOM_UTF16_LE):
        raise NotSheetsError(
            "the file is neither a workbook nor text", "save it as .xlsx, .ods or .csv"
        )
    with path.open("r", encoding=_encoding(path, head), newline="") as file:
        for number, cells in enumerate(_records(file), start=1):
            if any(cells):
                yield "", number, cells


def _records(file: TextIO) -> Iterator[list[str]]:
    """Part the lines by the mark that stands most often in the longest of the first."""
    first = file.read(HEAD_BYTES)
    file.seek(0)
    line = max(first.splitlines(), key=len, default="")
    return csv.reader(file, delimiter=max(DELIMITERS, key=line.count), strict=True)


def _encoding(path: Path, head: bytes) -> str:
    """Tell UTF-8 from Windows-1252 by reading the file once through."""
    if head.startswith(codecs.BOM_UTF16_LE):
        return "utf-16"
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        with path.open("rb") as file:
            while chunk := file.read(CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8-sig"
