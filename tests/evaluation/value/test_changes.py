from math import exp
from math import log

import numpy as np
import pytest

from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.changes import change_of
from fundtrack.evaluation.value.changes import prevented_draws
from fundtrack.evaluation.value.changes import prevented_offences
from tests.evaluation.made_cases import case

FALL = Change(200, log(0.8), log(0.7), log(0.9))


def test_fall_of_a_fifth_of_200_expected_prevented_40() -> None:
    prevented = prevented_offences(FALL)
    assert prevented.central == pytest.approx(40)
    assert prevented.low == pytest.approx(20)
    assert prevented.high == pytest.approx(60)


def test_rise_prevented_less_than_none() -> None:
    prevented = prevented_offences(Change(200, log(1.1), log(0.95), log(1.3)))
    assert prevented.central == pytest.approx(-20)
    assert prevented.low == pytest.approx(-60)
    assert prevented.high == pytest.approx(10)


def test_draws_are_as_wide_as_the_interval() -> None:
    normal = np.random.default_rng(1).standard_normal(200_000)
    low, high = np.percentile(FALL.draws(normal), (2.5, 97.5))
    middle = (log(0.7) + log(0.9)) / 2 - log(0.8)
    assert low + middle == pytest.approx(log(0.7), abs=0.003)
    assert high + middle == pytest.approx(log(0.9), abs=0.003)
    prevented = prevented_draws(FALL, np.zeros(1))
    assert prevented.recorded == pytest.approx([40.0])


def test_change_is_the_effects_own() -> None:
    made = case()
    effect = assess(made, detectable_effect(made)).effect
    assert effect is not None
    change = change_of(effect, 0.1)
    assert change == Change(
        effect.expected, effect.ratio.log_rr, effect.ci_low, effect.ci_high, 0.1
    )
    prevented = prevented_offences(change)
    assert prevented.central == pytest.approx(
        effect.expected * (1 - exp(effect.ratio.log_rr))
    )
    assert prevented.central == pytest.approx(effect.expected - effect.treated_post)
