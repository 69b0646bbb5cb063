"""Single money acts: award, allocate, profile, forecast, commit, accrue."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from pathlib import Path

from fundtrack.acts.named_cells import require_awarded
from fundtrack.acts.named_cells import require_heading
from fundtrack.acts.named_cells import require_project
from fundtrack.acts.orders import drawn_down
from fundtrack.acts.orders import require_open
from fundtrack.acts.repeats import earlier_same
from fundtrack.acts.repeats import said_twice
from fundtrack.acts.session import Session
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import AwardState
from fundtrack.domain.awards import award_event
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.orders import OrderKey
from fundtrack.domain.orders import order_reference
from fundtrack.domain.people import Permission
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import commitment_event
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class Recorded:
    """An act that was recorded: its entry number and the hash it got."""

    entry: int
    event_hash: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class MoneyAct:
    """What a person says when they record money on a budget cell.

    `quarter` is needed for a profile or a forecast; `evidence` is a file that
    supports it, kept once the act is allowed. An award or an allocation may name less
    than a whole cell. `reference` and `supplier` are of the order that is placed, or
    that what is owed belongs to; `made_for` is the quarter whose return a forecast is
    made for.
    """

    cell: Cell
    pence: Pence
    on: date
    reason: str
    quarter: Quarter | None = None
    evidence: Path | None = None
    provenance: Provenance = Provenance.RECORDED
    reference: str = ""
    supplier: str = ""
    made_for: Quarter | None = None


def award(session: Session, act: MoneyAct) -> Recorded:
    """Record money that a funder promises, beside what the fund has already."""
    with session.writing(Permission.RECORD) as ledger:
        require_names(ledger, act.cell)
        version = _version(ledger, act.cell.fund)
        said = Award(
            act.cell,
            version,
            AwardState.AGREED,
            act.pence,
            act.on,
            reason=act.reason,
            provenance=act.provenance,
        )
        return _recorded(session, ledger, act, [award_event(said)])


def allocate(session: Session, act: MoneyAct) -> Recorded:
    """Record an allocation out of what is unallocated.

    Raises:
        FiguresRefused: when more would be allocated than is awarded.
    """
    with session.writing(Permission.RECORD) as ledger:
        require_names(ledger, act.cell)
        require_awarded(ledger, act.cell.fund, act.pence)
        said = Allocation(
            act.cell,
            _version(ledger, act.cell.fund),
            act.pence,
            act.on,
            reason=act.reason,
            provenance=act.provenance,
        )
        return _recorded(session, ledger, act, [allocation_event(said)])


def profile(session: Session, act: MoneyAct) -> Recorded:
    """Record the profile of one cell and quarter."""
    return _plan(session, act, PlanKind.PROFILE)


def forecast(session: Session, act: MoneyAct) -> Recorded:
    """Record the forecast of one cell and quarter, which must not have ended."""
    return _plan(session, act, PlanKind.FORECAST)


def commit(session: Session, act: MoneyAct) -> Recorded:
    """Record an order placed, or below nought what is released of one.

    Raises:
        BeyondOrder: when more is released than is open.
        UnknownName: when no budget has such a heading.
    """
    with session.writing(Permission.RECORD) as ledger:
        require_whole(ledger, act.cell)
        require_heading(ledger, act.cell)
        if act.pence < 0:
            key = OrderKey(act.cell, order_reference(act.reference))
            require_open(ledger, key, act.on, Pence(-act.pence))
        return _recorded(session, ledger, act, [commitment_event(_booking(act))])


def accrue(session: Session, act: MoneyAct) -> Recorded:
    """Record what is owed and not billed, and its reversal next quarter, in one act.

    Raises:
        WrongArgument: when the goods came in another year than the cell's.
        UnknownName: when no budget has such a heading.
    """
    with session.writing(Permission.RECORD) as ledger:
        require_whole(ledger, act.cell)
        require_heading(ledger, act.cell)
        _require_received_in_year(act)
        events = accrual_events(_booking(act), ledger.head.seq + 1)
        return _recorded(session, ledger, act, list(events))


ACTS = {
    "award": award,
    "allocate": allocate,
    "profile": profile,
    "forecast": forecast,
    "commit": commit,
    "accrue": accrue,
}
"""Every single money act by its verb."""


def _plan(session: Session, act: MoneyAct, kind: PlanKind) -> Recorded:
    if act.quarter is None:
        raise WrongArgument(f"a {kind} needs --quarter, such as 2023-24 Q4")
    with session.writing(Permission.RECORD) as ledger:
        require_whole(ledger, act.cell)
        said = Plan(
            kind,
            act.cell,
            act.quarter,
            act.pence,
            act.on,
            reason=act.reason,
            provenance=act.provenance,
            made_for=act.made_for,
        )
        return _recorded(session, ledger, act, [plan_event(said)])


def _booking(act: MoneyAct) -> Booking:
    return Booking(
        act.cell,
        act.pence,
        act.on,
        act.reason,
        provenance=act.provenance,
        reference=" ".join(act.reference.split()),
        supplier=" ".join(act.supplier.split()),
    )


def _recorded(
    session: Session, ledger: Ledger, act: MoneyAct, events: list[NewEvent]
) -> Recorded:
    _require_said(act, events)
    if act.evidence:
        kept = keep(session.workspace, act.evidence)
        events = [replace(event, evidence=kept) for event in events]
    earlier = earlier_same(session, ledger, events[0])
    drawn = drawn_down(ledger, events)
    entries = ledger.append([*events, *drawn.events], session.person)
    found = ledger.rows("event_hash", seq=entries[0])
    recorded = HeldEntry(entries[0], events[0])
    twice = (said_twice(recorded, earlier),) if earlier else ()
    return Recorded(entries[0], found[0]["hash"], (*twice, *drawn.findings))


def _require_said(act: MoneyAct, events: Sequence[NewEvent]) -> None:
    if not act.reason.strip():
        raise WrongArgument("an act needs a reason, which the history shows")
    if not all(side.pence for event in events for side in event.postings):
        raise WrongArgument("an amount of nought records nothing; say how much it is")


def _version(reader: Reader, fund: str) -> int:
    return int(reader.rows("award_version", fund=fund)[0]["version"])


def _require_received_in_year(act: MoneyAct) -> None:
    # Year-end cut-off: the day goods are received decides the year they belong to.
    received_in = str(FinancialYear.of(act.on))
    if received_in != act.cell.year:
        raise WrongArgument(
            f"what was received on {act.on} belongs to {received_in}, "
            f"not to {act.cell.year}; name the cell of that year"
        )


def require_whole(reader: Reader, cell: Cell) -> None:
    """Refuse less than a whole cell, or names that the registers do not hold."""
    if not cell.is_whole:
        raise WrongArgument(
            f"“{cell}” must name the whole cell: FUND/AREA/PROJECT/HEADING/KIND/YEAR"
        )
    require_names(reader, cell)


def require_names(reader: Reader, cell: Cell) -> None:
    """Refuse a fund, area or project that the registers do not hold together."""
    funds, areas = list(fund_names(reader)), list(area_names(reader))
    if cell.fund not in funds:
        raise UnknownName("fund", cell.fund, funds)
    if cell.area not in {ANY, *areas}:
        raise UnknownName("area", cell.area, areas)
    require_project(reader, cell)
