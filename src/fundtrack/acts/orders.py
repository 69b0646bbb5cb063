"""Orders: draw them down as bills arrive, and list what is open of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.acts.positions import Question
from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.orders import OrderChange
from fundtrack.domain.orders import OrderKey
from fundtrack.domain.orders import Step
from fundtrack.domain.orders import check_release
from fundtrack.domain.orders import draw_downs
from fundtrack.domain.orders import moves_of
from fundtrack.domain.orders import order_changes
from fundtrack.domain.orders import order_days
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.known import known_entry
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.orders import Order
from fundtrack.metrics.orders import order_moves
from fundtrack.metrics.orders import orders
from fundtrack.metrics.orders import orders_placed
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.money import show_pence


@dataclass(frozen=True, slots=True)
class DrawnDown:
    """What an act takes off orders or gives back, and what to say of it."""

    events: tuple[NewEvent, ...] = ()
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Orders:
    """The orders asked for on a day, and what is open of them together."""

    as_at: date
    as_known: int
    snapshot: str
    orders: tuple[Order, ...]
    open_pence: Pence


def drawn_down(books: Reader, events: Sequence[NewEvent]) -> DrawnDown:
    """Work out what new events draw off the orders they touch, or give back.

    Args:
        books: the books before the events are recorded.

    Raises:
        BeyondOrder: when an order would be left with less than nothing.
    """
    made = list(moves_of(events))
    if not made:
        return DrawnDown()
    placed = orders_placed(books, "*")
    touched = {
        move.key for move in made if move.key in placed or move.step is not Step.BILLED
    }
    held = order_moves(books, touched)
    changes = order_changes(held, made)
    return DrawnDown(
        events=tuple(event for change in changes for event in draw_downs(change)),
        findings=tuple(
            _billed_above(change)
            for change in changes
            if change.key.reference and _is_further_above(change)
        ),
    )


def require_open(books: Reader, key: OrderKey, on: date, released: Pence) -> None:
    """Refuse to release more of an order than is open.

    Raises:
        BeyondOrder: saying how much may be.
    """
    check_release(key, order_days(order_moves(books, [key])), on, released)


def list_orders(session: Session, question: Question, *, every: bool) -> Orders:
    """List the orders of which something is open or overdrawn, or every one."""
    day = question.as_at or session.workspace.settings().today(session.clock)
    with session.reading() as books:
        selection = Selection(
            as_at=day,
            known=known_entry(books, question.as_known),
            fund=fund_id(books, question.fund),
            area=area_id(books, question.area),
            financial_year=question.financial_year,
        )
        found = orders(books, selection)
        return Orders(
            as_at=day,
            as_known=selection.known,
            snapshot=books.info.snapshot,
            orders=tuple(it for it in found if every or it.open_pence or it.over_pence),
            open_pence=Pence(sum(it.open_pence for it in found)),
        )


def _is_further_above(change: OrderChange) -> bool:
    before = change.before[-1].over_pence if change.before else Pence(0)
    return change.after[-1].over_pence > before


def _billed_above(change: OrderChange) -> Finding:
    last = change.after[-1]
    billed, ordered = show_pence(last.billed_pence), show_pence(last.ordered_pence)
    return Finding(
        rule="order-exceeded",
        severity=Severity.WARN,
        message=f"{change.key.reference} on {change.key.cell}: {billed} is billed of "
        f"{ordered} ordered, {show_pence(last.over_pence)} above it",
        fix="ask the supplier, or record what else was ordered with fundtrack commit",
    )
