"""Orders again: open is what was ordered less what was billed, event by event."""

from datetime import date

from fundtrack.domain.cells import Cell
from tests.oracle import History
from tests.oracle import counted


def told(
    history: History, cell: Cell, reference: str, on: date, known: int
) -> tuple[int, int]:
    """What was ordered under a reference on a cell, and what was billed of it."""
    ordered = billed = 0
    for _, event in counted(history, on, known):
        own = str(event.payload.get("reference") or "").upper()
        bills = str(event.payload.get("order") or own).upper()
        for posting in event.postings:
            if posting.cell != cell or event.kind == "drawdown":
                continue
            if str(posting.account) == "committed" and own == reference:
                ordered += posting.pence
            if str(posting.account) in {"spent", "accrued"} and bills == reference:
                billed += posting.pence
    return ordered, billed


def still_open(
    history: History, cell: Cell, reference: str, on: date, known: int
) -> int:
    """What is still to come of an order: nothing is billed twice, nothing owed back."""
    ordered, billed = told(history, cell, reference, on, known)
    if billed < 0:
        return ordered
    return ordered - billed if billed < ordered else 0
