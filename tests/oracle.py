"""Every money figure again, in slow and obvious Python over the events themselves.

Nothing here is shared with the program's own sums: no SQL, no accounts grouped by a
database. A history is a list of (entry number, NewEvent).
"""

from collections.abc import Callable
from collections.abc import Sequence
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent

History = Sequence[tuple[int, NewEvent]]

USES = {"allocated", "committed", "accrued", "spent"}
SOURCES = {"promised", "claimed", "received"}


def counted(history: History, as_at: date, known: int) -> History:
    """The events that count: known by the entry and effective by the day."""
    return [
        (entry, event)
        for entry, event in history
        if entry <= known and event.effective_on <= as_at
    ]


def balance(
    history: History, accounts: set[str], pattern: Cell, as_at: date, known: int
) -> int:
    """Add up, one posting at a time, what stands on some accounts of some cells."""
    total = 0
    for _, event in counted(history, as_at, known):
        for posting in event.postings:
            if str(posting.account) in accounts and pattern.covers(posting.cell):
                total += posting.pence
    return total


def months_ended(quarter_ends: date, as_at: date) -> int:
    """How many of the three months of a quarter have ended by the day."""
    ended = 0
    for months_before in (2, 1, 0):
        month = quarter_ends.month - months_before
        last = (
            date(quarter_ends.year, month + 1, 1)
            if month < 12
            else date(quarter_ends.year + 1, 1, 1)
        )
        if last.toordinal() - 1 <= as_at.toordinal():
            ended += 1
    return ended


def third(pence: int) -> int:
    """A third in whole pence; what is odd, of either sign, waits for the last month."""
    return -(-pence // 3) if pence < 0 else pence // 3


def plans(
    history: History, kind: str, pattern: Cell, as_at: date, known: int
) -> dict[tuple[Cell, date], int]:
    """The latest figure of a plan for each cell and quarter."""
    latest: dict[tuple[Cell, date], int] = {}
    for _, event in counted(history, as_at, known):
        if event.kind != kind:
            continue
        said = event.payload
        cell = Cell(
            str(said["fund"]),
            str(said["area"]),
            str(said["project"]),
            str(said["heading"]),
            str(said["spend_kind"]),
            str(said["financial_year"]),
        )
        if pattern.covers(cell):
            quarter_ends = date.fromisoformat(str(said["quarter_ends"]))
            latest[cell, quarter_ends] = int(str(said["pence"]))
    return latest


def profile_to_date(
    history: History, pattern: Cell, as_at: date, known: int
) -> int | None:
    """A third of each quarter's profile for each month ended; None without a plan."""
    found = plans(history, "profile", pattern, as_at, known)
    if not found:
        return None
    total = 0
    for (_, quarter_ends), pence in found.items():
        ended = months_ended(quarter_ends, as_at)
        total += pence if ended == 3 else third(pence) * ended
    return total


def still_to_come(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What the forecasts say for the months that have not ended."""
    total = 0
    found = plans(history, "forecast", pattern, as_at, known)
    for (_, quarter_ends), pence in found.items():
        ended = months_ended(quarter_ends, as_at)
        total += 0 if ended == 3 else pence - third(pence) * ended
    return total


def budget(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What the cells may spend."""
    return balance(history, USES, pattern, as_at, known)


def actual(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What was spent."""
    return balance(history, {"spent"}, pattern, as_at, known)


def accrued(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What is owed and not billed."""
    return balance(history, {"accrued"}, pattern, as_at, known)


def eligible(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What was spent and what is owed, together."""
    return balance(history, {"spent", "accrued"}, pattern, as_at, known)


def committed(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What is ordered and neither owed nor spent."""
    return balance(history, {"committed"}, pattern, as_at, known)


def awarded(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What the funder promised, whether claimed or received since or not."""
    return -balance(history, SOURCES, pattern, as_at, known)


def claimed(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What was asked of the funder."""
    return -balance(history, {"claimed", "received"}, pattern, as_at, known)


def received(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What the funder paid."""
    return -balance(history, {"received"}, pattern, as_at, known)


def owed_to_us(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What was asked of the funder and not paid."""
    return -balance(history, {"claimed"}, pattern, as_at, known)


def forecast(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """What will have been spent: so far, and what the forecasts still say."""
    so_far = eligible(history, pattern, as_at, known)
    return so_far + still_to_come(history, pattern, as_at, known)


def variance(history: History, pattern: Cell, as_at: date, known: int) -> int:
    """The forecast less the budget."""
    expected = forecast(history, pattern, as_at, known)
    return expected - budget(history, pattern, as_at, known)


def beneath(
    history: History, accounts: set[str], pattern: Cell, as_at: date, known: int
) -> set[str]:
    """How sure the events are that moved money on some accounts of some cells."""
    found = set()
    for _, event in counted(history, as_at, known):
        for posting in event.postings:
            if str(posting.account) in accounts and pattern.covers(posting.cell):
                found.add(str(event.provenance))
    return found


def committed_marks(
    history: History, pattern: Cell, as_at: date, known: int
) -> set[str]:
    """How sure what is ordered is."""
    return beneath(history, {"committed"}, pattern, as_at, known)


def accrued_marks(history: History, pattern: Cell, as_at: date, known: int) -> set[str]:
    """How sure what is owed is."""
    return beneath(history, {"accrued"}, pattern, as_at, known)


def actual_marks(history: History, pattern: Cell, as_at: date, known: int) -> set[str]:
    """How sure what was spent and what is owed are."""
    return beneath(history, {"spent", "accrued"}, pattern, as_at, known)


def still_to_come_marks(
    history: History, pattern: Cell, as_at: date, known: int
) -> set[str]:
    """How sure the forecasts are whose quarter has not ended, cell by cell."""
    latest: dict[tuple[str, ...], NewEvent] = {}
    parts = ("fund", "area", "project", "heading", "spend_kind", "financial_year")
    for _, event in counted(history, as_at, known):
        if event.kind == "forecast":
            said = tuple(str(event.payload[part]) for part in parts)
            latest[(*said, str(event.payload["quarter_ends"]))] = event
    found = set()
    for (*cell, ends), event in latest.items():
        is_over = months_ended(date.fromisoformat(ends), as_at) == 3
        if pattern.covers(Cell(*cell)) and not is_over:
            found.add(str(event.provenance))
    return found


MARK_TWINS: dict[str, Callable[[History, Cell, date, int], set[str]]] = {
    "committed_marks": committed_marks,
    "accrued_marks": accrued_marks,
    "actual_marks": actual_marks,
    "still_to_come_marks": still_to_come_marks,
}
"""How sure each figure of a position is, by the name the program gives it."""

TWINS: dict[str, Callable[[History, Cell, date, int], int | None]] = {
    "awarded": awarded,
    "budget": budget,
    "profile_to_date": profile_to_date,
    "committed": committed,
    "accrued": accrued,
    "actual": actual,
    "eligible": eligible,
    "forecast": forecast,
    "variance": variance,
    "claimed": claimed,
    "received": received,
    "owed_to_us": owed_to_us,
}
"""Every measure by its name, as the program names it."""
