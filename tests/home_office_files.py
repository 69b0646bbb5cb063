"""Home Office tables of the published shape with made-up figures, as files.

Sheets are rows of cells; a number becomes a number cell, None an empty one. The cover
says that the figures are made up unless a test wants them taken for published ones.
"""

import csv
import zipfile
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from pathlib import Path
from typing import IO
from xml.sax.saxutils import escape

import xlsxwriter

Cell = str | int | float | None
Row = Sequence[Cell]
Sheets = Mapping[str, Iterable[Row]]

SPACES = {
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "calcext": "urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0",
}
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?><office:document-content '
    + " ".join(f'xmlns:{name}="{space}"' for name, space in SPACES.items())
    + "><office:body><office:spreadsheet>"
)
TAIL = "</office:spreadsheet></office:body></office:document-content>"
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"
MANIFEST = (
    '<?xml version="1.0"?><manifest:manifest xmlns:manifest='
    '"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><manifest:file-entry '
    f'manifest:full-path="/" manifest:media-type="{SPREADSHEET}"/>'
    '<manifest:file-entry manifest:full-path="content.xml" '
    'manifest:media-type="text/xml"/></manifest:manifest>'
)

MADE_AT = (2026, 7, 23, 12, 0, 0)

OFFENCE_HEADINGS = (
    *("Offence Description", "Offence Group", "Offence Subgroup", "Offence Code"),
)
FORCE_HEADINGS = (
    *("Financial Year", "Financial Quarter", "Force Name", *OFFENCE_HEADINGS),
    "Number of Offences",
)
CSP_HEADINGS = (
    *("Financial Year", "Financial Quarter", "Police Force", "CSP Name"),
    *("Offence Group", "Offence Subgroup", "Offence Description", "Offence Code"),
    "Offence Count",
)
OUTCOME_HEADINGS = (
    *("Financial Year", "Financial Quarter", "Force Name", "Offence Code"),
    *("Offence Description", "Offence Group", "Offence Subgroup"),
    *("Offence code expired", "Outcome Type", "Outcome Description", "Outcome Group"),
    "Outcomes for offences that were recorded in the quarter",
    "Outcomes for investigations closed in the quarter",
)

HOME = ("28E", "Burglary, residential", "Residential burglary", "Theft offences")
PERSONAL = ("34B", "Robbery of personal property", "Robbery of personal property")
PERSONAL_ROBBERY = (*PERSONAL, "Robbery offences")
SHOPS = ("46", "Shoplifting", "Shoplifting", "Theft offences")

PUBLISHED_COVER = (("Police recorded crime open data",), ("Home Office",))
MADE_UP_COVER = (("Police recorded crime open data",), ("Synthetic figures",))


def force_row(
    offences: Cell,
    quarter: Cell = 1,
    offence: Sequence[str] = HOME,
    force: str = "Lancashire",
    year: str = "2023/24",
) -> Row:
    """A row of a force table."""
    code, said, subgroup, group = offence
    return (year, quarter, force, said, group, subgroup, code, offences)


def csp_row(
    offences: Cell,
    csp: str = "Blackpool",
    quarter: Cell = 1,
    offence: Sequence[str] = HOME,
    force: str = "Lancashire",
) -> Row:
    """A row of a partnership table of 2023/24."""
    code, said, subgroup, group = offence
    return ("2023/24", quarter, force, csp, group, subgroup, said, code, offences)


def outcome_row(
    outcome: Cell,
    counts: tuple[Cell, Cell],
    quarter: Cell = "Q1",
    offence: Sequence[str] = HOME,
    force: str = "Lancashire",
) -> Row:
    """A row of an outcomes table of 2023/24.

    Args:
        outcome: its code.
        counts: on the basis of offences recorded, and of investigations closed.
        quarter: as published.
        offence: code, description, subgroup, group and, if it expired, the flag.
        force: as published.
    """
    code, said, subgroup, group, *flags = offence
    expired = flags[0] if flags else None
    what = (code, said, group, subgroup, expired)
    outcomes = (outcome, f"Outcome {outcome}", "Group", *counts)
    return ("2023/24", quarter, force, *what, *outcomes)


def table(
    headings: Row, *rows: Row, cover: Iterable[Row] = PUBLISHED_COVER
) -> dict[str, Iterable[Row]]:
    """The sheets of a file of one financial year: a cover, notes, and the table."""
    return {
        "Cover_sheet": cover,
        "2023_24": [headings, *rows],
        "Notes": [("Note number", "Note text"), (6, "A note on a force")],
    }


def ods_file(path: Path, sheets: Sheets) -> Path:
    """Write an OpenDocument spreadsheet, row by row: it may be larger than memory.

    Equal sheets give equal bytes: the moment of making is fixed.
    """
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        packed.writestr(_member("mimetype"), SPREADSHEET, zipfile.ZIP_STORED)
        packed.writestr(_member("META-INF/manifest.xml"), MANIFEST)
        member = _member("content.xml")
        with packed.open(member, "w", force_zip64=True) as content:
            _write_content(content, sheets)
    return path


def xlsx_file(path: Path, sheets: Sheets) -> Path:
    """Write an Excel workbook; its texts are shared by cells."""
    with xlsxwriter.Workbook(path) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return path


def csv_file(path: Path, rows: Iterable[Row], encoding: str = "utf-8") -> Path:
    """Write one table as text."""
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows(rows)
    return path


def _member(name: str) -> zipfile.ZipInfo:
    member = zipfile.ZipInfo(name, MADE_AT)
    member.compress_type = zipfile.ZIP_DEFLATED
    return member


def _write_content(content: IO[bytes], sheets: Sheets) -> None:
    content.write(HEAD.encode())
    for name, rows in sheets.items():
        content.write(f'<table:table table:name="{escape(name)}">'.encode())
        for piece in _row_pieces(rows):
            content.write(piece)
        content.write(b"</table:table>")
    content.write(TAIL.encode())


def _row_pieces(rows: Iterable[Row]) -> Iterator[bytes]:
    for row in rows:
        cells = "".join(_cell_xml(cell) for cell in row)
        said = '<table:table-row table:style-name="ro1">'
        yield f"{said}{cells}</table:table-row>".encode()


def _cell_xml(cell: Cell) -> str:
    if cell is None:
        return "<table:table-cell/>"
    shown = f"<text:p>{escape(str(cell))}</text:p></table:table-cell>"
    if isinstance(cell, str):
        said = 'table:style-name="ce3" office:value-type="string"'
        return f'<table:table-cell {said} calcext:value-type="string">{shown}'
    said = f'table:style-name="ce4" office:value-type="float" office:value="{cell}"'
    return f'<table:table-cell {said} calcext:value-type="float">{shown}'
