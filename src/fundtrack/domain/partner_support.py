"""Which accepted lines support which payment to a partner, and what none supports.

A payment is not yet proof of spending. Accepted lines of a budget support the payments
from it, whichever year each is booked on: the earliest line the earliest payment, and
a line that is larger than what is left of a payment goes on with the next. A payment
that was taken back needs no support.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class Payment:
    """One entry's share of one budget cell, paid to a partner; credits are negative."""

    entry: int
    partner: str
    dated: date
    cell: Cell
    pence: Pence


@dataclass(frozen=True, slots=True)
class AcceptedLine:
    """An accepted line of a partner's claim: what it may support."""

    entry: int
    partner: str
    delivered_on: date
    cell: Cell
    pence: Pence


@dataclass(frozen=True, slots=True)
class Part:
    """How much of one accepted line supports a payment."""

    line: AcceptedLine
    pence: Pence


@dataclass(frozen=True, slots=True)
class Support:
    """What supports one payment; `kept_pence` is what was not taken back of it."""

    payment: Payment
    kept_pence: Pence
    parts: tuple[Part, ...]

    @property
    def unsupported_pence(self) -> Pence:
        """What was paid, not taken back, and no accepted line supports."""
        return Pence(self.kept_pence - sum(part.pence for part in self.parts))


@dataclass(slots=True)
class _Open:
    payment: Payment
    kept: int


@dataclass(slots=True)
class _Waiting:
    line: AcceptedLine
    left: int


Pool = tuple[str, Cell]


def support(
    payments: Iterable[Payment], lines: Iterable[AcceptedLine]
) -> tuple[Support, ...]:
    """Lay accepted lines under payments, by partner and budget cell but its year.

    Returns:
        One for each payment that is no credit, by day and entry.
    """
    pools: dict[Pool, list[Payment]] = defaultdict(list)
    for payment in sorted(payments, key=lambda each: (each.dated, each.entry)):
        pools[_pool(payment.partner, payment.cell)].append(payment)
    waiting: dict[Pool, list[AcceptedLine]] = defaultdict(list)
    for line in sorted(lines, key=lambda each: (each.delivered_on, each.entry)):
        waiting[_pool(line.partner, line.cell)].append(line)
    found = [
        each
        for pool, paid in pools.items()
        for each in _laid(_after_credits(paid), waiting[pool])
    ]
    return tuple(sorted(found, key=lambda it: (it.payment.dated, it.payment.entry)))


def _pool(partner: str, cell: Cell) -> Pool:
    return partner, Cell(*cell.parts[:5], ANY)


def _after_credits(payments: Iterable[Payment]) -> list[_Open]:
    """Take each credit off the payment it takes back, else off the newest ones.

    A credit that comes before any payment is taken off the next.
    """
    found: list[_Open] = []
    owed = 0
    for payment in payments:
        if payment.pence > 0:
            kept = max(0, payment.pence - owed)
            owed -= payment.pence - kept
            found.append(_Open(payment, kept))
        else:
            owed += _taken_back(found, -payment.pence)
    return found


def _taken_back(found: list[_Open], pence: int) -> int:
    """Take a credit off; what no payment is left for."""
    newest = found[::-1]
    for paid in sorted(newest, key=lambda each: each.kept != pence):
        taken = min(paid.kept, pence)
        paid.kept -= taken
        pence -= taken
    return pence


def _laid(payments: Iterable[_Open], lines: Iterable[AcceptedLine]) -> list[Support]:
    waiting = [_Waiting(line, line.pence) for line in lines]
    found = []
    for paid in payments:
        parts, still = [], paid.kept
        for each in waiting:
            taken = min(each.left, still)
            if taken:
                parts.append(Part(each.line, Pence(taken)))
            each.left -= taken
            still -= taken
        found.append(Support(paid.payment, Pence(paid.kept), tuple(parts)))
    return found
