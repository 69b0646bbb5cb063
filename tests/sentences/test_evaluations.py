from dataclasses import replace

import pytest

from fundtrack.charts.tables import signed_pct
from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation import PooledEffect
from fundtrack.evaluation import Verdict
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Registration
from fundtrack.sentences.evaluations import comparators_sentence
from fundtrack.sentences.evaluations import detectable_sentence
from fundtrack.sentences.evaluations import months_sentence
from fundtrack.sentences.evaluations import placebo_sentence
from fundtrack.sentences.evaluations import pooled_sentence
from fundtrack.sentences.evaluations import result_sentence
from tests.evaluation.made_cases import case
from tests.evaluation.test_pre_periods import trending
from tests.evaluation.worlds import panel


def assessed(made: Case) -> Assessment:
    return assess(made, detectable_effect(made))


@pytest.mark.parametrize(
    ("change", "written"), [(-11.4, "−11%"), (2.2, "+2%"), (-0.3, "0%"), (0.4, "0%")]
)
def test_change_is_written_with_its_sign(change: float, written: str) -> None:
    assert signed_pct(change) == written


def test_every_verdict_has_its_sentence_and_none_says_because() -> None:
    made = case()
    found = assessed(made)
    said = {
        verdict: result_sentence(made, replace(found, verdict=verdict))
        for verdict in Verdict
    }
    assert said[Verdict.REDUCTION].startswith("Burglary in Burnley fell against")
    assert said[Verdict.INCREASE].startswith("Burglary in Burnley rose against")
    assert "as it did in similar places" in said[Verdict.NO_MEANINGFUL_CHANGE]
    assert said[Verdict.INCONCLUSIVE].startswith("We cannot tell whether Safer")
    assert not any("because" in sentence for sentence in said.values())


@pytest.mark.parametrize("wards", [61, 10])
def test_sentence_on_synthetic_counts_says_synthetic(wards: int) -> None:
    made = case(panel(1, wards=wards), provenance="synthetic")
    assert "synthetic" in result_sentence(made, assessed(made))
    published = case(panel(1, wards=wards))
    assert "synthetic" not in result_sentence(published, assessed(published))


def test_what_cannot_be_evaluated_says_why() -> None:
    made = case(panel(1, wards=10))
    assert result_sentence(made, assessed(made)) == (
        "Safer Streets round 1 in Burnley cannot be evaluated: "
        "there are 8 comparators, fewer than the 19 needed."
    )


def test_detectable_effect_is_said_in_offences_too() -> None:
    made = case()
    detectable = detectable_effect(made)
    assert detectable.smallest_pct is not None
    fewer = round(detectable.offences * detectable.smallest_pct / 100)
    assert f"{fewer:,} offences" in detectable_sentence(made, detectable)
    nothing = replace(made, panel=made.panel.iloc[5:])
    assert detectable_sentence(nothing, detectable_effect(nothing)) == (
        "Nothing could be detected: no month is held on both sides of the start."
    )


def test_months_compared_are_named() -> None:
    said = months_sentence(case())
    assert "12 published months before the start (2022-01 to 2022-12)" in said
    made = case()
    nothing = replace(made, windows=replace(made.windows, pre=(), post=()))
    assert "nothing is compared" in months_sentence(nothing)


def test_placebos_are_told_as_places_that_changed_as_much() -> None:
    made = case()
    effect = assessed(made).effect
    assert effect is not None
    as_much = sum(abs(effect.placebo.placebos) >= abs(effect.placebo.statistic))
    assert placebo_sentence(made, effect) == (
        f"{as_much} of 199 sets of 2 wards without the money changed as much "
        f"(p = {effect.p:.3f})."
    )


def test_comparators_are_counted_with_the_reasons_of_those_left_out() -> None:
    counts = panel(1) * 0 + 10
    said = comparators_sentence(case(counts))
    assert said == "59 wards of Lancashire compared."
    counts = panel(1, wards=80) * 0 + 10
    said = comparators_sentence(case(counts))
    assert said == (
        "60 wards of Lancashire compared. Left out: 18 less similar than those chosen."
    )


def test_areas_together_are_told_like_one() -> None:
    effect = PooledEffect(2, -0.2, 0.05, -0.3, -0.1, 0.001)
    areas = ["Burnley", "Birch Green"]
    said = pooled_sentence(effect, Verdict.REDUCTION, areas, is_synthetic=True)
    assert said.startswith("On synthetic counts, crime in Burnley and Birch Green")


def test_interval_without_nought_is_explained_where_no_change_is_named() -> None:
    effect = PooledEffect(2, -0.2, 0.05, -0.3, -0.1, 0.2)
    said = pooled_sentence(
        effect, Verdict.INCONCLUSIVE, ["Burnley"], is_synthetic=False
    )
    assert said.endswith("too often to call it a change.")


def test_run_that_departs_from_its_plan_says_so_first() -> None:
    made = replace(case(), registration=Registration(standing=Standing.EXPLORATORY))
    said = result_sentence(made, assessed(made))
    assert said.startswith("Exploratory, not by the plan: we cannot tell whether")


def test_trend_before_that_leaves_nothing_to_claim_is_the_reason_given() -> None:
    made = case(trending(-0.12, 30))
    assert "cannot be evaluated: the trend before would by itself give" in (
        result_sentence(made, assessed(made))
    )


@pytest.mark.parametrize("verdict", list(Verdict))
def test_areas_together_name_a_cause_only_for_a_fall_that_passed_every_check(
    verdict: Verdict,
) -> None:
    effect = PooledEffect(2, -0.2, 0.05, -0.3, -0.1, 0.001)
    said, careful = (
        pooled_sentence(
            effect, verdict, ["A", "B"], is_synthetic=False, names_cause=names_cause
        )
        for names_cause in (True, False)
    )
    assert said.endswith("; every check passed, so it fell because of the money.") is (
        verdict is Verdict.REDUCTION
    )
    assert "because" not in careful
