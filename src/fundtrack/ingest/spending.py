"""Take a finance extract apart: lines, refused rows, totals, what the books hold."""

from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.rule_history import NO_FUND
from fundtrack.domain.spend_imports import RefusedLine
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.domain.spend_imports import SpendFile
from fundtrack.domain.spend_imports import import_event
from fundtrack.domain.spend_imports import refused_event
from fundtrack.domain.spending import SpendLine
from fundtrack.domain.spending import Vanished
from fundtrack.domain.spending import published_event
from fundtrack.domain.spending import recoded_event
from fundtrack.domain.spending import spend_event
from fundtrack.domain.spending import vanished_event
from fundtrack.domain.vat import VatRule
from fundtrack.findings import Finding
from fundtrack.ingest import spend_messages
from fundtrack.ingest.spend_changes import Changes
from fundtrack.ingest.spend_changes import find_changes
from fundtrack.ingest.spend_checks import CheckedRow
from fundtrack.ingest.spend_checks import RowChecker
from fundtrack.ingest.spend_checks import is_total
from fundtrack.ingest.spend_checks import pence_of
from fundtrack.ingest.spend_eligibility import EligibilityBook
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import Matched
from fundtrack.ingest.spend_matching import MatchedRow
from fundtrack.ingest.spend_matching import match_rows
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.ingest.spend_rules import RuleBook
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.sources.extract_headings import Field
from fundtrack.sources.finance_extract import Extract
from fundtrack.sources.finance_extract import ExtractRow
from fundtrack.sources.finance_extract import ExtractSheet

Standing = Mapping[int, Sequence[Posting]]
"""Where the money of lines stands, by the line's entry."""


@dataclass(frozen=True, slots=True)
class SpendSource:
    """Where a file comes from, and what kind of source that is."""

    name: str
    kind: SourceKind


@dataclass(frozen=True, slots=True)
class CheckedSheet:
    """A sheet's rows after the checks, totals and notes left out."""

    name: str
    rows: tuple[CheckedRow, ...]


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file after the checks; `findings` warn, and refuse single rows."""

    extract: Extract
    source: SpendSource
    sheets: tuple[CheckedSheet, ...]
    findings: tuple[Finding, ...]
    vat_rules: Mapping[str, VatRule] = field(default_factory=dict)

    @property
    def rows(self) -> Iterator[CheckedRow]:
        """Every row of every sheet, in order."""
        return (row for sheet in self.sheets for row in sheet.rows)

    @property
    def is_coded(self) -> bool:
        """Whether the file says which fund a row belongs to."""
        return Field.FUND in self.extract.fields

    @property
    def months(self) -> frozenset[Month]:
        """The months that its good rows fall in."""
        dated = (row.dated for row in self.rows if row.dated and not row.findings)
        return frozenset(Month.of(day) for day in dated)


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file matched with the books: what is new, and what its import says."""

    checked: CheckedFile
    matched: Matched
    changes: Changes
    summary: SpendFile


def kind_by_headings(extract: Extract) -> SourceKind:
    """Guess a source's kind: only an office's own ledger names its funds."""
    is_coded = Field.FUND in extract.fields
    return SourceKind.LEDGER if is_coded else SourceKind.PUBLISHED


def check_file(
    extract: Extract, source: SpendSource, names: SpendNames, today: date
) -> CheckedFile:
    """Check every row; what is wrong is a finding, and nothing is recorded."""
    is_published = source.kind is SourceKind.PUBLISHED
    checker = RowChecker(
        extract.file,
        names,
        Provenance.PUBLISHED if is_published else Provenance.RECORDED,
        is_coded=Field.FUND in extract.fields,
    )
    findings = list(extract.findings)
    sheets: list[CheckedSheet] = []
    for sheet in extract.sheets:
        lines, left_out = _lines_of(extract.file, sheet)
        rows = tuple(checker.check(row) for row in lines)
        sheets.append(CheckedSheet(sheet.name, rows))
        findings.extend(left_out)
        findings.extend(said for row in rows for said in row.findings)
    checked = CheckedFile(extract, source, tuple(sheets), ())
    findings.extend(_on_lines(checked, names, today))
    return replace(checked, findings=tuple(findings))


def take_file(
    checked: CheckedFile, held: Held, control_total: Pence | None
) -> TakenFile:
    """Match a checked file with the books and sum it up."""
    matched, changes = match_rows(checked.rows, held, checked.extract.novel), Changes()
    if checked.source.kind is SourceKind.LEDGER:
        matched, changes = find_changes(matched, held)
    rows = list(checked.rows)
    days = [row.dated for row in rows if row.dated]
    summary = SpendFile(
        file=checked.extract.file,
        sha256=checked.extract.sha256,
        source_name=checked.source.name,
        source_kind=checked.source.kind,
        rows=len(rows),
        accepted=len(matched.new),
        refused=sum(bool(row.findings) for row in rows),
        already_held=len(matched.already_held),
        total_pence=total_of(rows),
        control_total_pence=control_total,
        renews=changes.renews,
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )
    return TakenFile(checked, matched, changes, summary)


def total_of(rows: Sequence[CheckedRow]) -> Pence:
    """Add up the rows that were not refused."""
    return Pence(sum(row.pence or 0 for row in rows if not row.findings))


