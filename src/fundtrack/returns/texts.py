"""Write the sheets of a return as CSV files and as one accessible HTML page."""

import csv
import html
import io
from collections.abc import Sequence
from datetime import date

from fundtrack.charts.table_files import without_formula
from fundtrack.money import Pence
from fundtrack.money import plain_pounds
from fundtrack.money import show_pence
from fundtrack.returns.layouts import MONEY
from fundtrack.returns.layouts import NOT_GIVEN
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Kind
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value
from fundtrack.returns.workbook import SAID_IN_WORDS

STYLE = (
    "body{font:16px/1.5 sans-serif;margin:2rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;margin-bottom:2rem}"
    "caption{text-align:left;font-weight:bold}"
    "th,td{border-bottom:1px solid #767676;padding:.25rem .75rem .25rem 0;"
    "text-align:left;vertical-align:top}"
    ".number{text-align:right;white-space:nowrap}"
    "section{overflow-x:auto}"
)


def csv_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as CSV: UTF-8 with a mark, so that spreadsheets read the pounds.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(without_formula(column.heading) for column in sheet.columns)
    rows.writerows(plain_cells(sheet, row) for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig")


def plain_cells(sheet: Sheet, row: Sequence[Value]) -> list[str]:
    """Write the cells of a row as plain text, money as pounds with two decimals."""
    cells = zip(sheet.columns, row, strict=True)
    return [_plain(column, shown) for column, shown in cells]


def html_bytes(sheets: Sequence[Sheet], title: str) -> bytes:
    """Write all sheets as one page: headings, a list of contents, captioned tables."""
    contents = "".join(
        f'<li><a href="#s{number}">{html.escape(sheet.name)}</a></li>'
        for number, sheet in enumerate(sheets, start=1)
    )
    sections = "\n".join(
        _section(number, sheet) for number, sheet in enumerate(sheets, start=1)
    )
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{html.escape(title)}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n"
        f"<main>\n<h1>{html.escape(title)}</h1>\n"
        f'<nav aria-label="Contents"><ul>{contents}</ul></nav>\n'
        f"{sections}\n</main>\n</body>\n</html>\n"
    ).encode()


def _section(number: int, sheet: Sheet) -> str:
    heading = (
        f'<section id="s{number}" tabindex="0">\n<h2>{html.escape(sheet.title)}</h2>\n'
    )
    if not sheet.rows:
        return f"{heading}<p>{html.escape(sheet.empty)}</p>\n</section>"
    head = "".join(
        f'<th scope="col"{_number_class(column)}>{html.escape(column.heading)}</th>'
        for column in sheet.columns
    )
    body = "\n".join(_table_row(sheet, row) for row in sheet.rows)
    return (
        f"{heading}<table>\n<caption>{html.escape(sheet.about)}</caption>\n"
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>\n</section>"
    )


def _table_row(sheet: Sheet, row: Sequence[Value]) -> str:
    cells = [
        (column, html.escape(_shown(column, shown)))
        for column, shown in zip(sheet.columns, row, strict=True)
    ]
    first, *rest = cells
    return (
        f'<tr><th scope="row"{_number_class(first[0])}>{first[1]}</th>'
        + "".join(f"<td{_number_class(column)}>{shown}</td>" for column, shown in rest)
        + "</tr>"
    )


def _number_class(column: Column) -> str:
    is_text = column.kind in {Kind.TEXT, Kind.DAY}
    return "" if is_text else ' class="number"'


def _shown(column: Column, shown: Value) -> str:
    if column.kind in MONEY and isinstance(shown, int):
        return show_pence(Pence(shown))
    if column.kind is Kind.SHARE and isinstance(shown, float):
        return f"{shown * 100:.1f}%".replace("-", "−")
    return _bare(column, shown)


def _plain(column: Column, shown: Value) -> str:
    bare = _bare(column, shown)
    return without_formula(bare) if isinstance(shown, str) else bare


def _bare(column: Column, shown: Value) -> str:
    if shown is None:
        return NOT_GIVEN if column.kind in SAID_IN_WORDS else ""
    if column.kind in MONEY and isinstance(shown, int):
        return plain_pounds(Pence(shown))
    if isinstance(shown, float):
        return f"{shown:.6g}"
    return shown.isoformat() if isinstance(shown, date) else str(shown)
