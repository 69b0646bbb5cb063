"""Tables of money: positions with every column side by side, and a year by month."""

from collections.abc import Sequence
from dataclasses import replace

from fundtrack.charts.columns import month_figure
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.figures import Measure
from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.metrics.months import MonthToDate
from fundtrack.metrics.position import PositionLine

Places = Sequence[tuple[str, PositionLine]]

POSITION = (
    Column("budget", "Budget", Kind.POUNDS),
    Column("profile", "Profile to date", Kind.POUNDS),
    Column("committed", "Committed", Kind.POUNDS),
    Column("owed", "Owed", Kind.POUNDS),
    Column("actual", "Actual", Kind.POUNDS),
    Column("forecast", "Forecast", Kind.POUNDS),
    Column("variance", "Variance at year end", Kind.POUNDS),
)
CLAIMS = (
    Column("claimed", "Claimed", Kind.POUNDS),
    Column("owed_to_us", "Owed to us", Kind.POUNDS),
)
MONTHS = (
    Column("month", "Month to", Kind.DAY),
    Column("profile", "Profile", Kind.POUNDS),
    Column("actual", "Actual", Kind.POUNDS),
)
ENDINGS = (
    Column("forecast", "Forecast", Kind.POUNDS),
    Column("low", "Likely from", Kind.POUNDS),
    Column("high", "Likely to", Kind.POUNDS),
)
MEASURES = {
    "budget": Measure.BUDGET,
    "profile": Measure.PROFILE_TO_DATE,
    "committed": Measure.COMMITTED,
    "owed": Measure.ACCRUED,
    "actual": Measure.ACTUAL,
    "forecast": Measure.FORECAST,
    "variance": Measure.VARIANCE,
}


def position_table(
    caption: str, first: str, places: Places, totals: PositionLine, whole: str
) -> Table:
    """Table positions, a row for each place, with their sum.

    Args:
        first: the heading of the first column.
        whole: what the sum is the sum of.
    """
    rows = [_position_row(name, line) for name, line in places]
    total = _position_row(whole, totals)
    return Table(caption, (Column("place", first), *POSITION), tuple(rows), total)


def with_claims(table: Table, places: Places, totals: PositionLine) -> Table:
    """Add what was claimed and what of it is owed to us to a table of positions.

    Where claims are made for all places together, a place alone has none to show.
    """
    is_by_place = any(line.claimed_pence for _, line in places)
    rows = [
        _claiming(row, line, is_shown=is_by_place)
        for row, (_, line) in zip(table.rows, places, strict=True)
    ]
    total = _claiming(table.total or TableRow({}), totals, is_shown=True)
    return Table(table.caption, (*table.columns, *CLAIMS), tuple(rows), total)


def _claiming(row: TableRow, line: PositionLine, *, is_shown: bool) -> TableRow:
    if not is_shown:
        return row
    cells = {"claimed": line.claimed_pence, "owed_to_us": line.owed_to_us_pence}
    presses = {
        "claimed": str(line.figure(Measure.CLAIMED)),
        "owed_to_us": str(line.figure(Measure.OWED_TO_US)),
    }
    return replace(
        row, cells={**row.cells, **cells}, presses={**row.presses, **presses}
    )


def month_table(
    months: Sequence[MonthToDate], totals: PositionLine, caption: str
) -> Table:
    """Table a year's running sums, a row for each month end."""
    rows = tuple(
        TableRow(
            {
                "month": month.month_ends,
                "profile": month.profile_pence,
                "actual": month.actual_pence,
            },
            presses={"actual": month_figure(month, totals)},
        )
        for month in months
    )
    return Table(caption, MONTHS, rows)


def with_outturn(table: Table, totals: PositionLine, likely: ForecastRange) -> Table:
    """Add the forecast to a year's last month, with the range it may end in."""
    last = {
        "forecast": totals.forecast_pence,
        "low": likely.low_pence,
        "high": likely.high_pence,
    }
    *rows, ending = table.rows
    pressed = {**ending.presses, "forecast": str(totals.figure(Measure.FORECAST))}
    if totals.forecast_pence is None:
        pressed.pop("forecast")
    ending = replace(ending, cells={**ending.cells, **last}, presses=pressed)
    return replace(table, columns=(*table.columns, *ENDINGS), rows=(*rows, ending))


def _position_row(name: str, line: PositionLine) -> TableRow:
    cells: dict[str, Shown] = {
        "place": name,
        "budget": line.budget_pence,
        "profile": line.profile_to_date_pence,
        "committed": line.committed_pence,
        "owed": line.accrued_pence,
        "actual": line.actual_pence,
        "forecast": line.forecast_pence,
        "variance": line.variance_pence,
    }
    presses = {
        key: str(line.figure(measure))
        for key, measure in MEASURES.items()
        if cells[key] is not None
    }
    found = tuple(sorted({*line.variance_marks, *line.committed_marks}))
    return TableRow(cells, marks=found, presses=presses)
