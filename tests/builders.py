"""Builders: the smallest true things that a test needs, with defaults that read."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_event
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import AwardState
from fundtrack.domain.awards import award_event
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.people import Role
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.domain.spending import SpendLine
from fundtrack.domain.spending import spend_event
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import publish

CELL = Cell.parse("SSF5/blackpool/town-centre-cctv/cctv/capital/2023-24")
FUND_YEAR = Cell(fund="SSF5", year="2023-24")
START = date(2023, 10, 1)
FILE_HASH = "f" * 64


def award(pence: int, cell: Cell = FUND_YEAR, version: int = 1) -> NewEvent:
    """A figure of an award, agreed on the first day of the grant."""
    return award_event(Award(cell, version, AwardState.AGREED, Pence(pence), START))


def allocation(pence: int, cell: Cell = CELL, version: int = 1) -> NewEvent:
    """A budget cell's share, from the first day of the grant."""
    return allocation_event(Allocation(cell, version, Pence(pence), START))


def plan(kind: PlanKind, pence: int, quarter: str, cell: Cell = CELL) -> NewEvent:
    """A plan figure made on the first day of the grant."""
    return plan_event(Plan(kind, cell, Quarter.parse(quarter), Pence(pence), START))


def spend_line(
    pence: int,
    dated: date = date(2024, 1, 15),
    cell: Cell = CELL,
    *,
    row: int = 2,
    is_outside: bool = False,
) -> SpendLine:
    """A line of a finance extract."""
    return SpendLine(
        dated=dated,
        pence=Pence(pence),
        supplier="Supplier 1 (synthetic)",
        description="camera columns",
        reference="INV-1",
        category="Partnership grants",
        cell=cell,
        is_outside=is_outside,
        coding="coded in the extract",
        attribution="named",
        source_name="ledger",
        file="extract.xlsx",
        provenance=Provenance.SYNTHETIC,
        read_from=Source(FILE_HASH, "Jan", row, "Amount"),
    )


def actual(
    pence: int, dated: date = date(2024, 1, 15), cell: Cell = CELL, row: int = 2
) -> NewEvent:
    """A line of spending on a budget cell."""
    return spend_event(spend_line(pence, dated, cell, row=row), import_entry=1)


def person(name: str, *roles: Role, account: str = "") -> list[NewEvent]:
    """A person in the register and the roles they hold."""
    facts = {"person": name, "name": name.title(), "account": account}
    return [
        NewEvent("person", START, "starts", facts),
        *(
            NewEvent(
                "role",
                START,
                "starts",
                {"person": name, "role": str(role), "held": True},
            )
            for role in roles
        ),
    ]


def given_role(name: str, role: Role) -> NewEvent:
    """A role that a person gets on the first day of the grant."""
    facts: Payload = {"person": name, "role": str(role), "held": True}
    return NewEvent("role", START, "starts", facts)


def registers(*areas: str) -> list[NewEvent]:
    """The fund, areas and project that the budget cell of these tests names."""
    return [
        NewEvent(
            "fund",
            START,
            "opens",
            {"fund": "SSF5", "name": "Safer Streets round 5", "kind": "external"},
        ),
        *(
            NewEvent(
                "area",
                START,
                "opens",
                {"area": area, "name": area.title(), "districts": ["E06000009"]},
            )
            for area in areas or ("blackpool",)
        ),
        NewEvent(
            "project",
            START,
            "opens",
            {
                "project": "town-centre-cctv",
                "name": "Town centre CCTV",
                "fund": "SSF5",
                "area": "blackpool",
                "intervention": "CCTV_FIXED",
            },
        ),
    ]


def project(fund: str = "SSF5", area: str = "blackpool") -> NewEvent:
    """The project of the budget cell of these tests, in a fund and area."""
    (_, _, opened) = registers()
    return replace(opened, payload={**opened.payload, "fund": fund, "area": area})


def record(
    workspace: Workspace, clock: Clock, events: Sequence[NewEvent], by: str = "tester"
) -> list[int]:
    """Record events in the books and publish them."""
    with open_ledger(workspace, clock) as ledger:
        entries = ledger.append(events, by)
    publish(workspace, clock)
    return entries
