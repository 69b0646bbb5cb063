"""The same act typed twice is recorded twice, and said: it may be a slip."""

from datetime import timedelta

from fundtrack.acts.session import Session
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.entries import read_entries
from fundtrack.money import show_pence
from fundtrack.store.ledger import Ledger

WITHIN = timedelta(hours=1)
OF_ORDERS = frozenset({"reference", "supplier"})


def earlier_same(session: Session, ledger: Ledger, event: NewEvent) -> int | None:
    """Find the last entry of this hour and person that says the same and stands.

    Orders under different references are not the same; one without a reference is the
    same as any.
    """
    rows = ledger.rows(
        "recent_entries",
        kind=event.kind,
        person=session.person,
        on=event.effective_on,
        since=session.clock() - WITHIN,
    )
    held = read_entries(ledger, [row["entry"] for row in rows])
    same = [it.entry for it in held if _says_the_same(it.said, event.payload)]
    return max(same, default=None)


def said_twice(recorded: HeldEntry, earlier: int) -> Finding:
    """Warn that an entry says what an earlier one says, and how to take it back."""
    entry, event = recorded.entry, recorded.event
    said = f"{event.kind} of {show_pence(recorded.pence)} from {event.effective_on}"
    return Finding(
        "said-twice",
        Severity.WARN,
        f"entry {entry} records the same {said} as entry {earlier} did within the "
        "hour; both count",
        "if it is the same one, take this one back: "
        f'fundtrack correct {entry} --reason "typed twice"',
    )


def _says_the_same(held: Payload, said: Payload) -> bool:
    old, new = (str(each.get("reference") or "") for each in (held, said))
    is_other_order = old and new and old != new
    return not is_other_order and _facts(held) == _facts(said)


def _facts(said: Payload) -> Payload:
    return {name: fact for name, fact in said.items() if name not in OF_ORDERS}
