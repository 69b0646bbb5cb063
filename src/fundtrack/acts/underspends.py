"""Work an underspend: find it, open a case, propose, decide, and show what became."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.acts.recording import require_names
from fundtrack.acts.session import Session
from fundtrack.acts.underspend_remedies import Proposing
from fundtrack.acts.underspend_remedies import approved_events
from fundtrack.acts.underspend_remedies import proposing_events
from fundtrack.acts.virements import able_to_decide
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Permission
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import CaseState
from fundtrack.domain.underspend_cases import Cause
from fundtrack.domain.underspend_cases import Decision
from fundtrack.domain.underspend_cases import Opening
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.underspend_cases import closed_event
from fundtrack.domain.underspend_cases import meets
from fundtrack.domain.underspend_cases import opened_event
from fundtrack.domain.underspend_cases import require_decider
from fundtrack.domain.underspend_cases import require_fund_and_year
from fundtrack.domain.virements import Decider
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.owners import Owner
from fundtrack.metrics.owners import owner_id
from fundtrack.metrics.owners import owners
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.underspend_cases import Change
from fundtrack.metrics.underspend_cases import cases
from fundtrack.metrics.underspend_cases import changes
from fundtrack.metrics.underspend_cases import open_cases
from fundtrack.metrics.underspends import Detected
from fundtrack.metrics.underspends import Level
from fundtrack.metrics.underspends import detected
from fundtrack.metrics.underspends import put_to_the_rules
from fundtrack.metrics.underspends import year_ends_on
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class Sought:
    """What `underspend list` was asked; None for as at means the office's today."""

    fund: str = ANY
    area: str = ANY
    level: Level = Level.AREA
    as_at: date | None = None
    as_known: str | None = None


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal with what it changes, before and after."""

    proposal: int
    remedy: str
    state: str
    pence: Pence
    cell: str
    reason: str
    proposed_by: str
    virement: int | None
    decided_by: str
    decided_on: date | None
    reference: str
    changes: Sequence[Change]


@dataclass(frozen=True, slots=True)
class CaseShown:
    """A case as `underspend show` gives it; what is left lapses on `lapses_on`."""

    underspend: int
    state: str
    cell: str
    pence: Pence
    settled_pence: Pence
    left_pence: Pence
    lapses_on: date
    cause: str
    words: str
    owner: str
    owned_by: Owner
    opened_on: date
    opened_by: str
    as_at: date
    rate_lapses_pence: Pence | None
    profile_lapses_pence: Pence | None
    closed_by: str
    closing: str
    proposals: Sequence[ProposalShown]


@dataclass(frozen=True, slots=True)
class Underspends:
    """What the rules find on a day, and the cases that are open."""

    as_at: date
    as_known: int
    snapshot: str
    detected: Sequence[Detected]
    cases: Sequence[CaseShown]


@dataclass(frozen=True, slots=True)
class Starting:
    """What somebody says who opens a case; no pence leaves the sum to the rules."""

    cell: Cell
    cause: Cause
    reason: str
    owner: str
    pence: Pence | None = None
    as_at: date | None = None


@dataclass(frozen=True, slots=True)
class UnderspendStep:
    """Where a case stands after an act; `entry` recorded the step itself."""

    underspend: int
    state: str
    proposal: int | None
    left_pence: Pence
    entry: int


def list_underspends(session: Session, sought: Sought) -> Underspends:
    """List what the rules find above the tolerance, beside the open cases."""
    as_at = sought.as_at or session.workspace.settings().today(session.clock)
    with session.reading() as books:
        known = known_entry(books, sought.as_known)
        fund, area = fund_id(books, sought.fund), area_id(books, sought.area)
        found = detected(books, Selection(as_at, known, fund, area), sought.level)
        held = open_cases(books, known)
        about = Cell(fund=fund, area=area)
        return Underspends(
            as_at=as_at,
            as_known=known,
            snapshot=books.info.snapshot,
            detected=[_with_case(each, held) for each in found],
            cases=[
                _shown(books, case, as_at)
                for case in held
                if meets(case.said.cell, about)
            ],
        )


def show_underspend(session: Session, number: int) -> CaseShown:
    """Show one case with every proposal, before and after."""
    on = session.workspace.settings().today(session.clock)
    with session.reading() as books:
        return _shown(books, _case(books, number), on)


def open_underspend(session: Session, starting: Starting) -> UnderspendStep:
    """Open a case about an underspend, with its cause and who answers for it."""
    with session.writing(Permission.WORK_UNDERSPEND) as ledger:
        require_names(ledger, starting.cell)
        said = _opening(session, ledger, starting)
        event = opened_event(said, session.today, open_cases(ledger))
        entry = ledger.append([event], session.person)[0]
        return _step(ledger, entry, None, entry)


def propose(session: Session, number: int, said: Proposing) -> UnderspendStep:
    """Propose something about a case; a virement is asked for in the same act."""
    with session.writing(Permission.WORK_UNDERSPEND) as ledger:
        case = _case(ledger, number)
        events = proposing_events(session, ledger, case, said)
        entry = ledger.append(events, session.person)[-1]
        return _step(ledger, number, entry, entry)


def decide(
    session: Session, number: int, decision: Decision, proposal: int | None = None
) -> UnderspendStep:
    """Decide on a case's proposal; what an approval changes happens in the same act.

    Args:
        proposal: its number; None where only one waits.
    """
    with session.writing(Permission.DECIDE_UNDERSPEND) as ledger:
        case = _case(ledger, number)
        about = _proposal(case, proposal)
        able = able_to_decide(
            session, ledger, about.pence, Permission.DECIDE_UNDERSPEND
        )
        decider = Decider(session.person, able)
        require_decider(case, about, decider)
        events = approved_events(session, ledger, (case, about), decision, decider)
        entry = ledger.append(events, session.person)[0]
        return _step(ledger, number, about.number, entry)


def close(session: Session, number: int, reason: str) -> UnderspendStep:
    """Close a case that needs no decision any more."""
    with session.writing(Permission.WORK_UNDERSPEND) as ledger:
        event = closed_event(_case(ledger, number), reason, session.today)
        entry = ledger.append([event], session.person)[0]
        return _step(ledger, number, None, entry)


def _opening(session: Session, reader: Reader, starting: Starting) -> Opening:
    cell = starting.cell
    require_fund_and_year(cell)
    today = session.workspace.settings().today(session.clock)
    as_at = starting.as_at or min(today, year_ends_on(cell.year))
    found = put_to_the_rules(reader, Selection(as_at, LAST_ENTRY, cell.fund), cell)
    rate, profile = found.found.by_rate, found.found.by_profile
    is_of_year = found.financial_year == cell.year
    lapses = found.found.lapses_pence if is_of_year else Pence(0)
    return Opening(
        cell=cell,
        pence=lapses if starting.pence is None else starting.pence,
        cause=starting.cause,
        words=starting.reason,
        owner=owner_id(reader, starting.owner, session.today),
        as_at=as_at,
        rate_lapses_pence=rate.lapses_pence if rate and is_of_year else None,
        profile_lapses_pence=profile.lapses_pence if profile and is_of_year else None,
    )


def _case(reader: Reader, number: int) -> Case:
    held = {case.number: case for case in cases(reader)}
    if number not in held:
        raise UnknownName("underspend case", str(number), [str(it) for it in held])
    return held[number]


def _proposal(case: Case, number: int | None) -> Proposal:
    every = {proposal.number: proposal for proposal in case.proposals}
    waiting = [str(proposal.number) for proposal in case.waiting]
    if number is None and len(waiting) == 1:
        return case.waiting[0]
    if number is None:
        listed = ", ".join(waiting) or "none"
        raise WrongArgument(
            f"name it with --proposal; waiting in case {case.number}: {listed}"
        )
    if number not in every:
        raise UnknownName("proposal", str(number), [str(it) for it in every])
    return every[number]


def _step(
    reader: Reader, number: int, proposal: int | None, entry: int
) -> UnderspendStep:
    case = _case(reader, number)
    return UnderspendStep(number, case.state, proposal, case.left_pence, entry)


def _with_case(found: Detected, held: Sequence[Case]) -> Detected:
    pattern = Cell.parse(found.cell)
    about = [case.number for case in held if meets(case.said.cell, pattern)]
    return replace(found, case=about[0] if about else None)


def _shown(reader: Reader, case: Case, on: date) -> CaseShown:
    said = case.said
    return CaseShown(
        underspend=case.number,
        state=case.state,
        cell=str(said.cell),
        pence=said.pence,
        settled_pence=case.settled_pence,
        left_pence=case.left_pence if case.state is CaseState.OPEN else Pence(0),
        lapses_on=year_ends_on(said.cell.year),
        cause=said.cause,
        words=said.words,
        owner=said.owner,
        owned_by=owners(reader, on).of(said.owner, on),
        opened_on=case.opened_on,
        opened_by=case.opened_by,
        as_at=said.as_at,
        rate_lapses_pence=said.rate_lapses_pence,
        profile_lapses_pence=said.profile_lapses_pence,
        closed_by=case.closed_by,
        closing=case.closing,
        proposals=[_proposal_shown(reader, each) for each in case.proposals],
    )


def _proposal_shown(reader: Reader, proposal: Proposal) -> ProposalShown:
    return ProposalShown(
        proposal=proposal.number,
        remedy=proposal.remedy,
        state=proposal.state,
        pence=proposal.pence,
        cell=str(proposal.cell),
        reason=proposal.reason,
        proposed_by=proposal.proposed_by,
        virement=proposal.virement,
        decided_by=proposal.decided_by,
        decided_on=proposal.decided_on,
        reference=proposal.reference,
        changes=changes(reader, proposal),
    )
