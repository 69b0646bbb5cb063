"""Underspend cases: a cause, an owner, proposals, and decisions by somebody else.

A case holds what would lapse when it was opened. Each decision in favour answers a
part of it; the case closes by itself when nothing is left, and stays open with the
rest until then. Every step is an event; what a decision changes in the books is
recorded in the same act.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.virements import Decider
from fundtrack.errors import NotAllowed
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import show_pence


class Cause(StrEnum):
    """Why budget is not used, as offices report it; words of the case say more."""

    RECRUITMENT = "recruitment"
    PROCUREMENT = "procurement"
    LATE_DELIVERY = "late-delivery"
    LATE_AWARD = "late-award"
    LATE_BILLING = "late-billing"
    PARTNER = "partner"
    LOWER_COST = "lower-cost"
    LOWER_DEMAND = "lower-demand"
    OTHER = "other"


class Remedy(StrEnum):
    """What may be done about an underspend."""

    RE_PROFILE = "re-profile"
    VIREMENT = "virement"
    CARRY_OVER = "carry-over"
    RETURN = "return"


class CaseState(StrEnum):
    """Whether a case still asks for something."""

    OPEN = "open"
    SETTLED = "settled"
    """Decisions answer all of it."""
    CLOSED = "closed"
    """Somebody closed it, and said why."""


class ProposalState(StrEnum):
    """How far a proposal has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"
    UNDONE = "undone"
    """Approved, and what it changed was taken back since by a correction."""


