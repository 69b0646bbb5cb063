from dataclasses import asdict
from dataclasses import replace

import pytest

from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.plans import PlanRefused
from fundtrack.evaluation.plans import Programme
from fundtrack.evaluation.plans import check_places
from fundtrack.evaluation.plans import plan_of_mapping
from fundtrack.evaluation.plans import programme_of_text

PLAN = Plan(
    fund="SSF1",
    area="burnley",
    measure="neighbourhood-crime",
    measure_version="1",
    crime_types=("Burglary", "Robbery"),
    start="2021-04",
    footprint=("E01024885",),
)


def test_equal_plans_have_equal_hashes_and_any_change_another() -> None:
    assert PLAN.hash == replace(PLAN).hash
    changed = [replace(PLAN, start="2021-05"), replace(PLAN, seed=1)]
    assert len({PLAN.hash, *(plan.hash for plan in changed)}) == 3


def test_plan_read_back_from_its_text_is_the_same_plan() -> None:
    fixed = replace(PLAN, comparators=("W1", "W2"), detectable_pct=31.5)
    programme = Programme("SSF1", ("neighbourhood-crime",), (fixed,))
    read = programme_of_text(programme.text)
    assert read == programme
    assert read.hash == programme.hash
    assert read.plan_of("burnley", "neighbourhood-crime").hash == fixed.hash
    assert read.areas == ("burnley",)
    assert plan_of_mapping(asdict(fixed)) == fixed


def test_treated_place_is_never_its_own_comparator() -> None:
    check_places(("W1",), ("W2", "W3"))
    with pytest.raises(PlanRefused, match="W1 would be compared with itself"):
        check_places(("W1", "W4"), ("W2", "W1"))
    with pytest.raises(PlanRefused, match="no ward holds a small area"):
        check_places((), ("W2",))
