"""Payments to partners: what of each is proved, and what its partner is asked about.

A queried line supports nothing yet. It is laid beneath what no accepted line supports,
in the same order, to show how much would be supported once the partner answers.
"""

from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import VatIs
from fundtrack.domain.partner_support import AcceptedLine
from fundtrack.domain.partner_support import Part
from fundtrack.domain.partner_support import Support
from fundtrack.domain.partner_support import support
from fundtrack.metrics.partner_claims import held_rows
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class LaidLine:
    """A line of a partner's claim, and how much of its whole falls to a payment."""

    row: HeldRow
    pence: Pence
    whole_pence: Pence


@dataclass(frozen=True, slots=True)
class PartnerPayment:
    """A payment to a partner with the lines beneath it, accepted and queried."""

    support: Support
    provenance: str
    accepted: tuple[LaidLine, ...]
    queried: tuple[LaidLine, ...]

    @property
    def paid_pence(self) -> Pence:
        """What was paid, whatever was taken back of it later."""
        return self.support.payment.pence

    @property
    def taken_back_pence(self) -> Pence:
        """What credits took back of it."""
        return Pence(self.paid_pence - self.support.kept_pence)

    @property
    def supported_pence(self) -> Pence:
        """What accepted lines support."""
        return _sum(self.accepted)

    @property
    def unsupported_pence(self) -> Pence:
        """What was not taken back and no accepted line supports, queried or not."""
        return self.support.unsupported_pence

    @property
    def queried_pence(self) -> Pence:
        """What of the unsupported would be supported by lines now queried."""
        return _sum(self.queried)


def partner_payments(
    books: Reader, cell: Cell, as_at: date, known: int
) -> tuple[PartnerPayment, ...]:
    """List the payments to partners from the budgets a cell covers, by day.

    Args:
        books: a snapshot.
        cell: a pattern of budget cells; all its fund's lines are laid before it picks.
        as_at: the last day that counts.
        known: the last entry that counts.
    """
    selection = Selection(as_at, known, cell.fund)
    found = supported(books, selection)
    if not found.payments:
        return ()
    rows = {row.entry: row for row in held_rows(books, selection, ANY)}
    beneath = _queried(found.payments, rows.values())
    chosen = [each for each in found.payments if cell.covers(each.payment.cell)]
    numbers = sorted({each.payment.entry for each in chosen})
    sure = {
        row["entry"]: row["provenance"]
        for row in books.rows("entries", entries=numbers)
    }
    return tuple(
        PartnerPayment(
            support=each,
            provenance=sure[each.payment.entry],
            accepted=_laid(each.parts, rows),
            queried=_laid(beneath.get(_key(each), ()), rows),
        )
        for each in chosen
    )


def _queried(
    payments: Iterable[Support], rows: Iterable[HeldRow]
) -> dict[tuple[int, Cell], tuple[Part, ...]]:
    """Lay queried lines under what accepted ones leave of each payment."""
    open_payments = (
        replace(each.payment, pence=each.unsupported_pence)
        for each in payments
        if each.unsupported_pence
    )
    found = support(open_payments, _asked_about(rows))
    return {_key(each): each.parts for each in found}


def _asked_about(rows: Iterable[HeldRow]) -> Iterator[AcceptedLine]:
    """Give each queried line as what it would support once it is accepted."""
    return (
        AcceptedLine(row.entry, row.partner, row.dated, row.cell, asked_pence(row))
        for row in rows
        if row.kind == LINE_KIND and row.answer is Answer.QUERIED
    )


def asked_pence(row: HeldRow) -> Pence:
    """Give what a row that is not accepted asks for: net, and the VAT that is lost."""
    net, vat = (row.facts.get(key) for key in ("net", "vat"))
    is_lost = row.text("vat_is") == VatIs.IRRECOVERABLE
    lost = vat if isinstance(vat, int) and is_lost else 0
    return Pence(net + lost if isinstance(net, int) else 0)


def _laid(parts: Iterable[Part], rows: Mapping[int, HeldRow]) -> tuple[LaidLine, ...]:
    return tuple(
        LaidLine(rows[part.line.entry], part.pence, part.line.pence) for part in parts
    )


def _key(found: Support) -> tuple[int, Cell]:
    return found.payment.entry, found.payment.cell


def _sum(lines: Iterable[LaidLine]) -> Pence:
    return Pence(sum(line.pence for line in lines))
