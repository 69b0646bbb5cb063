"""Take the quarter's workbook back: show what it changes, record each as an act."""

from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.quarter_acts import FormLedger
from fundtrack.acts.quarter_acts import Recorder
from fundtrack.acts.quarter_contents import form_of
from fundtrack.acts.quarter_contents import read_contents
from fundtrack.acts.quarter_forms import FUND
from fundtrack.acts.quarter_forms import LABELS
from fundtrack.acts.quarter_forms import MADE_FROM
from fundtrack.acts.quarter_forms import MARK
from fundtrack.acts.quarter_forms import QUARTER
from fundtrack.acts.quarter_forms import VERSION
from fundtrack.acts.quarter_forms import form_mark
from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.quarter_form import FORM_SHEETS
from fundtrack.domain.quarter_form import FORM_VERSION
from fundtrack.errors import FileRefused
from fundtrack.errors import NotAPeriod
from fundtrack.errors import Refused
from fundtrack.errors import WrongCall
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.quarter_changes import CellChange
from fundtrack.ingest.quarter_changes import Compared
from fundtrack.ingest.quarter_changes import Known
from fundtrack.ingest.quarter_changes import compare
from fundtrack.ingest.quarter_rows import FormOf
from fundtrack.ingest.quarter_rows import read_rows
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.names import fund_names
from fundtrack.periods import Quarter
from fundtrack.sources.forms import FormFile
from fundtrack.sources.forms import missing_tables
from fundtrack.sources.forms import read_form
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import Ledger

REGISTERS = tuple(sheet.register for sheet in FORM_SHEETS)
WITHOUT_VALUE = ("it has none yet", "formula without a value")
"""How readers say that a formula was never worked out."""

OPEN_AFTER = frozenset(
    f"return_{step}"
    for step in ("prepared", "reviewed", "queried", "resubmitted", "reopened")
)
"""The last step of a return whose quarter may still be changed: an earlier version's
place is taken, or will be, by one that is not certified yet."""


@dataclass(frozen=True, slots=True)
class QuarterAnswer:
    """What a workbook changes, and how many entries that made: none in a dry run."""

    file: str
    fund: str
    quarter: str
    changes: tuple[CellChange, ...]
    entries: int
    is_dry_run: bool
    findings: tuple[Finding, ...]


class _NothingRecorded(Exception):
    """Leaves the books as they were and carries the answer out."""

    def __init__(self, answer: QuarterAnswer) -> None:
        super().__init__()
        self.answer = answer


def quarter_in(
    session: Session, path: Path, *, is_dry_run: bool = False
) -> QuarterAnswer:
    """Compare a workbook with the books, and record every change, or nothing.

    Each change is the act that the single verbs record, by the person who brings the
    file and with their permissions, all in one transaction. A dry run tries them and
    records none.

    Raises:
        FileRefused: when anything in the file is wrong and this is no dry run.
        NotAllowed: when the person may not do what one of the changes is.
    """
    file = read_form(path, REGISTERS, LABELS)
    try:
        with session.holding() as ledger:
            answer = _answered(session, ledger, file)
            _leave_as_it_was(answer, is_dry_run=is_dry_run)
            keep(session.workspace, path)
    except _NothingRecorded as done:
        return done.answer
    return answer


def _leave_as_it_was(answer: QuarterAnswer, *, is_dry_run: bool) -> None:
    """End the transaction with nothing recorded where that is what was asked."""
    if has_blocking(answer.findings) and not is_dry_run:
        raise FileRefused(answer.findings)
    if is_dry_run or not answer.entries:
        raise _NothingRecorded(replace(answer, entries=0, is_dry_run=is_dry_run))


def _answered(session: Session, ledger: Ledger, file: FormFile) -> QuarterAnswer:
    form, made_from, wrong = _form_of(ledger, file)
    if form is None:
        return _answer(file, None, Compared((), tuple(wrong)), 0)
    rows, unreadable = read_rows(file, form)
    known = Known(
        person=session.person,
        form=form,
        base=read_contents(ledger, form, made_from),
        now=read_contents(ledger, form, LAST_ENTRY),
    )
    compared = compare(rows, known)
    found = [
        *missing_tables(file, REGISTERS),
        *map(_hardened, file.findings),
        *unreadable,
        *(replace(it, file=file.path.name) for it in compared.findings),
    ]
    entries = 0
    if compared.changes and not has_blocking(found):
        entries, refused = _recorded(session, ledger, file, form, compared)
        found += refused
    return _answer(file, form, replace(compared, findings=tuple(found)), entries)


def _hardened(found: Finding) -> Finding:
    """Refuse a formula that has no value: its cell would be read as emptied."""
    is_empty = any(mark in found.message for mark in WITHOUT_VALUE)
    if found.rule != "form-formula" or not is_empty:
        return found
    return replace(found, severity=Severity.BLOCK)


