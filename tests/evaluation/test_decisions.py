"""What a run hands over for a decision, and when a cause may be named."""

import json
from dataclasses import replace
from typing import Any

import pytest

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Registration
from fundtrack.evaluation.decisions import decision_facts
from fundtrack.evaluation.decisions import may_name_cause
from fundtrack.evaluation.decisions import together_level
from fundtrack.evaluation.decisions import weakest_standing
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.windows import Windows
from tests.evaluation.made_cases import case
from tests.evaluation.test_gates import delivered
from tests.evaluation.worlds import panel


def facts(made: Case) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        json.dumps(decision_facts(made, assess(made, detectable_effect(made))))
    )
    return found


def test_run_says_which_plan_it_followed_and_what_each_gate_found() -> None:
    plan = Registration("SSF1-burglary-1", "f" * 64, "2024", Standing.PROSPECTIVE)
    found = facts(replace(delivered(), registration=plan))
    assert (found["plan_id"], found["standing"]) == ("SSF1-burglary-1", "prospective")
    assert found["retrospective"] is False
    assert found["delivered_pct"] == 95
    assert found["unsupported_pct"] == 5
    assert {each["state"] for each in found["gate_results"]} == {"passed"}
    assert found["names_cause"] is True
    assert found["maryland_level"] == 4
    assert found["p_holm"] is not None
    assert len(found["read"]["counts"]) == 12


def test_run_without_an_estimate_says_what_it_can() -> None:
    empty = replace(
        delivered(), windows=Windows((), (), (), (), ""), panel=panel(1).iloc[:0]
    )
    found = facts(empty)
    assert found["maryland_level"] is None
    assert found["delivered_pct"] is None
    assert found["read"]["wards"] == []
    bare = facts(case(panel(1, wards=10)))
    assert (bare["p_holm"], bare["fit"], bare["unsupported_pct"]) == (None, None, None)


def test_counts_that_differ_in_one_ward_and_month_are_other_counts() -> None:
    counts = panel(1)
    changed = counts.copy()
    changed.iloc[:1, 20:21] += 1
    first, second = (facts(case(each))["read"]["counts"] for each in (counts, changed))
    assert first != second


@pytest.mark.parametrize(
    ("changed", "verdict", "may"),
    [
        ({}, Verdict.REDUCTION, True),
        ({}, Verdict.INCREASE, False),
        ({"names_cause": False}, Verdict.REDUCTION, False),
        ({"standing": "exploratory"}, Verdict.REDUCTION, False),
        ({"design_facts": ["comparison"]}, Verdict.REDUCTION, False),
    ],
)
def test_cause_is_named_only_for_a_fall_with_every_gate_green_by_the_plan(
    changed: dict[str, Any], verdict: Verdict, *, may: bool
) -> None:
    one = facts(delivered())
    assert may_name_cause([one, {**one, **changed}], verdict) is may
    assert may_name_cause([], verdict) is False


def test_areas_together_stand_as_far_from_their_plan_as_any_of_them() -> None:
    held = [{"standing": each} for each in ("prospective", "retrospective")]
    assert weakest_standing(held) is Standing.RETROSPECTIVE
    assert weakest_standing([*held, {"standing": "exploratory"}]) == "exploratory"
    assert weakest_standing([{}]) is Standing.RETROSPECTIVE
    assert together_level([{}]) == 1
    assert is_by_plan({})
    assert not is_by_plan({"standing": "exploratory"})
