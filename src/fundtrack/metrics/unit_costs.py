"""What one of each output cost: its project's cost over the number delivered."""

from collections import Counter
from dataclasses import dataclass

from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class UnitCost:
    """One output: `unit_pence` is None until some of it was delivered.

    `is_shared` when the project has other outputs too: its cost is then of all of
    them, and the cost of one is an upper bound. `figure` traces the cost.
    """

    area: str
    project: str
    output: str
    unit: str
    target: int | None
    actual: int | None
    cost_pence: Pence
    unit_pence: Pence | None
    is_shared: bool
    figure: str


def unit_costs(books: Reader, selection: Selection) -> tuple[UnitCost, ...]:
    """List the outputs of one fund with what one of each cost so far."""
    asked = {
        "fund": selection.fund,
        "as_at": selection.as_at,
        "known": selection.known,
    }
    costs = {
        (row["area"], row["project"]): Pence(row["pence"])
        for row in books.rows("project_costs", **asked)
    }
    outputs = books.rows("return_outputs", **asked)
    beside = Counter((row["area"], row["project"]) for row in outputs)
    return tuple(
        _unit_cost(
            row,
            costs.get((row["area"], row["project"]), Pence(0)),
            selection,
            is_shared=beside[row["area"], row["project"]] > 1,
        )
        for row in outputs
    )


def _unit_cost(
    row: Row, cost: Pence, selection: Selection, *, is_shared: bool
) -> UnitCost:
    actual = row["actual"]
    cell = Cell(selection.fund, row["area"], row["project"])
    return UnitCost(
        area=row["area"],
        project=row["project"],
        output=row["output"],
        unit=row["unit"],
        target=row["target"],
        actual=actual,
        cost_pence=cost,
        # To the nearest penny, halves up.
        unit_pence=Pence((2 * cost + actual) // (2 * actual)) if actual else None,
        is_shared=is_shared,
        figure=str(FigureId(Measure.ELIGIBLE, cell, selection.as_at, selection.known)),
    )
