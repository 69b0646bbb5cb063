"""Lineage: the entries beneath every money cell of a return.

The same question `fundtrack trace` puts to the books, answered here in Python for all
figures of a return at once; the tests hold the two together.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import RECIPES
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Recipe
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Movement:
    """What one entry moved on one account of one budget cell."""

    entry: int
    on: date
    kind: str
    account: str
    cell: Cell
    pence: Pence


@dataclass(frozen=True, slots=True)
class PlanFigure:
    """A profile or forecast figure that counts."""

    entry: int
    plan: str
    cell: Cell
    quarter_ends: date
    pence: Pence

    def is_of(self, recipe: Recipe) -> bool:
        """Whether a measure is made of such figures."""
        quarters = {0, Quarter.of(self.quarter_ends).number}
        return self.plan == recipe.plan and recipe.plan_quarter in quarters


@dataclass(frozen=True, slots=True)
class Origin:
    """Where and when an entry came from."""

    entry: int
    on: date
    kind: str
    about: str
    provenance: str
    file: str
    sheet: str
    row: int | None
    column: str


@dataclass(frozen=True, slots=True)
class Trail:
    """Everything the figures of a return can be made of."""

    movements: tuple[Movement, ...]
    plans: tuple[PlanFigure, ...]
    origins: Mapping[int, Origin]


@dataclass(frozen=True, slots=True)
class LineageLine:
    """One entry beneath one figure."""

    figure: FigureId
    pence: Pence
    origin: Origin


def read_trail(books: Reader, scope: Scope, until: date) -> Trail:
    """Read what the figures of a return can be made of, up to a day."""
    moved = books.rows(
        "return_movements", fund=scope.fund, as_at=until, known=scope.known
    )
    planned = books.rows(
        "return_plans", fund=scope.fund, as_at=scope.ends, known=scope.known
    )
    entries = books.rows("return_entries", fund=scope.fund, known=scope.known)
    origins = [_origin(row) for row in entries]
    return Trail(
        tuple(_movement(scope.fund, row) for row in moved),
        tuple(_plan(scope.fund, row) for row in planned),
        {origin.entry: origin for origin in origins},
    )


def lineage(trail: Trail, figures: Iterable[FigureId]) -> tuple[LineageLine, ...]:
    """List the entries beneath each figure, by day and entry number."""
    moved: dict[tuple[str, str, str], list[Movement]] = defaultdict(list)
    for movement in trail.movements:
        cell = movement.cell
        moved[cell.area, cell.heading, cell.kind].append(movement)
    lines: list[LineageLine] = []
    for figure in figures:
        near = [
            movement
            for (area, heading, kind), members in moved.items()
            if figure.cell.covers(
                Cell(
                    figure.cell.fund,
                    area,
                    heading=heading,
                    kind=kind,
                    year=figure.cell.year,
                )
            )
            for movement in members
        ]
        lines.extend(_beneath(figure, near, trail))
    return tuple(lines)


def _beneath(
    figure: FigureId, movements: Iterable[Movement], trail: Trail
) -> list[LineageLine]:
    recipe = RECIPES[figure.measure]
    sums: dict[int, int] = defaultdict(int)
    for movement in movements:
        if _counts(figure, recipe, movement):
            sums[movement.entry] += _signed(recipe, movement)
    for plan in trail.plans:
        is_past = plan.quarter_ends <= figure.as_at
        is_asked = plan.is_of(recipe) and figure.cell.covers(plan.cell)
        if is_asked and is_past == (plan.plan == "profile"):
            sums[plan.entry] += plan.pence
    lines = [
        LineageLine(figure, Pence(pence), trail.origins[entry])
        for entry, pence in sums.items()
        if pence
    ]
    return sorted(lines, key=lambda line: (line.origin.on, line.origin.entry))


def _counts(figure: FigureId, recipe: Recipe, movement: Movement) -> bool:
    is_of_kind = (
        recipe.only_kind in {"", movement.kind} and movement.kind != recipe.but_kind
    )
    is_in_time = movement.on <= figure.as_at and (
        figure.start is None or movement.on >= figure.start
    )
    if figure.less and figure.less.held(movement.entry, movement.on):
        return False
    return is_of_kind and is_in_time and figure.cell.covers(movement.cell)


def _signed(recipe: Recipe, movement: Movement) -> int:
    plus = recipe.sign * movement.pence if movement.account in recipe.accounts else 0
    less = movement.pence if movement.account in recipe.less_accounts else 0
    return plus - less


def _movement(fund: str, row: Row) -> Movement:
    return Movement(
        row["entry"],
        row["effective_on"],
        row["kind"],
        row["account"],
        _cell(fund, row),
        row["pence"],
    )


def _plan(fund: str, row: Row) -> PlanFigure:
    return PlanFigure(
        row["entry"], row["plan"], _cell(fund, row), row["quarter_ends"], row["pence"]
    )


def _origin(row: Row) -> Origin:
    return Origin(
        row["entry"],
        row["effective_on"],
        row["kind"],
        row["about"],
        row["provenance"],
        row["file"],
        row["sheet"],
        row["source_row"],
        row["source_column"],
    )


def _cell(fund: str, row: Row) -> Cell:
    return Cell.of_columns({**row, "fund": fund})
