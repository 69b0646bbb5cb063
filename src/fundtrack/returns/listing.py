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
    lines = [_line(scope.fund, row) for row in found]
    starts, until = scope.starts, scope.eligible_until
    return Listing(
        eligible=tuple(line for line in lines if starts <= line.dated <= until),
        before_period=tuple(line for line in lines if line.dated < starts),
        after_period=tuple(line for line in lines if line.dated > until),
    )


def _line(fund: str, row: Row) -> Line:
    same = (
        "entry dated kind supplier description reference coding attribution "
        "provenance person file sheet reversal reversed_on knows_vat net "
        "recoverable_vat irrecoverable_vat"
    )
    return Line(
        cell=Cell.of_columns({**row, "fund": fund}),
        pence=Pence(row["pence"]),
        row=row["source_row"],
        column=row["source_column"],
        **{name: row[name] for name in same.split()},
    )
