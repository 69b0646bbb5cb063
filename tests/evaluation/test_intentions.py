"""The effect from the award on, beside that from delivery on."""

from dataclasses import replace

import pandas as pd
import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.decisions import decision_facts
from fundtrack.evaluation.intentions import intention_to_treat
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import steady


def awarded(month: str) -> Case:
    """A case with a year of counts before the months compared, which fell by 40 %."""
    made = case(steady(effect=-0.4), treated=4)
    earlier = made.panel.iloc[:, :12].set_axis(
        [f"2021-{number:02d}" for number in range(1, 13)], axis=1
    )
    history = pd.concat([earlier, made.panel], axis=1)
    plan = replace(made.plan, awarded=month)
    return replace(made, history=history, plan=plan)


def test_months_between_award_and_delivery_dilute_the_effect() -> None:
    made = awarded("2022-07")
    found = intention_to_treat(made)
    assert found is not None
    assert (str(found.start), found.months) == ("2022-07", 12)
    before = [f"2021-{number:02d}" for number in range(7, 13)]
    before += [f"2022-{number:02d}" for number in range(1, 7)]
    after = [f"2022-{number:02d}" for number in range(7, 13)]
    after += [f"2023-{number:02d}" for number in range(1, 7)]
    counts = made.history
    own, others = (
        counts.loc[list(made.treated)],
        counts.loc[list(made.comparators.wards)],
    )
    slow = (own[after].to_numpy().sum() / own[before].to_numpy().sum()) / (
        others[after].to_numpy().sum() / others[before].to_numpy().sum()
    )
    assert found.effect.effect_pct == pytest.approx(100 * (slow - 1))
    assert -30 < found.effect.effect_pct < -10


@pytest.mark.parametrize("month", ["", "2023-01", "2023-05", "2020-03"])
def test_award_that_is_unknown_or_not_before_the_start_or_too_early_gives_none(
    month: str,
) -> None:
    assert intention_to_treat(awarded(month)) is None


def test_run_hands_over_the_effect_from_the_award_on() -> None:
    for month, start in (("2022-07", "2022-07"), ("", None)):
        made = awarded(month)
        itt = decision_facts(made, assess(made, detectable_effect(made)))["from_award"]
        assert (itt["start"] if itt else None) == start
