"""What is said of the rows and files of spending, with place and remedy."""

from collections.abc import Sequence
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sources.extract_headings import SYNONYMS
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.finance_extract import ExtractRow


def amount_not_money(file: str, row: ExtractRow) -> Finding:
    """The amount is missing or is not pounds and pence."""
    return _row_refused(
        (file, row, Field.AMOUNT),
        "amount-not-money",
        "the amount is not pounds and pence",
        "write it like 1,234.50, or (45.00) for a credit, and take the file in again",
    )


def date_unreadable(file: str, row: ExtractRow) -> Finding:
    """The date is missing or is none between 1990 and 2099, day first."""
    return _row_refused(
        (file, row, Field.DATE),
        "date-unreadable",
        "the date is not a date",
        "write it like 05/03/2024, day first, and take the file in again",
    )


def row_spilt(file: str, row: ExtractRow) -> Finding:
    """A row of text has more cells than there are headings: one was cut in two."""
    return _row_refused(
        (file, row, Field.AMOUNT),
        "row-too-wide",
        "the row has more cells than there are headings, so they may stand under "
        "the wrong ones",
        "put the cell with the comma in quotation marks, and take the file in again",
    )


def name_unknown(
    file: str, row: ExtractRow, field: Field, near: Sequence[str]
) -> Finding:
    """A coding column names something that the registers do not hold."""
    known = f" (such as {', '.join(near)})" if near else ""
    return _row_refused(
        (file, row, field),
        f"{field.name.lower()}-unknown",
        f"the registers hold no such {field}",
        f"write one they hold{known}, or add it there; then take the file in again",
    )


def project_unclear(file: str, row: ExtractRow, could_be: Sequence[str]) -> Finding:
    """A project's name fits several projects."""
    return _row_refused(
        (file, row, Field.PROJECT),
        "project-unclear",
        "several projects have this name",
        f"write the id of the one that is meant: {', '.join(could_be)}",
    )


def total_row(file: str, row: ExtractRow, stated: Pence, read: Pence) -> Finding:
    """A row is a total, not a line."""
    return Finding(
        "total-row",
        Severity.WARN,
        f"a total of {show_pence(stated)}, left out; the lines above it "
        f"add to {show_pence(read)}",
        "nothing" if stated == read else "find out why they differ",
        file=file,
        sheet=row.sheet or None,
        row=row.row,
    )


def notes_left_out(file: str, rows: Sequence[ExtractRow]) -> Finding:
    """Rows of one text cell, or of none that was understood, are notes, not lines."""
    first = next(iter((*rows[0].cells.values(), *rows[0].others)), None)
    return Finding(
        "note-rows",
        Severity.WARN,
        f"{_many(len(rows), 'row holds', 'rows hold')} a note and no payment, left out",
        "nothing, if they are notes",
        file=file,
        sheet=rows[0].sheet or None,
        row=rows[0].row,
        found=None if first is None else str(first),
    )


def rows_repeated(file: str, rows: Sequence[ExtractRow]) -> Finding:
    """Rows equal an earlier row of the file in every cell; they are kept."""
    return Finding(
        "rows-repeated",
        Severity.WARN,
        f"{_many(len(rows), 'row repeats', 'rows repeat')} an earlier row in every "
        "cell; kept, because equal payments do occur",
        "check that none was entered twice",
        file=file,
        sheet=rows[0].sheet or None,
        row=rows[0].row,
    )


def cell_without_budget(file: str, rows: Sequence[ExtractRow], cell: Cell) -> Finding:
    """Lines were booked on a cell that nothing was allocated to."""
    return Finding(
        "no-budget",
        Severity.WARN,
        f"{_many(len(rows), 'line is', 'lines are')} booked on {cell}, "
        "which has no budget",
        "allocate a budget to it, ask for a virement, or correct the coding",
        file=file,
        sheet=rows[0].sheet or None,
        row=rows[0].row,
    )


def vat_doubtful(file: str, rows: Sequence[ExtractRow]) -> Finding:
    """Cells for VAT hold no money, or their parts do not add up."""
    return Finding(
        "vat-doubtful",
        Severity.WARN,
        f"the VAT of {_many(len(rows), 'line is', 'lines are')} not money, or its "
        "recoverable and irrecoverable parts do not add up to it; taken as unknown",
        "put the VAT columns right and take the file in again",
        file=file,
        sheet=rows[0].sheet or None,
        row=rows[0].row,
    )


