"""Names in an extract find their ids, and no budget is overlooked."""

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.cells import SpendKind
from fundtrack.ingest.spend_names import Named
from fundtrack.ingest.spend_names import NameIndex
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.ingest.spend_names import spend_kind
from tests.builders import CELL

PROJECTS = NameIndex(
    [
        Named("ssf4-cctv", "CCTV", "SSF4", "preston"),
        Named("ssf5-cctv", "CCTV", "SSF5", "blackpool"),
        Named("street-lighting", "Street lighting", "SSF5", "blackpool"),
    ]
)
NONE = NameIndex([])


@pytest.mark.parametrize(
    "written", ["street-lighting", "Street Lighting", " STREET_LIGHTING "]
)
def test_a_name_or_an_id_in_any_dress_is_found(written: str) -> None:
    assert PROJECTS.find(written) == {"street-lighting"}


def test_fund_and_area_choose_among_projects_of_one_name() -> None:
    assert PROJECTS.find("CCTV") == {"ssf4-cctv", "ssf5-cctv"}
    assert PROJECTS.find("CCTV", "SSF5", "blackpool") == {"ssf5-cctv"}


def test_a_project_of_another_fund_is_found_all_the_same() -> None:
    assert PROJECTS.find("street-lighting", "SSF4") == {"street-lighting"}


def test_a_name_that_is_not_held_finds_nothing_but_what_is_near() -> None:
    assert PROJECTS.find("Street lihgting") == set()
    assert PROJECTS.near("Street lihgting") == ["street-lighting"]
    assert PROJECTS.near("zzz") == ["ssf4-cctv", "ssf5-cctv", "street-lighting"]


@pytest.mark.parametrize(
    ("written", "kind"),
    [("Capital", SpendKind.CAPITAL), ("rev", SpendKind.REVENUE), ("both", None)],
)
def test_capital_and_revenue_may_be_abbreviated(
    written: str, kind: SpendKind | None
) -> None:
    assert spend_kind(written) is kind


@pytest.mark.parametrize(
    ("budget", "held"),
    [
        (CELL, True),
        (Cell("SSF5", "blackpool"), True),
        (Cell("SSF4"), False),
        (Cell(*CELL.parts[:5], "2024-25"), False),
    ],
)
def test_a_budget_for_more_than_a_cell_covers_the_cell(
    budget: Cell, *, held: bool
) -> None:
    names = SpendNames(NONE, NONE, NONE, NONE, frozenset({budget}))
    assert names.has_budget(CELL) is held