def _answer(
    file: FormFile, form: FormOf | None, compared: Compared, entries: int
) -> QuarterAnswer:
    return QuarterAnswer(
        file=file.path.name,
        fund=form.fund if form else "",
        quarter=str(form.quarter) if form else "",
        changes=tuple(cell for change in compared.changes for cell in change.cells),
        entries=entries,
        is_dry_run=False,
        findings=tuple(worst_first(compared.findings)),
    )


def _recorded(
    session: Session,
    ledger: Ledger,
    file: FormFile,
    form: FormOf,
    compared: Compared,
) -> tuple[int, list[Finding]]:
    """Record the file and every change; what an act refuses is found in its row."""
    before = ledger.head.seq
    ledger.append([_import_event(session, file, form, compared)], session.person)
    recorder = Recorder(session, form, FormLedger(ledger))
    findings = []
    for change in compared.changes:
        try:
            recorder.record(change)
        except (Refused, WrongCall) as error:
            key = next(iter(change.changed))
            said = (
                "quarter-change-refused",
                str(error),
                "put the row back as it was, or record it by itself",
            )
            findings.append(change.answered.finding(key, said))
    return ledger.head.seq - before, findings


def _import_event(
    session: Session, file: FormFile, form: FormOf, compared: Compared
) -> NewEvent:
    return NewEvent(
        kind="quarter_import",
        effective_on=session.today,
        reason=f"quarter's workbook of {form.fund} for {form.quarter} taken in",
        payload={
            "file": file.path.name,
            "fund": form.fund,
            "quarter": str(form.quarter),
            "changes": sum(len(change.cells) for change in compared.changes),
        },
        source=Source(file.sha256),
    )


def _form_of(
    ledger: Ledger, file: FormFile
) -> tuple[FormOf | None, int, list[Finding]]:
    """Find out whose form it is and from which entry it was made."""
    said = _first_wrong(ledger, file)
    if said is not None:
        label, rule, message, fix = said
        found = file.finding(Severity.BLOCK, (rule, message, fix), label)
        return None, 0, [found]
    quarter = Quarter.parse(file.fact(QUARTER))
    return form_of(ledger, file.fact(FUND), quarter), _entry(file), []


Wrong = tuple[str, str, str, str]
"""The label beside which something is wrong, the rule, the message, the remedy."""


def _first_wrong(ledger: Ledger, file: FormFile) -> Wrong | None:
    return next(_start_checked(ledger, file), None)


def _start_checked(ledger: Ledger, file: FormFile) -> Iterator[Wrong]:
    again = "take a new form out with: fundtrack quarter out FUND QUARTER FILE"
    fund, version = file.fact(FUND), file.fact(VERSION)
    lacking = [label for label in LABELS if not file.fact(label)]
    if lacking:
        message = f"the first sheet does not say {', '.join(lacking)}"
        yield "", "quarter-not-a-form", message, again
    if version != str(FORM_VERSION):
        message = f"this is version {version} of the form, not {FORM_VERSION}"
        yield VERSION, "quarter-form-version", message, again
    if fund not in fund_names(ledger):
        message = f"the books have no fund “{fund}”"
        yield FUND, "quarter-other-fund", message, again
    quarter = _quarter_in(file)
    if quarter is None:
        message = f"“{file.fact(QUARTER)}” is not a quarter such as 2023-24 Q4"
        yield QUARTER, "quarter-unreadable", message, again
    else:
        yield from _made_from_checked(ledger, file, quarter, again)


def _made_from_checked(
    ledger: Ledger, file: FormFile, quarter: Quarter, again: str
) -> Iterator[Wrong]:
    """Check that these books made the form, and that its return is still to come."""
    fund = file.fact(FUND)
    found = ledger.rows("event_hash", seq=_entry(file))
    marks = [form_mark(fund, quarter, _entry(file), row["hash"]) for row in found]
    if file.fact(MARK) not in marks:
        message = (
            f"the mark does not fit: this is not a form of {fund} for {quarter} that "
            "was made from these books"
        )
        yield MARK, "quarter-other-form", message, again
    for row in ledger.rows("returns_begun", known=LAST_ENTRY):
        is_mine = (row["fund"], row["quarter_ends"]) == (fund, quarter.dates.last_day)
        if is_mine and row["last_step"] not in OPEN_AFTER:
            message = f"the return {row['return_id']} is certified already"
            fix = f"take out the form of {quarter.following} and make the changes there"
            yield QUARTER, "quarter-certified", message, fix


def _quarter_in(file: FormFile) -> Quarter | None:
    try:
        return Quarter.parse(file.fact(QUARTER))
    except NotAPeriod:
        return None


def _entry(file: FormFile) -> int:
    written = file.fact(MADE_FROM).replace(",", "")
    return int(written) if written.isdecimal() else 0
