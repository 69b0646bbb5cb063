from dataclasses import replace

import pandas as pd
import pytest

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.breaks import read_breaks
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Registration
from fundtrack.evaluation.caveats import caveats
from fundtrack.periods import Month
from tests.evaluation.made_cases import case
from tests.evaluation.test_gates import BRIDGED
from tests.evaluation.test_gates import delivered
from tests.evaluation.test_intentions import awarded
from tests.evaluation.test_pre_periods import trending
from tests.evaluation.worlds import panel
from tests.evaluation.worlds import steady

ALWAYS = ["CAV-RETROSPECTIVE"]


def eight_months() -> pd.DataFrame:
    return panel(1).iloc[:, [*range(4, 12), *range(16, 24)]]


def rules(made: Case) -> list[str]:
    found = caveats(made, assess(made, detectable_effect(made)))
    return [caveat.rule for caveat in found]


def test_plain_case_is_retrospective_and_nothing_else() -> None:
    assert rules(case(steady(), treated=4)) == ALWAYS


@pytest.mark.parametrize(
    ("made", "rule"),
    [
        (case(provenance="synthetic"), "CAV-SYNTHETIC"),
        (case(breaks=read_breaks()[:1]), "CAV-BREAK"),
        (case(panel(1, wards=30)), "CAV-FEWDONORS"),
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
    said = [it.text for it in caveats(made, assessed) if it.rule == "CAV-FEWDONORS"]
    assert assessed.effect is not None
    assert assessed.effect.p >= 1 / (1 + assessed.effect.placebo.placebos.size)
    first, second = said
    assert first == (
        "There are 25 comparators and 199 sets of them; p could not be below 0.005."
    )
    assert second.startswith("Sets of 2 drawn from 25 comparators share places")
    unassessed = replace(assessed, effect=None)
    bare = [it.text for it in caveats(made, unassessed) if it.rule == "CAV-FEWDONORS"]
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
    assert "CAV-RTM" in rules(case(counts))


def test_nothing_is_said_of_a_rise_that_was_not_measured() -> None:
    made = case(panel(1, wards=10))
    assert "CAV-RTM" not in rules(made)


def said(made: Case, rule: str) -> list[str]:
    found = caveats(made, assess(made, detectable_effect(made)))
    return [caveat.text for caveat in found if caveat.rule == rule]


@pytest.mark.parametrize(
    ("made", "rule", "words"),
    [
        (
            replace(case(), breaks=(replace(BRIDGED, name="covid-19"),)),
            "CAV-COVID",
            "2 of the 24 months compared lie in the restrictions of the pandemic",
        ),
        (
            replace(case(), revised=("2022-03", "2022-04")),
            "CAV-REVISED",
            "2 of the 24 months compared were published anew",
        ),
        (
            replace(
                case(),
                registration=Registration(
                    standing=Standing.EXPLORATORY, departures=("P-1 was replaced",)
                ),
            ),
            "CAV-EXPLORATORY",
            "exploratory and not the office's answer: P-1 was replaced.",
        ),
        (
            replace(delivered(), plan=replace(delivered().plan, awarded="2022-10")),
            "CAV-ANTICIPATION",
            "Money was given in 2022-10, before the start in 2023-01",
        ),
        (
            delivered(reached=((Month(2023, 3), 60.0),)),
            "CAV-UNDERSPEND",
            "60% of £100,000 planned was delivered by 2023-12",
        ),
        (
            delivered(reached=((Month(2023, 3), 10.0),)),
            "CAV-UNDERSPEND",
            "10% of planned delivery was reached by 2023-12",
        ),
        (case(trending(-0.12, 30)), "CAV-PRETREND", "% a year would not be seen."),
        (case(eight_months()), "CAV-PRETREND", "8 months before the start are too few"),
        (
            replace(
                case(), windows=replace(case().windows, excluded=(Month(2022, 8),))
            ),
            "CAV-MONTHS",
            "because the break calendar says so: 2022-08",
        ),
    ],
)
def test_caveat_says_its_numbers(made: Case, rule: str, words: str) -> None:
    (text,) = said(made, rule)
    assert words in text
    assert said(delivered(), rule) == []


def test_change_from_the_award_on_is_said_beside_that_from_delivery_on() -> None:
    made = replace(awarded("2022-07"), delivery=delivered().delivery)
    (text,) = said(made, "CAV-ANTICIPATION")
    assert "0% of planned delivery lies before it" in text
    assert "From 2022-07 on the change is −" in text


def test_plan_registered_in_time_is_not_called_retrospective() -> None:
    ahead = Registration("P-1", "f", "2022", Standing.PROSPECTIVE)
    assert rules(replace(delivered(), registration=ahead)) == []
    late = replace(ahead, standing=Standing.RETROSPECTIVE)
    (text,) = said(replace(delivered(), registration=late), "CAV-RETROSPECTIVE")
    assert text.startswith("The plan (P-1, ")


def test_spell_of_the_pandemic_outside_the_months_compared_is_not_said() -> None:
    spell = replace(BRIDGED, name="covid-19", first=Month(2020, 3), last=Month(2020, 9))
    assert said(replace(case(), breaks=(spell,)), "CAV-COVID") == []


def test_longer_baseline_is_set_beside_the_planned_one() -> None:
    made = delivered()
    earlier = made.panel.iloc[:, :12].set_axis(
        [f"2021-{month:02d}" for month in range(1, 13)], axis=1
    )
    lower = earlier.copy()
    lower.iloc[:4] = (lower.iloc[:4] * 0.96).round().astype("int64")
    longer = replace(made, history=pd.concat([lower, made.panel], axis=1))
    (text,) = said(longer, "CAV-BASELINE")
    assert "Against the 12 months planned the change is" in text
    assert "against 24 months before the start +" in text
    nothing = replace(made, history=pd.concat([lower * 0, made.panel * 0], axis=1))
    assert said(nothing, "CAV-BASELINE") == []
