"""The parts that figures are made of: money that moved, and plans that count.

What entries of one kind moved on one account of one budget cell between two days counts
in the same figures, so that a return weighs some hundred parts and not every entry.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import RECIPES
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Former
from fundtrack.domain.figures import Recipe
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import day_before
from fundtrack.store.connection import Row

NOTHING_YET = Former(date(1900, 1, 1), 0)


@dataclass(frozen=True, slots=True)
class Moved:
    """What entries of one kind moved on one account of one cell between two days.

    They are dated from the day `starts`, None for any time before, up to `until`;
    `is_former` says that an earlier return counted them already.
    """

    account: str
    kind: str
    cell: Cell
    starts: date | None
    until: date
    is_former: bool
    entries: tuple[int, ...]
    pence: tuple[int, ...]

    @property
    def moves(self) -> Iterable[tuple[int, int]]:
        """The entries and what each moved."""
        return zip(self.entries, self.pence, strict=True)

    def weight(self, figure: FigureId) -> int:
        """How often it counts in a figure: once, not at all, or against it."""
        recipe = RECIPES[figure.measure]
        is_of_kind = (
            recipe.only_kind in {"", self.kind} and self.kind != recipe.but_kind
        )
        if not (is_of_kind and self._is_in_time(figure)):
            return 0
        plus = recipe.sign if self.account in recipe.accounts else 0
        return plus - (self.account in recipe.less_accounts)

    def _is_in_time(self, figure: FigureId) -> bool:
        is_left_out = figure.less is not None and self.is_former
        is_late_enough = figure.start is None or (
            self.starts is not None and self.starts >= figure.start
        )
        return is_late_enough and self.until <= figure.as_at and not is_left_out


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A profile or forecast figure that counts."""

    entry: int
    plan: str
    cell: Cell
    quarter_ends: date
    pence: Pence

    @property
    def moves(self) -> Iterable[tuple[int, int]]:
        """The entry and what it says."""
        return ((self.entry, self.pence),)

    def weight(self, figure: FigureId) -> int:
        """How often it counts in a figure: profiles until a day, forecasts after it."""
        is_past = self.quarter_ends <= figure.as_at
        is_asked = self._is_of(RECIPES[figure.measure])
        return int(is_asked and is_past == (self.plan == "profile"))

    def _is_of(self, recipe: Recipe) -> bool:
        quarters = {0, Quarter.of(self.quarter_ends).number}
        return self.plan == recipe.plan and recipe.plan_quarter in quarters


Part = Moved | PlanFigure


def read_plans(books: Reader, scope: Scope) -> tuple[PlanFigure, ...]:
    """Read the plan figures that count at the quarter's end."""
    found = books.rows(
        "return_plans", fund=scope.fund, as_at=scope.ends, known=scope.known
    )
    return tuple(
        PlanFigure(
            row["entry"],
            row["plan"],
            _cell(scope.fund, row),
            row["quarter_ends"],
            row["pence"],
        )
        for row in found
    )


def read_moved(
    books: Reader, scope: Scope, figures: Iterable[FigureId]
) -> tuple[Moved, ...]:
    """Read what moved beneath the figures of a return, parted at their days."""
    asked = list(figures)
    days = sorted(
        {figure.as_at for figure in asked}
        | {day_before(figure.start) for figure in asked if figure.start}
    )
    (former,) = {figure.less for figure in asked if figure.less} or {NOTHING_YET}
    moved = books.rows(
        "return_movements",
        fund=scope.fund,
        known=scope.known,
        days=days,
        until=former.until,
        known_then=former.known,
    )
    return tuple(_moved(scope.fund, days, row) for row in moved)


def _moved(fund: str, days: list[date], row: Row) -> Moved:
    span = row["span"]
    return Moved(
        account=row["account"],
        kind=row["kind"],
        cell=_cell(fund, row),
        starts=days[span - 1] + timedelta(days=1) if span else None,
        until=days[span],
        is_former=row["is_former"],
        entries=tuple(row["entries"]),
        pence=tuple(row["pence"]),
    )


def _cell(fund: str, row: Row) -> Cell:
    return Cell.of_columns({**row, "fund": fund})
