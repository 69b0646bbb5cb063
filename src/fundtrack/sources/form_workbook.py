"""Write forms that people fill: instructions, tables to fill, lists to choose from.

No sheet is locked, lists offer and never bar, and equal forms give equal bytes.
"""

import textwrap
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import datetime
from pathlib import Path
from typing import Any

import xlsxwriter

from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.domain.register_columns import example_row
from fundtrack.sources.form_marks import column_letters
from fundtrack.sources.register_workbook import MADE
from fundtrack.sources.register_workbook import PROMPT_LIMIT
from fundtrack.sources.tables import Value

Written = Value | None
HEADING_ROW = 4
"""Where the headings of a table stand, counted from one: below title and meaning."""
BLANK_ROWS = 40
LISTS_SHEET = "Lists"
A4 = 9
WIDTHS = {
    Reads.TEXT: 30,
    Reads.NAMES: 30,
    Reads.NAME: 20,
    Reads.POUNDS: 14,
    Reads.COUNT: 11,
    Reads.DAY: 13,
}
PAGE_WIDTHS = (30, 44, 70)
LINE_HEIGHT = 15
TALLEST = 405
"""Heights in points."""
LONG_CHOICE = 24
"""Letters above which a list's column is as wide as its words, up to a limit."""
WIDEST = 58


@dataclass(frozen=True, slots=True)
class Remark:
    """What is said about one cell, shown as the cell's note and by its colour."""

    row: int
    key: str
    said: str


@dataclass(frozen=True, slots=True)
class FormSheet:
    """One table of a form.

    `rows` stand in it already, by the keys of its columns; `lists` offers words for a
    column beside those it names itself; `given` are keys that the office fills and
    nobody else; `remarks` speak of rows counted from nought. `has_example` shows how
    a row is filled; `notice` stands before the title.
    """

    register: Register
    rows: Sequence[Mapping[str, Written]] = ()
    blank_rows: int = BLANK_ROWS
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    given: frozenset[str] = frozenset()
    remarks: Sequence[Remark] = ()
    has_example: bool = False
    notice: str = ""


