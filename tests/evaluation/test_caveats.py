from dataclasses import replace

import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.breaks import read_breaks
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import caveats
from fundtrack.periods import Month
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

ALWAYS = ["CAV-RETROSPECTIVE"]


def rules(made: Case) -> list[str]:
    found = caveats(made, assess(made, detectable_effect(made)))
    return [caveat.rule for caveat in found]


def test_plain_case_is_retrospective_and_nothing_else() -> None:
    assert rules(case()) == ALWAYS


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (case(provenance="synthetic"), "CAV-SYNTHETIC"),
        (case(breaks=read_breaks()[:1]), "CAV-BREAK"),
        (case(panel(1, wards=30)), "CAV-COMPARATORS"),
        (replace(case(), shared=("OPDEF",)), "CAV-SHARED"),
        (replace(case(), overlaps=("OPDEF",)), "CAV-OVERLAP"),
        (replace(case(), site=replace(case().site, covered_pct=60.0)), "CAV-FOOTPRINT"),
        (
            replace(case(), site=replace(case().site, provenance="assumed")),
            "CAV-FOOTPRINT",
        ),
        (replace(case(), site=replace(case().site, placed_pct=80.0)), "CAV-NO-PLACE"),
    ],
)
def test_caveat_fires_where_its_reason_is(made: Case, rule: str) -> None:
    assert rule in rules(made)
    assert rule not in rules(case())


def test_missing_and_dropped_months_are_named() -> None:
    made = case()
    windows = replace(
        made.windows, missing=(Month(2022, 6),), dropped=(Month(2023, 6),)
    )
    gapped = replace(made, windows=windows)
    found = caveats(gapped, assess(gapped, detectable_effect(gapped)))
    said = [caveat.text for caveat in found if caveat.rule == "CAV-MONTHS"]
    assert "2022-06" in said[0]
    assert "2023-06" in said[1]


def test_few_offences_are_said() -> None:
    counts = panel(1)
    counts.iloc[:2, :12] = 3
    assert "CAV-SMALL" in rules(case(counts))


def test_widening_to_another_force_is_said() -> None:
    made = case()
    widened = replace(made, comparators=replace(made.comparators, is_widened=True))
    assert "CAV-COMPARATORS" in rules(widened)


def test_few_comparators_say_how_fine_p_can_be_by_the_sets_drawn() -> None:
    made = case(panel(1, wards=30))
    assessed = assess(made, detectable_effect(made))
    said = [it.text for it in caveats(made, assessed) if it.rule == "CAV-COMPARATORS"]
    assert assessed.effect is not None
    assert assessed.effect.p >= 1 / (1 + assessed.effect.placebo.placebos.size)
    first, second = said
    assert first == (
        "There are 25 comparators and 199 sets of them; p could not be below 0.005."
    )
    assert second.startswith("Sets of 2 drawn from 25 comparators share places")
    unassessed = replace(assessed, effect=None)
    bare = [it.text for it in caveats(made, unassessed) if it.rule == "CAV-COMPARATORS"]
    assert bare[0] == "There are 25 comparators."


def test_few_districts_to_compare_with_are_said() -> None:
    made = case()
    places = made.places.assign(district="Anytown")
    assert "CAV-DISTRICTS" in rules(replace(made, places=places))
    assert "CAV-DISTRICTS" not in rules(made)


def test_family_of_areas_is_counted_against_p() -> None:
    made = case()
    one_of_four = replace(made, plan=replace(made.plan, family=4))
    assert "CAV-MULTI" in rules(one_of_four)
    short = case(panel(1, wards=10))
    assert "CAV-MULTI" not in rules(replace(short, plan=one_of_four.plan))


def test_levels_far_apart_are_said() -> None:
    made = case()
    widened = replace(made, comparators=replace(made.comparators, level_factor=4))
    assert "CAV-COMPARATORS" in rules(widened)


def test_steep_rise_before_the_start_is_said() -> None:
    counts = panel(1)
    counts.iloc[:2, 6:12] *= 3
    assert "CAV-RISE" in rules(case(counts))


def test_nothing_is_said_of_a_rise_that_was_not_measured() -> None:
    made = case(panel(1, wards=10))
    assert "CAV-RISE" not in rules(made)
