"""Payments to councils as published in the commissioner's lists over £500.

Which fund each belongs to is inferred from the council, the day and the sum; the
lists do not say. The bodies are councils; nobody else is taken over.
"""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class Payment:
    """One published payment and the budget cell it is taken to belong to."""

    day: date
    pence: Pence
    supplier: str
    cell: Cell
    listed: str


COUNCILS = {
    "burnley": "BURNLEY BOROUGH COUNCIL",
    "west-lancs": "WEST LANCASHIRE BOROUGH COUNCIL",
    "blackburn": "BLACKBURN WITH DARWEN BOROUGH COUNCIL",
    "blackpool": "BLACKPOOL COUNCIL",
    "lancaster": "LANCASTER CITY COUNCIL",
    "wyre": "WYRE BOROUGH COUNCIL",
    "fylde": "FYLDE BOROUGH COUNCIL",
}

LISTED = """
burnley    2021-04-20   14453.40 SSF1/burnley/home-security/training/revenue
burnley    2021-06-03  542546.60 SSF1/burnley/alley-gates/gates/capital
west-lancs 2021-04-20   16919.31 SSF1/skelmersdale/home-security/training/revenue
west-lancs 2021-06-03  180580.69 SSF1/skelmersdale/home-security/locks/capital
blackburn  2022-02-17  148000.00 SSF2/blackburn/street-lighting/lighting/capital
fylde      2024-02-13   25000.00 FCRIME/fylde/town-cctv/cctv/capital
wyre       2024-03-07   40000.00 FCRIME/wyre/town-cctv/cctv/capital
lancaster  2024-01-25   10000.00 SSF5/lancaster/late-night-venues/cctv/capital
lancaster  2024-01-30   15000.00 SSF5/lancaster/safety-training/training/revenue
blackburn  2024-01-30   55300.00 SSF5/pennine/town-centre-cctv/cctv/capital
blackpool  2024-03-05  109066.40 SSF5/blackpool/town-centre-cctv/cctv/capital
blackburn  2024-03-19   78700.00 SSF5/pennine/greenspace/greenspace/capital
blackpool  2024-03-19   99175.38 SSF5/blackpool/street-lighting/lighting/capital
west-lancs 2024-03-19   97757.84 SSF5/west-lancashire/town-centre-cctv/cctv/capital
west-lancs 2024-06-04   52242.16 SSF5/west-lancashire/town-centre-cctv/cctv/capital
blackpool  2024-06-17 -109066.40 SSF5/blackpool/town-centre-cctv/cctv/capital
blackburn  2024-07-04   49319.62 SSF5/pennine/town-link-radio/radio/revenue
blackburn  2024-08-13   77000.00 SSF5/pennine/greenspace/greenspace/capital
blackpool  2024-08-13   76426.00 SSF5/blackpool/town-centre-cctv/cctv/capital
blackburn  2025-01-14  133000.00 SSF5/pennine/town-centre-cctv/cctv/capital
blackpool  2025-01-21   16130.00 SSF5/blackpool/town-centre-cctv/cctv/capital
"""
"""Council, day, pounds and the cell without its year, which is that of the day."""


def _payment(supplier: str, day: str, pounds: str, cell: str) -> Payment:
    dated = date.fromisoformat(day)
    year = FinancialYear.of(dated)
    early = year < FinancialYear(2023)
    listed = "Public Protection" if early else "Community Liason"
    return Payment(
        dated,
        parse_pounds(pounds),
        COUNCILS[supplier],
        Cell.parse(f"{cell}/{year}"),
        f"PCC Commissioning - {listed}",
    )


PAID = tuple(_payment(*line.split()) for line in LISTED.strip().splitlines())
"""Every payment, in the order listed; `listed` is its category as published."""
