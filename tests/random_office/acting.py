"""Do by the program's own acts what a story says, on books that are held throughout.

An act must record exactly the events that the story's player expects of it, worked out
from what the player knows and not from the books. What an act refuses is left out.
"""

from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Sequence
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time

from fundtrack.acts import recording
from fundtrack.acts.coding import code_lines
from fundtrack.acts.corrections import correct
from fundtrack.acts.corrections import reverse
from fundtrack.acts.receipts import claim_owed
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.session import Session
from fundtrack.acts.sharing import carry_over
from fundtrack.acts.spend_known import standing_postings
from fundtrack.acts.virements import decide_virement
from fundtrack.acts.virements import request_virement
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.corrections import Correction
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.domain.receipts import receipt_postings
from fundtrack.domain.virements import Move
from fundtrack.errors import UserError
from fundtrack.metrics.entries import read_entries
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.ledger import Ledger
from tests.random_office.acts import Act
from tests.random_office.books import VERBS
from tests.random_office.player import Player


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitting(Session):
    """A session that holds the books from one act to the next and publishes none."""

    ledger: Ledger

    @contextmanager
    def writing(self, permission: Permission) -> Iterator[Ledger]:
        """Lend the books that are held."""
        self.require(self.ledger, permission)
        yield self.ledger

    def on(self, day: date) -> "Sitting":
        """The same people at work on a day."""
        return replace(self, clock=lambda: datetime.combine(day, time(9)))


def play(sitting: Sitting, player: Player, act: Act) -> tuple[Player, list[str]]:
    """Do an act; give the player after it, and where the books differ from it.

    The player is as before where the act was refused.
    """
    before = deepcopy(player)
    entry = sitting.ledger.head.seq + 1
    expected = VERBS[act.verb](player, act, entry)
    if not expected:
        return player, []
    try:
        ACTING.get(act.verb, _append)(sitting.on(act.day), expected)
    except UserError:
        if sitting.ledger.head.seq >= entry:
            return before, [f"{act.verb} was refused and left entries behind"]
        return before, []
    head = sitting.ledger.head.seq
    held = read_entries(sitting.ledger, range(entry, head + 1))
    recorded = [_essence(each.event) for each in held]
    wanted = [_essence(event) for event in expected]
    if recorded == wanted:
        return player, []
    return player, [f"{act}: expected {wanted}, recorded {recorded}"]


def _essence(event: NewEvent) -> tuple[object, ...]:
    sides = sorted(map(str, event.postings))
    return event.kind, event.effective_on, event.corrects, sides


def _money(name: str) -> Callable[[Sitting, Sequence[NewEvent]], None]:
    def act(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
        event = expected[0]
        said = event.payload
        is_plan = "quarter" in said
        cell = Cell.of_columns(said) if is_plan else event.postings[-1].cell
        recording.ACTS[name](
            sitting,
            MoneyAct(
                cell,
                Pence(int(str(said["pence"]))),
                event.effective_on,
                event.reason,
                Quarter.parse(str(said["quarter"])) if is_plan else None,
            ),
        )

    return act


def _virement(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    said = expected[0].payload
    given, taken = str(said["from_cell"]), str(said["to_cell"])
    pence = Pence(int(str(said["pence"])))
    move = Move(Cell.parse(given), Cell.parse(taken), pence, "letter 12")
    asked = request_virement(sitting, move, "late")
    is_approved = expected[1].kind == "virement_approval"
    cfo = replace(sitting, person="cfo")
    decide_virement(cfo, asked.virement, is_approved=is_approved)


def _carry_over(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    said = expected[0].payload
    pence = Pence(int(str(said["pence"])))
    carry_over(sitting, Cell.parse(str(said["from_cell"])), pence, "HO/9")


def _code(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    coded = expected[0]
    is_outside = any(side.account == "outside" for side in coded.postings)
    cell = OUTSIDE if is_outside else Cell.parse(str(coded.payload["cell"]))
    code_lines(sitting, [coded.corrects or 0], cell)


def _correct(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    anew = [event for event in expected if "undoes" not in event.payload]
    entry = expected[0].corrects or 0
    said = Correction("typed wrongly")
    if anew:
        said = _said_anew(anew[0])
    correct(sitting, entry, said)


def _said_anew(event: NewEvent) -> Correction:
    pence = Pence(int(str(event.payload["pence"])))
    said = Correction("typed wrongly", pence)
    if event.kind == "coding":
        return Correction("another cell", cell=event.postings[-1].cell)
    if event.kind == "actual":
        return replace(said, cell=event.postings[-1].cell, on=event.effective_on)
    return said


def _reverse(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    reverse(sitting, expected[0].corrects or 0, "it was wrong")


def _version(query: str) -> Callable[[Sitting, Sequence[NewEvent]], None]:
    """Take back what the books say stands, as a register does with a new version."""

    def act(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
        fund = expected[-1].postings[-1].cell.fund
        found = sitting.ledger.rows(query, fund=fund)
        replaced = [event for event in expected if event.kind.endswith("_replaced")]
        taken = {
            side.cell: -side.pence
            for event in replaced
            for side in event.postings
            if side.account == ("unallocated" if "awards" in query else "allocated")
        }
        if taken != {Cell.of_columns(row): row["pence"] for row in found}:
            raise AssertionError(f"{query} says {found}, by hand {taken}")
        _append(sitting, expected)

    return act


def _changed_line(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    """Take a line off where the books say it stands, as a renewed file does."""
    changed = expected[-1]
    line = changed.corrects or 0
    stands = standing_postings(sitting.ledger, [line]).get(line, ())
    undone = sorted(f"{side.account} {side.cell} {-side.pence}" for side in stands)
    taken = changed.postings[: len(undone)]
    if undone != sorted(f"{it.account} {it.cell} {it.pence}" for it in taken):
        raise AssertionError(f"line {line} stands on {stands}, by hand {taken}")
    _append(sitting, expected)


def _receive(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    said = expected[0].payload
    owed = claim_owed(sitting.ledger, str(said["return_id"]))
    sides = receipt_postings(owed, Pence(int(str(said["pence"]))))
    _append(sitting, [replace(expected[0], postings=sides)])


def _append(sitting: Sitting, expected: Sequence[NewEvent]) -> None:
    sitting.ledger.append(expected, sitting.person)


ACTING: dict[str, Callable[[Sitting, Sequence[NewEvent]], None]] = {
    "award_beside": _money("award"),
    "award_version": _version("standing_awards"),
    "allocation_beside": _money("allocate"),
    "allocation_version": _version("standing_allocations"),
    "profile": _money("profile"),
    "forecast": _money("forecast"),
    "accrual": _money("accrue"),
    "virement": _virement,
    "carry_over": _carry_over,
    "coding": _code,
    "correction": _correct,
    "reversal": _reverse,
    "recoding": _changed_line,
    "vanished_line": _changed_line,
    "receipt": _receive,
}
"""How each act is done by the program; the others record what a file or return says."""
