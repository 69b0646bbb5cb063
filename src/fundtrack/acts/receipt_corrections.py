"""Take back a receipt recorded wrongly; what is owed, and how far, follows."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import claim_owed
from fundtrack.acts.receipts import receipt_events
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import Correction
from fundtrack.domain.corrections import CorrectionRefused
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.corrections import undoing_event
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.receipts import check_receipt
from fundtrack.domain.receipts import check_received_on
from fundtrack.domain.returns import ReturnState
from fundtrack.domain.returns import claim_name
from fundtrack.metrics.entries import read_entry
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class TakenBack:
    """The entries that count no more, and what is recorded about it."""

    undone: tuple[HeldEntry, ...]
    events: tuple[NewEvent, ...]


def receipt_put_right(
    books: Reader, held: HeldEntry, said: Correction, today: date
) -> TakenBack:
    """Undo a receipt, and record the right one where facts are given.

    A return that it had settled is no longer paid, unless the right one settles it.

    Raises:
        CorrectionRefused: when another cell is named.
        BeyondClaim, WrongArgument: when the right amount or day cannot be.
    """
    if said.cell:
        raise CorrectionRefused(
            f"entry {held.entry} is shared over the cells of its claim; give its "
            "right --amount or --on"
        )
    return_id = str(held.said["return_id"])
    undone = (held, *_paid_by_it(books, return_id))
    events = tuple(undoing_event(each, said.reason) for each in undone)
    if said.has_facts:
        pence = held.pence if said.pence is None else said.pence
        right = Receipt(
            pence, said.on or held.event.effective_on, str(held.said["reference"])
        )
        events += _recorded_anew(books, held, right, today)
    return TakenBack(undone, events)


def _paid_by_it(books: Reader, return_id: str) -> list[HeldEntry]:
    """Find the step that made the return, or a later version, paid while it stands."""
    steps = books.rows("return_steps", return_id="*")
    paid = [
        row["seq"]
        for row in steps
        if row["step"] == ReturnState.PAID.event_kind
        and claim_name(row["return_id"]) == claim_name(return_id)
    ]
    return [read_entry(books, entry) for entry in paid]


def _recorded_anew(
    books: Reader, held: HeldEntry, right: Receipt, today: date
) -> tuple[NewEvent, ...]:
    claim = _claim(books, str(held.said["return_id"]))
    check_received_on(right.on, claim["sent_on"], today)
    owed = _owed_without(held, claim_owed(books, claim["return_id"]))
    check_receipt(claim["return_id"], Pence(sum(it.pence for it in owed)), right.pence)
    about = {name: str(claim[name]) for name in ("return_id", "fund", "quarter")}
    is_return = bool(books.rows("return_steps", return_id=claim["return_id"]))
    first, *others = receipt_events(about, owed, right, may_settle=is_return)
    return (replace(first, corrects=held.entry), *others)


def _claim(books: Reader, return_id: str) -> Row:
    every = books.rows("claims_made", fund=ANY, as_at=date.max, known=LAST_ENTRY)
    return next(row for row in every if row["claim"] == claim_name(return_id))


def _owed_without(held: HeldEntry, owed: Sequence[Standing]) -> list[Standing]:
    """Give what is owed on each cell of a claim as if a receipt had never come."""
    cells: dict[Cell, int] = {standing.cell: standing.pence for standing in owed}
    for side in held.event.postings:
        if side.account is Account.CLAIMED:
            cells[side.cell] = cells.get(side.cell, 0) + side.pence
    return [Standing(cell, Pence(cells[cell])) for cell in sorted(cells) if cells[cell]]
