"""The life of a return: prepare, check, review, certify, submit; waive a rule of it."""

from collections.abc import Mapping
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.acts.obligations import record_expected_receipt
from fundtrack.acts.passwords import require_password
from fundtrack.acts.recording import Recorded
from fundtrack.acts.return_attachments import Chosen
from fundtrack.acts.return_attachments import attachment_events
from fundtrack.acts.return_attachments import hashes_named
from fundtrack.acts.return_files import Filed
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.return_files import acted_for
from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.return_files import require_claims_known
from fundtrack.acts.return_files import require_same
from fundtrack.acts.return_files import require_step
from fundtrack.acts.return_files import require_turn
from fundtrack.acts.return_files import shown
from fundtrack.acts.return_files import step_by
from fundtrack.acts.return_files import versions
from fundtrack.acts.return_showing import SignSheet
from fundtrack.acts.return_showing import check
from fundtrack.acts.return_showing import facts_of
from fundtrack.acts.return_showing import sheet_of
from fundtrack.acts.return_showing import show
from fundtrack.acts.return_showing import sign_sheet
from fundtrack.acts.return_verifying import require_whole
from fundtrack.acts.return_verifying import verify
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.domain.people import whom_for
from fundtrack.domain.returns import Life
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import StepTaken
from fundtrack.domain.returns import check_order
from fundtrack.domain.returns import check_sent_on
from fundtrack.domain.returns import check_waived_by
from fundtrack.domain.returns import return_id as named
from fundtrack.errors import FiguresRefused
from fundtrack.errors import OutOfOrder
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import blocking
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.names import fund_id
from fundtrack.periods import Quarter
from fundtrack.returns.frozen import freeze
from fundtrack.returns.frozen import hashes
from fundtrack.returns.frozen import thaw
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.limits import claim_parts
from fundtrack.returns.making import make_files
from fundtrack.returns.making import make_papers
from fundtrack.returns.making import manifest_facts
from fundtrack.returns.making import read_steps
from fundtrack.returns.papers import Papers
from fundtrack.returns.rules import check_waivable
from fundtrack.returns.templates.frozen import fill_findings
from fundtrack.returns.templates.frozen import filled_facts
from fundtrack.returns.templates.frozen import filled_files
from fundtrack.store.ledger import Ledger
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import Books

__all__ = [
    "Certified",
    "ReturnStep",
    "Submission",
    "certify",
    "check",
    "draft",
    "prepare",
    "review",
    "show",
    "sign_sheet",
    "step_of",
    "submit",
    "verify",
    "waive",
]

FIRST_VERSION = 1
NOT_SENT = "certified, not sent: record how a person sent it with return submit"
NOTHING_SENT = "recorded as sent by a person; the program itself sent nothing"


@dataclass(frozen=True, slots=True)
class Submission:
    """How a person sent a return; the program itself sends nothing."""

    on: date
    route: str
    recipient: str
    reference: str


@dataclass(frozen=True, slots=True)
class Certified(ReturnStep):
    """A return that was certified, and what its signatory was shown."""

    sign_sheet: SignSheet | None = None


def prepare(
    session: Session, fund: str, quarter: Quarter, as_known: str | None = None
) -> ReturnStep:
    """Prepare a return, or prepare it again while it is a draft.

    Args:
        fund: its id or full name.
        as_known: an entry number or a moment; None for all that is known now.

    Raises:
        FiguresRefused: when claim and ledger do not tie; nothing is then recorded.
    """
    with session.filing(Permission.PREPARE) as (ledger, books):
        fund_named = fund_id(books, fund)
        known = known_entry(books, as_known)
        if not 0 < known <= books.info.head_seq:
            raise WrongArgument(
                f"the books hold the entries 1 to {books.info.head_seq}, not {known}"
            )
        version = _version_to_prepare(versions(ledger, fund_named, quarter))
        papers = draft(session, (ledger, books), (fund_named, quarter, version), known)
        step = papers.signing.steps[-1]
        _record(ledger, papers, step, {"snapshot": books.info.snapshot})
        return shown(papers)


