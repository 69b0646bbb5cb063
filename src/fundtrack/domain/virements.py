"""Virements: budget moved between cells of one fund, decided by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.allocations import virement_postings
from fundtrack.domain.cells import Cell
from fundtrack.domain.cells import SpendKind
from fundtrack.domain.events import NewEvent
from fundtrack.errors import NotAllowed
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import show_pence


class VirementState(StrEnum):
    """How far a virement has come."""

    WAITING = "waiting"
    APPROVED = "approved"
    REJECTED = "rejected"


class VirementRefused(Refused):
    """The virement cannot be decided or would break a rule."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class Virement:
    """A request to move budget; its number is the entry that asked for it.

    `reason` is the word of whoever asked.
    """

    number: int
    from_cell: Cell
    to_cell: Cell
    pence: Pence
    asked_by: str
    state: VirementState
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Move:
    """What a virement would move, and the funder's word where it is needed.

    `funder_approval` is the reference under which the funder agreed.
    """

    from_cell: Cell
    to_cell: Cell
    pence: Pence
    funder_approval: str = ""


@dataclass(frozen=True, slots=True)
class Decider:
    """Who would decide on a virement, and who could: those with the authority.

    `reason` is why, where they say so.
    """

    person: str
    able: tuple[str, ...]
    reason: str = ""


def request_event(move: Move, on: date, reason: str) -> NewEvent:
    """Ask for a virement; nothing moves until somebody else approves it.

    Raises:
        WrongArgument: between grants or years, out of capital without the funder's
            approval, from a cell into itself, or of nothing: the grant agreement
            forbids moving money between grants, and a year's money stays in its year.

    Source: house template of grant agreements, "Managing the Grant".
    """
    given, taken = move.from_cell, move.to_cell
    if not (given.is_whole and taken.is_whole):
        raise WrongArgument("a virement needs two whole cells")
    if given.fund != taken.fund:
        raise WrongArgument("money may not move between grants")
    if given.year != taken.year:
        raise WrongArgument(
            "a virement stays within its year; record a carry-over that was approved"
        )
    is_out_of_capital = given.kind == SpendKind.CAPITAL != taken.kind
    if is_out_of_capital and not move.funder_approval:
        raise WrongArgument(
            "capital may not become revenue without the funder; "
            "give the reference of their approval with --funder-approval"
        )
    if given == taken or move.pence <= 0:
        raise WrongArgument("a virement moves more than nothing to another cell")
    return NewEvent(
        kind="virement_request",
        effective_on=on,
        reason=reason,
        payload={
            "from_cell": str(given),
            "to_cell": str(taken),
            "pence": move.pence,
            "funder_approval": move.funder_approval,
        },
    )


def decision_event(
    virement: Virement, decider: Decider, on: date, *, is_approved: bool
) -> NewEvent:
    """Decide on a virement; an approval moves the budget in the same entry.

    Raises:
        VirementRefused: when it is decided already.
        NotAllowed: when whoever asked for it would decide, or somebody whose
            authority ends below the amount.
    """
    if virement.state is not VirementState.WAITING:
        raise VirementRefused(f"virement {virement.number} is {virement.state} already")
    others = [person for person in decider.able if person != virement.asked_by]
    if virement.asked_by == decider.person:
        said = f"decide on virement {virement.number}, having asked for it"
        raise NotAllowed(decider.person, said, others)
    if decider.person not in decider.able:
        said = f"decide on {show_pence(virement.pence)}, which is above their limit"
        raise NotAllowed(decider.person, said, others)
    moved = virement_postings(virement.from_cell, virement.to_cell, virement.pence)
    return NewEvent(
        kind="virement_approval" if is_approved else "virement_rejection",
        effective_on=on,
        reason=decider.reason.strip() or f"decision on virement {virement.number}",
        payload={"virement": virement.number},
        postings=moved if is_approved else (),
        corrects=virement.number,
    )


def state_after(steps: Sequence[str]) -> VirementState:
    """Tell the state from the kinds of its entries, in order."""
    if "virement_approval" in steps:
        return VirementState.APPROVED
    if "virement_rejection" in steps:
        return VirementState.REJECTED
    return VirementState.WAITING
