"""Orders: what was ordered under each reference, drawn down by bills, and is open."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.orders import OrderKey
from fundtrack.domain.orders import OrderMove
from fundtrack.domain.orders import Step
from fundtrack.domain.orders import order_days
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Order:
    """An order on a day: what was ordered, less what bills drew, is what is open.

    `ordered_pence` is net of what was released; `over_pence` was billed above the
    order; `age_days` counts from the day it was placed. The reference is empty for
    all that was ordered on the cell without one.
    """

    fund: str
    cell: Cell
    reference: str
    supplier: str
    ordered_on: date
    age_days: int
    ordered_pence: Pence
    drawn_pence: Pence
    open_pence: Pence
    over_pence: Pence


def orders(books: Reader, selection: Selection) -> tuple[Order, ...]:
    """List every order placed by the day, the oldest first; drawn ones as well."""
    pattern = Cell(selection.fund, selection.area, year=selection.financial_year)
    placed = orders_placed(books, selection.fund)
    keys = {key for key in placed if pattern.covers(key.cell)}
    found: dict[OrderKey, list[Row]] = defaultdict(list)
    for row in _rows(books, keys, selection.as_at, selection.known):
        found[_key(row)].append(row)
    made = (_order(key, found[key], selection.as_at) for key in keys & set(found))
    standing = [order for order in made if order]
    return tuple(
        sorted(standing, key=lambda it: (it.ordered_on, it.cell, it.reference))
    )


def orders_placed(books: Reader, fund: str) -> set[OrderKey]:
    """Give the cells and references that orders were ever placed under."""
    return {_key(row) for row in books.rows("orders_placed", fund=fund)}


def order_moves(books: Reader, keys: Iterable[OrderKey]) -> list[OrderMove]:
    """Read all that the books hold of some orders."""
    last = 2**62
    return [_move(row) for row in _rows(books, set(keys), date.max, last)]


def _rows(books: Reader, keys: set[OrderKey], as_at: date, known: int) -> list[Row]:
    if not keys:
        return []
    found = books.rows(
        "order_moves",
        cells=sorted({str(key.cell) for key in keys}),
        references=sorted({key.reference for key in keys}),
        as_at=as_at,
        known=known,
    )
    return [
        row
        for row in found
        if (key := _key(row)) in keys and (key.reference or row["step"] != Step.BILLED)
    ]


def _order(key: OrderKey, rows: list[Row], on: date) -> Order | None:
    """Sum one order up; None while nothing was ordered of it."""
    ordered = [row for row in rows if row["step"] == Step.ORDERED and row["pence"]]
    if not ordered:
        return None
    first = min(row["effective_on"] for row in ordered)
    last = order_days(_move(row) for row in rows)[-1]
    suppliers = [row["supplier"] for row in (*ordered, *rows) if row["supplier"]]
    return Order(
        fund=key.cell.fund,
        cell=key.cell,
        reference=key.reference,
        supplier=suppliers[0] if suppliers and key.reference else "",
        ordered_on=first,
        age_days=(on - first).days,
        ordered_pence=last.ordered_pence,
        drawn_pence=last.drawn_pence,
        open_pence=Pence(last.ordered_pence - last.drawn_pence),
        over_pence=last.over_pence,
    )


def _key(row: Mapping[str, object]) -> OrderKey:
    return OrderKey(Cell.of_columns(row), str(row["reference"]))


def _move(row: Row) -> OrderMove:
    step, pence = Step(row["step"]), Pence(row["pence"])
    return OrderMove(_key(row), step, row["effective_on"], pence)