def draft(
    session: Session,
    reading: tuple[Ledger, Books],
    which: tuple[str, Quarter, int],
    known: int,
) -> Papers:
    """Make the papers of a version of a return that is prepared now.

    Args:
        reading: the books, and the snapshot its figures are read from.
        which: the fund's id, the quarter and the version.

    Raises:
        NotCounted: when another return is in the way, or claims are not known.
        FiguresRefused: when claim and ledger do not tie.
    """
    ledger, books = reading
    fund, quarter, version = which
    return_id = named(*which)
    require_turn(ledger, fund, quarter, return_id)
    begun = Life(return_id, read_steps(ledger, return_id))
    step = step_by(session, ledger, begun, ReturnState.PREPARED)
    life = Life(return_id, (step,))
    filed = Filed(return_id, fund, quarter, version, known, life, {})
    papers = make_papers(books, order_for(session, filed, step))
    require_claims_known(ledger, fund, papers.figures.before)
    untied = [it for it in papers.findings if it.rule == "claim-ties-to-ledger"]
    if untied:
        raise FiguresRefused(untied)
    return papers


def review(session: Session, return_id: str) -> ReturnStep:
    """Record that somebody other than the preparer reviewed a return.

    Raises:
        FiguresRefused: when a check blocks.
    """
    with session.filing(Permission.REVIEW) as (ledger, books):
        filed = read_filed(ledger, return_id)
        step = require_step(session, ledger, filed.life, ReturnState.REVIEWED)
        require_same(ledger, books, return_id)
        papers = make_papers(books, order_for(session, filed, step))
        unfilled = fill_findings(books, papers, session.workspace.evidence)
        _require_passed(papers, unfilled)
        _record(ledger, papers, step, {})
        return shown(papers)


def certify(session: Session, return_id: str, password: str | None = None) -> Certified:
    """Certify a return and freeze its files.

    Args:
        password: the person's own, asked again; none is in an example workspace.

    Raises:
        NotAllowed: when it is somebody else's to certify, or the password is not.
        FiguresRefused: when a check blocks; no file is then left.
    """
    folder = session.workspace.returns / return_id
    with ExitStack() as undo:
        with (
            open_ledger(
                session.workspace, session.clock, session.wait_seconds
            ) as ledger,
            session.reading() as books,
        ):
            session.require(ledger, Permission.CERTIFY)
            filed = read_filed(ledger, return_id)
            step = require_step(session, ledger, filed.life, ReturnState.CERTIFIED)
            require_password(session, ledger, f"certify {return_id}", password)
            require_same(ledger, books, return_id)
            require_turn(ledger, filed.fund, filed.quarter, return_id)
            papers = make_papers(books, order_for(session, filed, step))
            require_claims_known(ledger, filed.fund, papers.figures.before)
            _require_passed(papers)
            layout = read_layout()
            made = make_files(papers, layout)
            made |= filled_files(books, papers, session.workspace.evidence)
            undo.callback(thaw, folder)
            facts = manifest_facts(papers, layout, books.info)
            freeze(folder, made, {**facts, **filled_facts(books, filed.fund)})
            sha256 = hashes(made)[f"{return_id}.xlsx"]
            snapshot = books.info.snapshot
            _record(ledger, papers, step, {"sha256": sha256, "snapshot": snapshot})
        undo.pop_all()
    session.publish_recorded()
    done = replace(shown(papers, sha256), folder=str(folder), note=NOT_SENT)
    return Certified(**facts_of(done), sign_sheet=sheet_of(papers))


