from dataclasses import dataclass

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import calibrate
from fundtrack.evaluation import measure_effect
from fundtrack.evaluation.calibration import Labels
from tests.evaluation.worlds import panel


@dataclass(frozen=True)
class Answer:
    p: float
    ci_low: float
    ci_high: float


def method(counts: pd.DataFrame, units: Labels, pre: Labels, post: Labels) -> Answer:
    found = measure_effect(counts, units, pre, post, sets=99)
    return Answer(found.p, found.ci_low, found.ci_high)


def test_the_method_holds_its_size_and_its_coverage() -> None:
    found = calibrate(method, panel(1, months=48), 150, -0.3, "random", seed=1)
    assert found.reject_rate <= 0.10
    assert found.coverage >= 0.90
    assert found.power > 0.3


def test_a_method_that_always_rejects_is_found_out() -> None:
    def sure(*_: object) -> Answer:
        return Answer(0.0, -9.0, -8.0)

    found = calibrate(sure, panel(1), 20, 0.0, "level", seed=1)
    assert (found.reject_rate, found.coverage, found.power) == (1.0, 0.0, 1.0)


def test_effect_given_changes_only_the_treated_months_after() -> None:
    seen: list[tuple[pd.DataFrame, Labels, Labels, Labels]] = []

    def watch(counts: pd.DataFrame, units: Labels, pre: Labels, post: Labels) -> Answer:
        seen.append((counts, units, pre, post))
        return Answer(1.0, -1.0, 1.0)

    source = panel(1) * 40
    calibrate(watch, source, 1, 0.5, "rise", seed=1)
    (_, units, pre, post), (changed, *_) = seen
    ratio = (changed / source).loc[list(units), list(post)].to_numpy()
    assert ratio.mean() == pytest.approx(1.5, abs=0.05)
    untouched = source.index.difference(list(units))
    assert changed.loc[untouched].equals(source.loc[untouched])
    assert changed[list(pre)].equals(source[list(pre)])


def test_steepest_rise_and_highest_level_are_chosen_as_named() -> None:
    chosen: list[Labels] = []

    def watch(_: pd.DataFrame, units: Labels, *__: Labels) -> Answer:
        chosen.append(units)
        return Answer(1.0, -1.0, 1.0)

    source = panel(1) * 0 + 5
    source.loc["W07"] = 9
    source.loc["W08", source.columns[6:]] = 8
    for selection in ("level", "rise"):
        calibrate(watch, source, 1, 0.0, selection, seed=1)
    calibrate(watch, source, 1, 0.0, lambda before, _: [before.index[3]], seed=1)
    assert chosen[::2] == [["W07"], ["W08"], ["W03"]]


@pytest.mark.parametrize(("selection", "months"), [("best", 24), ("random", 1)])
def test_unusable_calibrations_are_refused(selection: str, months: int) -> None:
    source = panel(1, months=24).iloc[:, :months]
    with pytest.raises(WrongArgument):
        calibrate(method, source, 1, 0.0, selection, seed=1)


def test_intervals_are_numbers() -> None:
    counts = panel(1)
    months = list(counts.columns)
    found = measure_effect(counts, ["W00"], months[:12], months[12:], sets=19)
    assert np.isfinite([found.effect_pct, found.ci_low_pct, found.expected]).all()
    assert found.ci_low_pct < found.effect_pct < found.ci_high_pct
    assert found.expected == pytest.approx(
        found.treated_pre * found.comparators_post / found.comparators_pre
    )
