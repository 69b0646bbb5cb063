"""A period's money again, one posting and one receipt after the other."""

from datetime import date

from fundtrack.domain.cells import Cell
from tests.oracle import History
from tests.oracle import counted

SPENT = {"spent", "accrued"}


def eligible(
    history: History, cell: Cell, window: tuple[date, date], known: int
) -> int:
    """What was spent and owed on cells from a day to another, both included."""
    starts, until = window
    return sum(
        posting.pence
        for _, event in counted(history, until, known)
        if event.effective_on >= starts
        for posting in event.postings
        if str(posting.account) in SPENT and cell.covers(posting.cell)
    )


def claims(history: History, year: str) -> dict[str, tuple[int, int]]:
    """What was claimed for each quarter of a year, and what arrived of it."""
    sums: dict[str, tuple[int, int]] = {}
    quarters: dict[str, str] = {}
    for _, event in history:
        said = event.payload
        if event.kind not in {"return_submitted", "return_received"}:
            continue
        claim = str(said["return_id"]).rsplit("-v", 1)[0]
        if event.kind == "return_submitted":
            quarters[claim] = str(said["quarter"])
        quarter = quarters[claim]
        claimed, received = sums.get(quarter, (0, 0))
        for posting in event.postings:
            if str(posting.account) in {"claimed", "received"}:
                claimed -= posting.pence
            if str(posting.account) == "received":
                received -= posting.pence
        sums[quarter] = (claimed, received)
    return {name: both for name, both in sums.items() if name.startswith(year)}
