"""Corrections: an entry is undone by a new one, and the right facts recorded anew.

Nothing in the books is edited. What undoes an entry moves its money back on the
entry's own day, so that every figure as at any day is as if it had never been; as
known before, the figures stay what they were.
"""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import AwardState
from fundtrack.domain.awards import award_event
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import INELIGIBLE
from fundtrack.domain.eligibility import read_refusal
from fundtrack.domain.eligibility import refused_cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Source
from fundtrack.domain.judgements import CODED_BY_HAND
from fundtrack.domain.judgements import coded_by_hand
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import SpendLine
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import coding_postings
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.domain.spending import vat_of
from fundtrack.domain.vat import VatRule
from fundtrack.errors import Refused
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter

REVERSAL = "reversal"
UNDOING = {
    "accrual_reversal": "accrual_reversal",
    "allocation": "allocation_replaced",
    "award": "award_replaced",
}
"""The kind of entry that undoes a kind, where it is not a plain reversal: figures that
count one kind alone must count what undoes it as well."""

PLANS = frozenset(PlanKind)
RECEIPT = "return_received"
"""Corrected by an act of its own: what is owed on its claim must be known."""

JUDGED = frozenset({"refused_because", "judged_because"})
CARRIED = (
    "supplier",
    "description",
    "reference",
    "category",
    "source",
    "attribution",
    "file",
    "fund",
    "version",
    "cell",
    "order",
    "return_id",
)
"""What an undoing entry says again of what it undoes."""

INSTEAD = {
    "accrual_reversal": "it goes with its accrual: correct entry {corrects}",
    "import": "undo the whole file: fundtrack reverse {entry}",
    "take_on": "undo the whole file: fundtrack reverse {entry}",
    "take_on_spent": "reverse entry {import} and take the file in again, corrected",
    "take_on_claimed": "reverse entry {import} and take the file in again, corrected",
    "take_on_received": "reverse entry {import} and take the file in again, corrected",
    "published_line": "it moved no money: reverse its file, entry {import}",
    "refused_line": "correct the row in its file and take that in again",
    "recoding": "take the file in as it should be, with --confirm",
    "vanished_line": "take the file in as it should be, with --confirm",
    "award_replaced": "bring the award's figures as a new version",
    "allocation_replaced": "bring the allocations as a new version",
    "virement_request": "reject it: fundtrack virement reject {entry}",
    "virement_approval": "ask for a virement back",
    "virement_rejection": "ask for the virement again",
    "drawdown": "it follows the bills of {reference}: correct those, or the order",
    **dict.fromkeys(("person", "role"), "take in the people register as it should be"),
    "rule_switch": "switch the rule: fundtrack rule on {rule}, or off",
    "rule_test": "test the rule again: fundtrack rule test {rule}",
    "crime_import": "take the month's file in again",
    "table_import": "take the edition in as it should be",
    "register_import": "take in the register as it should be",
    "quarter_import": "bring the quarter's workbook as it should be",
    "narrative": "say it in the quarter's workbook as it should be",
    REVERSAL: "record anew what it undid",
}
"""What to do about a kind that cannot be corrected."""

REGISTERED = frozenset(
    {
        *("fund", "terms", "area", "project", "footprint", "output", "milestone"),
        *("risk", "asset", "evidence", "match", "onward_grant", "coding_rule"),
        *("eligibility_rule", "supplier", "declaration"),
    }
)


class CorrectionRefused(Refused):
    """The entry cannot be corrected, or not in this way; the sentence says what can."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class HeldEntry:
    """An entry of the books, as it was recorded."""

    entry: int
    event: NewEvent

    @property
    def said(self) -> Payload:
        """Its facts."""
        return self.event.payload

    @property
    def pence(self) -> Pence:
        """The money it speaks of; nil where it speaks of none."""
        return Pence(_whole(self.said, "pence"))

    @property
    def line(self) -> int:
        """The line of spending that it is, or is about."""
        about = {"coding", "recoding", "vanished_line"}
        if "line" in self.said:
            return _whole(self.said, "line")
        is_about = self.event.kind in about and self.event.corrects
        return self.event.corrects or 0 if is_about else self.entry

    @property
    def cell(self) -> Cell:
        """The cell that its money ended on."""
        return self.event.postings[-1].cell if self.event.postings else Cell()


@dataclass(frozen=True, slots=True)
class Correction:
    """Why an entry is wrong, and the right facts where there are any."""

    reason: str
    pence: Pence | None = None
    cell: Cell | None = None
    on: date | None = None

    @property
    def has_facts(self) -> bool:
        """Whether something is recorded in the entry's place."""
        return any(fact is not None for fact in (self.pence, self.cell, self.on))


