"""Ask for a virement, and decide on one that somebody else asked for."""

from dataclasses import dataclass

from fundtrack.acts.deciding import able_on
from fundtrack.acts.recording import require_names
from fundtrack.acts.session import Session
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.virements import Decider
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import Virement
from fundtrack.domain.virements import VirementRefused
from fundtrack.domain.virements import VirementState
from fundtrack.domain.virements import decision_event
from fundtrack.domain.virements import request_event
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.position import Reader
from fundtrack.metrics.virements import virements
from fundtrack.money import Pence
from fundtrack.money import show_pence


@dataclass(frozen=True, slots=True)
class VirementStep:
    """Where a virement stands after an act."""

    virement: int
    state: str
    entry: int


def request_virement(session: Session, move: Move, reason: str) -> VirementStep:
    """Ask for budget to move between two cells of one fund."""
    with session.writing(Permission.REQUEST_VIREMENT) as ledger:
        event = asking_event(session, ledger, move, reason)
        entry = ledger.append([event], session.person)[0]
    return VirementStep(entry, VirementState.WAITING, entry)


def decide_virement(
    session: Session, number: int, *, is_approved: bool, reason: str = ""
) -> VirementStep:
    """Approve or reject a virement; approval moves the budget at once.

    Args:
        reason: why, which the history then shows.
    """
    with session.writing(Permission.APPROVE_VIREMENT) as ledger:
        virement = asked_for(ledger, number)
        able = able_to_decide(session, ledger, virement.pence)
        decider = Decider(session.person, able, reason)
        event = decision_event(
            virement, decider, session.today, is_approved=is_approved
        )
        if is_approved:
            require_left(ledger, virement.from_cell, virement.pence)
        entry = ledger.append([event], session.person)[0]
    state = VirementState.APPROVED if is_approved else VirementState.REJECTED
    return VirementStep(number, state, entry)


def asking_event(session: Session, reader: Reader, move: Move, reason: str) -> NewEvent:
    """Ask for a virement, held against the budget that is left to move.

    Raises:
        VirementRefused: when the cell has less.
        UnknownName: when the registers do not hold where it would go.
    """
    if not reason.strip():
        raise WrongArgument("a virement needs a reason, which the history shows")
    event = request_event(move, session.today, reason)
    require_names(reader, move.to_cell)
    require_left(reader, move.from_cell, move.pence)
    return event


def require_left(reader: Reader, cell: Cell, pence: Pence) -> None:
    """Refuse to move more than is left of a cell, when asked for and when decided.

    Raises:
        VirementRefused: saying how much is left.
    """
    left = budget_left(reader, cell)
    if pence > left:
        raise VirementRefused(f"{cell} has {show_pence(left)} of budget left to move")


def able_to_decide(
    session: Session,
    reader: Reader,
    pence: Pence,
    permission: Permission = Permission.APPROVE_VIREMENT,
) -> tuple[str, ...]:
    """List who has the authority to decide on so much today."""
    return able_on(reader, pence, session.today, permission)


def asked_for(reader: Reader, number: int) -> Virement:
    """Find a virement by its number.

    Raises:
        UnknownName: listing those the books hold.
    """
    held = {virement.number: virement for virement in virements(reader)}
    if number not in held:
        raise UnknownName("virement", str(number), [str(known) for known in held])
    return held[number]


def budget_left(reader: Reader, cell: Cell) -> Pence:
    """Give what of a cell's budget is neither ordered, owed nor spent."""
    return Pence(reader.rows("allocated_left", **cell.columns)[0]["pence"])
