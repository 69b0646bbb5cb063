"""Spending month by month against its profile, added up through the year."""

from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear


@dataclass(frozen=True, slots=True)
class MonthToDate:
    """Where a year stood at the end of a month, in whole pence from its start.

    `actual_pence` is None for months still to come, `profile_pence` when no profile
    was given for the year.
    """

    month_ends: date
    actual_pence: Pence | None
    profile_pence: Pence | None


def through_the_year(
    books: Reader, cell: Cell, as_at: date, known: int
) -> tuple[MonthToDate, ...]:
    """Add a year's spending and profile up, month by month.

    Args:
        cell: the pattern of budget cells; its year must be named.

    Returns:
        Twelve rows, April first; the last month's actual is the position's.
    """
    found = books.rows(
        "spend_by_month",
        fund=cell.fund,
        area=cell.area,
        heading=cell.heading,
        spend_kind=cell.kind,
        financial_year=cell.year,
        year_starts=FinancialYear.parse(cell.year).dates.start,
        as_at=as_at,
        known=known,
    )
    has_profile = any(row["profile_pence"] is not None for row in found)
    actual, profile = 0, 0
    months = []
    for row in found:
        actual += row["actual_pence"] or 0
        profile += row["profile_pence"] or 0
        months.append(
            MonthToDate(
                month_ends=row["month_ends"],
                actual_pence=None if row["actual_pence"] is None else Pence(actual),
                profile_pence=Pence(profile) if has_profile else None,
            )
        )
    return tuple(months)
