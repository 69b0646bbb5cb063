"""A small office for the pages: four areas, a year of money, something of each kind."""

from datetime import date

from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import Cell
from fundtrack.domain.claims import claim_postings
from fundtrack.domain.events import NewEvent
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.spending import Booking
from fundtrack.domain.spending import accrual_events
from fundtrack.domain.spending import commitment_event
from fundtrack.domain.spending import spend_event
from fundtrack.domain.virements import Move
from fundtrack.domain.virements import request_event
from fundtrack.money import Pence
from tests import builders

TODAY = "2024-02-29"
SETTINGS = f"""
[office]
name = "Testshire PCC"
force = "testshire"

[example]
is_example = true
story_ends_on = "{TODAY}"
"""

PENNINE = Cell.parse("SSF5/pennine/burnley-lights/lighting/capital/2023-24")
BLACKPOOL = builders.CELL
GATES = Cell.parse("SSF5/blackpool/alleys/alley-gates/capital/2023-24")
WEST = Cell.parse("SSF5/west-lancashire/youth-work/youth-diversion/revenue/2023-24")
LANCASTER = Cell.parse("SSF5/lancaster/town-link/town-link-radio/revenue/2023-24")

AREAS = {
    "pennine": "Pennine Lancashire",
    "blackpool": "Blackpool",
    "west-lancashire": "West Lancashire",
    "lancaster": "Lancaster",
}
BUDGETS = {
    PENNINE: 16_400_000,
    BLACKPOOL: 9_660_000,
    GATES: 3_100_000,
    WEST: 9_180_000,
    LANCASTER: 2_640_000,
}
ACTUALS = {
    PENNINE: 9_640_000,
    BLACKPOOL: 8_720_000,
    GATES: 1_200_000,
    WEST: 4_890_050,
    LANCASTER: 2_180_000,
}
OUTTURNS = {
    PENNINE: 14_980_000,
    BLACKPOOL: 9_660_000,
    GATES: 3_100_000,
    WEST: 7_430_000,
    LANCASTER: 2_610_000,
}
OWED = {PENNINE: 2_100_000, BLACKPOOL: 410_000, WEST: 880_000}


def office(workspace: Workspace, clock: Clock) -> Workspace:
    """Fill a workspace with the office and publish it."""
    (workspace.folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    events = [*_registers(), *_money()]
    for cell in OWED:
        events.extend(_accrued(cell, len(events) + 1))
    builders.record(workspace, clock, events)
    return workspace


def _registers() -> list[NewEvent]:
    named = [
        NewEvent(
            "area", builders.START, "opens", {"area": a, "name": n, "districts": []}
        )
        for a, n in AREAS.items()
    ]
    return [*builders.registers()[:1], *named]


def _money() -> list[NewEvent]:
    return [
        builders.award(82_000_000),
        *[builders.allocation(pence, cell) for cell, pence in BUDGETS.items()],
        *[event for cell in BUDGETS for event in _plans(cell)],
        *[event for cell in BUDGETS for event in _payments(cell)],
        commitment_event(
            Booking(BLACKPOOL, Pence(300_000), date(2024, 2, 1), "columns")
        ),
        _claim(),
        *_waiting(),
    ]


def _plans(cell: Cell) -> list[NewEvent]:
    half = BUDGETS[cell] // 2
    to_come = OUTTURNS[cell] - ACTUALS[cell] - OWED.get(cell, 0)
    return [
        builders.plan(PlanKind.PROFILE, half, "2023-24 Q3", cell),
        builders.plan(PlanKind.PROFILE, BUDGETS[cell] - half, "2023-24 Q4", cell),
        # Two of the quarter's three months have ended, so that a third is to come.
        builders.plan(PlanKind.FORECAST, to_come * 3, "2023-24 Q4", cell),
    ]


def _payments(cell: Cell) -> list[NewEvent]:
    days = [
        date(2023, 11, 14),
        date(2023, 12, 12),
        date(2024, 1, 16),
        date(2024, 2, 20),
    ]
    part = ACTUALS[cell] // 4
    parts = [part, part, part, ACTUALS[cell] - 3 * part]
    return [
        builders.actual(pence, day, cell, row)
        for row, (pence, day) in enumerate(zip(parts, days, strict=True), start=12)
    ]


def _accrued(cell: Cell, entry: int) -> tuple[NewEvent, NewEvent]:
    return accrual_events(
        Booking(cell, Pence(OWED[cell]), date(2024, 2, 26), "work done, not billed"),
        entry,
    )


def _claim() -> NewEvent:
    return NewEvent(
        "claim",
        date(2024, 1, 31),
        "third quarter",
        postings=claim_postings([Standing(builders.FUND_YEAR, Pence(11_800_000))]),
    )


def _waiting() -> list[NewEvent]:
    suspense = builders.spend_line(
        231_000, date(2024, 2, 10), Cell(fund="OPDEF"), row=44
    )
    taken: dict[str, str | int] = {
        "file": "extract-feb.xlsx",
        "source": "ledger",
        "source_kind": "ledger",
        "rows": 22,
        "accepted": 21,
        "refused": 1,
        "already_held": 0,
        "total_pence": 26_630_050,
        "control_total_pence": 26_630_050,
    }
    refused_row = {
        "fund": "OPDEF",
        "rule": "amount-unreadable",
        "message": "the amount is not money",
        "fix": "correct the row",
        "found": "see invoice",
        "file": "extract-feb.xlsx",
    }
    return [
        spend_event(suspense, import_entry=1),
        NewEvent("import", date(2024, 2, 29), "February extract", taken),
        NewEvent("refused_line", date(2024, 2, 29), "refused", refused_row),
        request_event(
            Move(WEST, BLACKPOOL, Pence(1_400_000)), date(2024, 2, 20), "cameras"
        ),
    ]
