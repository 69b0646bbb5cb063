"""What moved beneath a certified return, over the events themselves, cell by cell."""

from datetime import date

from fundtrack.domain.cells import Cell
from tests.oracle import History

USED = {"accrued", "spent"}


def stood(
    history: History, fund: str, days: tuple[date, date], known: int
) -> dict[Cell, int]:
    """What stood on each cell of a claim's days, one posting at a time."""
    first, last = days
    found: dict[Cell, int] = {}
    for entry, event in history:
        if entry > known or not first <= event.effective_on <= last:
            continue
        for posting in event.postings:
            if str(posting.account) in USED and posting.cell.fund == fund:
                found[posting.cell] = found.get(posting.cell, 0) + posting.pence
    return found


def moved(
    history: History, fund: str, days: tuple[date, date], since: int
) -> tuple[int, list[int]]:
    """What stands now less what stood then, and the entries that made cells differ."""
    then = stood(history, fund, days, since)
    now = stood(history, fund, days, history[-1][0])
    differ = {cell for cell in (*then, *now) if then.get(cell, 0) != now.get(cell, 0)}
    entries = [
        entry
        for entry, event in history
        if entry > since
        and days[0] <= event.effective_on <= days[1]
        and any(
            str(it.account) in USED and it.cell.fund == fund and it.cell in differ
            for it in event.postings
        )
    ]
    return sum(now.values()) - sum(then.values()), entries
