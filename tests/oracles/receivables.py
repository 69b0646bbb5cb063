"""Receivables and the year-end journal again, over the events themselves."""

from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import Cell
from tests.oracle import History
from tests.oracle import balance
from tests.oracle import counted

FOREVER = date(2100, 1, 1)


def claim(history: History, return_id: str, on: date) -> tuple[int, int]:
    """What a return claimed and what arrived of it, one posting at a time."""
    claimed = received = 0
    for _, event in counted(history, on, len(history) + 100):
        if event.payload.get("return_id") != return_id:
            continue
        for posting in event.postings:
            if posting.account == "promised":
                claimed += posting.pence
            if posting.account == "received":
                received -= posting.pence
    return claimed, received


def working_day_after(day: date, count: int, holidays: set[date]) -> date:
    """Step a day at a time, counting the ones on which offices work."""
    found: list[date] = []
    while len(found) < count:
        day += timedelta(days=1)
        if day.isoweekday() <= 5 and day not in holidays:
            found.append(day)
    return found[-1]


def earned(history: History, starts: date, on: date) -> int:
    """Spent and accrued from the funding's first day, never above the award."""
    fund = Cell("SSF5")
    known = len(history) + 100
    used = balance(history, {"spent", "accrued"}, fund, on, known)
    used -= balance(
        history, {"spent", "accrued"}, fund, starts - timedelta(days=1), known
    )
    sources = {"promised", "claimed", "received"}
    return min(used, -balance(history, sources, fund, on, known))
