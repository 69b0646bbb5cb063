"""What is said of the sheets and headings of a finance extract."""

import re
from collections.abc import Iterator
from collections.abc import Sequence

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.dates import is_date
from fundtrack.sources.extract_headings import NEEDED
from fundtrack.sources.extract_headings import NO_HEADINGS
from fundtrack.sources.extract_headings import SYNONYMS
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.extract_headings import Headings
from fundtrack.sources.extract_headings import clean
from fundtrack.sources.extract_headings import is_blank
from fundtrack.sources.extract_headings import read_headings
from fundtrack.sources.tables import Sheet
from fundtrack.sources.tables import Value

_MONEY = re.compile(r"[(£-]*[\d,]+(\.\d+)?[)-]?")


def on_headings(file: str, sheet: Sheet, headings: Headings) -> Iterator[Finding]:
    """Say which columns are doubled or were left out, and that a sheet is hidden."""
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
    ignored = [f"“{name}”" for name in headings.ignored.values()]
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


def without_table(file: str, sheet: Sheet) -> Finding | None:
    """Say that a sheet was left out, or refuse it when it holds payments.

    Returns:
        None when the sheet is empty.
    """
    if all(is_blank(cell) for row in sheet.rows for cell in row):
        return None
    partial = _best_headings(sheet)
    has_payments = sum(_is_payment(row) for row in sheet.rows) > 1
    if has_payments or Field.DATE in partial.columns:
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
    partial = _best_headings(sheet)
    missing = [field for field in NEEDED if field not in partial.columns]
    example = " and ".join(f"“{SYNONYMS[field][0].capitalize()}”" for field in missing)
    seen = [*partial.written.values(), *partial.ignored.values()]
    return Finding(
        "heading-missing",
        Severity.BLOCK,
        f"no heading says which column holds the {' or the '.join(missing)}",
        f"head the column {example}, or a like word",
        file=file,
        sheet=sheet.name or None,
        row=partial.row,
        found=" | ".join(seen) or None,
    )


def _best_headings(sheet: Sheet) -> Headings:
    found = (read_headings(at, row) for at, row in enumerate(sheet.rows, start=1))
    partial = [headings for headings in found if len(headings.columns) > 1]
    return max(partial, key=lambda headings: len(headings.columns), default=NO_HEADINGS)


def _is_payment(row: Sequence[Value]) -> bool:
    cells = [clean(cell) for cell in row]
    others = [cell for cell in cells if not is_date(cell)]
    return len(others) < len(cells) and any(_is_number(cell) for cell in others)


def _is_number(cell: Value) -> bool:
    if isinstance(cell, str):
        return bool(_MONEY.fullmatch(cell))
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _unnamed_columns(sheet: Sheet, headings: Headings) -> list[str]:
    body = sheet.rows[headings.row :]
    above = sheet.rows[headings.row - 1]
    return [
        f"column {_letters(column)}"
        for column in range(max(map(len, sheet.rows)))
        if (column >= len(above) or is_blank(above[column]))
        and any(column < len(row) and not is_blank(row[column]) for row in body)
    ]


def _letters(column: int) -> str:
    before, last = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