def undoing_event(held: HeldEntry, reason: str) -> NewEvent:
    """Move an entry's money back, on the entry's own day."""
    said = {name: held.said[name] for name in CARRIED if name in held.said}
    return replace(
        held.event,
        kind=UNDOING.get(held.event.kind, REVERSAL),
        reason=reason,
        payload={
            **said,
            "undoes": held.entry,
            "line": held.line,
            "pence": -held.pence,
        },
        postings=tuple(
            Posting(side.account, side.cell, Pence(-side.pence))
            for side in held.event.postings
        ),
        corrects=held.entry,
    )


def check_correctable(held: HeldEntry) -> None:
    """Refuse kinds that cannot be undone by one entry.

    Raises:
        CorrectionRefused: saying what to do instead.
    """
    kind = held.event.kind
    if kind in {*REPLACEMENTS, RECEIPT} and "undoes" not in held.said:
        return
    otherwise = "what follows from it is undone by acts of its own"
    if kind in REGISTERED:
        otherwise = "take in the register as it should be"
    if kind.startswith("return_"):
        otherwise = "what changes goes into a later return"
    instead = INSTEAD.get(kind, otherwise)
    facts = {**held.said, "entry": held.entry, "corrects": held.event.corrects}
    raise CorrectionRefused(
        f"entry {held.entry} ({kind.replace('_', ' ')}) cannot be corrected; "
        + instead.format_map(facts)
    )


def replacing_events(
    held: HeldEntry, said: Correction, next_entry: int
) -> tuple[NewEvent, ...]:
    """Record the right facts in the place of an entry.

    Args:
        next_entry: the entry number that the first of them will get.

    Raises:
        CorrectionRefused: when a fact was given that the entry does not have.
    """
    first, *others = REPLACEMENTS[held.event.kind](held, said, next_entry)
    return (replace(first, corrects=first.corrects or held.entry), *others)


