"""Plans by quarter: which quarter may be planned for, and when."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.domain.plans import Plan
from fundtrack.domain.plans import PlanKind
from fundtrack.domain.plans import plan_event
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.periods import Quarter

CELL = Cell.parse("SSF9/riverside/lamps/lighting/capital/2023-24")


def plan(kind: PlanKind, quarter: str, on: date) -> Plan:
    return Plan(kind, CELL, Quarter.parse(quarter), Pence(1250), on)


def test_a_profile_names_its_quarter_and_the_day_it_ends() -> None:
    event = plan_event(plan(PlanKind.PROFILE, "2023-24 Q4", date(2024, 4, 5)))
    assert event.payload["quarter"] == "2023-24 Q4"
    assert event.payload["quarter_ends"] == "2024-03-31"
    assert event.reason == "profile for 2023-24 Q4"


def test_a_quarter_of_another_year_is_refused() -> None:
    with pytest.raises(WrongArgument, match="2024-25 Q1 is not a quarter of 2023-24"):
        plan_event(plan(PlanKind.PROFILE, "2024-25 Q1", date(2024, 4, 5)))


@pytest.mark.parametrize(
    ("on", "is_open"), [("2024-03-31", True), ("2024-04-01", False)]
)
def test_a_forecast_is_made_until_its_quarter_ends(on: str, is_open: bool) -> None:
    said = plan(PlanKind.FORECAST, "2023-24 Q4", date.fromisoformat(on))
    if is_open:
        assert plan_event(said).payload["pence"] == 1250
        return
    with pytest.raises(WrongArgument, match="forecast a later quarter"):
        plan_event(said)


def test_a_forecast_is_made_for_the_quarter_that_ended_last_or_the_one_named() -> None:
    said = plan(PlanKind.FORECAST, "2023-24 Q4", date(2023, 12, 31))
    named = replace(said, made_for=Quarter.parse("2023-24 Q3"))
    assert plan_event(said).payload["made_for"] == "2023-24 Q2"
    assert plan_event(named).payload["made_for"] == "2023-24 Q3"
