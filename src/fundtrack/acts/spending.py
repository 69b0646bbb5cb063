"""Take in files of spending: one act, one transaction, whatever their number."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.orders import drawn_down
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import KnownSpending
from fundtrack.acts.spend_known import held_from
from fundtrack.acts.spend_known import known_spending
from fundtrack.acts.spend_known import standing_postings
from fundtrack.acts.spend_layouts import extracts_of
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.domain.spend_imports import source_event
from fundtrack.errors import FileRefused
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import blocking
from fundtrack.ingest import spend_messages
from fundtrack.ingest.source_names import source_name
from fundtrack.ingest.spend_credits import credits_of_other_years
from fundtrack.ingest.spend_eligibility import EligibilityBook
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_rules import ByRule
from fundtrack.ingest.spend_rules import RuleBook
from fundtrack.ingest.spend_rules import added_up
from fundtrack.ingest.spending import CheckedFile
from fundtrack.ingest.spending import SpendSource
from fundtrack.ingest.spending import TakenFile
from fundtrack.ingest.spending import change_events
from fundtrack.ingest.spending import check_file
from fundtrack.ingest.spending import file_events
from fundtrack.ingest.spending import kind_by_headings
from fundtrack.ingest.spending import take_file
from fundtrack.ingest.spending import total_of
from fundtrack.metrics.coding_rules import rules_on
from fundtrack.metrics.eligibility import eligibility_rules
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.sources.finance_extract import Extract
from fundtrack.sources.tables import TableFile
from fundtrack.sources.tables import read_tables
from fundtrack.store.evidence import keep


@dataclass(frozen=True, slots=True)
class SpendOptions:
    """How files of spending are taken in.

    `source` names where they come from and `kind` says `ledger` or `published`; both
    are guessed when left out. `control_total_pence` is what the one file must add to.
    """

    source: str | None = None
    control_total_pence: Pence | None = None
    kind: str | None = None
    is_dry_run: bool = False
    is_strict: bool = False
    is_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class SheetTaken:
    """What became of a sheet's rows; `total_pence` adds those not refused."""

    sheet: str
    rows: int
    accepted: int
    refused: int
    already_held: int
    total_pence: Pence


@dataclass(frozen=True, slots=True)
class FileTaken:
    """What became of a file's rows.

    `difference_pence` is its total less the control total, None when none was given.
    """

    file: str
    sha256: str
    source: str
    source_kind: str
    sheets: tuple[SheetTaken, ...]
    rows: int
    accepted: int
    refused: int
    already_held: int
    new: int
    recoded: int
    vanished: int
    total_pence: Pence
    control_total_pence: Pence | None
    difference_pence: Pence | None


@dataclass(frozen=True, slots=True)
class SpendImport:
    """What `ingest spend` did.

    `by_rule` counts the new lines that each rule coded or put outside the funds, and
    those that lie outside because their file names no fund; `ineligible_lines` are
    those that the agreement of their fund does not pay.
    """

    files: tuple[FileTaken, ...]
    suspense_lines: int
    suspense_pence: Pence
    findings: tuple[Finding, ...]
    by_rule: tuple[ByRule, ...]
    ineligible_lines: int
    ineligible_pence: Pence


@dataclass(slots=True)
class _Intake:
    """The files of one call while they are taken in, one after the other."""

    session: Session
    books: Reader
    options: SpendOptions
    known: KnownSpending
    head: int
    rules: tuple[CodingRule, ...]
    eligibility: EligibilityBook
    by_rule: list[ByRule] = field(default_factory=list)
    guessed: set[SpendSource] = field(default_factory=set)
    held: dict[str, Held] = field(default_factory=dict)
    events: list[NewEvent] = field(default_factory=list)
    taken: list[TakenFile] = field(default_factory=list)
    kept: list[Path] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def ingest_spend(
    session: Session, files: Sequence[Path], options: SpendOptions | None = None
) -> SpendImport:
    """Take in payments or ledger lines from workbooks and text files.

    Raises:
        FileRefused: when a file, sheet or heading cannot be read, or with
            `is_strict` any row; nothing is recorded then.
        WrongArgument: when a control total is given with several files.
    """
    asked = options or SpendOptions()
    if asked.control_total_pence is not None and len(files) != 1:
        raise WrongArgument("a control total belongs to one file; give one file only")
    read = _read(files)
    if asked.is_dry_run:
        with session.reading() as books:
            session.require(books, Permission.INGEST)
            return _result(_take(session, books, asked, read))
    with session.writing(Permission.INGEST) as ledger:
        intake = _take(session, ledger, asked, read, head=ledger.head.seq)
        for path in intake.kept:
            keep(session.workspace, path)
        ledger.append(intake.events, session.person)
    return _result(intake)


