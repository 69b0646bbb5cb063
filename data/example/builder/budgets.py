"""What every fund of the example may spend, budget cell by budget cell.

Totals are published where domain facts give one; how they lie over projects,
headings and years is assumed, and each row says so. Operation Defender is made up.
"""

from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from payments import PAID

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.money import share_out

PUBLISHED = Provenance.PUBLISHED
ASSUMED = Provenance.ASSUMED
SYNTHETIC = Provenance.SYNTHETIC

OFFER_DAY = date(2023, 10, 26)
CUT_DAY = date(2024, 8, 6)
CUT_TO = parse_pounds("820000")

OFFERED = {
    "pennine": parse_pounds("400000"),
    "blackpool": parse_pounds("311000"),
    "west-lancashire": parse_pounds("223700"),
    "lancaster": parse_pounds("64300"),
}
"""Round 5 as announced on 26 October 2023, by area."""


@dataclass(frozen=True, slots=True)
class Budget:
    """One allocation row: a cell's share of one version of its award."""

    cell: Cell
    pence: Pence
    version: int
    starts: date
    provenance: Provenance
    reason: str
    source: str = ""


ROUND_1 = "amount paid to the council, published; heading and year assumed: the spend"
ROUND_1 += " by June 2021 was for 2020-21 with its deadline moved to 30 June 2021"
ROUND_2 = "the award is published; its split over headings is assumed"
ROUND_4 = "two thirds before 31 March 2023, as the round's caps were; headings assumed"
ROUND_5 = (
    "area figure published; split over years and headings assumed: 2023-24 holds what "
    "the councils were paid in that year, the rest is for 2024-25"
)
LOCAL = "amount published; heading assumed"
MADE_UP = "no amount of Operation Defender was published; made up for the example"
KEPT = "unchanged from October 2023: the year had closed"
CUT = (
    "assumed: how the cut to £820,000 was shared is not public. Each area loses the "
    "same share of what it had not been paid by January 2025, and its headings of "
    "2024-25 in proportion, by largest remainder"
)

FIRST = """
SSF2/blackburn/street-lighting/lighting/capital/2021-22       150,000.00
SSF2/blackburn/neighbourhood-cctv/cctv/capital/2021-22        172,000.00
SSF2/blackburn/environment/greenspace/capital/2021-22          80,000.00
SSF2/blackburn/environment/community/revenue/2021-22           30,000.00
SSF4/preston/park-cctv/cctv/capital/2022-23                    45,000.00
SSF4/preston/street-monitors/staff/revenue/2022-23             32,712.00
SSF4/preston/night-time-training/training/revenue/2022-23       8,000.00
SSF4/preston/taxi-marshal/staff/revenue/2022-23                 7,000.00
SSF4/preston/diversion/youth-work/revenue/2022-23               5,000.00
SSF4/preston/street-monitors/staff/revenue/2023-24             26,856.00
SSF4/preston/night-time-training/training/revenue/2023-24       7,000.00
SSF4/preston/taxi-marshal/staff/revenue/2023-24                 8,000.00
SSF4/preston/diversion/youth-work/revenue/2023-24               7,000.00
SSF5/pennine/town-centre-cctv/cctv/capital/2023-24             55,500.00
SSF5/pennine/greenspace/greenspace/capital/2023-24             78,800.00
SSF5/pennine/town-link-radio/radio/revenue/2023-24                700.00
SSF5/pennine/town-centre-cctv/cctv/capital/2024-25            135,700.00
SSF5/pennine/greenspace/greenspace/capital/2024-25             78,900.00
SSF5/pennine/town-link-radio/radio/revenue/2024-25             50,400.00
SSF5/blackpool/town-centre-cctv/cctv/capital/2023-24          109,500.00
SSF5/blackpool/street-lighting/lighting/capital/2023-24        99,400.00
SSF5/blackpool/town-link-radio/radio/revenue/2023-24              600.00
SSF5/blackpool/schools-asb-work/youth-work/revenue/2023-24      1,200.00
SSF5/blackpool/fc-community-trust/youth-work/revenue/2023-24    1,300.00
SSF5/blackpool/town-centre-cctv/cctv/capital/2024-25           60,000.00
SSF5/blackpool/street-lighting/lighting/capital/2024-25         9,000.00
SSF5/blackpool/town-link-radio/radio/revenue/2024-25            5,000.00
SSF5/blackpool/schools-asb-work/youth-work/revenue/2024-25     12,500.00
SSF5/blackpool/fc-community-trust/youth-work/revenue/2024-25   12,500.00
SSF5/west-lancashire/town-centre-cctv/cctv/capital/2023-24     98,000.00
SSF5/west-lancashire/early-intervention/youth-work/revenue/2023-24  15,000.00
SSF5/west-lancashire/town-centre-cctv/cctv/capital/2024-25    105,000.00
SSF5/west-lancashire/early-intervention/youth-work/revenue/2024-25   5,700.00
SSF5/lancaster/late-night-venues/cctv/capital/2023-24          11,500.00
SSF5/lancaster/safety-training/training/revenue/2023-24        16,500.00
SSF5/lancaster/late-night-venues/cctv/capital/2024-25          12,300.00
SSF5/lancaster/safety-training/training/revenue/2024-25        24,000.00
SLNFC/force-wide/community-grants/community/revenue/2023-24   509,832.58
SLNFI/force-wide/innovation-grants/community/revenue/2023-24  184,108.16
FCRIME/wyre/town-cctv/cctv/capital/2023-24                     40,000.00
FCRIME/fylde/town-cctv/cctv/capital/2023-24                    25,000.00
FCRIME/force-wide/additional-patrols/patrols/revenue/2023-24   58,236.00
FCRIME/force-wide/festive-policing/overtime/revenue/2023-24   175,721.49
OPDEF/force-wide/burglary-teams/overtime/revenue/2022-23       96,000.00
OPDEF/force-wide/scene-training/training/revenue/2022-23       18,000.00
OPDEF/force-wide/scene-training/equipment/capital/2022-23      24,000.00
OPDEF/force-wide/super-cocooning/community/revenue/2022-23     12,000.00
OPDEF/pennine/defender-patrols/overtime/revenue/2022-23        26,000.00
OPDEF/blackpool/defender-patrols/overtime/revenue/2022-23      18,000.00
OPDEF/west-lancashire/defender-patrols/overtime/revenue/2022-23  8,000.00
OPDEF/lancaster/defender-patrols/overtime/revenue/2022-23       8,000.00
OPDEF/force-wide/burglary-teams/overtime/revenue/2023-24      214,000.00
OPDEF/force-wide/scene-training/training/revenue/2023-24       36,000.00
OPDEF/force-wide/scene-training/equipment/capital/2023-24      40,000.00
OPDEF/force-wide/super-cocooning/community/revenue/2023-24     28,000.00
OPDEF/pennine/defender-patrols/overtime/revenue/2023-24        66,000.00
OPDEF/blackpool/defender-patrols/overtime/revenue/2023-24      48,000.00
OPDEF/west-lancashire/defender-patrols/overtime/revenue/2023-24 24,000.00
OPDEF/lancaster/defender-patrols/overtime/revenue/2023-24      24,000.00
OPDEF/force-wide/burglary-teams/overtime/revenue/2024-25      224,000.00
OPDEF/force-wide/scene-training/training/revenue/2024-25       38,000.00
OPDEF/force-wide/scene-training/equipment/capital/2024-25      30,000.00
OPDEF/force-wide/super-cocooning/community/revenue/2024-25     34,000.00
OPDEF/pennine/defender-patrols/overtime/revenue/2024-25        70,000.00
OPDEF/blackpool/defender-patrols/overtime/revenue/2024-25      52,000.00
OPDEF/west-lancashire/defender-patrols/overtime/revenue/2024-25 26,000.00
OPDEF/lancaster/defender-patrols/overtime/revenue/2024-25      26,000.00
"""
"""Cells of the first version of each award, in pounds; round 1 follows its payments."""

