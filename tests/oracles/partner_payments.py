"""The claim lines beneath each payment to a partner, told again.

Payments stand end to end from nought, less what was taken back; accepted lines stand
end to end beneath them, and queried lines after the last accepted one. A line falls to
a payment as far as their stretches share.
"""

from datetime import date

from fundtrack.domain.events import NewEvent
from tests.oracle import History
from tests.oracle import counted
from tests.oracles.partners import shortfalls

Beneath = list[tuple[str, int, int]]
"""The answer to a line, the line's entry, and how much of it falls to the payment."""


def beneath(
    history: History, supplier: str, cell: str, as_at: date, known: int
) -> list[Beneath]:
    """The lines beneath each payment from a budget cell of any year, in order."""
    paid = [
        side.pence
        for _, event in sorted(
            counted(history, as_at, known), key=lambda it: (it[1].effective_on, it[0])
        )
        if event.payload.get("supplier") == supplier
        for side in event.postings
        if side.account == "spent" and str(side.cell).startswith(cell)
    ]
    stretches = _stretches(history, cell, as_at, known)
    found, start = [], 0
    for kept in shortfalls(paid, 0):
        end = start + kept
        shared = [
            (answer, entry, min(end, last) - max(start, first))
            for answer, entry, first, last in stretches
        ]
        found.append([each for each in shared if each[2] > 0])
        start = end
    return found


def _stretches(
    history: History, cell: str, as_at: date, known: int
) -> list[tuple[str, int, int, int]]:
    """Each line's answer and entry, and where it begins and ends."""
    newest: dict[tuple[object, ...], tuple[int, NewEvent]] = {}
    for entry, event in history:
        if entry <= known and event.kind == "partner_line":
            said = event.payload
            newest[said["partner"], said["quarter"], said["number"]] = (entry, event)
    lines = [
        (str(event.payload["answer"]), event.effective_on, entry, event)
        for entry, event in newest.values()
        if event.effective_on <= as_at and str(event.payload["cell"]).startswith(cell)
    ]
    found, start = [], 0
    for answer, _, entry, event in sorted(lines, key=lambda it: it[:3]):
        if answer in {"accepted", "queried"}:
            end = start + _asks(event)
            found.append((answer, entry, start, end))
            start = end
    return found


def _asks(event: NewEvent) -> int:
    """What an accepted line costs; what a queried one would."""
    said = event.payload
    if said["answer"] == "accepted":
        return int(str(said["pence"]))
    lost = said.get("fact_vat") if said.get("fact_vat_is") == "irrecoverable" else 0
    return int(str(said["fact_net"])) + int(str(lost or 0))