def _read(files: Sequence[Path]) -> list[tuple[Path, TableFile | FileRefused]]:
    read: list[tuple[Path, TableFile | FileRefused]] = []
    for path in files:
        try:
            read.append((path, read_tables(path)))
        except FileRefused as error:
            read.append((path, error))
    return read


def _take(
    session: Session,
    books: Reader,
    options: SpendOptions,
    read: list[tuple[Path, TableFile | FileRefused]],
    head: int = 0,
) -> _Intake:
    known, rules = known_spending(books), rules_on(books, LAST_ENTRY)
    eligibility = EligibilityBook(eligibility_rules(books, LAST_ENTRY))
    intake = _Intake(session, books, options, known, head, rules, eligibility)
    extracts = extracts_of(books, read, known.sources, options.source)
    checked = [_check(intake, path, extract) for path, extract in extracts]
    refusing = blocking(said for file in checked for said in file.findings)
    if options.is_strict and refusing:
        raise FileRefused(refusing)
    months = _ledger_months(intake, checked)
    for (path, _), file in zip(extracts, checked, strict=True):
        if file.source.name not in intake.held:
            intake.held[file.source.name] = held_from(books, file.source.name)
        _take_one(intake, path, file, months)
    intake.findings.extend(eligibility.findings())
    drawn = drawn_down(books, intake.events)
    intake.events.extend(drawn.events)
    intake.findings.extend(drawn.findings)
    return intake


def _check(intake: _Intake, path: Path, extract: Extract) -> CheckedFile:
    source = _source(intake, path, extract)
    today = intake.session.today
    checked = check_file(extract, source, intake.known.names, today)
    intake.findings.extend(checked.findings)
    return replace(checked, vat_rules=intake.known.vat_rules)


def _source(intake: _Intake, path: Path, extract: Extract) -> SpendSource:
    held_from = intake.known.sources.get(extract.sha256)
    name = intake.options.source or held_from or source_name(path)
    if held_from not in {None, name}:
        raise FileRefused(
            [spend_messages.file_held_elsewhere(extract.file, name, str(held_from))]
        )
    kinds = intake.known.kinds
    said = SourceKind(intake.options.kind) if intake.options.kind else None
    if said is None and name not in kinds:
        guessed = SpendSource(name, kind_by_headings(extract))
        if guessed not in intake.guessed:
            said_so = spend_messages.kind_assumed(extract.file, name, guessed.kind)
            intake.findings.append(said_so)
        intake.guessed.add(guessed)
        return guessed
    if said is None or kinds.get(name) is said:
        return SpendSource(name, kinds[name])
    if name in kinds:
        changed = spend_messages.kind_changed(extract.file, name, kinds[name], said)
        intake.findings.append(changed)
    kinds[name] = said
    intake.events.append(source_event(name, said, intake.session.today))
    return SpendSource(name, said)


def _ledger_months(intake: _Intake, checked: Sequence[CheckedFile]) -> frozenset[Month]:
    ledgers = [file for file in checked if file.source.kind is SourceKind.LEDGER]
    return intake.known.ledger_months.union(*(file.months for file in ledgers))


def _take_one(
    intake: _Intake, path: Path, checked: CheckedFile, months: frozenset[Month]
) -> None:
    held = intake.held[checked.source.name]
    control = intake.options.control_total_pence
    taken = take_file(checked, held, control)
    intake.taken.append(taken)
    intake.findings.extend(_on_control_total(taken))
    follows = intake.options.is_confirmed and bool(taken.changes)
    if not follows:
        intake.findings.extend(_on_changes(taken))
    if follows or _is_news(taken, held):
        intake.findings.extend(_on_repeated(taken))
        file, new = taken.summary.file, taken.matched.new
        intake.findings.extend(credits_of_other_years(file, new, held))
        intake.kept.append(path)
        entry = intake.head + len(intake.events) + 1
        _record(intake, taken, entry, months)
        held.control_totals[taken.summary.sha256] = control
        if follows:
            _follow(intake, taken, entry)
    else:
        intake.findings.append(spend_messages.file_held(taken.summary.file))


