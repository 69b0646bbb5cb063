from dataclasses import replace

from fundtrack.evaluation.plans import Plan

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