def _commitment(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    return (commitment_event(_booking(held, said)),)


def _accrual(
    held: HeldEntry, said: Correction, next_entry: int
) -> tuple[NewEvent, ...]:
    return accrual_events(_booking(held, said), next_entry)


def _booking(held: HeldEntry, said: Correction) -> Booking:
    return Booking(
        cell=said.cell or held.cell,
        pence=held.pence if said.pence is None else said.pence,
        effective_on=said.on or held.event.effective_on,
        reason=said.reason,
        evidence=held.event.evidence,
        provenance=held.event.provenance,
        reference=str(held.said.get("reference", "")),
        supplier=str(held.said.get("supplier", "")),
    )


def _award(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    right = Award(
        cell=said.cell or held.cell,
        version=_whole(held.said, "version"),
        state=AwardState(str(held.said["state"])),
        pence=held.pence if said.pence is None else said.pence,
        effective_on=said.on or held.event.effective_on,
        source=str(held.said["source"]),
        reason=said.reason,
        provenance=held.event.provenance,
        read_from=held.event.source,
    )
    return (award_event(right),)


def _allocation(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    right = Allocation(
        cell=said.cell or held.cell,
        version=_whole(held.said, "version"),
        pence=held.pence if said.pence is None else said.pence,
        effective_on=said.on or held.event.effective_on,
        basis=str(held.said["basis"]),
        reason=said.reason,
        provenance=held.event.provenance,
        read_from=held.event.source,
    )
    return (allocation_event(right),)


def _plan(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    """Record the figure that counts: the latest of a cell and quarter does."""
    if said.cell or said.on or said.pence is None:
        raise CorrectionRefused(
            f"entry {held.entry} is a {held.event.kind}: only its --amount can be "
            "corrected; record the figure of another cell or day by itself"
        )
    keys = ("fund", "area", "project", "heading", "spend_kind", "financial_year")
    right = Plan(
        kind=PlanKind(held.event.kind),
        cell=Cell(*(str(held.said[key]) for key in keys)),
        quarter=Quarter.parse(str(held.said["quarter"])),
        pence=said.pence,
        effective_on=held.event.effective_on,
        reason=said.reason,
        provenance=held.event.provenance,
    )
    return (plan_event(right),)


def _line(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    kind, dated = held.event.kind, said.on or held.event.effective_on
    if kind in CODED_BY_HAND and said.cell:
        raise CorrectionRefused(coded_by_hand(kind, held.entry, said.cell))
    cell = said.cell or held.cell
    if kind == INELIGIBLE:
        cell = refused_cell(held.said, dated)
    if kind == "actual" and not cell.is_whole:
        raise CorrectionRefused(f"entry {held.entry} moved no money; name its --cell")
    year = str(FinancialYear.of(dated))
    if cell.is_whole and cell.year != year:
        raise CorrectionRefused(f"the line is dated {dated}; name a cell of {year}")
    words = {name: str(held.said.get(name, "")) for name in CARRIED[:6]}
    right = SpendLine(
        dated=dated,
        pence=held.pence if said.pence is None else said.pence,
        supplier=words["supplier"],
        description=words["description"],
        reference=words["reference"],
        category=words["category"],
        cell=cell,
        is_outside=kind == "outside" and not said.cell,
        coding=said.reason,
        attribution=words["attribution"],
        source_name=words["source"],
        file=str(held.said.get("file", "")),
        provenance=held.event.provenance,
        read_from=held.event.source or Source(""),
        order=str(held.said.get("order", "")),
        refusal=read_refusal(held.said),
        vat=vat_of(held.said) if said.pence is None else None,
        vat_rules={held.cell.fund: _vat_rule(held)},
    )
    made = spend_event(right, _whole(held.said, "import"))
    facts = {**made.payload, "replaces": held.entry, "line": held.line}
    return (replace(made, payload=facts, source=held.event.source),)


def _coding(held: HeldEntry, said: Correction, _: int) -> tuple[NewEvent, ...]:
    if JUDGED & set(held.said):
        raise CorrectionRefused(
            f"entry {held.entry} judged a line; take it back without other facts and "
            f"judge entry {held.line} anew: fundtrack code"
        )
    if said.cell is None or said.on or said.pence is not None:
        raise CorrectionRefused(
            f"entry {held.entry} coded a line: only its --cell can be corrected; "
            f"the line itself is entry {held.line}"
        )
    year = str(FinancialYear.of(held.event.effective_on))
    waited_in = held.event.postings[0].cell if held.event.postings else Cell()
    is_of_the_fund = waited_in.covers(Cell(said.cell.fund))
    if said.cell.year != year or not is_of_the_fund:
        raise CorrectionRefused(
            f"the line is of {waited_in.fund} and {year}; name a cell of both"
        )
    pence, cost = held.pence, _cost(held)
    right = replace(
        held.event,
        reason=said.reason,
        payload={**_unshared(held.said), "cell": str(said.cell), "coding": said.reason},
        postings=coding_postings(waited_in, said.cell, pence, cost) if pence else (),
    )
    return (right,)


def _vat_rule(held: HeldEntry) -> VatRule:
    """Read back by which rule the fund's part of a line was worked out."""
    vat = vat_of(held.said)
    if vat and vat.irrecoverable_pence and _cost(held) == vat.net_pence:
        return VatRule.NET
    return VatRule.NET_OF_RECOVERABLE


def _cost(held: HeldEntry) -> Pence:
    """Give what the cell of a line bears of it."""
    is_said = "cost_pence" in held.said
    return Pence(_whole(held.said, "cost_pence")) if is_said else held.pence


def _unshared(said: Payload) -> Payload:
    return {name: fact for name, fact in said.items() if name not in {"shares", "rule"}}


Replacing = Callable[[HeldEntry, Correction, int], tuple[NewEvent, ...]]
REPLACEMENTS: Mapping[str, Replacing] = {
    "accrual": _accrual,
    "actual": _line,
    "allocation": _allocation,
    "award": _award,
    "coding": _coding,
    "commitment": _commitment,
    "forecast": _plan,
    "outside": _line,
    "profile": _plan,
    "suspense": _line,
    INELIGIBLE: _line,
}
"""Every kind that can be corrected, and how the right facts are recorded."""


def _whole(said: Payload, name: str) -> int:
    written = said.get(name)
    return written if isinstance(written, int) else 0
