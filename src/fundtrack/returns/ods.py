"""Write a return as an OpenDocument spreadsheet, with the sheets of the workbook.

Written piece by piece: a library that holds each cell as an object takes minutes over
the lines of a large fund.
"""

import re
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date
from functools import cache
from functools import partial
from importlib.resources import files
from xml.sax.saxutils import escape
from xml.sax.saxutils import quoteattr

from fundtrack.returns.cell_texts import FIGURES
from fundtrack.returns.cell_texts import SAID_IN_WORDS
from fundtrack.returns.cell_texts import reading_aid
from fundtrack.returns.cell_texts import width_in_signs
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.packing import Member
from fundtrack.returns.packing import packed
from fundtrack.returns.workbook import Properties
from fundtrack.sources.form_marks import column_letters

KIND_OF_FILE = b"application/vnd.oasis.opendocument.spreadsheet"
ROWS_A_PIECE = 2_000
MILLIMETRES_A_SIGN = 2.1
NOT_IN_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
SPACES = re.compile("(?m)^ +| {2,}| +$")
HEADING_ROW = 4


def ods_bytes(sheets: Sequence[Sheet], properties: Properties) -> bytes:
    """Write sheets as an .ods file: typed cells, marked tables, no macro, no link."""
    meta = _asset("meta").format(
        title=_plain(properties.title),
        subject=_plain(properties.subject),
        author=_plain(properties.author),
    )
    return packed(
        [
            Member("mimetype", [KIND_OF_FILE]),
            Member("META-INF/manifest.xml", [_asset("manifest").encode()]),
            Member("content.xml", _content(sheets)),
            Member("meta.xml", [meta.encode()]),
            Member("styles.xml", [_asset("styles").encode()]),
        ]
    )


def _asset(name: str) -> str:
    held = files("fundtrack.returns") / "open_document" / f"{name}.xml"
    return held.read_text(encoding="utf-8")


def _content(sheets: Sequence[Sheet]) -> Iterator[bytes]:
    before, after = _asset("content").split("<!-- sheets -->")
    widths = sorted({width_in_signs(it) for sheet in sheets for it in sheet.columns})
    styles = "".join(map(_width_style, widths))
    yield before.replace("<!-- widths -->", styles).encode()
    for sheet in sheets:
        yield from _table(sheet)
    ranges = "".join(_range(sheet) for sheet in sheets if sheet.rows)
    yield after.replace("<!-- ranges -->", ranges).encode()


def _width_style(width: int) -> str:
    return (
        f'<style:style style:name="w{width}" style:family="table-column">'
        "<style:table-column-properties "
        f'style:column-width="{width * MILLIMETRES_A_SIGN:.1f}mm"/></style:style>'
    )


def _table(sheet: Sheet) -> Iterator[bytes]:
    columns = "".join(
        f'<table:table-column table:style-name="w{width_in_signs(column)}" '
        f'table:default-cell-style-name="{column.kind}"/>'
        for column in sheet.columns
    )
    yield (
        f"<table:table table:name={quoteattr(sheet.name)} table:style-name="
        f'"sheet">{columns}{_line("title", sheet.title)}'
    ).encode()
    if not sheet.rows:
        yield (_line("about", sheet.empty) + "</table:table>").encode()
        return
    about, aid = _line("about", sheet.about), _line("about", reading_aid(sheet))
    yield f"{about}{aid}{_headings(sheet)}".encode()
    writers = [cache(partial(_cell, column.kind)) for column in sheet.columns]
    for start in range(0, len(sheet.rows), ROWS_A_PIECE):
        rows = sheet.rows[start : start + ROWS_A_PIECE]
        yield "".join([_row(writers, row) for row in rows]).encode()
    yield b"</table:table>"


def _line(style: str, text: str) -> str:
    return f"<table:table-row>{_text_cell(text, style)}</table:table-row>"


def _headings(sheet: Sheet) -> str:
    cells = "".join(
        _text_cell(column.heading, _heading_style(column.kind))
        for column in sheet.columns
    )
    return (
        '<table:table-header-rows><table:table-row table:style-name="row">'
        f"{cells}</table:table-row></table:table-header-rows>"
    )


def _heading_style(kind: Kind) -> str:
    return "figure-heading" if kind in FIGURES else "heading"


def _row(writers: Sequence[Callable[[Value], str]], row: Sequence[Value]) -> str:
    cells = [written(held) for written, held in zip(writers, row, strict=True)]
    return f'<table:table-row table:style-name="row">{"".join(cells)}</table:table-row>'


def _cell(kind: Kind, held: Value) -> str:
    if isinstance(held, str):
        return _text_cell(held)
    if isinstance(held, date):
        return (
            '<table:table-cell office:value-type="date" office:date-value='
            f'"{held.isoformat()}"><text:p>{held.day} {held:%B %Y}</text:p>'
            "</table:table-cell>"
        )
    if held is None:
        is_said = kind in SAID_IN_WORDS
        return _text_cell(NOT_GIVEN) if is_said else "<table:table-cell/>"
    if kind in MONEY:
        told = f'currency" office:currency="GBP" office:value="{held / 100:.2f}'
    else:
        share = "percentage" if kind is Kind.SHARE else "float"
        told = f'{share}" office:value="{held:.16g}'
    return f'<table:table-cell office:value-type="{told}"/>'


def _text_cell(text: str, style: str = "") -> str:
    named = f' table:style-name="{style}"' if style else ""
    return (
        f'<table:table-cell{named} office:value-type="string"><text:p>'
        f"{_inside(text)}</text:p></table:table-cell>"
    )


def _inside(text: str) -> str:
    """Write text as it may stand in the document, spaces and new lines kept."""
    lines = _plain(text.replace("\r\n", "\n").replace("\r", "\n"))
    spaced = SPACES.sub(lambda found: f'<text:s text:c="{len(found[0])}"/>', lines)
    return spaced.replace("\t", "<text:tab/>").replace("\n", "</text:p><text:p>")


def _plain(text: str) -> str:
    return escape(NOT_IN_XML.sub("\ufffd", text))


def _range(sheet: Sheet) -> str:
    last = f"{column_letters(len(sheet.columns))}{HEADING_ROW + len(sheet.rows)}"
    quoted = "'" + sheet.name.replace("'", "''") + "'"
    return (
        f"<table:database-range table:name={quoteattr(sheet.name.replace(' ', '_'))} "
        "table:target-range-address="
        f"{quoteattr(f'{quoted}.A{HEADING_ROW}:{quoted}.{last}')}/>"
    )
