"""Spending: what is ordered, owed and paid, line by line."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from datetime import date
from typing import Any

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import INELIGIBLE
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility import refusal_payload
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatRule
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter

NOWHERE = Cell()


@dataclass(frozen=True, slots=True)
class Booking:
    """A commitment or accrual on a budget cell, under an order's reference if any."""

    cell: Cell
    pence: Pence
    effective_on: date
    reason: str
    evidence: str | None = None
    provenance: Provenance = Provenance.RECORDED
    reference: str = ""
    supplier: str = ""


@dataclass(frozen=True, slots=True)
class SpendLine:
    """One line of a finance extract or published list.

    A `cell` that is not whole means that nobody has said yet which budget the line
    belongs to (its fund may be readable all the same); `is_outside` says that it
    belongs to no fund here. `coding` names the rule or person that coded it,
    `attribution` is `inferred` where the file itself does not name the fund.
    `row_key` is equal for rows whose cells are; `settles` is the entry of a refused
    row that this line puts right; `order` is the number of the order that it bills,
    where the file has a column for it. `rule` is the id of the rule that coded it.
    `vat` are the parts of its amount, None where they are unknown, and `vat_rules` what
    each fund's agreement pays of them; a fund without a rule bears what VAT costs.
    `refusal` is why the agreement of its fund does not pay it, None where it does.
    """

    dated: date
    pence: Pence
    supplier: str
    description: str
    reference: str
    category: str
    cell: Cell
    is_outside: bool
    coding: str
    attribution: str
    source_name: str
    file: str
    provenance: Provenance
    read_from: Source
    row_key: str = ""
    settles: int | None = None
    order: str = ""
    rule: str = ""
    vat: Vat | None = None
    vat_rules: Mapping[str, VatRule] = field(default_factory=dict)
    refusal: Refusal | None = None

    @property
    def vat_rule(self) -> VatRule:
        """What the line's fund pays of its VAT."""
        return self.vat_rules.get(self.cell.fund, VatRule.NET_OF_RECOVERABLE)

    @property
    def cost_pence(self) -> Pence:
        """What the fund pays of it; all of it where its VAT is unknown."""
        return self.vat.cost_pence(self.vat_rule) if self.vat else self.pence


@dataclass(frozen=True, slots=True)
class Vanished:
    """A line of an earlier extract that the file renewing it no longer has.

    `order` is the order that it billed, or else its own reference.
    """

    entry: int
    dated: date
    pence: Pence
    file: str
    sha256: str
    source_name: str
    order: str = ""


def commitment_event(booking: Booking) -> NewEvent:
    """Record an order: out of the allocation, into commitments."""
    return _booked("commitment", Account.COMMITTED, booking)


def accrual_events(booking: Booking, next_entry: int) -> tuple[NewEvent, NewEvent]:
    """Record what is owed and not billed, and its reversal in the next quarter.

    The reversal counts from the next quarter's first day, in the financial year of
    that day: the year just ended keeps its cost, the next one meets the bill.

    Args:
        next_entry: the entry number that the accrual will get.

    Source: accruals basis required by the grant agreement; IAS 37 timing.
    """
    accrual = _booked("accrual", Account.ACCRUED, booking)
    starts = Quarter.of(booking.effective_on).following.dates.start
    later = Cell(*booking.cell.parts[:5], str(FinancialYear.of(starts)))
    undone = replace(
        booking,
        cell=later,
        pence=Pence(-booking.pence),
        effective_on=starts,
        reason=f"reversal: {booking.reason}",
    )
    reversal = replace(
        _booked("accrual_reversal", Account.ACCRUED, undone), corrects=next_entry
    )
    return accrual, reversal


def spend_event(line: SpendLine, import_entry: int) -> NewEvent:
    """Record a line of spending: on its cell, in suspense, outside, or refused."""
    kind, postings = _sides(line)
    return NewEvent(
        kind=kind,
        effective_on=line.dated,
        reason=line.coding,
        payload={
            "supplier": line.supplier,
            "description": line.description,
            "reference": line.reference,
            "category": line.category,
            "source": line.source_name,
            "coding": line.coding,
            "attribution": line.attribution,
            "pence": line.pence,
            "import": import_entry,
            "file": line.file,
            "row_key": line.row_key,
            **_said(order=line.order, rule=line.rule, coded_fund=_coded_fund(line)),
            **_vat_facts(line, kind),
            **refusal_payload(line.refusal, line.cell),
        },
        postings=postings if line.pence else (),
        source=line.read_from,
        corrects=line.settles,
        provenance=line.provenance,
    )


def published_event(line: SpendLine, import_entry: int) -> NewEvent:
    """Record a line of a published list that a ledger extract covers: no postings."""
    recorded = spend_event(line, import_entry)
    return replace(recorded, kind="published_line", postings=())


def recoded_event(
    line: SpendLine, import_entry: int, entry: int, standing: Sequence[Posting]
) -> NewEvent:
    """Record that the source itself now says another budget cell for a line.

    Args:
        entry: the line as it was recorded.
        standing: where its money stands by now, which is undone first.
    """
    recorded = spend_event(line, import_entry)
    return replace(
        recorded,
        kind="recoding",
        postings=(*_undone(standing), *recorded.postings),
        corrects=entry,
    )


