"""The money position: what each fund, area and year has, has spent and will spend."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from typing import Any
from typing import Protocol

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.money import Pence
from fundtrack.store.connection import Row

_MONEY = (
    "awarded_pence",
    "budget_pence",
    "profile_to_date_pence",
    "committed_pence",
    "accrued_pence",
    "actual_pence",
    "forecast_pence",
    "claimed_pence",
    "received_pence",
)
_MARKS = (
    "budget_marks",
    "actual_marks",
    "committed_marks",
    "accrued_marks",
    "still_to_come_marks",
)
_ADDED_WHERE_GIVEN = {"profile_to_date_pence"}


class Reader(Protocol):
    """Whatever answers query files: a snapshot, or the books held for writing."""

    def rows(self, query: str, **values: object) -> list[Row]:
        """Answer a query file."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which money is asked for: `*` means any; `known` is an entry number."""

    as_at: date
    known: int
    fund: str = ANY
    area: str = ANY
    financial_year: str = ANY


@dataclass(frozen=True, slots=True)
class PositionLine:
    """The position of a group of budget cells, in whole pence.

    None means that nothing was said (no profile, or no forecast for a cell with a
    budget while its year is running), which is not nought. The marks list how sure
    the figures beneath are: published, assumed ...; those of `actual_marks` are of
    what is spent and owed, of `still_to_come_marks` of the forecasts that still count.
    """

    cell: Cell
    as_at: date
    known: int
    awarded_pence: Pence
    budget_pence: Pence
    profile_to_date_pence: Pence | None
    committed_pence: Pence
    accrued_pence: Pence
    actual_pence: Pence
    forecast_pence: Pence | None
    claimed_pence: Pence
    received_pence: Pence
    budget_marks: tuple[str, ...] = ()
    actual_marks: tuple[str, ...] = ()
    committed_marks: tuple[str, ...] = ()
    accrued_marks: tuple[str, ...] = ()
    still_to_come_marks: tuple[str, ...] = ()

    @property
    def variance_pence(self) -> Pence | None:
        """Forecast less budget; below nought is money that lapses at year end."""
        if self.forecast_pence is None:
            return None
        return Pence(self.forecast_pence - self.budget_pence)

    @property
    def owed_to_us_pence(self) -> Pence:
        """Claimed and not yet received."""
        return Pence(self.claimed_pence - self.received_pence)

    @property
    def forecast_marks(self) -> tuple[str, ...]:
        """How sure what is spent, owed and to come is; none without a forecast."""
        if self.forecast_pence is None:
            return ()
        return tuple(sorted({*self.actual_marks, *self.still_to_come_marks}))

    @property
    def variance_marks(self) -> tuple[str, ...]:
        """How sure the forecast and the budget are; none without a forecast."""
        if self.forecast_pence is None:
            return ()
        return tuple(sorted({*self.budget_marks, *self.forecast_marks}))

    @property
    def free_marks(self) -> tuple[str, ...]:
        """How sure the budget and all that is ordered, owed and spent of it are."""
        used = {*self.committed_marks, *self.actual_marks}
        return tuple(sorted({*self.budget_marks, *used}))

    def figure(self, measure: Measure) -> FigureId:
        """Name one of this line's figures, so that it can be traced."""
        return FigureId(measure, self.cell, self.as_at, self.known)


@dataclass(frozen=True, slots=True)
class Position:
    """The lines asked for and their totals."""

    lines: tuple[PositionLine, ...]
    totals: PositionLine
    cells: tuple[PositionLine, ...] = field(default=(), repr=False)


Grouping = Callable[[Cell], Cell]


def by_fund_area_year(cell: Cell) -> Cell:
    """Group cells as `status` lists them."""
    return Cell(fund=cell.fund, area=cell.area, year=cell.year)


def by_heading(cell: Cell) -> Cell:
    """Group cells by cost heading, within one fund and year."""
    return Cell(fund=cell.fund, heading=cell.heading, year=cell.year)


def position(
    books: Reader, selection: Selection, grouping: Grouping = by_fund_area_year
) -> Position:
    """Work out the position of the money selected.

    Returns:
        One line per group that holds a budget, a plan, spending or a claim, sorted;
        `cells` are the budget cells beneath, `totals` their sum.
    """
    found = books.rows(
        "position",
        fund=selection.fund,
        area=selection.area,
        financial_year=selection.financial_year,
        as_at=selection.as_at,
        known=selection.known,
    )
    cells = [_cell_line(row, selection) for row in found]
    groups: dict[Cell, list[PositionLine]] = {}
    for line in cells:
        groups.setdefault(grouping(line.cell), []).append(line)
    lines = [add_up(cell, members) for cell, members in sorted(groups.items())]
    whole = Cell(selection.fund, selection.area, year=selection.financial_year)
    totals = add_up(whole, cells) if cells else _nothing(whole, selection)
    held = tuple(line for line in lines if _is_shown(line))
    return Position(held, totals, tuple(cells))


def add_up(cell: Cell, lines: Iterable[PositionLine]) -> PositionLine:
    """Add lines (at least one) into one line under the name of `cell`."""
    members = list(lines)
    sums = {name: _sum(members, name) for name in _MONEY}
    marks: dict[str, Any] = {name: _marks(members, name) for name in _MARKS}
    return PositionLine(
        cell=cell,
        as_at=members[0].as_at,
        known=members[0].known,
        **sums,  # type: ignore[arg-type]
        **marks,
    )


def _sum(members: list[PositionLine], name: str) -> Pence | None:
    figures = [getattr(line, name) for line in members]
    given = [figure for figure in figures if figure is not None]
    if not given or (len(given) < len(figures) and name not in _ADDED_WHERE_GIVEN):
        return None
    return Pence(sum(given))


def _marks(members: list[PositionLine], name: str) -> tuple[str, ...]:
    return tuple(sorted({mark for line in members for mark in getattr(line, name)}))


def _is_shown(line: PositionLine) -> bool:
    figures = [getattr(line, name) for name in _MONEY if name != "awarded_pence"]
    return any(figures) or line.forecast_pence is None


def _cell_line(row: Row, selection: Selection) -> PositionLine:
    marks: dict[str, Any] = {name: tuple(row[name]) for name in _MARKS}
    return PositionLine(
        cell=Cell.of_columns(row),
        as_at=selection.as_at,
        known=selection.known,
        **{name: row[name] for name in _MONEY},
        **marks,
    )


def _nothing(cell: Cell, selection: Selection) -> PositionLine:
    nought = Pence(0)
    return PositionLine(
        cell=cell,
        as_at=selection.as_at,
        known=selection.known,
        awarded_pence=nought,
        budget_pence=nought,
        profile_to_date_pence=None,
        committed_pence=nought,
        accrued_pence=nought,
        actual_pence=nought,
        forecast_pence=nought,
        claimed_pence=nought,
        received_pence=nought,
    )
