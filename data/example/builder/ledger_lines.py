"""The lines of the finance extracts: published payments, and made-up ones.

Every made-up line says so in its Provenance column and in its supplier's name. The
generator is seeded, so the same lines come out each time.
"""

import random
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from datetime import timedelta

from budgets import Budget
from budgets import cut_budgets
from budgets import first_budgets
from payments import PAID
from payments import Payment

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.periods import FinancialYear

SEED = 820_000
FIRST_EXTRACT_ENDS = date(2024, 4, 12)
LAST_DAY = date(2025, 1, 31)
SATURDAY = 5
CREDIT_EVERY = 31
"""One made-up line in so many is billed too high and put right by a credit."""


WHOLE = 100
"""Per cent: such a cell is spent to the penny."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the ledger; `amount` is pence, or words where it is no money."""

    day: date
    amount: int | str
    supplier: str
    description: str
    reference: str
    category: str
    cell: Cell
    provenance: str
    attribution: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """How many made-up lines a cell gets and what part of its budget they spend."""

    lines: int
    pct: int
    last: date | None = None
    first: date | None = None


PLANS = {
    "SSF2/blackburn/street-lighting": Plan(4, 90),
    "SSF2": Plan(16, 97),
    "SSF4": Plan(9, 98),
    "SSF5/pennine": Plan(6, 92),
    "SSF5/blackpool": Plan(6, 90),
    "SSF5/west-lancashire": Plan(7, 9),
    "SSF5/lancaster": Plan(7, 88),
    "SLNFC": Plan(61, 100),
    "SLNFI": Plan(10, 100),
    "FCRIME/force-wide": Plan(40, 99),
    "FCRIME": Plan(0, 0),
    "SSF1": Plan(0, 0),
    "OPDEF/force-wide": Plan(53, 96),
    "OPDEF": Plan(34, 94),
}
"""The first pattern that covers a cell counts; pct of what published lines leave."""

WHAT = {
    "cctv": ("Equipment", ("Camera fitting", "Column survey", "Recorder", "Cabling")),
    "lighting": ("Works", ("Lamp column", "Lantern", "Electrical connection")),
    "greenspace": ("Works", ("Path clearing", "Fencing", "Planting", "Bench removal")),
    "community": ("Grants", ("Community grant", "Leaflets", "Door knock kit")),
    "staff": ("Pay", ("Monthly pay recharge", "Employer costs recharge")),
    "training": ("Training", ("Course places", "Venue", "Trainer day", "Materials")),
    "youth-work": ("Services", ("Sessions", "Youth worker hours", "Room hire")),
    "radio": ("Equipment", ("Handset", "Airtime", "Base station")),
    "patrols": ("Services", ("Patrol shifts", "Vehicle recharge")),
    "overtime": ("Overtime", ("Overtime recharge", "Rest day working recharge")),
    "equipment": ("Equipment", ("Scene kit", "Lamps", "Training room fittings")),
}
"""By heading: the ledger's category and what its made-up lines are for."""


@dataclass(slots=True)
class _Maker:
    chance: random.Random
    made: list[Line] = field(default_factory=list)

    def spend(self, cell: Cell, total: Pence, plan: Plan) -> None:
        days = sorted(self._day(cell, plan) for _ in range(plan.lines))
        weights = [self.chance.randint(3, 12) for _ in days]
        for day, pence in zip(days, share_out(total, weights), strict=True):
            number = len(self.made) + 1
            over = pence // 4 if number % CREDIT_EVERY == 0 else 0
            line = self._line(cell, day, Pence(pence + over))
            self.made.append(line)
            if over:
                self._credit(line, over)

    def _credit(self, line: Line, over: int) -> None:
        ends = min(FinancialYear.parse(line.cell.year).dates.last_day, LAST_DAY)
        later = min(line.day + timedelta(days=self.chance.randint(9, 40)), ends)
        self.made.append(
            Line(
                _weekday(later),
                -over,
                line.supplier,
                f"Credit note: {line.description.lower()} billed too high",
                f"{line.reference}C",
                line.category,
                line.cell,
                line.provenance,
            )
        )

    def _line(self, cell: Cell, day: date, pence: Pence) -> Line:
        category, things = WHAT[cell.heading]
        number = len(self.made) + 1
        supplier = self.chance.randint(1, 140)
        return Line(
            day,
            pence,
            f"Supplier {supplier:03d} (synthetic)",
            f"{self.chance.choice(things)}, {cell.project.replace('-', ' ')}",
            f"SYN-{number:05d}",
            category,
            cell,
            "synthetic",
        )

    def _day(self, cell: Cell, plan: Plan) -> date:
        year = FinancialYear.parse(cell.year).dates
        first = max(year.start, plan.first or year.start)
        last = min(year.last_day, LAST_DAY, plan.last or LAST_DAY)
        span = (last - first).days
        return _weekday(first + timedelta(days=self.chance.randint(0, span)))