def vanished_event(
    gone: Vanished, import_entry: int, standing: Sequence[Posting]
) -> NewEvent:
    """Record that a line is no longer in the extract that used to have it."""
    return NewEvent(
        kind="vanished_line",
        effective_on=gone.dated,
        reason=f"no longer in {gone.file}",
        payload={
            "line": gone.entry,
            "file": gone.file,
            "source": gone.source_name,
            "import": import_entry,
            "pence": -gone.pence,
            **_said(order=gone.order),
        },
        postings=_undone(standing),
        source=Source(gone.sha256),
        corrects=gone.entry,
    )


def cost_postings(cell: Cell, pence: Pence, cost: Pence) -> tuple[Posting, ...]:
    """Put a line on its budget cell, and the VAT that its fund does not pay outside."""
    vat = Pence(pence - cost)
    sides = (
        Posting(Account.UNFUNDED, NOWHERE, Pence(-vat)),
        Posting(Account.OUTSIDE, NOWHERE, vat),
        Posting(Account.ALLOCATED, cell, Pence(-cost)),
        Posting(Account.SPENT, cell, cost),
    )
    return tuple(side for side in sides if side.pence)


def vat_payload(vat: Vat) -> dict[str, int]:
    """Write the parts of a line as its entry keeps them."""
    return {
        "net_pence": vat.net_pence,
        "recoverable_vat_pence": vat.recoverable_pence,
        "irrecoverable_vat_pence": vat.irrecoverable_pence,
    }


def vat_of(said: Mapping[str, Any]) -> Vat | None:
    """Read the parts of a line back; None where they are unknown."""
    if said.get("net_pence") is None:
        return None
    return Vat(
        said["net_pence"],
        said["recoverable_vat_pence"],
        said["irrecoverable_vat_pence"],
    )


def coding_postings(
    waiting_in: Cell, cell: Cell, pence: Pence, cost: Pence | None = None
) -> tuple[Posting, ...]:
    """Take a line out of suspense and put it on its budget cell.

    Args:
        cost: what the cell bears of it, where that is not all.
    """
    return (
        Posting(Account.SUSPENSE, waiting_in, Pence(-pence)),
        Posting(Account.UNFUNDED, waiting_in, pence),
        *cost_postings(cell, pence, pence if cost is None else cost),
    )


def set_aside_postings(waiting_in: Cell, pence: Pence) -> tuple[Posting, ...]:
    """Take a line out of suspense because no fund here pays it."""
    return (
        Posting(Account.SUSPENSE, waiting_in, Pence(-pence)),
        Posting(Account.UNFUNDED, waiting_in, pence),
        Posting(Account.UNFUNDED, NOWHERE, Pence(-pence)),
        Posting(Account.OUTSIDE, NOWHERE, pence),
    )


def _undone(standing: Sequence[Posting]) -> tuple[Posting, ...]:
    return tuple(
        Posting(side.account, side.cell, Pence(-side.pence)) for side in standing
    )


def _sides(line: SpendLine) -> tuple[str, tuple[Posting, ...]]:
    if line.cell.is_whole and not line.is_outside and not line.refusal:
        return "actual", cost_postings(line.cell, line.pence, line.cost_pence)
    is_out = line.is_outside or line.refusal
    account = Account.OUTSIDE if is_out else Account.SUSPENSE
    waiting_in = NOWHERE if line.is_outside else Cell(fund=line.cell.fund)
    return INELIGIBLE if line.refusal else str(account), (
        Posting(Account.UNFUNDED, waiting_in, Pence(-line.pence)),
        Posting(account, waiting_in, line.pence),
    )


def _vat_facts(line: SpendLine, kind: str) -> Mapping[str, int]:
    """Say the parts of a line, and its cost where its cell bears less than all."""
    if line.vat is None:
        return {}
    facts = vat_payload(line.vat)
    if kind == "actual" and line.cost_pence != line.pence:
        facts["cost_pence"] = line.cost_pence
    return facts


def _coded_fund(line: SpendLine) -> str:
    """Name the fund that the file or a rule says, empty where neither does."""
    return "" if line.is_outside or line.cell.fund == ANY else line.cell.fund


def _said(**facts: str) -> Mapping[str, str]:
    """Leave out what was not said."""
    return {name: fact for name, fact in facts.items() if fact}


def _booked(kind: str, account: Account, booking: Booking) -> NewEvent:
    return NewEvent(
        kind=kind,
        effective_on=booking.effective_on,
        reason=booking.reason,
        payload={
            "cell": str(booking.cell),
            "pence": booking.pence,
            **_said(reference=booking.reference, supplier=booking.supplier),
        },
        postings=(
            Posting(Account.ALLOCATED, booking.cell, Pence(-booking.pence)),
            Posting(account, booking.cell, booking.pence),
        ),
        evidence=booking.evidence,
        provenance=booking.provenance,
    )
