"""Credits as the books hold them, paired with the bills they reverse."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from fundtrack.domain.cells import Cell
from fundtrack.domain.credits import Pair
from fundtrack.domain.credits import Payment
from fundtrack.domain.credits import Unpaired
from fundtrack.domain.credits import pair_credits
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class CreditLine:
    """A credit or bill, where it stands and where it was read.

    It stands on no cell while it waits in suspense or lies outside the funds.
    """

    entry: int
    dated: date
    pence: Pence
    supplier: str
    description: str
    reference: str
    cells: tuple[str, ...]
    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class CreditPair:
    """A credit and the bill it reverses.

    `is_on_another_year` says that the money left one year's budget and came back to
    another's.
    """

    credit: CreditLine
    bill: CreditLine
    crosses_year_end: bool
    is_on_another_year: bool


@dataclass(frozen=True, slots=True)
class OpenCredit:
    """A credit without a pair, why, and the bills that would do."""

    credit: CreditLine
    doubt: str
    candidates: tuple[CreditLine, ...]


@dataclass(frozen=True, slots=True)
class CreditsHeld:
    """Every credit of a fund, or of the office: paired, and not."""

    pairs: tuple[CreditPair, ...]
    unpaired: tuple[OpenCredit, ...]


def credits_held(books: Reader, asked: Selection) -> CreditsHeld:
    """Pair the credits dated up to a day; one fund's are those that touch its cells."""
    lines: dict[int, CreditLine] = {}
    payments: list[Payment] = []
    for line, payment in _lines(books, asked):
        lines[line.entry] = line
        payments.append(payment)
    found = pair_credits(payments)
    return CreditsHeld(
        pairs=tuple(
            _pair(pair, lines)
            for pair in found.pairs
            if _is_of(asked.fund, pair.credit, pair.bill)
        ),
        unpaired=tuple(
            _open(one, lines)
            for one in found.unpaired
            if _is_of(asked.fund, one.credit)
        ),
    )


def _lines(books: Reader, asked: Selection) -> Iterator[tuple[CreditLine, Payment]]:
    rows = books.rows("credit_lines", as_at=asked.as_at, known=asked.known)
    for _, of_line in groupby(rows, key=lambda row: row["entry"]):
        yield _line(list(of_line))


def _line(rows: list[Row]) -> tuple[CreditLine, Payment]:
    row = rows[0]
    cells = tuple(cell for cell in map(Cell.of_columns, rows) if cell != Cell())
    line = CreditLine(
        entry=row["entry"],
        dated=row["dated"],
        pence=Pence(row["pence"]),
        supplier=row["supplier"],
        description=row["description"],
        reference=row["reference"],
        cells=tuple(map(str, cells)),
        file=row["file"] or "",
        sheet=row["sheet"] or "",
        row=row["source_row"],
    )
    payment = Payment(
        entry=line.entry,
        dated=line.dated,
        pence=line.pence,
        supplier=line.supplier,
        reference=line.reference,
        source_name=row["source_name"],
        cells=cells,
    )
    return line, payment


def _is_of(fund: str, *payments: Payment) -> bool:
    asked = Cell(fund)
    return asked == Cell() or any(
        asked.covers(cell) for payment in payments for cell in payment.cells
    )


def _pair(pair: Pair, lines: dict[int, CreditLine]) -> CreditPair:
    return CreditPair(
        lines[pair.credit.entry],
        lines[pair.bill.entry],
        pair.crosses_year_end,
        pair.is_on_another_year,
    )


def _open(one: Unpaired, lines: dict[int, CreditLine]) -> OpenCredit:
    return OpenCredit(
        lines[one.credit.entry],
        str(one.doubt),
        tuple(lines[bill.entry] for bill in one.candidates),
    )
