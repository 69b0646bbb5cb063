"""What is said of the sheets and headings of a finance extract."""

import re
from collections.abc import Collection
from collections.abc import Iterator
from collections.abc import Sequence
from typing import Protocol

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.dates import is_date
from fundtrack.sources.extract_headings import NEEDED
from fundtrack.sources.extract_headings import NO_HEADINGS
from fundtrack.sources.extract_headings import NO_LAYOUT
from fundtrack.sources.extract_headings import SYNONYMS
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Headings
from fundtrack.sources.extract_headings import Layout
from fundtrack.sources.extract_headings import clean
from fundtrack.sources.extract_headings import heading_words
from fundtrack.sources.extract_headings import is_blank
from fundtrack.sources.extract_headings import read_headings
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value

LIKE_A_LIST = 3
"""A sheet that names the amount and two things besides lists payments, not sums."""

_MONEY = re.compile(r"[(£-]*[\d,]+(\.\d+)?[)-]?")


class HasRows(Protocol):
    """A sheet of an extract, as far as its rows are counted."""

    @property
    def name(self) -> str:
        """What the sheet is called."""

    @property
    def rows(self) -> Sequence[object]:
        """Its rows below the headings."""


def on_headings(
    file: str, sheet: Sheet, headings: Headings, layout: Layout = NO_LAYOUT
) -> Iterator[Finding]:
    """Say which columns are doubled or were left out, and that a sheet is hidden."""
    yield from _on_layout(file, sheet, headings, layout)
    for field in headings.doubled:
        if field in NEEDED:
            yield Finding(
                "heading-twice",
                Severity.BLOCK,
                f"two columns are headed “{headings.written[field]}”",
                "keep the one that counts, and rename or remove the other",
                file=file,
                sheet=sheet.name or None,
                row=headings.row,
            )
    ignored = [
        f"“{name}”"
        for name in headings.ignored.values()
        if not layout.is_left_out(name)
    ]
    ignored += _unnamed_columns(sheet, headings)
    if ignored:
        yield Finding(
            "columns-ignored",
            Severity.WARN,
            f"not understood and left out: {', '.join(ignored)}",
            "nothing, unless one of them matters",
            file=file,
            sheet=sheet.name or None,
            row=headings.row,
        )
    if sheet.is_hidden:
        yield Finding(
            "sheet-hidden",
            Severity.WARN,
            "the sheet is hidden, and its rows were read",
            "check that its rows belong, or remove the sheet",
            file=file,
            sheet=sheet.name,
        )


def _on_layout(
    file: str, sheet: Sheet, headings: Headings, layout: Layout
) -> Iterator[Finding]:
    for field in NEEDED:
        confirmed = layout.confirmed(field)
        known = {heading_words(heading) for heading in confirmed}
        if known and heading_words(headings.written[field]) not in known:
            yield Finding(
                "layout-changed",
                Severity.BLOCK,
                f"the {field} was confirmed to stand under {_listed(confirmed)}, "
                f"which is not here (entry {layout.entry})",
                "check the file; if it is right, confirm its headings with "
                "layout confirm",
                file=file,
                sheet=sheet.name or None,
                row=headings.row,
                found=headings.written[field],
            )


def no_longer_fits(
    file: str, fields: Collection[Field], layout: Layout
) -> Iterator[Finding]:
    """Say which confirmed headings stand in no sheet, when nothing says the same."""
    for field in Field:
        confirmed = layout.confirmed(field)
        if confirmed and field not in fields:
            yield Finding(
                "layout-changed",
                Severity.WARN,
                f"the {field} was confirmed to stand under {_listed(confirmed)}, "
                f"which is not here (entry {layout.entry})",
                "check that the export was complete; if it was, confirm its headings "
                "with layout confirm",
                file=file,
            )


def without_rows(file: str, sheets: Sequence[HasRows]) -> Iterator[Finding]:
    """Say which sheets have headings alone, where others have rows."""
    if any(sheet.rows for sheet in sheets):
        for sheet in sheets:
            if not sheet.rows:
                yield Finding(
                    "sheet-without-rows",
                    Severity.WARN,
                    "there are headings and no payments below them",
                    "check that the export was complete",
                    file=file,
                    sheet=sheet.name or None,
                )


def without_table(
    file: str, sheet: Sheet, layout: Layout = NO_LAYOUT
) -> Finding | None:
    """Say that a sheet was left out, or refuse it when it holds payments.

    Returns:
        None when the sheet is empty.
    """
    if all(is_blank(cell) for row in sheet.rows for cell in row):
        return None
    partial = best_headings(sheet, layout)
    payments = sum(is_payment(row) for row in sheet.rows[partial.row - 1 :])
    is_list = Field.AMOUNT in partial.columns and len(partial.columns) >= LIKE_A_LIST
    if is_list or Field.DATE in partial.columns or payments > (not partial.columns):
        return heading_missing(file, sheet)
    return Finding(
        "sheet-without-table",
        Severity.WARN,
        "the sheet has no table of payments and was left out",
        "nothing, if it holds notes",
        file=file,
        sheet=sheet.name or None,
    )


def heading_missing(file: str, sheet: Sheet) -> Finding:
    """Say which heading a table of payments lacks, and what stands there instead."""
    partial = best_headings(sheet)
    missing = [field for field in NEEDED if field not in partial.columns]
    example = " and ".join(f"“{SYNONYMS[field][0].capitalize()}”" for field in missing)
    seen = [*partial.written.values(), *partial.ignored.values()]
    return Finding(
        "heading-missing",
        Severity.BLOCK,
        f"no heading says which column holds the {' or the '.join(missing)}",
        f"head the column {example}, or a like word; or say with layout confirm "
        "which heading means it",
        file=file,
        sheet=sheet.name or None,
        row=partial.row,
        found=" | ".join(seen) or None,
    )


def best_headings(sheet: Sheet, layout: Layout = NO_LAYOUT) -> Headings:
    """Find the row of which most cells are known headings."""
    rows = enumerate(sheet.rows, start=1)
    found = (read_headings(at, row, layout) for at, row in rows)
    partial = [headings for headings in found if len(headings.columns) > 1]
    return max(partial, key=lambda headings: len(headings.columns), default=NO_HEADINGS)


def is_payment(row: Sequence[Value]) -> bool:
    """Whether a row has a date and an amount of money in some column."""
    cells = [clean(cell) for cell in row]
    others = [cell for cell in cells if not is_date(cell)]
    return len(others) < len(cells) and any(is_number(cell) for cell in others)


def is_number(cell: Value) -> bool:
    """Whether a cell holds a number, or money as people write it."""
    if isinstance(cell, str):
        return bool(_MONEY.fullmatch(cell))
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _unnamed_columns(sheet: Sheet, headings: Headings) -> list[str]:
    body = sheet.rows[headings.row :]
    above = sheet.rows[headings.row - 1]
    return [
        f"column {letters(column)}"
        for column in range(max(map(len, sheet.rows)))
        if (column >= len(above) or is_blank(above[column]))
        and any(column < len(row) and not is_blank(row[column]) for row in body)
    ]


def letters(column: int) -> str:
    """Name a column as spreadsheets do, the first one A."""
    before, last = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def _listed(headings: Sequence[str]) -> str:
    return " or ".join(f"“{heading}”" for heading in headings)
