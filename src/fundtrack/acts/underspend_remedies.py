"""What each remedy needs when it is proposed, and what its approval records."""

from dataclasses import dataclass
from dataclasses import replace
from datetime import timedelta

from fundtrack.acts.recording import require_whole
from fundtrack.acts.session import Session
from fundtrack.acts.virements import able_to_decide
from fundtrack.acts.virements import asked_for
from fundtrack.acts.virements import asking_event
from fundtrack.acts.virements import budget_left
from fundtrack.acts.virements import require_left
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.allocations import carry_over_event
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.underspend_cases import Case
from fundtrack.domain.underspend_cases import Decision
from fundtrack.domain.underspend_cases import Proposal
from fundtrack.domain.underspend_cases import Remedy
from fundtrack.domain.underspend_cases import UnderspendRefused
from fundtrack.domain.underspend_cases import decided_event
from fundtrack.domain.underspend_cases import proposed_event
from fundtrack.domain.underspend_cases import require_about
from fundtrack.domain.virements import Decider
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import VirementState
from fundtrack.domain.virements import decision_event
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.metrics.underspend_cases import cases
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Proposing:
    """What somebody proposes: each remedy needs some of it.

    A re-profile needs `cell` and `quarters`; a virement `cell`, `to_cell` and `pence`,
    or the number of one that waits already; the others `cell` and `pence`.
    """

    remedy: Remedy
    reason: str
    cell: Cell | None = None
    pence: Pence | None = None
    to_cell: Cell | None = None
    quarters: tuple[tuple[Quarter, Pence], ...] = ()
    virement: int | None = None
    funder_approval: str = ""


def proposing_events(
    session: Session, ledger: Ledger, case: Case, said: Proposing
) -> list[NewEvent]:
    """Record a proposal, after the virement that it asks for where it does.

    Raises:
        WrongArgument: when the remedy lacks something, or the case does not hold it.
        UnderspendRefused: when the cell has less budget left.
    """
    if not said.reason.strip():
        raise WrongArgument("say in a few words why (--reason)")
    if said.remedy is Remedy.VIREMENT:
        return _virement(session, ledger, case, said)
    cell = _named(said.cell, "--cell")
    require_about(case, cell)
    require_whole(ledger, cell)
    if said.remedy is Remedy.RE_PROFILE:
        pence = _re_profiled(session, ledger, cell, said)
    else:
        pence = _amount(ledger, cell, said)
    quarters = tuple((str(quarter), planned) for quarter, planned in said.quarters)
    to_cell = _following(cell) if said.remedy is Remedy.CARRY_OVER else None
    proposal = replace(
        _proposal(session, said, cell, pence), to_cell=to_cell, quarters=quarters
    )
    return [proposed_event(case, proposal, session.today)]


def approved_events(
    session: Session,
    ledger: Ledger,
    about: tuple[Case, Proposal],
    decision: Decision,
    decider: Decider,
) -> list[NewEvent]:
    """Record a decision with all that it changes; a rejection ends its virement too.

    Raises:
        UnderspendRefused: when the cell has less budget left than was proposed.
    """
    case, proposal = about
    if proposal.remedy is Remedy.VIREMENT:
        changed = [_decided(session, ledger, proposal, decision, decider)]
    elif decision.is_approved:
        changed = _CHANGES[proposal.remedy](session, ledger, proposal, decision)
    else:
        changed = []
    first = ledger.head.seq + 2
    entries = list(range(first, first + len(changed)))
    return [
        decided_event(case, proposal, decision, session.today, entries),
        *changed,
    ]


def _virement(
    session: Session, ledger: Ledger, case: Case, said: Proposing
) -> list[NewEvent]:
    if said.virement is not None:
        return [_named_virement(session, ledger, case, said)]
    cell, to_cell = _named(said.cell, "--cell"), _named(said.to_cell, "--to")
    require_about(case, cell)
    pence = _given(said.pence)
    for each in (cell, to_cell):
        require_whole(ledger, each)
    move = Move(cell, to_cell, pence, said.funder_approval)
    asking = asking_event(session, ledger, move, said.reason)
    proposal = replace(
        _proposal(session, said, cell, pence),
        to_cell=to_cell,
        virement=ledger.head.seq + 1,
    )
    return [asking, proposed_event(case, proposal, session.today)]


