"""The transaction listing: the lines that a claim is made of, and those left out."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

BILLS = frozenset({"actual", "coding", "recoding"})
ACCRUAL = "accrual"
REVERSAL = "accrual_reversal"


@dataclass(frozen=True, slots=True)
class Line:
    """One entry's share of one budget cell, and where it was read.

    `reversal` and `reversed_on` name the entry that undoes an accrual, if any. The
    parts of a bill's amount are None where its VAT is unknown, and where the bill is
    shared over several cells; `pence` is what the fund pays of it.
    """

    entry: int
    dated: date
    kind: str
    cell: Cell
    pence: Pence
    supplier: str
    description: str
    reference: str
    coding: str
    attribution: str
    provenance: str
    person: str
    file: str
    sheet: str
    row: int | None
    column: str
    reversal: int | None
    reversed_on: date | None
    knows_vat: bool = False
    net: Pence | None = None
    recoverable_vat: Pence | None = None
    irrecoverable_vat: Pence | None = None

    @property
    def is_bill(self) -> bool:
        """Whether it is a line of a bill, which has a VAT, known or not."""
        return self.kind in BILLS


@dataclass(frozen=True, slots=True)
class Listing:
    """The lines of a fund up to the quarter's end: claimed for, and left out."""

    eligible: tuple[Line, ...]
    before_period: tuple[Line, ...]
    after_period: tuple[Line, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of them, by when they lie."""
        return (*self.before_period, *self.eligible, *self.after_period)

    @property
    def eligible_pence(self) -> Pence:
        """What the lines that may be claimed for come to."""
        return total(self.eligible)


def total(lines: tuple[Line, ...]) -> Pence:
    """Add lines up."""
    return Pence(sum(line.pence for line in lines))


def read_listing(books: Reader, scope: Scope) -> Listing:
    """List the lines of the fund, sorted by day, apart by the funding period."""
    found = books.rows(
        "return_lines", fund=scope.fund, as_at=scope.ends, known=scope.known
    )
    lines = list(map(_line, found))
    starts, until = scope.starts, scope.eligible_until
    return Listing(
        eligible=tuple(line for line in lines if starts <= line.dated <= until),
        before_period=tuple(line for line in lines if line.dated < starts),
        after_period=tuple(line for line in lines if line.dated > until),
    )


def _line(row: Row) -> Line:
    return Line(
        entry=row["entry"],
        dated=row["dated"],
        kind=row["kind"],
        cell=Cell.of_columns(row),
        pence=Pence(row["pence"]),
        supplier=row["supplier"],
        description=row["description"],
        reference=row["reference"],
        coding=row["coding"],
        attribution=row["attribution"],
        provenance=row["provenance"],
        person=row["person"],
        file=row["file"],
        sheet=row["sheet"],
        row=row["source_row"],
        column=row["source_column"],
        reversal=row["reversal"],
        reversed_on=row["reversed_on"],
        knows_vat=row["knows_vat"],
        net=row["net"],
        recoverable_vat=row["recoverable_vat"],
        irrecoverable_vat=row["irrecoverable_vat"],
    )