def dated_ahead(file: str, rows: Sequence[ExtractRow]) -> Finding:
    """Lines bear a date after the day they were taken in."""
    return Finding(
        "date-ahead",
        Severity.WARN,
        f"{_many(len(rows), 'line is', 'lines are')} dated after today",
        "check the date",
        file=file,
        sheet=rows[0].sheet or None,
        row=rows[0].row,
        column=rows[0].headings.get(Field.DATE),
        found=str(rows[0].cells[Field.DATE]),
    )


def kind_assumed(file: str, name: str, kind: SourceKind) -> Finding:
    """Nobody has said yet whether the source is a ledger or a published list."""
    because = {
        SourceKind.LEDGER: "its headings name funds",
        SourceKind.PUBLISHED: "its headings name no fund",
    }
    return Finding(
        "source-kind-assumed",
        Severity.WARN,
        f"source “{name}” was taken as {kind}, because {because[kind]}",
        f"confirm it once with --source {name} --kind ledger or --kind published",
        file=file,
    )


def kind_changed(file: str, name: str, was: SourceKind, now: SourceKind) -> Finding:
    """A source that was confirmed as one kind is now said to be the other."""
    return Finding(
        "source-kind-changed",
        Severity.WARN,
        f"source “{name}” was {was} so far and is {now} from now on",
        "check the lines already recorded from it",
        file=file,
    )


def file_held(file: str) -> Finding:
    """Every row of the file is in the books already."""
    return Finding(
        "file-held",
        Severity.WARN,
        "the books hold this file already; nothing was recorded",
        "nothing",
        file=file,
    )


def file_held_elsewhere(file: str, name: str, held_from: str) -> Finding:
    """The same file was taken in before, as of another source."""
    return Finding(
        "file-of-another-source",
        Severity.BLOCK,
        f"the books hold this file from source “{held_from}”, and would count its "
        f"lines twice if it came from “{name}” too",
        f"leave --source out, or say --source {held_from}",
        file=file,
    )


def control_total_gap(file: str, total: Pence, control: Pence) -> Finding:
    """The file does not add to the control total given with it."""
    return Finding(
        "control-total",
        Severity.WARN,
        f"the lines add to {show_pence(total)}, the control total is "
        f"{show_pence(control)}: {show_pence(Pence(total - control))} apart",
        "look for refused or missing rows, or correct the control total",
        file=file,
    )


def line_recoded(file: str, row: ExtractRow, entry: int, cell: Cell) -> Finding:
    """A held line is coded to another cell in the file."""
    return Finding(
        "line-recoded",
        Severity.WARN,
        f"entry {entry} is coded to {cell} in this file, and otherwise in the books",
        "take the file in with --confirm to follow it",
        file=file,
        sheet=row.sheet or None,
        row=row.row,
        found=str(cell),
    )


def line_vanished(file: str, entry: int, dated: date, pence: Pence) -> Finding:
    """A held line is no longer in the file that renews its extract."""
    return Finding(
        "line-vanished",
        Severity.WARN,
        f"entry {entry}, {show_pence(pence)} of {dated}, is in the books and "
        "no longer in this file",
        "take the file in with --confirm to take it out of the books",
        file=file,
    )


def no_rows(file: str) -> Finding:
    """The file has headings and nothing below them."""
    return Finding(
        "file-without-rows",
        Severity.BLOCK,
        "there are headings and no payments below them",
        "check that the export was complete",
        file=file,
    )


def _row_refused(
    place: tuple[str, ExtractRow, Field], rule: str, message: str, fix: str
) -> Finding:
    file, row, field = place
    found = row.cells.get(field)
    return Finding(
        rule,
        Severity.BLOCK,
        message if found is not None else f"the {field} is missing",
        fix,
        file=file,
        sheet=row.sheet or None,
        row=row.row,
        column=row.headings.get(field, SYNONYMS[field][0]),
        found=None if found is None else str(found),
    )


def _many(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
