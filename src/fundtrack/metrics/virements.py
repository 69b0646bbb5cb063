"""Virements as the books hold them."""

from fundtrack.domain.cells import Cell
from fundtrack.domain.virements import Virement
from fundtrack.domain.virements import VirementState
from fundtrack.domain.virements import state_after
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence


def virements(books: Reader, known: int = LAST_ENTRY) -> list[Virement]:
    """List every virement asked for, in the order asked."""
    return [
        Virement(
            number=row["number"],
            from_cell=Cell.parse(row["from_cell"]),
            to_cell=Cell.parse(row["to_cell"]),
            pence=Pence(row["pence"]),
            asked_by=row["asked_by"],
            state=state_after(row["steps"]),
            reason=row["reason"],
        )
        for row in books.rows("virements", known=known)
    ]


def waiting(books: Reader, known: int = LAST_ENTRY) -> list[Virement]:
    """List the virements that nobody has decided on yet."""
    return [
        virement
        for virement in virements(books, known)
        if virement.state is VirementState.WAITING
    ]
