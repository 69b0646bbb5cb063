"""What a virement would do to the two cells it moves budget between."""

from dataclasses import dataclass

from fundtrack.domain.cells import Cell
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class CellEffect:
    """A cell's budget and what is free of it now, and by how much both would change.

    Free is what is neither ordered, owed nor spent.
    """

    cell: Cell
    budget_pence: Pence
    free_pence: Pence
    change_pence: Pence

    @property
    def budget_after(self) -> Pence:
        """The budget once it is approved."""
        return Pence(self.budget_pence + self.change_pence)

    @property
    def free_after(self) -> Pence:
        """What is free once it is approved."""
        return Pence(self.free_pence + self.change_pence)


def virement_effects(
    books: Reader, from_cell: Cell, to_cell: Cell, pence: Pence
) -> tuple[CellEffect, CellEffect]:
    """Give what moving so much would do to the cell that gives and the one that gets.

    Every entry counts, whatever its day: what is free to move is so for the act too.
    """
    return (
        cell_effect(books, from_cell, Pence(-pence)),
        cell_effect(books, to_cell, pence),
    )


def cell_effect(books: Reader, cell: Cell, change: Pence) -> CellEffect:
    """Give a cell's budget and what is free of it, with a change of both."""
    budget = books.rows("cell_budget", **cell.columns, known=LAST_ENTRY)
    free = books.rows("allocated_left", **cell.columns)
    return CellEffect(cell, Pence(budget[0]["pence"]), Pence(free[0]["pence"]), change)