def submit(
    session: Session, return_id: str, said: Submission, chosen: Chosen | None = None
) -> ReturnStep:
    """Record that a person sent a certified return, and post its claim.

    Args:
        chosen: files that show it was sent and signed; they are kept as evidence.

    Raises:
        FiguresRefused: when the frozen files are no longer what was certified.
        WrongArgument: when it cannot have been sent on the day named.
    """
    folder = session.workspace.returns / return_id
    with session.filing(Permission.SUBMIT) as (ledger, books):
        filed = read_filed(ledger, return_id)
        step = require_step(session, ledger, filed.life, ReturnState.SUBMITTED)
        certified = filed.life.last(ReturnState.CERTIFIED) or step
        check_sent_on(said.on, certified.on, session.today)
        require_whole(folder, filed)
        papers = make_papers(books, order_for(session, filed, step))
        require_claims_known(ledger, filed.fund, papers.figures.before)
        kept = attachment_events(session, filed, chosen or {})
        facts = {
            "date": said.on.isoformat(),
            "route": said.route,
            "recipient": said.recipient,
            "reference": said.reference,
            "sha256": filed.sha256 or "",
            **hashes_named(kept),
        }
        _record(ledger, papers, replace(step, on=said.on), facts)
        ledger.append(kept, session.person)
        record_expected_receipt(session, ledger, return_id)
        return replace(
            shown(papers, filed.sha256), folder=str(folder), note=NOTHING_SENT
        )


def waive(
    session: Session, rule: str, return_id: str, until: date, reason: str
) -> Recorded:
    """Waive a rule for one return until a day, with a reason that it will print.

    Raises:
        NotAllowed: when the person may not, or prepared the return.
        UnknownName, RuleStands: when there is no such rule, or it cannot be waived.
        OutOfOrder: when the return is frozen already.
        WrongArgument: when the waiver would have ended, or gives no reason.
    """
    check_waivable(rule)
    if until < session.today:
        raise WrongArgument(f"{until} is past; a waiver ends today or later")
    if not reason.strip():
        raise WrongArgument("a waiver needs a reason, which the return prints")
    with session.writing(Permission.WAIVE) as ledger:
        filed = read_filed(ledger, return_id)
        if filed.sha256:
            raise OutOfOrder(return_id, filed.life.state, "given a waiver", ())
        _require_other_hand(session, ledger, filed)
        event = NewEvent(
            kind="waiver",
            effective_on=session.today,
            reason=reason,
            payload={
                "rule": rule,
                "return_id": return_id,
                "until": until.isoformat(),
            },
        )
        entry = ledger.append([event], session.person)[0]
        found = ledger.rows("event_hash", seq=entry)
        return Recorded(entry, found[0]["hash"])


def _require_other_hand(session: Session, ledger: Ledger, filed: Filed) -> None:
    """Refuse a waiver by whoever prepared the return, or as their deputy."""
    holdings = role_holdings(ledger, session.today)
    holders = who_may(Permission.WAIVE, holdings)
    principals = whom_for(session.person, Permission.WAIVE, holdings)
    check_waived_by(filed.life, session.person, holders, principals)


def _version_to_prepare(held: Sequence[Filed]) -> int:
    """Give the version that is a draft, or that follows one withdrawn."""
    if not held:
        return FIRST_VERSION
    latest = held[-1]
    if latest.life.is_withdrawn:
        return latest.version + 1
    check_order(latest.life, ReturnState.PREPARED)
    return latest.version


def _require_passed(papers: Papers, more: Sequence[Finding] = ()) -> None:
    if wrong := blocking([*papers.findings, *more]):
        raise FiguresRefused(wrong)


def _record(
    ledger: Ledger, papers: Papers, step: StepTaken, facts: dict[str, str]
) -> None:
    ledger.append([step_of(papers, step, facts)], step.person)


def step_of(papers: Papers, step: StepTaken, facts: Mapping[str, Any]) -> NewEvent:
    """Record a step of a return; a submission posts the claim, cell by cell."""
    figures = papers.figures
    scope, tied = figures.scope, figures.reconciliation
    is_submitted = step.state is ReturnState.SUBMITTED
    parts = claim_parts(figures.listing, figures.over, figures.before)
    return NewEvent(
        kind=step.state.event_kind,
        effective_on=step.on,
        reason=f"{papers.signing.return_id} {step.state}",
        payload={
            "return_id": papers.signing.return_id,
            "fund": scope.fund,
            "quarter": str(scope.quarter),
            "quarter_ends": scope.ends.isoformat(),
            "version": papers.signing.version,
            "as_known": scope.known,
            "claim_pence": tied.claim_pence,
            "ledger_pence": tied.ledger_pence,
            "difference_pence": tied.difference_pence,
            **acted_for(step),
            **facts,
        },
        postings=claim_postings(parts) if is_submitted else (),
    )
