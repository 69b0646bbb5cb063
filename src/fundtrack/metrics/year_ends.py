"""The year-end journal: grant income earned and not received, or the other way."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One grant on 31 March: what to put into the office's accounts for it.

    `earned_pence` is what was eligible and paid or owed since the funding began, up to
    the award; `beyond_award_pence` and `outside_pence` were spent and earn nothing.
    Accrued income is earned and not received, `claimed_unpaid_pence` the part of it
    that was claimed by then; what was received and not earned is a receipt in advance.
    """

    fund: str
    fund_name: str
    earned_pence: Pence
    received_pence: Pence
    accrued_income_pence: Pence
    claimed_unpaid_pence: Pence
    receipt_in_advance_pence: Pence
    beyond_award_pence: Pence
    outside_pence: Pence
    figures: Mapping[str, str]


def year_end_journal(
    books: Reader, year: FinancialYear, known: int
) -> tuple[JournalLine, ...]:
    """List every grant as on the year's last day, as known at an entry.

    Source: accruals basis, grant income recognised as the conditions are met
    (Code of Practice on Local Authority Accounting 2.3).
    """
    as_at = year.dates.last_day
    found = books.rows("year_end", as_at=as_at, known=known)
    return tuple(_line(row, as_at, known) for row in found)


def _line(row: Row, as_at: date, known: int) -> JournalLine:
    earned = max(0, min(row["eligible_pence"], row["awarded_pence"]))
    net = earned - row["received_pence"]
    accrued = max(0, net)
    unpaid = row["claimed_pence"] - row["received_pence"]
    cell = Cell(row["fund"])
    until = min(as_at, row["ends"] or as_at)
    return JournalLine(
        fund=row["fund"],
        fund_name=row["name"],
        earned_pence=Pence(earned),
        received_pence=Pence(row["received_pence"]),
        accrued_income_pence=Pence(accrued),
        claimed_unpaid_pence=Pence(min(accrued, max(0, unpaid))),
        receipt_in_advance_pence=Pence(max(0, -net)),
        beyond_award_pence=Pence(max(0, row["eligible_pence"] - earned)),
        outside_pence=Pence(row["outside_pence"]),
        figures={
            "eligible": str(
                FigureId(Measure.ELIGIBLE, cell, until, known, row["starts"])
            ),
            "claimed": str(FigureId(Measure.CLAIMED, cell, as_at, known)),
            "received": str(FigureId(Measure.RECEIVED, cell, as_at, known)),
        },
    )
