"""The return again, in slow and obvious Python over the events themselves."""

from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import Cell
from tests.oracle import History
from tests.oracle import balance
from tests.oracle import counted

USED = {"accrued", "spent"}
ASKED = {"claimed", "received"}


def ledger_pence(history: History, starts: date, ends: date, known: int) -> int:
    """Spent and accrued in the period by the accounts, less what was claimed."""
    fund = Cell("SSF5")
    before = starts - timedelta(days=1)
    used = balance(history, USED, fund, ends, known)
    used -= balance(history, USED, fund, before, known)
    return used + balance(history, ASKED, fund, date(2100, 1, 1), known)


def claim_pence(history: History, starts: date, until: date, known: int) -> int:
    """What the lines say, one after the other, less what was claimed."""
    total = 0
    for _, event in counted(history, until, known):
        is_line = event.kind in {"actual", "accrual", "accrual_reversal"}
        if is_line and event.effective_on >= starts and has_fund(event.postings):
            total += int(str(event.payload["pence"]))
        if event.kind == "coding" and event.effective_on >= starts:
            total += sum(it.pence for it in event.postings if it.account == "spent")
    asked = balance(history, ASKED, Cell("SSF5"), date(2100, 1, 1), known)
    return total + asked


def has_fund(postings: tuple[object, ...]) -> bool:
    """Whether an event moved money of the fund."""
    return any(getattr(posting, "cell", Cell()).fund == "SSF5" for posting in postings)


def late_pence(
    history: History, window: tuple[date, date], sent: tuple[int, date], known: int
) -> int:
    """What was spent from a day to the day before another, and came too late.

    Args:
        sent: the entry up to which the last return before was known, and its last day.
    """
    starts, before = window
    total = 0
    for entry, event in counted(history, before - timedelta(days=1), known):
        was_returned = entry <= sent[0] and event.effective_on <= sent[1]
        if event.effective_on >= starts and not was_returned:
            total += sum(
                it.pence
                for it in event.postings
                if str(it.account) in USED and it.cell.fund == "SSF5"
            )
    return total
