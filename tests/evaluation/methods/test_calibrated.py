from typing import Any

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import calibrated_areas
from fundtrack.evaluation.methods.calibrated import calibration_weights


def small_areas(effect: float = 0.0) -> pd.DataFrame:
    """Four hundred small areas over four quarters; the first eight get the money."""
    generator = np.random.default_rng(6)
    level = generator.gamma(4.0, 5.0, size=(400, 1))
    rate = np.repeat(level, 4, axis=1)
    rate[:8, 3] *= 1 + effect
    quarters = ["Q1", "Q2", "Q3", "Q4"]
    return pd.DataFrame(generator.poisson(rate), columns=quarters)


def test_weights_meet_every_sum_and_none_is_below_nought() -> None:
    panel = small_areas()
    households = pd.DataFrame({"households": np.arange(400) % 7 + 1.0})
    found = calibrated_areas(panel, range(8), slice("Q1", "Q3"), households, sets=0)
    rest = panel.drop(index=range(8)).join(households).drop(columns="Q4")
    sums = panel.join(households).loc[:7].drop(columns="Q4").sum()
    assert found.weights.min() >= 0
    assert found.weights.sum() == pytest.approx(8)
    assert found.weights @ rest.to_numpy() == pytest.approx(sums.to_numpy())
    assert found.expected == pytest.approx(found.weights @ panel["Q4"].iloc[8:])
    assert found.p == 1


def test_weights_are_as_near_the_base_as_can_be() -> None:
    """No change that keeps the sums, and weights from nought up, comes nearer."""
    generator = np.random.default_rng(8)
    traits = np.column_stack([np.ones(30), generator.normal(size=(30, 3))])
    totals = np.array([6.0, 5.0, -4.5, 3.0])
    weights = calibration_weights(traits, totals, 0.2)
    assert weights is not None
    assert (weights == 0).any()
    assert traits.T @ weights == pytest.approx(totals)
    used = weights > 0
    tilt = np.linalg.lstsq(traits[used], weights[used] - 0.2, rcond=None)[0]
    assert traits[used] @ tilt == pytest.approx(weights[used] - 0.2)
    assert (0.2 + traits[~used] @ tilt <= 1e-9).all()


def test_effect_that_was_put_in_is_found() -> None:
    found = calibrated_areas(
        small_areas(-0.6), list(range(8)), ["Q1", "Q2", "Q3"], sets=59
    )
    assert found.effect_pct == pytest.approx(-60, abs=20)
    assert found.treated < found.expected
    assert found.p == 1 / 60
    assert found.placebos.size == 59
    again = calibrated_areas(small_areas(-0.6), range(8), ["Q1", "Q2", "Q3"], None, 59)
    assert again.placebos.tolist() == found.placebos.tolist()


def test_placebo_sets_that_no_weights_fit_are_left_out() -> None:
    panel = pd.DataFrame(np.random.default_rng(1).poisson(3, size=(40, 6)))
    found = calibrated_areas(panel, [0, 1], range(5), sets=40)
    assert 0 < found.placebos.size < 40


def test_few_comparators_have_no_sets_to_stand_in() -> None:
    panel = pd.DataFrame(np.array([[2.0, 4], [2, 4], [1, 3], [3, 3]]))
    found = calibrated_areas(panel, [0, 1], [0])
    assert found.treated == 8
    assert found.expected == pytest.approx(6)
    assert (found.placebos.size, found.p) == (0, 1)
    alone = calibrated_areas(panel.drop(index=1), 0, [0], sets=9)
    assert alone.weights.to_dict() == pytest.approx({2: 0.5, 3: 0.5})


@pytest.mark.parametrize(
    ("treated", "pre", "said"),
    [
        (["nobody"], [0], "no units nobody"),
        ([], [0], "treated units"),
        ([0, 1, 2], [0], "others"),
        ([0], [0, 1], "before and after"),
        ([2], [0], "no weights"),
    ],
)
def test_unusable_panels_are_refused(treated: Any, pre: Any, said: str) -> None:  # noqa: ANN401 - what people pass
    panel = pd.DataFrame(np.array([[2.0, 4], [2, 4], [9, 3]]))
    with pytest.raises(WrongArgument, match=said):
        calibrated_areas(panel, treated, pre)
