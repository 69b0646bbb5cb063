"""The financial table: area by heading by capital or revenue, from the balances."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.domain.plans import PlanKind
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import add_up
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.returns.lineage_parts import PlanFigure
from fundtrack.returns.listing import REVERSAL
from fundtrack.returns.listing import Line
from fundtrack.returns.reconcile import Balances
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import day_before

YEAR_COLUMNS = {
    "budget": Measure.BUDGET,
    "profile": Measure.PROFILE_TO_DATE,
    "to_come": Measure.STILL_TO_COME,
    "outturn": Measure.FORECAST,
    "variance": Measure.VARIANCE,
}
QUARTER_COLUMNS = {
    "actual": Measure.ACTUAL,
    "accruals": Measure.ACCRUALS_MADE,
    "reversals": Measure.REVERSALS,
    "eligible": Measure.ELIGIBLE,
}
EARLIER = "earlier"
"""What is of earlier quarters and was in no earlier return: it came late."""
NOW = "now"
"""What may be claimed now: of the quarter and of earlier ones."""
TO_COME_COLUMNS = {
    "forecast_q1": Measure.FORECAST_Q1,
    "forecast_q2": Measure.FORECAST_Q2,
    "forecast_q3": Measure.FORECAST_Q3,
    "forecast_q4": Measure.FORECAST_Q4,
}
"""What the forecast says of each quarter of the year; of one that ended, nothing."""
COLUMNS = (
    *YEAR_COLUMNS,
    *QUARTER_COLUMNS,
    *TO_COME_COLUMNS,
    *(EARLIER, "cumulative"),
)
"""The columns whose lines are listed; NOW is the sum of two of them."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A money cell of the table and the id by which it is traced.

    None means that nothing was said: no profile, or no forecast while the year runs.
    """

    pence: Pence | None
    id: FigureId


@dataclass(frozen=True, slots=True)
class TableRow:
    """One area, heading and kind of spending; all three `*` for the fund's total."""

    cell: Cell
    figures: dict[str, Figure]
    budget_marks: tuple[str, ...]
    actual_marks: tuple[str, ...]

    def pence(self, column: str) -> Pence | None:
        """The figure in a column."""
        return self.figures[column].pence

    @property
    def variance_share(self) -> float | None:
        """Variance as a share of the budget; None where there is no budget."""
        variance, budget = self.pence("variance"), self.pence("budget")
        return variance / budget if variance is not None and budget else None


def table_days(scope: Scope) -> tuple[date, ...]:
    """The days at whose end balances are needed."""
    starts = (day_before(scope.starts), day_before(scope.quarter_starts))
    return tuple(sorted({*starts, scope.eligible_until, scope.ends}))


def remaining(scope: Scope) -> tuple[Quarter, ...]:
    """Give the quarters of the year that come after the return's."""
    return tuple(each for each in scope.quarter.year.quarters if each > scope.quarter)


def table_rows(
    scope: Scope,
    balances: Balances,
    lines: Sequence[Line],
    plans: Iterable[PlanFigure],
) -> tuple[TableRow, ...]:
    """Work out the table; its last row is the fund's total.

    Args:
        plans: the plan figures that count at the quarter's end.
    """
    expected = _expected(scope, plans)
    cells = sorted(
        {row_cell(line.cell) for found in balances.values() for line in found.cells}
    )
    mine: dict[Cell, list[Line]] = defaultdict(list)
    until = scope.earlier_until
    lines = [it for it in lines if it.kind == REVERSAL or it.dated <= until]
    for line in lines:
        mine[row_cell(line.cell)].append(line)
    rows = [_row(scope, balances, mine[cell], cell, expected[cell]) for cell in cells]
    shown = [row for row in rows if any(row.pence(name) for name in COLUMNS)]
    whole = expected[scope.cell]
    return (*shown, _row(scope, balances, lines, scope.cell, whole))


def _expected(
    scope: Scope, plans: Iterable[PlanFigure]
) -> defaultdict[Cell, dict[str, Pence]]:
    """Add up what is forecast of each quarter to come, by row and in all."""
    to_come = {each.dates.last_day: each.number for each in remaining(scope)}
    sums: defaultdict[Cell, dict[str, Pence]] = defaultdict(dict)
    for plan in plans:
        number = to_come.get(plan.quarter_ends)
        if number is None or plan.plan != PlanKind.FORECAST:
            continue
        name = f"forecast_q{number}"
        for cell in (row_cell(plan.cell), scope.cell):
            so_far = sums[cell].get(name, Pence(0))
            sums[cell][name] = Pence(so_far + plan.pence)
    return sums


