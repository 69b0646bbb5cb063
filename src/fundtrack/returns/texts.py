"""Write the sheets of a return as CSV files and as one accessible HTML page."""

import csv
import html
import io
from collections.abc import Sequence
from importlib.resources import files

from fundtrack.charts.table_files import without_formula
from fundtrack.returns.cell_texts import FIGURES
from fundtrack.returns.cell_texts import plain_cells
from fundtrack.returns.cell_texts import shown_cell
from fundtrack.returns.layouts import Column
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import Value

MOST_ROWS = 5_000
"""How many rows a browser and a screen reader still go through with ease."""
TALL_ROWS = 30
"""From how many rows a table scrolls under its headings."""
ONLY_ITSELF = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may fetch or run: nothing; its style stands in it."""


def csv_name(number: int, sheet: Sheet) -> str:
    """Name the CSV file of a sheet, so that files sort as the sheets do."""
    return f"csv/{number:02d}-{sheet.name.lower().replace(' ', '-')}.csv"


def csv_bytes(sheet: Sheet) -> bytes:
    """Write a sheet as CSV: UTF-8 with a mark, so that spreadsheets read the pounds.

    Text that a spreadsheet would take for a formula gets an apostrophe before it.
    """
    written = io.StringIO()
    rows = csv.writer(written, lineterminator="\r\n")
    rows.writerow(without_formula(column.heading) for column in sheet.columns)
    rows.writerows(plain_cells(sheet, row) for row in sheet.rows)
    return written.getvalue().encode("utf-8-sig", "replace")


def html_bytes(sheets: Sequence[Sheet], title: str) -> bytes:
    """Write all sheets as one page: headings, a list of contents, captioned tables.

    It opens by a double click, runs nothing and fetches nothing.
    """
    style = (files("fundtrack.returns") / "page.css").read_text(encoding="utf-8")
    numbered = list(enumerate(sheets, start=1))
    contents = "\n".join(
        f'<li><a href="#s{number}">{html.escape(sheet.name)}</a></li>'
        for number, sheet in numbered
    )
    sections = "\n".join(_section(number, sheet) for number, sheet in numbered)
    named = html.escape(title)
    return (
        '<!doctype html>\n<html lang="en-GB">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{ONLY_ITSELF}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{named}</title>\n<style>\n{style}</style>\n</head>\n<body>\n"
        '<a class="skip" href="#return">Go to the return</a>\n'
        f"<header>\n<h1>{named}</h1>\n</header>\n"
        f'<nav aria-label="Contents">\n<ol>\n{contents}\n</ol>\n</nav>\n'
        f'<main id="return" tabindex="-1">\n{sections}\n</main>\n</body>\n</html>\n'
    ).encode("utf-8", "replace")


def _section(number: int, sheet: Sheet) -> str:
    return (
        f'<section id="s{number}">\n<h2 id="h{number}">{html.escape(sheet.title)}</h2>'
        f"\n{_within(number, sheet)}\n</section>"
    )


def _within(number: int, sheet: Sheet) -> str:
    if len(sheet.rows) > MOST_ROWS:
        where = f"in the workbook and in {csv_name(number, sheet)}"
        return _sentence(f"{sheet.about} Its {len(sheet.rows):,} rows stand {where}.")
    return _table(number, sheet) if sheet.rows else _sentence(sheet.empty)


def _sentence(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _table(number: int, sheet: Sheet) -> str:
    head = "".join(
        f'<th scope="col"{_number_class(column)}>{html.escape(column.heading)}</th>'
        for column in sheet.columns
    )
    body = "\n".join(_table_row(sheet, row) for row in sheet.rows)
    tall = " tall" if len(sheet.rows) > TALL_ROWS else ""
    return (
        f'<div class="table{tall}" role="region" aria-labelledby="h{number}" '
        f'tabindex="0">\n<table>\n<caption>{html.escape(sheet.about)}</caption>\n'
        f"<thead>\n<tr>{head}</tr>\n</thead>\n<tbody>\n{body}\n</tbody>\n"
        "</table>\n</div>"
    )


def _table_row(sheet: Sheet, row: Sequence[Value]) -> str:
    cells = [
        (column, html.escape(shown_cell(column, held)))
        for column, held in zip(sheet.columns, row, strict=True)
    ]
    first, *rest = cells
    return (
        f'<tr><th scope="row"{_number_class(first[0])}>{first[1]}</th>'
        + "".join(f"<td{_number_class(column)}>{shown}</td>" for column, shown in rest)
        + "</tr>"
    )


def _number_class(column: Column) -> str:
    return ' class="number"' if column.kind in FIGURES else ""
