"""Virements: budget moved between cells of one fund, decided by somebody else."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.allocations import virement_postings
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.errors import NotAllowed
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence


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
    """A request to move budget; its number is the entry that asked for it."""

    number: int
    from_cell: Cell
    to_cell: Cell
    pence: Pence
    asked_by: str
    state: VirementState


@dataclass(frozen=True, slots=True)
class Decider:
    """Who would decide on a virement, and who else could."""

    person: str
    others: tuple[str, ...]


def request_event(
    from_cell: Cell, to_cell: Cell, pence: Pence, on: date, reason: str
) -> NewEvent:
    """Ask for a virement; nothing moves until somebody else approves it.

    Raises:
        WrongArgument: between grants, out of capital, from a cell into itself, or of
            nothing: the grant agreement forbids moving money between grants, and
            capital to revenue needs the funder.

    Source: house template of grant agreements, "Managing the Grant".
    """
    if not (from_cell.is_whole and to_cell.is_whole):
        raise WrongArgument("a virement needs two whole cells")
    if from_cell.fund != to_cell.fund:
        raise WrongArgument("money may not move between grants")
    if from_cell.kind != to_cell.kind and from_cell.kind == "capital":
        raise WrongArgument("capital may not become revenue without the funder")
    if from_cell == to_cell or pence <= 0:
        raise WrongArgument("a virement moves more than nothing to another cell")
    return NewEvent(
        kind="virement_request",
        effective_on=on,
        reason=reason,
        payload={
            "from_cell": str(from_cell),
            "to_cell": str(to_cell),
            "pence": pence,
        },
    )


def decision_event(
    virement: Virement, decider: Decider, on: date, *, is_approved: bool
) -> NewEvent:
    """Decide on a virement; an approval moves the budget in the same entry.

    Raises:
        VirementRefused: when it is decided already.
        NotAllowed: when whoever asked for it would decide.
    """
    if virement.state is not VirementState.WAITING:
        raise VirementRefused(f"virement {virement.number} is {virement.state} already")
    if virement.asked_by == decider.person:
        raise NotAllowed(
            decider.person,
            f"decide on virement {virement.number}, having asked for it",
            decider.others,
        )
    moved = virement_postings(virement.from_cell, virement.to_cell, virement.pence)
    return NewEvent(
        kind="virement_approval" if is_approved else "virement_rejection",
        effective_on=on,
        reason=f"decision on virement {virement.number}",
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
