"""Past forecasts of each fund and area, with what their years cost in the end."""

from collections.abc import Iterable
from collections.abc import Iterator
from datetime import date
from itertools import groupby

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.forecast_errors import PastForecast
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import add_up
from fundtrack.metrics.position import by_fund_area_year
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

LEAP_DAY = (2, 29)


def past_forecasts(
    books: Reader, cells: Iterable[PositionLine], as_at: date, known: int
) -> tuple[PastForecast, ...]:
    """List what was forecast on the same day of every year that has ended.

    Args:
        cells: the budget cells as they stand now; those of ended years are outturns.

    Returns:
        One for each fund, area and ended year in which a forecast was then given.
    """
    running = str(FinancialYear.of(as_at))
    ended = [line for line in cells if ANY != line.cell.year < running]
    outturns = _by_place(ended)
    years = sorted({cell.year for cell in outturns})
    return tuple(
        forecast
        for year in years
        for forecast in _of_year(books, outturns, _same_day(as_at, year), known)
    )


def _of_year(
    books: Reader, outturns: dict[Cell, PositionLine], day: date, known: int
) -> Iterator[PastForecast]:
    year = str(FinancialYear.of(day))
    then = position(books, Selection(day, known, financial_year=year))
    for cell, line in _by_place(then.cells).items():
        ended = outturns.get(cell)
        if ended is not None and line.forecast_pence is not None:
            yield PastForecast(
                fund=cell.fund,
                area=cell.area,
                financial_year=cell.year,
                spent_pence=_cost(line),
                forecast_pence=line.forecast_pence,
                outturn_pence=_cost(ended),
            )


def _by_place(cells: Iterable[PositionLine]) -> dict[Cell, PositionLine]:
    """Add cells up by fund, area and year; a fund's unsplit money is no place."""
    held = [line for line in cells if line.cell.area != ANY]
    held.sort(key=lambda line: by_fund_area_year(line.cell))
    grouped = groupby(held, key=lambda line: by_fund_area_year(line.cell))
    return {cell: add_up(cell, lines) for cell, lines in grouped}


def _cost(line: PositionLine) -> Pence:
    return Pence(line.actual_pence + line.accrued_pence)


def _same_day(as_at: date, year: str) -> date:
    """Give the day of an earlier financial year; 28 February where it has no 29th."""
    back = int(str(FinancialYear.of(as_at))[:4]) - int(year[:4])
    is_leap = (as_at.month, as_at.day) == LEAP_DAY
    day = as_at.replace(day=28) if is_leap else as_at
    return day.replace(year=as_at.year - back)
