"""Underspends of the running year, by area or cell, with the figures that made them."""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.outturns import MONTHS
from fundtrack.domain.outturns import YearCosts
from fundtrack.domain.underspends import DEFAULT_VARIANCE_PCT
from fundtrack.domain.underspends import DEFAULT_VARIANCE_PENCE
from fundtrack.domain.underspends import Tolerance
from fundtrack.domain.underspends import Underspend
from fundtrack.domain.underspends import YearSoFar
from fundtrack.domain.underspends import underspend
from fundtrack.metrics.deliveries import terms_said
from fundtrack.metrics.outturns import months_ended
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import add_up
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear


class Level(StrEnum):
    """Which money is put to the rules: a fund's areas, its cells, or one pattern."""

    AREA = "area"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Detected:
    """An underspend above the tolerance: whose, and what both rules say.

    `cell` is a pattern when it is of a whole area; `case` the open case about it.
    """

    fund: str
    area: str
    financial_year: str
    cell: str
    tolerance: Tolerance
    found: Underspend
    case: int | None = None


@dataclass(frozen=True, slots=True)
class _Year:
    """What cells of one year cost by month, and when their first budget came."""

    costs: YearCosts
    given_month: int


def detected(books: Reader, selection: Selection, level: Level) -> list[Detected]:
    """List the underspends above each agreement's tolerance, the largest first.

    Args:
        selection: the day picks the running year; `financial_year` is left aside.
    """
    held = _Held(books, selection)
    patterns = sorted({_pattern(line.cell, level) for line in held.cells})
    listed = [
        found
        for pattern in patterns
        if (found := _put(books, held, pattern)).tolerance.is_passed(
            found.found.lapses_pence, found.found.budget_pence
        )
    ]
    return sorted(listed, key=lambda it: (-it.found.lapses_pence, it.cell))


def put_to_the_rules(books: Reader, selection: Selection, pattern: Cell) -> Detected:
    """Say what both rules make of the cells that a pattern covers, however little."""
    return _put(books, _Held(books, selection), pattern)


class _Held:
    """What the books hold of the running year, read once for every pattern."""

    def __init__(self, books: Reader, selection: Selection) -> None:
        self.selection = selection
        self.year = FinancialYear.of(selection.as_at)
        as_at, known = selection.as_at, selection.known
        asked = Selection(as_at, known, selection.fund, selection.area, str(self.year))
        found = position(books, asked).cells
        self.cells = [line for line in found if line.cell.area != ANY]
        profiles = books.rows(
            "year_profiles", financial_year=str(self.year), as_at=as_at, known=known
        )
        self.profiles = {Cell.of_columns(row): row["profile_pence"] for row in profiles}
        rows = books.rows("monthly_cell_costs", as_at=as_at, known=known)
        self.months: dict[Cell, list[Mapping[str, int]]] = {}
        for row in rows:
            self.months.setdefault(Cell.of_columns(row), []).append(row)

        self.ended = {level: self._ended(level) for level in Level}

    def _ended(self, level: Level) -> list[YearCosts]:
        groups: dict[Cell, list[Mapping[str, int]]] = {}
        for cell, rows in self.months.items():
            if cell.year < str(self.year):
                groups.setdefault(_pattern(cell, level), []).extend(rows)
        return [_year(pattern, rows).costs for pattern, rows in groups.items()]


def _put(books: Reader, held: _Held, pattern: Cell) -> Detected:
    level = Level.CELL if pattern.is_whole else Level.AREA
    months = [
        row
        for cell, rows in held.months.items()
        if pattern.covers(cell) and cell.year == str(held.year)
        for row in rows
    ]
    named = Cell(*pattern.parts[:5], year=str(held.year))
    year = _year(named, months)
    ran = _so_far(held, pattern, year)
    return Detected(
        fund=pattern.fund,
        area=pattern.area,
        financial_year=str(held.year),
        cell=str(named),
        tolerance=_tolerance(books, held.selection, pattern.fund),
        found=underspend(ran, held.ended[level]),
    )


def _so_far(held: _Held, pattern: Cell, year: _Year) -> YearSoFar:
    lines = [line for line in held.cells if pattern.covers(line.cell)]
    total: PositionLine | None = add_up(pattern, lines) if lines else None
    planned = [pence for cell, pence in held.profiles.items() if pattern.covers(cell)]
    return YearSoFar(
        costs=year.costs,
        months_ended=months_ended(held.year, held.selection.as_at),
        given_month=year.given_month,
        committed_pence=total.committed_pence if total else Pence(0),
        profile_to_date_pence=total.profile_to_date_pence if total else None,
        profile_pence=Pence(sum(planned)) if planned else None,
    )


def _year(pattern: Cell, rows: Sequence[Mapping[str, int]]) -> _Year:
    monthly = [0] * MONTHS
    for row in rows:
        monthly[row["month_number"]] += row["cost_pence"]
    budget = Pence(sum(row["budget_pence"] for row in rows))
    given = _first(row["month_number"] for row in rows if row["is_given"])
    costs = YearCosts(pattern.fund, pattern.area, pattern.year, tuple(monthly), budget)
    return _Year(costs, given)


def _first(months: Iterable[int]) -> int:
    return min(months, default=MONTHS)


def _pattern(cell: Cell, level: Level) -> Cell:
    if level is Level.CELL:
        return cell
    return Cell(fund=cell.fund, area=cell.area, year=cell.year)


def _tolerance(books: Reader, selection: Selection, fund: str) -> Tolerance:
    said = terms_said(books, Selection(selection.as_at, selection.known, fund))
    pct, pence = said.get("variance_pct"), said.get("variance_pence")
    return Tolerance(
        DEFAULT_VARIANCE_PCT if pct is None else pct,
        DEFAULT_VARIANCE_PENCE if pence is None else Pence(pence),
    )


def year_ends_on(financial_year: str) -> date:
    """Give the 31 March on which what is left of a year lapses."""
    return FinancialYear.parse(financial_year).dates.last_day