def row_cell(cell: Cell) -> Cell:
    """Give the row of the table that a budget cell counts in."""
    named = [
        UNSPLIT if part == ANY else part
        for part in (cell.area, cell.heading, cell.kind)
    ]
    return Cell(cell.fund, named[0], ANY, named[1], named[2])


def _row(
    scope: Scope,
    balances: Balances,
    lines: Sequence[Line],
    cell: Cell,
    expected: Mapping[str, Pence],
) -> TableRow:
    in_year = Cell(*cell.parts[:5], scope.year)
    year = _at(balances, scope.ends, in_year)
    pence = {
        **_year_pence(year),
        **{name: expected.get(name) for name in TO_COME_COLUMNS},
        **_quarter_pence(scope, balances, lines, cell),
        "cumulative": _eligible_between(balances, cell, scope.starts, scope),
    }
    ids = {
        **{
            name: _id(scope, it, in_year)
            for name, it in (YEAR_COLUMNS | TO_COME_COLUMNS).items()
        },
        **{name: _quarter_id(scope, it, cell) for name, it in QUARTER_COLUMNS.items()},
        **_since_start_ids(scope, cell),
    }
    whole = _at(balances, scope.ends, cell)
    return TableRow(
        cell=cell,
        figures={name: Figure(sum_, ids[name]) for name, sum_ in pence.items()},
        budget_marks=year.budget_marks if year else (),
        actual_marks=whole.actual_marks if whole else (),
    )


def _id(scope: Scope, measure: Measure, cell: Cell) -> FigureId:
    return FigureId(measure, cell, scope.ends, scope.known)


def _quarter_id(scope: Scope, measure: Measure, cell: Cell) -> FigureId:
    until = scope.eligible_until if measure is Measure.ELIGIBLE else scope.ends
    return FigureId(measure, cell, until, scope.known, scope.quarter_starts)


def _since_start_ids(scope: Scope, cell: Cell) -> dict[str, FigureId]:
    whole = FigureId(
        Measure.ELIGIBLE, cell, scope.eligible_until, scope.known, scope.starts
    )
    now = replace(whole, less=scope.former)
    earlier = replace(now, as_at=scope.earlier_until)
    return {EARLIER: earlier, NOW: now, "cumulative": whole}


def _year_pence(line: PositionLine | None) -> dict[str, Pence | None]:
    if line is None:
        nought = Pence(0)
        return dict.fromkeys(YEAR_COLUMNS, nought) | {"profile": None}
    spent = line.actual_pence + line.accrued_pence
    outturn = line.forecast_pence
    return {
        "budget": line.budget_pence,
        "profile": line.profile_to_date_pence,
        "to_come": None if outturn is None else Pence(outturn - spent),
        "outturn": outturn,
        "variance": line.variance_pence,
    }


def _quarter_pence(
    scope: Scope, balances: Balances, lines: Sequence[Line], cell: Cell
) -> dict[str, Pence]:
    before = _at(balances, day_before(scope.quarter_starts), cell)
    now = _at(balances, scope.ends, cell)
    accrued = (now.accrued_pence if now else 0) - (
        before.accrued_pence if before else 0
    )
    starts = scope.quarter_starts
    undone = sum(it.pence for it in lines if it.kind == REVERSAL and it.dated >= starts)
    late = sum(line.pence for line in lines if scope.is_late(line.entry, line.dated))
    eligible = _eligible_between(balances, cell, starts, scope)
    return {
        "actual": Pence(_spent(now) - _spent(before) - accrued),
        "accruals": Pence(accrued - undone),
        "reversals": Pence(undone),
        "eligible": eligible,
        EARLIER: Pence(late),
        NOW: Pence(eligible + late),
    }


def _spent(line: PositionLine | None) -> int:
    return line.actual_pence + line.accrued_pence if line else 0


def _eligible_between(
    balances: Balances, cell: Cell, starts: date, scope: Scope
) -> Pence:
    """Eligible spending from a day on; nothing when the funding ended before it."""
    if scope.eligible_until < starts:
        return Pence(0)
    before = _at(balances, day_before(starts), cell)
    now = _at(balances, scope.eligible_until, cell)
    return Pence(_spent(now) - _spent(before))


def _at(balances: Balances, day: date, cell: Cell) -> PositionLine | None:
    members = [line for line in balances[day].cells if cell.covers(line.cell)]
    return add_up(cell, members) if members else None