def all_lines() -> list[Line]:
    """List every line of both extracts by day: published, made up, and the faults."""
    lines = [*map(_published, PAID), *_made_up(), *_bills(), *_faults()]
    return sorted(lines, key=lambda line: (line.day, line.reference))


def _published(payment: Payment) -> Line:
    number = 1 + PAID.index(payment)
    told = "Reversal of the payment of 5 March 2024" if payment.pence < 0 else "Payment"
    return Line(
        payment.day,
        payment.pence,
        payment.supplier,
        f"{told}, as published in the list over £500",
        f"PUB-{number:03d}",
        payment.listed,
        payment.cell,
        "published",
        "inferred",
    )


def _made_up() -> list[Line]:
    maker = _Maker(random.Random(SEED))  # noqa: S311 - made-up lines, no secret
    for budget in _budgets():
        plan = _plan(budget.cell)
        held = sum(line.pence for line in PAID if line.cell == budget.cell)
        left = Pence(budget.pence - max(held, 0))
        if plan.lines:
            maker.spend(budget.cell, _odd(left, plan, maker.chance), plan)
    return maker.made


def _odd(left: Pence, plan: Plan, chance: random.Random) -> Pence:
    """Give what made-up lines spend: a part of what is left, never a round sum."""
    if plan.pct == WHOLE:
        return left
    return Pence(left * plan.pct // 100 - chance.randint(0, left // 200))


def _budgets() -> list[Budget]:
    latest = {row.cell: row for row in first_budgets()}
    latest.update({row.cell: row for row in cut_budgets()})
    return list(latest.values())


def _plan(cell: Cell) -> Plan:
    plan = next(plan for named, plan in PLANS.items() if Cell.parse(named).covers(cell))
    starts = {"SSF5": date(2023, 11, 6), "OPDEF": date(2022, 9, 5)}
    ends = {"SSF4": date(2023, 9, 29)}
    part = 84 if cell.year == "2024-25" else 100
    return Plan(
        plan.lines,
        plan.pct * part // 100,
        ends.get(cell.fund),
        starts.get(cell.fund),
    )


def _bills() -> list[Line]:
    """The bills for what the story accrues at the end of 2023-24, to the penny."""
    sessions = "SSF5/west-lancashire/early-intervention/youth-work/revenue/2024-25"
    training = "SSF5/lancaster/safety-training/training/revenue/2024-25"
    odd = "Supplier 142 (synthetic)"
    made = "synthetic"
    return [
        Line(date(2024, 4, 26), 430000, odd, "Sessions held in March 2024",
             "SYN-91001", "Services", Cell.parse(sessions), made),
        Line(date(2024, 5, 10), 115050, odd, "Training given in March 2024",
             "SYN-91002", "Training", Cell.parse(training), made),
    ]  # fmt: skip


def _faults() -> list[Line]:
    """Lines that cannot be booked as they stand; all are Operation Defender's."""
    nowhere = Cell("OPDEF", "force-wide", ANY, ANY, ANY, ANY)
    teams = Cell.parse("OPDEF/force-wide/burglary-teams/overtime/revenue/2023-24")
    odd = "Supplier 141 (synthetic)"
    made = "synthetic"
    return [
        Line(date(2024, 2, 14), 124860, odd, "Forensic lamps, no project code given",
             "SYN-90001", "Equipment", nowhere, made),
        Line(date(2024, 3, 8), "see invoice", odd, "Overtime recharge, burglary teams",
             "SYN-90002", "Overtime", teams, made),
        Line(date(2024, 11, 19), 63215, odd, "Door knock kit, no project code given",
             "SYN-90003", "Grants", nowhere, made),
    ]  # fmt: skip


def _weekday(day: date) -> date:
    return day - timedelta(days=max(0, day.weekday() - SATURDAY + 1))