HOW = {
    "SSF1": (date(2021, 3, 31), ASSUMED, ROUND_1),
    "SSF2": (date(2021, 6, 30), ASSUMED, ROUND_2),
    "SSF4": (date(2022, 10, 1), ASSUMED, ROUND_4),
    "SSF5": (OFFER_DAY, ASSUMED, ROUND_5),
    "SLNFC": (date(2023, 4, 1), PUBLISHED, LOCAL),
    "SLNFI": (date(2023, 4, 1), PUBLISHED, LOCAL),
    "FCRIME": (date(2023, 4, 1), PUBLISHED, LOCAL),
    "OPDEF": (date(2022, 9, 1), SYNTHETIC, MADE_UP),
}
"""By fund: the day its allocation counts from, how sure it is, and why."""

YEARLY = {"2022-23": date(2022, 9, 1), "2023-24": date(2023, 4, 1)}
YEARLY["2024-25"] = date(2024, 4, 1)


def first_budgets() -> list[Budget]:
    """List what was allocated before the cut of round 5."""
    written = [line.rsplit(maxsplit=1) for line in FIRST.strip().splitlines()]
    named = [(Cell.parse(cell), parse_pounds(pounds)) for cell, pounds in written]
    round_1 = [(paid.cell, paid.pence) for paid in PAID if paid.cell.fund == "SSF1"]
    return [_budget(cell, pence) for cell, pence in round_1 + named]


def cut_budgets() -> list[Budget]:
    """List the second version of round 5: £820,000, the closed year unchanged."""
    standing = [row for row in first_budgets() if row.cell.fund == "SSF5"]
    closed = [row for row in standing if row.cell.year == "2023-24"]
    changed = []
    for area, total in cut_by_area().items():
        running = [
            row
            for row in standing
            if row.cell.area == area and row.cell.year == "2024-25"
        ]
        left = Pence(total - sum(row.pence for row in closed if row.cell.area == area))
        shares = share_out(left, [row.pence for row in running])
        for row, pence in zip(running, shares, strict=True):
            changed.append(replace(row, pence=pence, reason=CUT))
    kept = [replace(row, reason=KEPT) for row in closed]
    return [replace(row, version=2, starts=CUT_DAY) for row in kept + changed]


def cut_by_area() -> dict[str, Pence]:
    """Share the cut over what each area had not been paid, by largest remainder."""
    paid = {
        area: sum(
            payment.pence
            for payment in PAID
            if payment.cell.fund == "SSF5" and payment.cell.area == area
        )
        for area in OFFERED
    }
    unpaid = [OFFERED[area] - paid[area] for area in OFFERED]
    lost = share_out(Pence(sum(OFFERED.values()) - CUT_TO), unpaid)
    return {
        area: Pence(OFFERED[area] - part)
        for area, part in zip(OFFERED, lost, strict=True)
    }


def _budget(cell: Cell, pence: Pence) -> Budget:
    starts, provenance, reason = HOW[cell.fund]
    if cell.fund == "OPDEF":
        starts = YEARLY[cell.year]
    version = 2 if cell.fund == "SSF1" else 1
    return Budget(cell, pence, version, starts, provenance, reason)
