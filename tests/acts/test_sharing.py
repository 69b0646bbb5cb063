"""Money shared over areas adds to the whole; budget crosses a year end by decision."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from fundtrack.acts.positions import Question
from fundtrack.acts.positions import status
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import accrue
from fundtrack.acts.recording import allocate
from fundtrack.acts.session import Session
from fundtrack.acts.sharing import Basis
from fundtrack.acts.sharing import CarryOverRefused
from fundtrack.acts.sharing import ShareOut
from fundtrack.acts.sharing import carry_over
from fundtrack.acts.sharing import share_over_areas
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.people import Role
from fundtrack.errors import FiguresRefused
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from tests import builders

YEAR_END = date(2024, 3, 31)
SHARE = ShareOut(
    cell=replace(builders.CELL, area="*"),
    areas=["blackpool", "lancaster", "preston"],
    pence=Pence(100_00),
    on=date(2023, 10, 1),
    reason="shared",
    basis=Basis.EQUAL,
)


@pytest.fixture
def finance(workspace: Workspace, clock: Clock) -> Session:
    """A finance officer in an office with three areas."""
    people = builders.person("finance.officer", Role.FINANCE)
    areas = builders.registers("blackpool", "lancaster", "preston")
    builders.record(workspace, clock, [*areas, builders.award(100_000), *people])
    return Session(workspace, "finance.officer", clock)


def test_equal_parts_add_to_the_whole(finance: Session) -> None:
    done = share_over_areas(finance, SHARE)
    assert [part.pence for part in done.parts] == [33_34, 33_33, 33_33]
    assert [(said.rule, said.severity, said.message) for said in done.findings] == [
        (
            "project-elsewhere",
            "warn",
            f"town-centre-cctv is a project of blackpool, not of {area}",
        )
        for area in ("lancaster", "preston")
    ]
    whole = replace(SHARE, cell=Cell("SSF5", year="2023-24"), pence=Pence(3))
    assert share_over_areas(finance, whole).findings == ()
    found = status(finance, Question(as_at=YEAR_END)).position
    assert found.totals.budget_pence == 100_03


def test_no_more_is_shared_or_allocated_than_is_awarded(finance: Session) -> None:
    share_over_areas(finance, replace(SHARE, pence=Pence(90_000)))
    said = r"^version 1 of SSF5 allocates £1,000\.01 of an award of £1,000\.00; lower"
    act = MoneyAct(builders.CELL, Pence(10_001), SHARE.on, "more")
    with pytest.raises(FiguresRefused, match=said) as refused:
        allocate(finance, act)
    assert [it.rule for it in refused.value.findings] == ["register-beyond-award"]
    with pytest.raises(FiguresRefused, match=said):
        share_over_areas(finance, replace(SHARE, pence=Pence(10_001)))
    allocate(finance, replace(act, pence=Pence(10_000)))
    allocate(finance, replace(act, pence=Pence(-10_000)))


def test_a_share_of_an_unknown_project_is_refused(finance: Session) -> None:
    moonbase = replace(SHARE, cell=replace(SHARE.cell, project="moonbase"))
    with pytest.raises(UnknownName, match="there is no project “moonbase”"):
        share_over_areas(finance, moonbase)


def test_what_is_shared_in_equal_parts_is_the_budget(finance: Session) -> None:
    share_over_areas(finance, SHARE)
    found = status(finance, Question(as_at=YEAR_END)).position
    assert found.totals.budget_pence == 100_00


def test_weights_and_what_is_allocated_already_are_bases_too(finance: Session) -> None:
    weighted = replace(SHARE, basis=Basis.WEIGHTS, weights=[3, 1, 0])
    first = share_over_areas(finance, weighted)
    assert [(part.area, part.pence) for part in first.parts] == [
        ("blackpool", 75_00),
        ("lancaster", 25_00),
    ]
    second = share_over_areas(
        finance, replace(SHARE, basis=Basis.PRO_RATA, pence=Pence(4_00))
    )
    assert [part.pence for part in second.parts] == [3_00, 1_00]


def test_population_names_its_year(finance: Session) -> None:
    done = share_over_areas(finance, replace(SHARE, basis=Basis.POPULATION))
    assert done.basis.startswith("by population, mid-2024: ")
    assert sum(part.pence for part in done.parts) == 100_00


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"cell": builders.CELL}, "leave the area of the cell open"),
        ({"areas": []}, "name the areas"),
        ({"basis": Basis.WEIGHTS, "weights": [1]}, "one weight for each area"),
        ({"basis": Basis.PRO_RATA}, "none of these areas is allocated"),
    ],
)
def test_a_share_without_a_basis_is_refused(
    finance: Session, change: dict[str, Any], why: str
) -> None:
    with pytest.raises(WrongArgument, match=why):
        share_over_areas(finance, replace(SHARE, **change))


def test_an_unknown_area_is_named(finance: Session) -> None:
    with pytest.raises(UnknownName, match="there is no area “atlantis”"):
        share_over_areas(finance, replace(SHARE, areas=["atlantis"]))


def test_a_district_nobody_counted_is_shared_by_weights(
    workspace: Workspace, clock: Clock, finance: Session
) -> None:
    area = builders.registers("moon")[1]
    moon = replace(area, payload={**area.payload, "districts": ["E99999999"]})
    builders.record(workspace, clock, [moon])
    by_people = replace(SHARE, areas=["moon"], basis=Basis.POPULATION)
    with pytest.raises(WrongArgument, match="share by weights instead"):
        share_over_areas(finance, by_people)


def test_budget_crosses_the_year_end_only_by_the_funders_decision(
    workspace: Workspace, clock: Clock, finance: Session
) -> None:
    builders.record(workspace, clock, [builders.allocation(90_000)])
    with pytest.raises(WrongArgument, match="needs the reference"):
        carry_over(finance, builders.CELL, Pence(40_000), " ")
    with pytest.raises(CarryOverRefused, match=r"has £900\.00 of budget left"):
        carry_over(finance, builders.CELL, Pence(90_001), "HO letter 3")
    with pytest.raises(WrongArgument, match="more than nothing"):
        carry_over(finance, builders.CELL, Pence(0), "HO letter 3")
    done = carry_over(finance, builders.CELL, Pence(40_000), "HO letter 3")
    assert done.to_cell.endswith("/2024-25")
    found = status(finance, Question(as_at=date(2024, 12, 31))).position
    assert [(line.cell.year, line.budget_pence) for line in found.lines] == [
        ("2023-24", 50_000),
        ("2024-25", 40_000),
    ]


def test_what_is_received_after_the_year_end_belongs_to_the_next_year(
    finance: Session,
) -> None:
    late = MoneyAct(builders.CELL, Pence(5), date(2024, 4, 1), "late delivery")
    with pytest.raises(WrongArgument, match="belongs to 2024-25, not to 2023-24"):
        accrue(finance, late)
