"""Credits and their bills again: every line against every other, over the events."""

from fundtrack.domain.events import NewEvent
from tests.oracle import History

LINES = {"actual", "suspense", "outside", "published_line"}


def bills_of(history: History) -> dict[int, set[int]]:
    """Give, for each credit, the bills that would do: equal, opposite, not later.

    Later ones are given where no earlier one would do. Suppliers are compared by the
    letters before a bracket; no bill is taken away by another credit.
    """
    gone = {
        event.payload["undoes"] for _, event in history if "undoes" in event.payload
    }
    lines = [
        (seq, event)
        for seq, event in history
        if event.kind in LINES and seq not in gone
    ]
    found: dict[int, set[int]] = {}
    for seq, credit in lines:
        if _pence(credit) >= 0:
            continue
        would_do = {
            other: bill.effective_on
            for other, bill in lines
            if _pence(bill) == -_pence(credit)
            and _letters(bill) == _letters(credit)
            and bill.payload["source"] == credit.payload["source"]
        }
        earlier = {it for it, day in would_do.items() if day <= credit.effective_on}
        found[seq] = earlier or set(would_do)
    return found


def _pence(event: NewEvent) -> int:
    return int(str(event.payload["pence"]))


def _letters(event: NewEvent) -> str:
    written = str(event.payload["supplier"]).split("(", maxsplit=1)[0]
    return "".join(letter for letter in written.lower() if letter.isalnum())
