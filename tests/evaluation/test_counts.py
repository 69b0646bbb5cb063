"""Counts as the methods take them, and what is refused in words."""

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import measure_effect
from fundtrack.evaluation import placebo_test
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.counts import cut_panel
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

PRE, POST = (
    [f"2022-{at:02d}" for at in range(1, 13)],
    [f"2023-{at:02d}" for at in range(1, 13)],
)


def test_treated_place_that_is_also_a_comparator_is_refused_by_name() -> None:
    counts = panel(1)
    doubled = pd.concat([counts, counts.iloc[:1]])
    with pytest.raises(WrongArgument, match="holds W00 more than once"):
        placebo_test(doubled, "W00", PRE, POST)
    with pytest.raises(WrongArgument, match="cannot be a comparator too"):
        measure_effect(doubled, ["W00"], PRE, POST)


@pytest.mark.parametrize(
    ("treated", "pre", "post"),
    [
        ("W99", PRE, POST),
        ("W00", ["2030-01"], POST),
        ("W00", [], POST),
        ([], PRE, POST),
        ([f"W{at:02d}" for at in range(61)], PRE, POST),
    ],
)
def test_what_cannot_be_compared_is_refused(
    treated: str | list[str], pre: list[str], post: list[str]
) -> None:
    with pytest.raises(WrongArgument):
        cut_panel(panel(1), treated, pre, post)


def test_no_crime_anywhere_is_an_effect_of_nothing_and_never_evaluable() -> None:
    nothing = panel(1) * 0
    effect = measure_effect(nothing, ["W00"], PRE, POST, sets=99)
    assert effect.effect_pct == pytest.approx(0, abs=1)
    assert np.isfinite([effect.p, effect.ci_low_pct, effect.ci_high_pct]).all()
    made = case(nothing)
    found = assess(made, detectable_effect(made))
    assert found.verdict == "not_evaluable"
    assert "0 offences before the start, fewer than 25" in found.stopped_by[0].fact


def test_one_comparator_is_too_few_and_said() -> None:
    made = case(panel(1, wards=3))
    found = assess(made, detectable_effect(made))
    assert found.verdict == "not_evaluable"
    assert [each.fact for each in found.stopped_by] == [
        "there is 1 comparator, fewer than the 19 needed"
    ]