class UnderspendRefused(Refused):
    """The case or proposal does not allow the step; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Opening:
    """What a case begins with: `pence` would lapse of the cells that `cell` covers.

    The figures of both rules are kept as they were on `as_at`, None where a rule gave
    none.
    """

    cell: Cell
    pence: Pence
    cause: Cause
    words: str
    owner: str
    as_at: date
    rate_lapses_pence: Pence | None
    profile_lapses_pence: Pence | None


@dataclass(frozen=True, slots=True)
class Proposal:
    """One thing proposed; its number is the entry that proposed it.

    `quarters` pairs each quarter with the profile it would get. `entries` are what the
    approval recorded in the books.
    """

    number: int
    remedy: Remedy
    pence: Pence
    cell: Cell
    reason: str
    proposed_by: str
    to_cell: Cell | None = None
    quarters: tuple[tuple[str, Pence], ...] = ()
    virement: int | None = None
    state: ProposalState = ProposalState.WAITING
    decided_by: str = ""
    decided_on: date | None = None
    reference: str = ""
    entries: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """A case with its proposals; its number is the entry that opened it."""

    number: int
    opened_on: date
    opened_by: str
    said: Opening
    proposals: tuple[Proposal, ...] = ()
    closed_by: str = ""
    closing: str = ""

    @property
    def settled_pence(self) -> Pence:
        """What decisions in favour have answered of it."""
        return Pence(
            sum(it.pence for it in self.proposals if it.state is ProposalState.APPROVED)
        )

    @property
    def left_pence(self) -> Pence:
        """What no decision answers yet."""
        return Pence(max(0, self.said.pence - self.settled_pence))

    @property
    def waiting(self) -> tuple[Proposal, ...]:
        """The proposals that nobody has decided on."""
        return tuple(it for it in self.proposals if it.state is ProposalState.WAITING)

    @property
    def state(self) -> CaseState:
        """Whether something is left to answer."""
        if self.closed_by:
            return CaseState.CLOSED
        return CaseState.OPEN if self.left_pence else CaseState.SETTLED


def require_fund_and_year(cell: Cell) -> None:
    """Refuse a pattern wider than one fund's year.

    Raises:
        WrongArgument: because the money of a year lapses at its end, fund by fund.
    """
    if ANY in {cell.fund, cell.year}:
        raise WrongArgument("a case needs a fund and a year: FUND/AREA/*/*/*/YEAR")


def opened_event(said: Opening, on: date, open_cases: Sequence[Case]) -> NewEvent:
    """Open a case.

    Raises:
        WrongArgument: of nothing, or without words.
        UnderspendRefused: when an open case is about some of the same cells.
    """
    if said.pence <= 0:
        raise WrongArgument(
            f"neither rule finds an underspend on {said.cell} as at {said.as_at}; "
            "say with --amount how much of it will not be spent"
        )
    if not said.words.strip():
        raise WrongArgument("say in a few words why it is not spent (--reason)")
    for case in open_cases:
        if meets(case.said.cell, said.cell):
            raise UnderspendRefused(
                f"case {case.number} is open about {case.said.cell} already; propose "
                f"there, or close it: fundtrack underspend close {case.number}"
            )
    return NewEvent(
        kind="underspend_opened",
        effective_on=on,
        reason=said.words,
        payload={
            "cell": str(said.cell),
            "pence": said.pence,
            "cause": str(said.cause),
            "owner": said.owner,
            "as_at": said.as_at.isoformat(),
            "rate_lapses_pence": said.rate_lapses_pence,
            "profile_lapses_pence": said.profile_lapses_pence,
        },
    )


def proposed_event(case: Case, said: Proposal, on: date) -> NewEvent:
    """Propose something about a case; nothing changes until somebody else decides.

    Raises:
        UnderspendRefused: when the case is not open.
        WrongArgument: when the cell is not one of the case's, or the sum is nothing.
    """
    require_about(case, said.cell)
    if said.pence <= 0:
        raise WrongArgument("a proposal is about more than nothing")
    return NewEvent(
        kind="underspend_proposed",
        effective_on=on,
        reason=said.reason,
        payload={
            "underspend": case.number,
            "remedy": str(said.remedy),
            "cell": str(said.cell),
            "to_cell": str(said.to_cell) if said.to_cell else None,
            "pence": said.pence,
            "quarters": [f"{quarter}={pence}" for quarter, pence in said.quarters],
            "virement": said.virement,
        },
    )


def require_about(case: Case, cell: Cell) -> None:
    """Refuse a cell that an open case is not about.

    Raises:
        UnderspendRefused: when the case is not open.
        WrongArgument: when the cell is not a whole one of the case's.
    """
    _require_open(case)
    if not (cell.is_whole and case.said.cell.covers(cell)):
        raise WrongArgument(
            f"case {case.number} is about {case.said.cell}; name a whole cell of it"
        )


@dataclass(frozen=True, slots=True)
class Decision:
    """A decision on one proposal, with its reference and why."""

    is_approved: bool
    reference: str
    reason: str


def decided_event(
    case: Case,
    proposal: Proposal,
    decision: Decision,
    on: date,
    entries: Sequence[int] = (),
) -> NewEvent:
    """Decide on a proposal.

    Args:
        entries: the numbers that what the decision changes will get.

    Raises:
        WrongArgument: an approval without its reference, or no reason.
    """
    if decision.is_approved and not decision.reference.strip():
        raise WrongArgument("an approval needs the decision's reference (--reference)")
    if not decision.reason.strip():
        raise WrongArgument("say in a few words why (--reason)")
    return NewEvent(
        kind="underspend_approved" if decision.is_approved else "underspend_rejected",
        effective_on=on,
        reason=decision.reason,
        payload={
            "underspend": case.number,
            "proposal": proposal.number,
            "remedy": str(proposal.remedy),
            "cell": str(proposal.cell),
            "pence": proposal.pence,
            "reference": decision.reference,
            "entries": [str(entry) for entry in entries],
        },
        corrects=proposal.number,
    )


def require_decider(case: Case, proposal: Proposal, decider: Decider) -> None:
    """Refuse whoever proposed it, and authority that ends below the sum.

    Raises:
        UnderspendRefused: when the case or the proposal waits for no decision.
        NotAllowed: naming who can.
    """
    _require_open(case)
    if proposal.state is not ProposalState.WAITING:
        raise UnderspendRefused(
            f"proposal {proposal.number} is {proposal.state} already"
        )
    others = [person for person in decider.able if person != proposal.proposed_by]
    if decider.person == proposal.proposed_by:
        said = f"decide on proposal {proposal.number}, having made it"
        raise NotAllowed(decider.person, said, others)
    if decider.person not in decider.able:
        said = f"decide on {show_pence(proposal.pence)}, which is above their limit"
        raise NotAllowed(decider.person, said, others)


def closed_event(case: Case, reason: str, on: date) -> NewEvent:
    """Close a case that needs no decision any more, and say why.

    Raises:
        UnderspendRefused: when it is not open, or a proposal waits.
        WrongArgument: without a reason.
    """
    _require_open(case)
    if case.waiting:
        raise UnderspendRefused(
            f"proposal {case.waiting[0].number} of case {case.number} waits for a "
            "decision; decide on it first"
        )
    if not reason.strip():
        raise WrongArgument("say in a few words why it is closed (--reason)")
    return NewEvent(
        kind="underspend_closed",
        effective_on=on,
        reason=reason,
        payload={"underspend": case.number, "cell": str(case.said.cell)},
    )


def meets(one: Cell, other: Cell) -> bool:
    """Whether two patterns have a cell in common."""
    pairs = zip(one.parts, other.parts, strict=True)
    return all(mine == theirs or ANY in {mine, theirs} for mine, theirs in pairs)


def _require_open(case: Case) -> None:
    if case.state is not CaseState.OPEN:
        raise UnderspendRefused(f"case {case.number} is {case.state} already")
