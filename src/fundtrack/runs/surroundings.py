"""What a report says beside its case: what was bought, and what people were asked."""

from dataclasses import dataclass
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.evaluation.cases import Case
from fundtrack.metrics.bought import Bought
from fundtrack.metrics.bought import bought_in
from fundtrack.metrics.surveys import Perceptions
from fundtrack.metrics.surveys import perceptions
from fundtrack.runs.evaluation_cases import published_as
from fundtrack.store.snapshot import open_books


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the books hold of a case's money, and what surveys say of its place."""

    bought: Bought
    perceptions: Perceptions


def open_surroundings(
    workspace: str, published: tuple[str, str], case: Case
) -> Surroundings:
    """Read what stands around a case out of the snapshot that the case is of.

    Args:
        workspace: the office's folder.
        published: the snapshot's id (empty: the current one) and its panel's name.
        case: whose fund and area.
    """
    office = Workspace(Path(workspace))
    with open_books(office, published_as(*published)) as books:
        return Surroundings(
            bought=bought_in(books, case.plan.fund, case.plan.area),
            perceptions=perceptions(books, case.plan.fund, case.plan.area),
        )
