"""What of the payments to a partner no accepted line supports, told again.

By running sums: a payment is unsupported as far as all that was paid by then, less what
was taken back, exceeds all that was ever accepted.
"""

from collections.abc import Sequence
from datetime import date

from fundtrack.domain.events import NewEvent
from tests.oracle import History
from tests.oracle import counted


def standing(history: History, as_at: date, known: int) -> list[NewEvent]:
    """The newest answer to each row, as known, of those delivered by the day."""
    newest: dict[tuple[object, ...], NewEvent] = {}
    for entry, event in history:
        if entry <= known and event.kind.startswith("partner_"):
            said = event.payload
            name = (event.kind, said["partner"], said["quarter"], said.get("number"))
            newest[name] = event
    return [event for event in newest.values() if event.effective_on <= as_at]


def accepted(history: History, cell: str, as_at: date, known: int) -> int:
    """What the accepted lines of a budget cell, whatever its year, come to."""
    total = 0
    for event in standing(history, as_at, known):
        is_line = event.kind == "partner_line" and event.payload["answer"] == "accepted"
        if is_line and str(event.payload["cell"]).startswith(cell):
            total += int(str(event.payload["pence"]))
    return total


def unsupported(
    history: History, supplier: str, cell: str, as_at: date, known: int
) -> list[int]:
    """What is unsupported of each payment, in order; credits undo an equal payment."""
    paid: list[int] = []
    for _, event in sorted(
        counted(history, as_at, known), key=lambda it: (it[1].effective_on, it[0])
    ):
        if event.payload.get("supplier") != supplier:
            continue
        paid += [
            side.pence
            for side in event.postings
            if side.account == "spent" and str(side.cell).startswith(cell)
        ]
    return shortfalls(paid, accepted(history, cell, as_at, known))


def shortfalls(paid: Sequence[int], supported: int) -> list[int]:
    """Share what is accepted over payments by running sums."""
    kept: list[int] = []
    for pence in paid:
        if pence > 0:
            kept.append(pence)
        elif -pence in kept:
            kept[len(kept) - 1 - kept[::-1].index(-pence)] = 0
        else:
            kept = _less(kept, -pence)
    found, so_far = [], 0
    for pence in kept:
        so_far += pence
        found.append(max(0, min(pence, so_far - supported)))
    return found


def _less(kept: list[int], pence: int) -> list[int]:
    """Take a sum off the newest payments, a penny at a time."""
    left = list(kept)
    for _ in range(pence):
        for at in range(len(left) - 1, -1, -1):
            if left[at]:
                left[at] -= 1
                break
    return left
