"""Allocations: an award shared over areas, projects and headings, and virements."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.periods import FinancialYear

ABOVE_AWARD = "register-beyond-award"
"""The rule that allocations of a fund stay within its award, typed or in a register."""

LOWER_OR_AWARD = "lower an allocation, or bring the award's figure"


@dataclass(frozen=True, slots=True)
class Allocation:
    """One budget cell's share of one version of an award."""

    cell: Cell
    version: int
    pence: Pence
    effective_on: date
    basis: str = "fixed"
    reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    read_from: Source | None = None


def allocation_event(allocation: Allocation) -> NewEvent:
    """Record one allocation: out of what is unallocated, into the cell."""
    return NewEvent(
        kind="allocation",
        effective_on=allocation.effective_on,
        reason=allocation.reason or f"allocated, {allocation.basis}",
        payload={
            "cell": str(allocation.cell),
            "version": allocation.version,
            "pence": allocation.pence,
            "basis": allocation.basis,
        },
        postings=_allotted(allocation.cell, allocation.pence),
        source=allocation.read_from,
        provenance=allocation.provenance,
    )


def allocation_replaced(
    standing: Sequence[Standing], version: int, first: Allocation
) -> NewEvent | None:
    """Take back what earlier versions allocated, on the day the new one counts."""
    sides = [
        side
        for stood in standing
        for side in _allotted(stood.cell, Pence(-stood.pence))
        if stood.pence
    ]
    if not sides:
        return None
    return NewEvent(
        kind="allocation_replaced",
        effective_on=first.effective_on,
        reason=f"version {version} replaces the allocation before it",
        payload={"fund": first.cell.fund, "version": version},
        postings=tuple(sides),
        source=first.read_from,
        provenance=first.provenance,
    )


def virement_postings(
    from_cell: Cell, to_cell: Cell, pence: Pence
) -> tuple[Posting, ...]:
    """Move budget from one cell to another of the same fund."""
    return (
        Posting(Account.ALLOCATED, from_cell, Pence(-pence)),
        Posting(Account.ALLOCATED, to_cell, pence),
    )


def carry_over_event(cell: Cell, pence: Pence, on: date, decision: str) -> NewEvent:
    """Carry unspent budget of a cell into the same cell of the next year.

    Raises:
        WrongArgument: without the reference of the funder's decision, for less than a
            whole cell, or for nothing: unspent money of a year lapses otherwise.

    Source: grant agreements, "no carry-over without prior approval".
    """
    if not decision.strip():
        raise WrongArgument(
            "a carry-over needs the reference of the funder's decision (--decision)"
        )
    if not cell.is_whole or pence <= 0:
        raise WrongArgument("a carry-over needs a whole cell and more than nothing")
    following = FinancialYear(FinancialYear.parse(cell.year).start + 1)
    later = replace(cell, year=str(following))
    return NewEvent(
        kind="carry_over",
        effective_on=on,
        reason=f"carried over, {decision}",
        payload={
            "from_cell": str(cell),
            "to_cell": str(later),
            "pence": pence,
            "decision": decision,
        },
        postings=virement_postings(cell, later, pence),
    )


def above_award(fund: str, version: int, allocated: Pence, awarded: Pence) -> str:
    """Say that a fund would allocate more than it is awarded."""
    return (
        f"version {version} of {fund} allocates {show_pence(allocated)} "
        f"of an award of {show_pence(awarded)}"
    )


def _allotted(cell: Cell, pence: Pence) -> tuple[Posting, ...]:
    pot = Cell(fund=cell.fund, kind=cell.kind, year=cell.year)
    return (
        Posting(Account.UNALLOCATED, pot, Pence(-pence)),
        Posting(Account.ALLOCATED, cell, pence),
    )