def _named_virement(
    session: Session, ledger: Ledger, case: Case, said: Proposing
) -> NewEvent:
    virement = asked_for(ledger, said.virement or 0)
    if virement.state is not VirementState.WAITING:
        raise UnderspendRefused(f"virement {virement.number} is {virement.state}")
    named = {it.virement for each in cases(ledger) for it in each.proposals}
    if virement.number in named:
        raise UnderspendRefused(
            f"virement {virement.number} is proposed about a case already"
        )
    proposal = replace(
        _proposal(session, said, virement.from_cell, virement.pence),
        to_cell=virement.to_cell,
        virement=virement.number,
    )
    return proposed_event(case, proposal, session.today)


def _proposal(session: Session, said: Proposing, cell: Cell, pence: Pence) -> Proposal:
    return Proposal(0, said.remedy, pence, cell, said.reason, session.person)


def _re_profiled(
    session: Session, reader: Reader, cell: Cell, said: Proposing
) -> Pence:
    """Give by how much the quarters to come are planned higher than before."""
    if not said.quarters:
        raise WrongArgument('name each quarter with --quarter "2024-25 Q4=1,000.00"')
    more = 0
    for quarter, pence in said.quarters:
        _require_to_come(session, quarter)
        if str(quarter.year) != cell.year:
            raise WrongArgument(f"{quarter} is not a quarter of {cell.year}")
        found = reader.rows(
            "plan_figures", measure="profile", quarter=str(quarter), **cell.columns
        )
        more += pence - (found[0]["pence"] if found else 0)
    return Pence(more)


def _amount(reader: Reader, cell: Cell, said: Proposing) -> Pence:
    pence = _given(said.pence)
    _require_left(reader, cell, pence)
    return pence


def _require_left(reader: Reader, cell: Cell, pence: Pence) -> None:
    left = budget_left(reader, cell)
    if pence > left:
        raise UnderspendRefused(f"{cell} has {show_pence(left)} of budget left")


def _decided(
    session: Session,
    ledger: Ledger,
    proposal: Proposal,
    decision: Decision,
    decider: Decider,
) -> NewEvent:
    virement = asked_for(ledger, proposal.virement or 0)
    able = able_to_decide(session, ledger, virement.pence)
    event = decision_event(
        virement,
        Decider(decider.person, able),
        session.today,
        is_approved=decision.is_approved,
    )
    if decision.is_approved:
        require_left(ledger, virement.from_cell, virement.pence)
    return event


def _plans(
    session: Session, _: Ledger, proposal: Proposal, decision: Decision
) -> list[NewEvent]:
    quarters = [(Quarter.parse(named), pence) for named, pence in proposal.quarters]
    for quarter, _pence in quarters:
        _require_to_come(session, quarter)
    return [
        plan_event(
            Plan(
                PlanKind.PROFILE,
                proposal.cell,
                quarter,
                pence,
                session.today,
                reason=f"re-profiled, {decision.reference}",
            )
        )
        for quarter, pence in quarters
    ]


def _require_to_come(session: Session, quarter: Quarter) -> None:
    if quarter.dates.end <= session.today:
        raise WrongArgument(f"{quarter} has ended; plan it into a later quarter")


def _carried(
    session: Session, ledger: Ledger, proposal: Proposal, decision: Decision
) -> list[NewEvent]:
    _require_left(ledger, proposal.cell, proposal.pence)
    return [
        carry_over_event(
            proposal.cell, proposal.pence, session.today, decision.reference
        )
    ]


def _returned(
    session: Session, ledger: Ledger, proposal: Proposal, decision: Decision
) -> list[NewEvent]:
    """Take the budget back from the cell: it is unallocated until the award is cut."""
    _require_left(ledger, proposal.cell, proposal.pence)
    fund = proposal.cell.fund
    version = int(ledger.rows("award_version", fund=fund)[0]["version"])
    given_back = Allocation(
        proposal.cell,
        version,
        Pence(-proposal.pence),
        session.today,
        basis="returned to the funder",
        reason=f"returned to the funder, {decision.reference}",
    )
    return [allocation_event(given_back)]


_CHANGES = {
    Remedy.RE_PROFILE: _plans,
    Remedy.CARRY_OVER: _carried,
    Remedy.RETURN: _returned,
}


def _following(cell: Cell) -> Cell:
    following = FinancialYear.of(
        FinancialYear.parse(cell.year).dates.last_day + timedelta(days=1)
    )
    return replace(cell, year=str(following))


def _named(cell: Cell | None, option: str) -> Cell:
    if cell is None:
        raise WrongArgument(f"name the cell with {option}")
    return cell


def _given(pence: Pence | None) -> Pence:
    if pence is None:
        raise WrongArgument("say how much with --amount")
    return pence