def file_events(
    taken: TakenFile,
    import_entry: int,
    today: date,
    ledger_months: frozenset[Month],
    book: RuleBook | None = None,
) -> Iterator[NewEvent]:
    """Write a file's import, then its new lines, then its new refused rows.

    Args:
        import_entry: the entry number that the import will get.
        ledger_months: months of which the books hold ledger lines; published lines
            of such a month are evidence and make no postings.
        book: the rules that code what the file does not.
    """
    yield import_event(taken.summary, today)
    is_published = taken.checked.source.kind is SourceKind.PUBLISHED
    for matched in taken.matched.new:
        line = _line(taken.checked, matched)
        if is_published and Month.of(line.dated) in ledger_months:
            yield published_event(line, import_entry)
        else:
            yield spend_event(book.coded(line) if book else line, import_entry)
    for row in taken.matched.new_refused:
        yield refused_event(_refused(taken.checked, row), import_entry, today)


def change_events(
    taken: TakenFile,
    import_entry: int,
    standing: Standing,
    eligibility: EligibilityBook | None = None,
) -> Iterator[NewEvent]:
    """Write what a person confirmed: lines recoded, then lines gone.

    Args:
        standing: where the money of each line stands by now, by its entry.
        eligibility: the rules that refuse what an agreement does not pay.
    """
    book = eligibility or EligibilityBook(())
    for change in taken.changes.recoded:
        held_line = change.line
        read = _line(taken.checked, MatchedRow(change.row))
        # What is undone and what is booked anew must bill the same order.
        line = book.checked(replace(read, order=held_line.order))
        entry = held_line.entry
        yield recoded_event(line, import_entry, entry, standing.get(entry, ()))
    for held in taken.changes.vanished:
        gone = Vanished(
            entry=held.entry,
            dated=held.dated,
            pence=Pence(held.facts[1]),
            file=taken.summary.file,
            sha256=taken.summary.sha256,
            source_name=taken.summary.source_name,
            order=held.order or held.facts[4],
        )
        yield vanished_event(gone, import_entry, standing.get(held.entry, ()))


def _lines_of(file: str, sheet: ExtractSheet) -> tuple[list[ExtractRow], list[Finding]]:
    lines: list[ExtractRow] = []
    findings: list[Finding] = []
    read, since = Pence(0), Pence(0)
    notes = [row for row in sheet.rows if row.is_note]
    for row in sheet.rows:
        if row.is_note:
            continue
        pence = pence_of(row) or Pence(0)
        if is_total(row, {read, since}):
            added = since if pence == since else read
            findings.append(spend_messages.total_row(file, row, pence, added))
            since = Pence(0)
        else:
            lines.append(row)
            read, since = Pence(read + pence), Pence(since + pence)
    if notes:
        findings.append(spend_messages.notes_left_out(file, notes))
    return lines, findings


def _on_lines(
    checked: CheckedFile, names: SpendNames, today: date
) -> Iterator[Finding]:
    file = checked.extract.file
    good = [row for row in checked.rows if not row.findings]
    ahead = [row.read for row in good if row.dated and row.dated > today]
    if ahead:
        yield spend_messages.dated_ahead(file, ahead)
    doubtful = [row.read for row in good if row.doubts_vat]
    if doubtful:
        yield spend_messages.vat_doubtful(file, doubtful)
    by_cell: dict[Cell, list[ExtractRow]] = {}
    for row in good:
        if row.cell.is_whole:
            by_cell.setdefault(row.cell, []).append(row.read)
    for cell, rows in sorted(by_cell.items()):
        if not names.has_budget(cell):
            yield spend_messages.cell_without_budget(file, rows, cell)


def _line(checked: CheckedFile, matched: MatchedRow) -> SpendLine:
    row = matched.row
    if row.dated is None or row.pence is None:
        raise ValueError("a row without date or amount was accepted")
    return SpendLine(
        dated=row.dated,
        pence=row.pence,
        supplier=row.text(Field.SUPPLIER),
        description=row.text(Field.DESCRIPTION),
        reference=row.text(Field.REFERENCE),
        category=row.text(Field.CATEGORY),
        cell=row.cell,
        is_outside=not checked.is_coded,
        coding=_coding(checked, row.cell),
        attribution=row.text(Field.ATTRIBUTION),
        source_name=checked.source.name,
        file=checked.extract.file,
        provenance=row.provenance,
        read_from=_place(checked, row, Field.AMOUNT),
        row_key=row.key(),
        settles=matched.settles,
        order=row.text(Field.ORDER),
        vat=row.vat,
        vat_rules=checked.vat_rules,
    )


def _coding(checked: CheckedFile, cell: Cell) -> str:
    if not checked.is_coded:
        return NO_FUND
    return "coded in the file" if cell.is_whole else "not wholly coded in the file"


def _refused(checked: CheckedFile, row: CheckedRow) -> RefusedLine:
    first, field = row.findings[0], row.broken[0]
    return RefusedLine(
        fund=_readable_fund(checked, row),
        dated=row.dated,
        rule=first.rule,
        message=first.message,
        fix=first.fix,
        found=first.found or "",
        file=checked.extract.file,
        source_name=checked.source.name,
        row_key=row.key(),
        rest_key=row.key(row.broken),
        broken=tuple(row.broken),
        read_from=_place(checked, row, field),
        provenance=row.provenance,
    )


def _readable_fund(checked: CheckedFile, row: CheckedRow) -> str:
    if not checked.is_coded:
        return OUTSIDE.fund
    return "" if row.cell.fund == ANY else row.cell.fund


def _place(checked: CheckedFile, row: CheckedRow, field: Field) -> Source:
    headings: Mapping[Field, str] = row.read.headings
    return Source(
        checked.extract.sha256, row.read.sheet, row.read.row, headings.get(field, "")
    )