@dataclass(frozen=True, slots=True)
class FormFactRow:
    """A labelled cell: what stands there, how it is read, and what to know."""

    label: str
    value: Written
    note: str = ""
    reads: Reads = Reads.TEXT
    is_to_fill: bool = False


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page of words and labelled cells, such as the first of a form."""

    sheet: str
    title: str
    lines: Sequence[str] = ()
    facts: Sequence[FormFactRow] = ()


def write_form(path: Path, title: str, pages: Sequence[FormPage | FormSheet]) -> None:
    """Write a form; its sheets stand in the order given, the lists last."""
    with xlsxwriter.Workbook(
        path,
        {
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    ) as book:
        book.set_properties({"title": title, "created": MADE})
        book.set_custom_property("Language", "en-GB")
        formats = _formats(book)
        made = [(page, book.add_worksheet(_sheet_name(page))) for page in pages]
        lists = _write_lists(book, pages, formats)
        for page, sheet in made:
            if isinstance(page, FormPage):
                _write_page(sheet, page, formats)
            else:
                _write_table(sheet, page, lists, formats)
            sheet.set_landscape()
            sheet.set_paper(A4)
            sheet.fit_to_pages(1, 0)


def _sheet_name(page: FormPage | FormSheet) -> str:
    return page.sheet if isinstance(page, FormPage) else page.register.sheet


def _formats(book: Any) -> dict[str, Any]:  # noqa: ANN401 - the writer has no types
    top = {"valign": "top", "text_wrap": True}
    edge = {**top, "border": 1, "border_color": "#B1B4B6"}
    to_fill = {**edge, "bg_color": "#FFF9E5"}
    marked = {**edge, "bg_color": "#FBDCD6"}
    made = {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "line": book.add_format(top),
        "label": book.add_format({**top, "bold": True}),
        "note": book.add_format({**top, "italic": True, "font_color": "#505A5F"}),
        "heading": book.add_format({**edge, "bold": True, "bg_color": "#E8ECF2"}),
        "example": book.add_format({**edge, "italic": True, "font_color": "#505A5F"}),
    }
    numbers = {
        Reads.POUNDS: {"num_format": "#,##0.00;-#,##0.00", "align": "right"},
        Reads.COUNT: {"num_format": "#,##0", "align": "right"},
        Reads.DAY: {"num_format": "dd/mm/yyyy", "align": "left"},
    }
    for name, style in (("given", edge), ("fill", to_fill), ("marked", marked)):
        for reads in Reads:
            look = {**style, **numbers.get(reads, {"align": "left"})}
            made[f"{name} {reads}"] = book.add_format(look)
    return made


def _write_lists(
    book: Any,  # noqa: ANN401 - the writer has no types
    pages: Sequence[FormPage | FormSheet],
    formats: Mapping[str, Any],
) -> dict[tuple[str, ...], str]:
    """Write every list once, and give the cells that hold it."""
    named = {
        words: column.heading
        for page in pages
        if isinstance(page, FormSheet)
        for column in page.register.columns
        if (words := _choices(page, column))
    }
    if not named:
        return {}
    sheet = book.add_worksheet(LISTS_SHEET)
    sheet.write_string(0, 0, "Words to choose from", formats["title"])
    cells = {}
    for at, (words, heading) in enumerate(named.items()):
        sheet.write_string(2, at, f"For {heading}", formats["heading"])
        sheet.set_column(at, at, _width_of_words(words))
        for down, word in enumerate(words, start=3):
            sheet.write_string(down, at, word, formats["line"])
        letters = column_letters(at + 1)
        cells[words] = f"={LISTS_SHEET}!${letters}$4:${letters}${3 + len(words)}"
    return cells


def _choices(page: FormSheet, column: Column) -> tuple[str, ...]:
    return tuple(page.lists.get(column.key, column.choices))


def _width_of_words(words: Sequence[str]) -> int:
    return min(max(map(len, words), default=0) + 2, WIDEST)


def _write_page(sheet: Any, page: FormPage, formats: Mapping[str, Any]) -> None:  # noqa: ANN401
    for at, width in enumerate(PAGE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, page.title, formats["title"])
    at = 2
    for fact in page.facts:
        sheet.write_string(at, 0, fact.label, formats["label"])
        look = "fill" if fact.is_to_fill else "given"
        _write(sheet, (at, 1), fact.value, formats[f"{look} {fact.reads}"])
        sheet.write_string(at, 2, fact.note, formats["note"])
        sheet.set_row(at, _height([(fact.value, PAGE_WIDTHS[1])]))
        at += 1
    for line in page.lines:
        at += 1
        sheet.write_string(at, 0, line)


def _write_table(
    sheet: Any,  # noqa: ANN401 - the writer has no types
    page: FormSheet,
    lists: Mapping[tuple[str, ...], str],
    formats: Mapping[str, Any],
) -> None:
    register = page.register
    sheet.write_string(0, 0, f"{page.notice}{register.sheet}", formats["title"])
    sheet.write_string(1, 0, register.meaning)
    first = HEADING_ROW
    if page.has_example:
        for at, word in enumerate(example_row(register)):
            sheet.write_string(first, at, word, formats["example"])
        first += 1
    last = first + len(page.rows) + page.blank_rows - 1
    for at, column in enumerate(register.columns):
        words = _choices(page, column)
        sheet.set_column(at, at, _width(column, words))
        sheet.write_string(HEADING_ROW - 1, at, column.heading, formats["heading"])
        if last >= first:
            guard = _guard(column, lists.get(words))
            sheet.data_validation(first, at, last, at, guard)
    sheet.freeze_panes(HEADING_ROW, 0)
    sheet.repeat_rows(HEADING_ROW - 1)
    _write_rows(sheet, page, first, formats)


def _write_rows(
    sheet: Any,  # noqa: ANN401 - the writer has no types
    page: FormSheet,
    first: int,
    formats: Mapping[str, Any],
) -> None:
    remarked = {(remark.row, remark.key): remark.said for remark in page.remarks}
    blank: list[Mapping[str, Written]] = [{}] * page.blank_rows
    widths = [
        (column.key, _width(column, _choices(page, column)))
        for column in page.register.columns
    ]
    for down, row in enumerate([*page.rows, *blank]):
        sheet.set_row(first + down, _height([(row.get(k), w) for k, w in widths]))
        for at, column in enumerate(page.register.columns):
            said = remarked.get((down, column.key))
            look = "given" if column.key in page.given else "fill"
            style = formats[f"{'marked' if said else look} {column.reads}"]
            _write(sheet, (first + down, at), row.get(column.key), style)
            if said:
                sheet.write_comment(first + down, at, said, {"x_scale": 2})


def _height(cells: Sequence[tuple[Written, int]]) -> int:
    """Give a row's height, so that no program hides a line that wraps."""
    lines = [
        len(textwrap.wrap(written, width - 2)) or 1
        for written, width in cells
        if isinstance(written, str)
    ]
    return min(LINE_HEIGHT * max(lines, default=1), TALLEST)


def _write(
    sheet: Any,  # noqa: ANN401 - the writer has no types
    at: tuple[int, int],
    value: Written,
    style: object,
) -> None:
    if value is None or value == "":
        sheet.write_blank(*at, None, style)
    elif isinstance(value, datetime):
        sheet.write_datetime(*at, value, style)
    elif isinstance(value, date):
        naive = datetime(value.year, value.month, value.day)  # noqa: DTZ001
        sheet.write_datetime(*at, naive, style)
    elif isinstance(value, bool):
        sheet.write_boolean(*at, value, style)
    elif isinstance(value, int | float):
        sheet.write_number(*at, value, style)
    else:
        sheet.write_string(*at, str(value), style)


def _guard(column: Column, cells: str | None) -> dict[str, object]:
    """Say what belongs into a column when a cell is chosen; offer lists, never bar."""
    told = f"{column.meaning}. Write {column.reads}."[:PROMPT_LIMIT]
    guard: dict[str, object] = {
        "validate": "any",
        "input_title": column.heading[:32],
        "input_message": told,
    }
    if cells:
        guard |= {"validate": "list", "source": cells, "error_type": "information"}
    return guard


def _width(column: Column, words: Sequence[str]) -> int:
    longest = _width_of_words(words)
    usual = WIDTHS.get(column.reads, 18)
    return longest if longest > LONG_CHOICE else usual
