"""Send partners the forms of their claims, take them back, and answer every row."""

import re
from collections.abc import Iterable
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.partner_settings import Surroundings
from fundtrack.acts.partner_settings import claim_form
from fundtrack.acts.partner_settings import read_surroundings
from fundtrack.acts.session import Session
from fundtrack.domain.events import Provenance
from fundtrack.domain.partner_claims import KINDS
from fundtrack.domain.partner_claims import TABLES
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.people import Permission
from fundtrack.errors import FileRefused
from fundtrack.errors import FileStands
from fundtrack.findings import Finding
from fundtrack.findings import worst_first
from fundtrack.ingest.partner_claims import LABELS
from fundtrack.ingest.partner_claims import Answered
from fundtrack.ingest.partner_claims import ClaimForm
from fundtrack.ingest.partner_claims import ClaimPlan
from fundtrack.ingest.partner_claims import kind_of
from fundtrack.ingest.partner_claims import plan_claim
from fundtrack.ingest.partner_claims import read_claim_form
from fundtrack.ingest.partner_events import Recording
from fundtrack.ingest.partner_events import claim_event
from fundtrack.ingest.partner_events import registering_events
from fundtrack.ingest.partner_events import row_events
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.partner_claims import grants
from fundtrack.metrics.partner_claims import partner_named
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.sources.forms import read_form
from fundtrack.sources.partner_form import Filled
from fundtrack.sources.partner_form import FormContents
from fundtrack.sources.partner_form import as_reply
from fundtrack.sources.partner_form import filled_from
from fundtrack.sources.partner_form import write_claim_form
from fundtrack.store.connection import storage_errors
from fundtrack.store.evidence import keep
from fundtrack.store.files import written_aside
from fundtrack.store.ledger import Ledger

REPLIED = re.compile(r"-reply(-\d+)?$")


@dataclass(frozen=True, slots=True)
class ClaimSent:
    """A form that was written; `changes` is empty, because the books stay as they are.

    `rows` are those of this quarter that stand in it already.
    """

    partner: str
    quarter: str
    file: str
    workbook: str
    cells: tuple[str, ...]
    rows: int
    changes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimTaken:
    """One claim and its answers; `reply` is the workbook to send back.

    Every row is accepted, queried or refused; `already_held` of them were answered so
    before. `unsupported_pence` is what was paid to the partner and no accepted line of
    any quarter supports.
    """

    file: str
    partner: str
    quarter: str
    rows: int
    accepted: int
    queried: int
    refused: int
    already_held: int
    accepted_pence: Pence
    unsupported_pence: Pence
    reply: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ClaimImport:
    """All claims of one call, and their sums."""

    partner: str
    rows: int
    accepted: int
    queried: int
    refused: int
    already_held: int
    unsupported_pence: Pence
    reply: str
    claims: tuple[ClaimTaken, ...]
    findings: tuple[Finding, ...]


def send_claim(
    session: Session, written: str, quarter: Quarter, path: Path
) -> ClaimSent:
    """Write the form of a partner and quarter.

    Raises:
        UnknownName: when the register of onward grants holds no such partner.
        FileStands: when something stands there already.
    """
    if path.exists():
        raise FileStands(path)
    with session.reading() as books:
        partner = partner_named(
            grants(books, Selection(session.today, LAST_ENTRY)), written
        )
        around = read_surroundings(session, books, partner, quarter)
        held = [row for row in around.held if row.answer is not Answer.WITHDRAWN]
    filled = {
        register.sheet: [
            filled_from(row, register)
            for row in held
            if row.kind == KINDS[register.sheet]
        ]
        for register in TABLES
    }
    form = replace(claim_form(session, around), filled=filled)
    with storage_errors(path.parent), written_aside(path) as aside:
        write_claim_form(aside, form)
    return ClaimSent(
        partner=partner,
        quarter=str(quarter),
        file=str(path),
        workbook=around.workbook,
        cells=tuple(str(row.cell) for row in form.budgets),
        rows=len(held),
    )


def ingest_claims(
    session: Session, paths: Sequence[Path], replies: Path | None = None
) -> ClaimImport:
    """Take in filled forms: all of them, or none.

    Args:
        replies: the folder for the reply workbooks; beside each form when None.

    Raises:
        FileRefused: when a file is no claim form, is another partner's or quarter's, or
            its tables cannot be read.
    """
    with ExitStack() as stack, session.writing(Permission.INGEST) as ledger:
        taken = tuple(
            _take_in(session, ledger, path, _reply_to(path, replies, stack))
            for path in paths
        )
    return _summed(taken)


