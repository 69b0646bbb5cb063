"""Figure ids are read as they are written, or refused with where to find one."""

import pytest

from fundtrack.domain.figures import RECIPES
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.errors import WrongArgument


@pytest.mark.parametrize(
    "written",
    [
        "actual:SSF5/blackpool/*/*/*/2023-24@2024-03-31~1502",
        "eligible:SSF5/*/*/*/*/*@2023-10-01..2024-03-31~27",
        "eligible:SSF5/*/*/*/*/*@2023-10-01..2024-03-31~27-2023-12-31~9",
        "budget:SSF5/blackpool/*/unsplit/unsplit/2023-24@2024-03-31~27",
    ],
)
def test_an_id_is_read_as_it_is_written(written: str) -> None:
    assert str(FigureId.parse(f" {written} ")) == written


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("actual of SSF5", "is not a figure id; copy one from a page"),
        ("spending:SSF5@2024-03-31~1", "no measure “spending”; there is awarded, bud"),
        ("elligible:SSF5@2024-03-31~1", "no measure “elligible”; there is eligible$"),
        ("actual:SSF5@2024-02-30~1", "holds a day that does not exist"),
        ("actual:SSF5@2024-02-30..2024-03-31~1", "holds a day that does not exist"),
        ("actual:SSF5@2024-03-31~9-2024-02-30~1", "holds a day that does not exist"),
    ],
)
def test_what_is_no_id_is_refused(written: str, said: str) -> None:
    with pytest.raises(WrongArgument, match=said):
        FigureId.parse(written)


def test_every_measure_has_a_recipe() -> None:
    assert set(RECIPES) == set(Measure)
