"""The partners' claims of the example: made up, supporting the published payments.

Each sum is what a council was paid for a budget; how it lies over bills, who was paid
and when things were delivered is invented, and every row says so.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from pathlib import Path

import office
from budgets import Budget
from budgets import cut_budgets
from budgets import first_budgets
from payments import PAID
from workbooks import pounds

from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import DELIVERIES
from fundtrack.domain.partner_claims import SPEND_LINES
from fundtrack.domain.partner_claims import Grant
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.money import share_out
from fundtrack.periods import Quarter
from fundtrack.sources.form_workbook import Written
from fundtrack.sources.partner_form import BudgetRow
from fundtrack.sources.partner_form import Filled
from fundtrack.sources.partner_form import FormContents
from fundtrack.sources.partner_form import write_claim_form

PARTNERS = {
    "blackburn": ("Blackburn with Darwen Borough Council", "pennine"),
    "blackpool": ("Blackpool Council", "blackpool"),
    "west-lancs": ("West Lancashire Borough Council", "west-lancashire"),
    "lancaster": ("Lancaster City Council", "lancaster"),
}
"""Name in the register of onward grants, and the area, by the name in payments."""

OFFICE = "Lancashire commissioner (EXAMPLE, not a return)"
SIGNED = "Finance officer of the council (synthetic)"
CLAIMED = """
blackburn  2023-24/Q3 town-centre-cctv/cctv/capital     55300.00 4 24
blackburn  2023-24/Q4 greenspace/greenspace/capital     78700.00 5 3
blackburn  2024-25/Q1 town-link-radio/radio/revenue     49319.62 4 120
blackburn  2024-25/Q1 greenspace/greenspace/capital     77000.00 4 2
blackpool  2023-24/Q3 street-lighting/lighting/capital  31200.00 3 28
blackpool  2023-24/Q4 street-lighting/lighting/capital  67975.38 4 57
blackpool  2024-25/Q1 town-centre-cctv/cctv/capital     76426.00 5 18
west-lancs 2023-24/Q4 town-centre-cctv/cctv/capital     97757.84 5 11
west-lancs 2024-25/Q1 town-centre-cctv/cctv/capital     52242.16 3 5
lancaster  2023-24/Q3 late-night-venues/cctv/capital    10000.00 2 9
lancaster  2023-24/Q3 safety-training/training/revenue  15000.00 3 140
"""
"""Partner, quarter, budget, pounds claimed, bills, and outputs delivered."""

BARE = ("blackpool", "2023-24 Q4", 2)
"""The bill of this claim that has no evidence reference, so that it is queried."""

WHAT = {
    "cctv": "cameras and columns",
    "greenspace": "planting, paths and benches",
    "radio": "radios and airtime",
    "lighting": "lamps and columns",
    "training": "training sessions",
}


@dataclass(frozen=True, slots=True)
class Claimed:
    """What a partner claims on one budget in one quarter."""

    partner: str
    quarter: Quarter
    cell: Cell
    pence: Pence
    bills: int
    delivered: int


def _claimed() -> Iterator[Claimed]:
    for line in CLAIMED.strip().splitlines():
        partner, quarter, budget, sum_, bills, delivered = line.split()
        year, _, number = quarter.partition("/")
        cell = Cell.parse(f"SSF5/{PARTNERS[partner][1]}/{budget}/{year}")
        when = Quarter.parse(f"{year} {number}")
        pence = parse_pounds(sum_)
        yield Claimed(partner, when, cell, pence, int(bills), int(delivered))


def grant_rows() -> Iterator[dict[str, Written]]:
    """Give the onward grants that the claims are made under, as register rows."""
    for name, area in PARTNERS.values():
        granted = sum(row.pence for row in _budgets(first_budgets(), area))
        yield {
            "fund": "SSF5",
            "area": area,
            "partner": name,
            "granted_pence": pounds(granted),
            "conditions": "claims with evidence after each quarter",
            "cfo_statement": "yes",
            "retention_undertaking": "yes",
        }


def write_claims(folder: Path) -> None:
    """Write a filled form for each partner and quarter."""
    forms: dict[tuple[str, Quarter], list[Claimed]] = {}
    for each in _claimed():
        forms.setdefault((each.partner, each.quarter), []).append(each)
    for (partner, quarter), claimed in forms.items():
        name = f"claim-{partner}-{quarter.year}-q{quarter.number}.xlsx"
        write_claim_form(folder / name, _form(partner, quarter, claimed))


def _budgets(budgets: list[Budget], area: str) -> list[Budget]:
    return [row for row in budgets if (row.cell.fund, row.cell.area) == ("SSF5", area)]


def _form(partner: str, quarter: Quarter, claimed: list[Claimed]) -> FormContents:
    name, area = PARTNERS[partner]
    ends = quarter.dates.last_day
    budgets = _budgets(first_budgets() if ends.year < CUT else cut_budgets(), area)
    return FormContents(
        office=OFFICE,
        is_example=True,
        partner=name,
        quarter=quarter,
        agreements=("SSF5, 01/10/2023 to 31/03/2025",),
        grants=(Grant("SSF5", area, "", name, "", Pence(0), ""),),
        budgets=tuple(
            _budget(row, ends) for row in budgets if row.cell.year == str(quarter.year)
        ),
        later_cells=(),
        outputs=tuple(_listed(row) for row in office.OUTPUTS if row[1] == area),
        earlier=(),
        filled={
            SPEND_LINES.sheet: [row for each in claimed for row in _bills(each)],
            DELIVERIES.sheet: [_delivery(each) for each in claimed],
        },
        statement=(SIGNED, "Chief finance officer", ends + timedelta(days=9)),
    )


CUT = 2024


def _listed(row: tuple[object, ...]) -> str:
    fund, area, project, output, *_ = row
    return f"{fund}/{area}/{project}: {output}"


def _budget(row: Budget, ends: date) -> BudgetRow:
    paid = sum(it.pence for it in PAID if it.cell == row.cell and it.day <= ends)
    nought = Pence(0)
    name, _ = office.PROJECTS[row.cell.project]
    return BudgetRow(row.cell, name, row.pence, Pence(paid), nought, nought)


def _bills(claimed: Claimed) -> Iterator[Filled]:
    """Share a sum over bills of unlike size, delivered through the quarter."""
    parts = share_out(claimed.pence, range(3, 3 + claimed.bills))
    first = claimed.quarter.dates.start
    for number, pence in enumerate(parts, start=1):
        key = (claimed.partner, str(claimed.quarter), number)
        reference = f"{claimed.cell.heading.upper()}-{first:%y%m}-{number:02d}"
        delivered_on = first + timedelta(days=11 + 80 * number // (claimed.bills + 2))
        row: dict[str, Written] = {
            "supplier": f"Supplier {chr(ord('A') + number)} (synthetic)",
            "what": f"{WHAT[claimed.cell.heading]} (synthetic)",
            "delivered_on": delivered_on,
            "net": pounds(pence),
            "vat": pounds(pence // 5),
            "vat_is": "recoverable",
            "evidence": None if key == BARE else reference,
            "cell": str(claimed.cell),
            "place": f"site {number} (synthetic)",
        }
        yield Filled(row, 0)


def _delivery(claimed: Claimed) -> Filled:
    area, project = claimed.cell.area, claimed.cell.project
    listed = next(row for row in office.OUTPUTS if row[1:3] == (area, project))
    first = claimed.quarter.dates.start
    row: dict[str, Written] = {
        "output": _listed(listed),
        "count": claimed.delivered,
        "starts": first + timedelta(days=20),
        "ends": claimed.quarter.dates.last_day - timedelta(days=10),
        "place": f"{area} (synthetic)",
    }
    return Filled(row, 0)
