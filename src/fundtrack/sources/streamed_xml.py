"""What reading the XML of workbooks piece by piece needs: a parser without trust."""

from collections.abc import Iterator
from typing import IO
from xml.parsers import expat

CHUNK = 1 << 18

MOST_COLUMNS = 64
"""Cells beyond are left out: no published table is so wide."""

TWICE = 2
"""A filled row that is said to repeat is given twice, enough to be found a twin."""


class NotSheetsError(Exception):
    """A file that holds no sheets: the reason, and the remedy."""


def new_parser() -> expat.XMLParserType:
    """Make a parser that takes no document type, and so no entity of anybody's.

    Raises:
        NotSheetsError: from the parser, when a document declares a type.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.buffer_size = 1 << 16
    parser.StartDoctypeDeclHandler = _no_types
    return parser


def pieces(member: IO[bytes]) -> Iterator[bytes]:
    """Give a member of a zip piece by piece."""
    while piece := member.read(CHUNK):
        yield piece


def _no_types(*_said: object) -> None:
    raise NotSheetsError(
        "the workbook's XML declares a document type, as no spreadsheet program writes",
        "open it in a spreadsheet program and save it again",
    )
