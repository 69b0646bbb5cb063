"""What a return says in words: progress, variances, what lapses, what comes next."""

from dataclasses import dataclass

from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.cells import Cell
from fundtrack.domain.quarter_form import Section
from fundtrack.metrics.position import Reader
from fundtrack.returns.scopes import Scope

About = tuple[str, str, str]
"""The area, heading and kind that a narrative of a variance speaks of."""


@dataclass(frozen=True, slots=True)
class Narrative:
    """One text; area, heading and kind are empty where it is of the whole fund."""

    section: str
    area: str
    heading: str
    kind: str
    text: str
    person: str
    provenance: str
    entry: int

    @property
    def about(self) -> About | None:
        """The row of the financial table that it explains, None for other sections."""
        if self.section != Section.VARIANCE:
            return None
        return self.area, self.heading, self.kind


def about_row(cell: Cell) -> About:
    """Name a row of the financial table as narratives do."""
    return "" if cell.area == UNSPLIT else cell.area, cell.heading, cell.kind


def read_narratives(books: Reader, scope: Scope) -> tuple[Narrative, ...]:
    """Read a quarter's texts as known, in the order of the sections."""
    order = [str(section) for section in Section]
    found = [
        Narrative(**row)
        for row in books.rows(
            "return_narratives",
            fund=scope.fund,
            quarter=str(scope.quarter),
            known=scope.known,
        )
    ]
    return tuple(sorted(found, key=lambda said: order.index(said.section)))
