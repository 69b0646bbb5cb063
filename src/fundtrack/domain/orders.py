"""Orders: what was committed under a reference, and how bills draw it down.

An order is a budget cell and a reference on it. What is open of it on a day is what was
ordered by then less what was billed by then, never below nil and never more than was
ordered. It follows from the facts that stand, whatever order they were recorded in:
each act that changes them records the draw-downs, day by day, that make the books say
so.
"""

import string
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import groupby
from operator import attrgetter

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.errors import Refused
from fundtrack.money import Pence
from fundtrack.money import show_pence

DRAWDOWN = "drawdown"
UPPER = str.maketrans(string.ascii_lowercase, string.ascii_uppercase)


class BeyondOrder(Refused):
    """More of an order would be taken back than stands of it."""


class Step(StrEnum):
    """What a movement is to its order."""

    ORDERED = "ordered"
    BILLED = "billed"
    """Paid, or owed and not billed yet: what is no longer to come."""
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True, order=True)
class OrderKey:
    """A budget cell and a reference on it; no reference for orders without one."""

    cell: Cell
    reference: str


@dataclass(frozen=True, slots=True)
class OrderMove:
    """What an entry changes of an order, from a day on."""

    key: OrderKey
    step: Step
    on: date
    pence: Pence


@dataclass(frozen=True, slots=True)
class OrderDay:
    """How an order stands from a day on; `drawn_pence` is what the books have drawn."""

    on: date
    ordered_pence: Pence
    billed_pence: Pence
    drawn_pence: Pence

    @property
    def to_draw_pence(self) -> Pence:
        """What bills take off it: never more than was ordered."""
        return Pence(min(max(self.billed_pence, 0), max(self.ordered_pence, 0)))

    @property
    def open_pence(self) -> Pence:
        """What is still to come of it."""
        return Pence(max(self.ordered_pence, 0) - self.to_draw_pence)

    @property
    def over_pence(self) -> Pence:
        """What was billed above the order; nil of orders without a reference."""
        return Pence(max(self.billed_pence - max(self.ordered_pence, 0), 0))


@dataclass(frozen=True, slots=True)
class OrderChange:
    """An order that an act touches: its days before the act, and with it."""

    key: OrderKey
    before: tuple[OrderDay, ...]
    after: tuple[OrderDay, ...]


def order_reference(written: str) -> str:
    """Write a reference in the form by which orders and bills meet."""
    return " ".join(written.split()).translate(UPPER)


def moves_of(events: Iterable[NewEvent]) -> Iterator[OrderMove]:
    """Give what events change of orders; spending without a reference does not."""
    for event in events:
        said = event.payload
        ordered = order_reference(str(said.get("reference") or ""))
        billed = order_reference(str(said.get("order") or "")) or ordered
        for side in event.postings:
            step, reference = Step.BILLED, billed
            if side.account is Account.COMMITTED:
                is_drawn = event.kind == DRAWDOWN
                step, reference = Step.DRAWN if is_drawn else Step.ORDERED, ordered
            elif side.account not in {Account.SPENT, Account.ACCRUED} or not billed:
                continue
            key = OrderKey(side.cell, reference)
            sign = -1 if step is Step.DRAWN else 1
            yield OrderMove(key, step, event.effective_on, Pence(sign * side.pence))


def order_days(moves: Iterable[OrderMove]) -> tuple[OrderDay, ...]:
    """Add up one order's movements, day by day."""
    sums = dict.fromkeys(Step, 0)
    days: list[OrderDay] = []
    in_order = sorted(moves, key=attrgetter("on"))
    for on, of_day in groupby(in_order, key=attrgetter("on")):
        for move in of_day:
            sums[move.step] += move.pence
        ordered, billed, drawn = (Pence(sums[step]) for step in Step)
        days.append(OrderDay(on, ordered, billed, drawn))
    return tuple(days)


def order_changes(
    held: Iterable[OrderMove], made: Iterable[OrderMove]
) -> tuple[OrderChange, ...]:
    """List the orders that new movements touch, by cell and reference.

    Spending that no order was placed for is none.

    Args:
        held: what the books hold of them already.
        made: the new movements.
    """
    before, new = _by_key(held), _by_key(made)
    return tuple(
        OrderChange(key, order_days(before[key]), order_days(before[key] + new[key]))
        for key in sorted(new)
        if any(move.step is not Step.BILLED for move in before[key] + new[key])
    )


def draw_downs(change: OrderChange) -> Iterator[NewEvent]:
    """Record what bills take off an order, or give back to it, day by day.

    Raises:
        BeyondOrder: when the act would leave less than nothing ordered on some day.
    """
    _check_ordered(change)
    given = 0
    for day in change.after:
        pence = Pence(day.to_draw_pence - day.drawn_pence - given)
        if change.key.reference and pence:
            given += pence
            yield _draw_down(change.key, day, pence)


def check_release(
    key: OrderKey, days: Sequence[OrderDay], on: date, pence: Pence
) -> None:
    """Refuse to release more of an order than is open on a day, and ever since.

    Args:
        pence: what is released, above nought.

    Raises:
        BeyondOrder: saying how much may be.
    """
    until = [day.open_pence for day in days if day.on <= on][-1:]
    free = min(
        [*(until or [Pence(0)]), *(day.open_pence for day in days if day.on > on)]
    )
    if pence > free:
        raise BeyondOrder(
            f"{show_pence(pence)} is more than the {show_pence(free)} still open of "
            f"{_named(key)}; fundtrack orders lists what is"
        )


def _by_key(moves: Iterable[OrderMove]) -> Mapping[OrderKey, list[OrderMove]]:
    found: dict[OrderKey, list[OrderMove]] = defaultdict(list)
    for move in moves:
        found[move.key].append(move)
    return found


def _check_ordered(change: OrderChange) -> None:
    """Refuse what makes an order less than nothing; what was so before may stay."""
    was = min((day.ordered_pence for day in change.before), default=0)
    least = min(change.after, key=lambda day: day.ordered_pence)
    if least.ordered_pence < min(was, 0):
        raise BeyondOrder(
            f"this would leave {show_pence(least.ordered_pence)} ordered of "
            f"{_named(change.key)} on {least.on}, because part of it was released; "
            "correct the release first"
        )


def _named(key: OrderKey) -> str:
    return f"{key.reference or 'the orders without a reference'} on {key.cell}"


def _draw_down(key: OrderKey, day: OrderDay, pence: Pence) -> NewEvent:
    billed, ordered = show_pence(day.billed_pence), show_pence(day.ordered_pence)
    return NewEvent(
        kind=DRAWDOWN,
        effective_on=day.on,
        reason=f"{key.reference}: {billed} billed of {ordered} ordered",
        payload={"reference": key.reference, "cell": str(key.cell), "pence": pence},
        postings=(
            Posting(Account.COMMITTED, key.cell, Pence(-pence)),
            Posting(Account.ALLOCATED, key.cell, pence),
        ),
    )
