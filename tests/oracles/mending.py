"""What the books would say had the entries undone never been recorded."""

from collections.abc import Sequence

from fundtrack.domain.events import NewEvent
from tests.oracle import History


def as_if_never(history: History) -> History:
    """Leave out what was undone, and what undid it."""
    undone = {event.payload.get("undoes") for _, event in history} - {None}
    return [
        (entry, event)
        for entry, event in history
        if entry not in undone and "undoes" not in event.payload
    ]


def eligible_change(
    events: Sequence[NewEvent], fund: str, first: str, last: str
) -> int:
    """Add up what events spend or owe of a fund from a day to a day, ISO written."""
    total = 0
    for event in events:
        if first <= event.effective_on.isoformat() <= last:
            for side in event.postings:
                is_eligible = str(side.account) in {"spent", "accrued"}
                total += side.pence if is_eligible and side.cell.fund == fund else 0
    return total