def _reply_to(path: Path, folder: Path | None, stack: ExitStack) -> tuple[Path, Path]:
    """Name the reply, and lend a place to write it to until the books are safe."""
    kept = _free_name(folder or path.parent, REPLIED.sub("", path.stem))
    stack.enter_context(storage_errors(kept.parent))
    kept.parent.mkdir(parents=True, exist_ok=True)
    return kept, stack.enter_context(written_aside(kept))


def _free_name(folder: Path, stem: str) -> Path:
    kept, number = folder / f"{stem}-reply.xlsx", 1
    while kept.exists():
        number += 1
        kept = folder / f"{stem}-reply-{number}.xlsx"
    return kept


def _take_in(
    session: Session, ledger: Ledger, path: Path, reply: tuple[Path, Path]
) -> ClaimTaken:
    file = read_form(path, TABLES, LABELS)
    day = Selection(session.today, LAST_ENTRY)
    partners = list(dict.fromkeys(each.partner for each in grants(ledger, day)))
    form, findings = read_claim_form(file, partners, session.today)
    if form is None:
        raise FileRefused(worst_first(findings))
    around = read_surroundings(session, ledger, form.partner, form.quarter)
    plan = plan_claim(form, around.setting(is_signed=form.is_signed), around.held)
    if not plan.rows:
        raise FileRefused(worst_first([*findings, *plan.findings]))
    if any(each.is_new for each in plan.rows) or plan.gone:
        keep(session.workspace, path)
        _record(session, ledger, form, plan, around)
    kept, aside = reply
    write_claim_form(aside, _reply(session, form, plan, around))
    paid = supported(ledger, Selection(session.today, LAST_ENTRY))
    unsupported = sum(
        each.unsupported_pence
        for each in paid.payments
        if each.payment.partner == form.partner
    )
    return _taken(form, plan, Pence(unsupported), str(kept), findings)


def _record(
    session: Session,
    ledger: Ledger,
    form: ClaimForm,
    plan: ClaimPlan,
    around: Surroundings,
) -> None:
    is_example = session.workspace.settings().example
    provenance = Provenance.SYNTHETIC if is_example else Provenance.RECORDED
    recording = Recording(
        form=form,
        agreements=around.agreements,
        outputs={output.listed: output for output in around.outputs},
        provenance=provenance,
        import_entry=ledger.head.seq + 1,
    )
    events = [
        claim_event(form, plan, provenance),
        *row_events(plan, recording),
        *registering_events(plan, recording),
    ]
    ledger.append(events, session.person)


def _reply(
    session: Session, form: ClaimForm, plan: ClaimPlan, around: Surroundings
) -> FormContents:
    filled = {
        register.sheet: [
            _filled(each)
            for each in plan.rows
            if kind_of(each.row) == KINDS[register.sheet]
        ]
        for register in TABLES
    }
    statement = (form.signed_by, form.signed_as, form.signed_on)
    return replace(as_reply(claim_form(session, around), filled), statement=statement)


def _filled(each: Answered) -> Filled:
    row = each.row
    said = "; ".join(
        f"{row.row.register.column(remark.key).heading}: {remark.message}; {remark.fix}"
        for remark in row.remarks
    )
    remarks = tuple(
        (remark.key, f"{row.answer}: {remark.message}; {remark.fix}")
        for remark in row.remarks
    )
    return Filled(row.row.cells, each.number, str(row.answer), said, remarks)


def _taken(
    form: ClaimForm,
    plan: ClaimPlan,
    unsupported: Pence,
    reply: str,
    findings: Iterable[Finding],
) -> ClaimTaken:
    rows = [each.row for each in plan.rows]
    return ClaimTaken(
        file=form.file.path.name,
        partner=form.partner,
        quarter=str(form.quarter),
        rows=len(rows),
        accepted=sum(row.answer is Answer.ACCEPTED for row in rows),
        queried=sum(row.answer is Answer.QUERIED for row in rows),
        refused=sum(row.answer is Answer.REFUSED for row in rows),
        already_held=sum(not each.is_new for each in plan.rows),
        accepted_pence=Pence(sum(row.pence for row in rows)),
        unsupported_pence=unsupported,
        reply=reply,
        findings=(*findings, *plan.findings),
    )


def _summed(taken: tuple[ClaimTaken, ...]) -> ClaimImport:
    # A partner's unsupported pounds are of all quarters: its last claim says them.
    unsupported = {each.partner: each.unsupported_pence for each in taken}
    return ClaimImport(
        partner=", ".join(unsupported),
        rows=sum(each.rows for each in taken),
        accepted=sum(each.accepted for each in taken),
        queried=sum(each.queried for each in taken),
        refused=sum(each.refused for each in taken),
        already_held=sum(each.already_held for each in taken),
        unsupported_pence=Pence(sum(unsupported.values())),
        reply=", ".join(each.reply for each in taken),
        claims=taken,
        findings=tuple(found for each in taken for found in each.findings),
    )
