from dataclasses import replace

import pytest

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.neighbours import neighbours_of
from fundtrack.evaluation.neighbours import wards_beside
from fundtrack.evaluation.schemes import BESIDE
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

COUNTS = panel(1, treated=2)


def beside(made: Case, *wards: str, district: str = "District 0") -> Case:
    """Put untreated wards beside the treated ones, and out of the comparators."""
    places = made.places.copy()
    places.loc[list(wards), "standing"] = BESIDE
    places.loc[list(wards), "district"] = district
    kept = tuple(ward for ward in made.comparators.wards if ward not in wards)
    return replace(
        made, places=places, comparators=replace(made.comparators, wards=kept)
    )


def test_wards_beside_are_those_without_money_in_the_treated_districts() -> None:
    made = beside(case(COUNTS), "W10", "W11")
    elsewhere = beside(made, "W12", district="District 5")
    assert wards_beside(elsewhere) == ("W10", "W11")
    gap = COUNTS.astype("float64")
    gap.loc["W11", "2022-03"] = None
    assert wards_beside(replace(elsewhere, panel=gap)) == ("W10",)


def test_change_next_door_is_measured_against_the_same_comparators() -> None:
    made = beside(case(COUNTS), "W10", "W11")
    found = neighbours_of(made)
    assert found is not None
    before, after = COUNTS.iloc[:, :12].sum(axis=1), COUNTS.iloc[:, 12:].sum(axis=1)
    ring, wards = ["W10", "W11"], list(made.comparators.wards)
    growth = after[wards].sum() / before[wards].sum()
    assert (found.before, found.after) == (before[ring].sum(), after[ring].sum())
    assert found.expected == pytest.approx(before[ring].sum() * growth)
    change = 100 * (found.after / found.expected - 1)
    assert found.change_pct == pytest.approx(change)
    assert found.low_pct < found.change_pct < found.high_pct
    both = before[["W00", "W01", *ring]].sum() * growth
    both -= after[["W00", "W01", *ring]].sum()
    assert found.quotient.total_net_effect == pytest.approx(both)
    assert found.difference.estimate == pytest.approx(-both)


def test_nothing_is_said_of_next_door_where_nothing_can_be() -> None:
    assert neighbours_of(case(COUNTS)) is None
    made = beside(case(COUNTS), "W10")
    calm = COUNTS.copy()
    calm.loc["W10"] = 0
    assert neighbours_of(replace(made, panel=calm)) is None
    alone = replace(made, comparators=replace(made.comparators, wards=()))
    assert neighbours_of(alone) is None
