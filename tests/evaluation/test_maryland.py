"""The level of a design follows from what it has."""

from dataclasses import replace
from itertools import pairwise

import pytest

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.maryland import DesignFact
from fundtrack.evaluation.maryland import design_facts
from fundtrack.evaluation.maryland import level_of
from fundtrack.evaluation.maryland import programme_level
from fundtrack.evaluation.maryland import read_levels
from tests.evaluation.made_cases import case
from tests.evaluation.test_gates import delivered
from tests.evaluation.worlds import panel
from tests.evaluation.worlds import steady


def assessed(made: Case) -> Assessment:
    return assess(made, detectable_effect(made))


def level(made: Case) -> int:
    return level_of(design_facts(made, assessed(made))).level


def test_scale_has_five_levels_each_asking_for_more_with_its_source() -> None:
    levels = read_levels()
    assert [each.level for each in levels] == [1, 2, 3, 4, 5]
    for lower, higher in pairwise(levels[1:]):
        assert lower.needs < higher.needs
    assert all("Farrington" in each.source for each in levels)


@pytest.mark.parametrize(
    ("made", "found"),
    [
        (
            replace(
                case(), comparators=Comparators((), (), {}, 19, 4, is_widened=False)
            ),
            1,
        ),
        (case(panel(1, wards=12)), 2),
        (case(steady(swing=0.1), treated=4), 2),
        (case(), 3),
        (replace(delivered(), overlaps=("OPDEF",)), 3),
        (delivered(), 4),
    ],
)
def test_level_of_an_area_follows_its_comparators_and_gates(
    made: Case, found: int
) -> None:
    assert level(made) == found


def test_one_ward_alone_shows_a_change_and_never_its_cause() -> None:
    one = replace(case(steady(treated=1), treated=1), delivery=delivered().delivery)
    found = assessed(one)
    assert all(each.state == "passed" for each in found.gates)
    assert not found.names_cause
    assert level(one) == 3


def test_several_areas_together_have_what_all_of_them_have() -> None:
    one = replace(case(steady(treated=1), treated=1), delivery=delivered().delivery)
    facts = design_facts(one, assessed(one))
    assert programme_level([facts]).level == 3
    assert programme_level([facts, facts]).level == 4
    weaker = facts - {DesignFact.ALIKE}
    assert programme_level([facts, weaker]).level == 2
    assert level_of({*facts, *DesignFact}).level == 5