def _record(
    intake: _Intake, taken: TakenFile, entry: int, months: frozenset[Month]
) -> None:
    book = RuleBook(intake.rules, intake.eligibility)
    today = intake.session.today
    intake.events.extend(file_events(taken, entry, today, months, book))
    intake.by_rule.extend(book.counts())
    intake.findings.extend(book.findings(taken.summary.file, intake.known.names))


def _follow(intake: _Intake, taken: TakenFile, import_entry: int) -> None:
    changes = taken.changes
    recoded = [change.line.entry for change in changes.recoded]
    lines = [*recoded, *(line.entry for line in changes.vanished)]
    standing = standing_postings(intake.books, lines)
    events = change_events(taken, import_entry, standing, intake.eligibility)
    intake.events.extend(events)


def _on_changes(taken: TakenFile) -> Iterator[Finding]:
    file = taken.summary.file
    for change in taken.changes.recoded:
        entry, row = change.line.entry, change.row
        yield spend_messages.line_recoded(file, row.read, entry, row.cell)
    for line in taken.changes.vanished:
        pence = Pence(line.facts[1])
        yield spend_messages.line_vanished(file, line.entry, line.dated, pence)


def _is_news(taken: TakenFile, held: Held) -> bool:
    summary = taken.summary
    control = summary.control_total_pence
    if summary.sha256 not in held.control_totals or taken.matched.new:
        return True
    known = held.control_totals[summary.sha256]
    return control is not None and control != known


def _on_repeated(taken: TakenFile) -> Iterator[Finding]:
    rows = [row.read for row in taken.matched.repeated]
    if rows:
        yield spend_messages.rows_repeated(taken.summary.file, rows)


def _on_control_total(taken: TakenFile) -> Iterator[Finding]:
    file, total = taken.summary.file, taken.summary.total_pence
    control = taken.summary.control_total_pence
    if control is not None and control != total:
        yield spend_messages.control_total_gap(file, total, control)


def _difference(taken: TakenFile) -> Pence | None:
    control = taken.summary.control_total_pence
    return None if control is None else Pence(taken.summary.total_pence - control)


def _result(intake: _Intake) -> SpendImport:
    waiting = [event for event in intake.events if event.kind == "suspense"]
    return SpendImport(
        files=tuple(_file_taken(taken) for taken in intake.taken),
        suspense_lines=len(waiting),
        suspense_pence=Pence(
            -sum(event.postings[0].pence for event in waiting if event.postings)
        ),
        findings=tuple(intake.findings),
        by_rule=added_up(intake.by_rule),
        ineligible_lines=intake.eligibility.lines,
        ineligible_pence=intake.eligibility.pence,
    )


def _file_taken(taken: TakenFile) -> FileTaken:
    summary = taken.summary
    held = {id(row) for row in taken.matched.already_held}
    sheets: list[SheetTaken] = []
    for sheet in taken.checked.sheets:
        refused = sum(bool(row.findings) for row in sheet.rows)
        already = sum(id(row) in held for row in sheet.rows)
        sheets.append(
            SheetTaken(
                sheet=sheet.name,
                rows=len(sheet.rows),
                accepted=len(sheet.rows) - refused - already,
                refused=refused,
                already_held=already,
                total_pence=total_of(sheet.rows),
            )
        )
    return FileTaken(
        file=summary.file,
        sha256=summary.sha256,
        source=summary.source_name,
        source_kind=str(summary.source_kind),
        sheets=tuple(sheets),
        rows=summary.rows,
        accepted=summary.accepted,
        refused=summary.refused,
        already_held=summary.already_held,
        new=summary.accepted,
        recoded=len(taken.changes.recoded),
        vanished=len(taken.changes.vanished),
        total_pence=summary.total_pence,
        control_total_pence=summary.control_total_pence,
        difference_pence=_difference(taken),
    )
