from dataclasses import replace
from math import log

import pytest

from fundtrack.evaluation.value.benefits import benefit_cost
from fundtrack.evaluation.value.benefits import break_even
from fundtrack.evaluation.value.programmes import AreaWorth
from fundtrack.evaluation.value.programmes import area_worth
from fundtrack.evaluation.value.programmes import programme_value
from fundtrack.evaluation.value.unit_prices import Estimability
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from tests.evaluation.value.test_benefits import FALL
from tests.evaluation.value.test_benefits import appraisal

AREA = AreaWorth(Pence(10_000_000), 200, each_pence=1_000_000, alone_pence=400_000)
OTHER = AreaWorth(Pence(5_000_000), 100, each_pence=700_000, alone_pence=400_000)


def test_programme_of_one_area_is_worth_what_the_area_is() -> None:
    weighed = appraisal((0.75, 0.25))
    even = break_even(weighed)
    one = area_worth(Pence(10_000_000), FALL.expected, even)
    found = programme_value([one], FALL, Verdict.REDUCTION, 500, seed=5)
    alone = benefit_cost(weighed, FALL, 500, seed=5)
    assert (found.social.low, found.social.ratio, found.social.high) == pytest.approx(
        (alone.low, alone.ratio, alone.high)
    )
    assert found.break_even == pytest.approx(even.recorded)
    assert found.break_even_alone == pytest.approx(even.recorded_alone)


def test_areas_add_up_and_an_offence_is_worth_their_weighted_mean() -> None:
    found = programme_value([AREA, OTHER], FALL, Verdict.REDUCTION, 500, seed=5)
    assert (found.cost_pence, found.baseline) == (15_000_000, 300)
    assert found.prevented.central == pytest.approx(60)
    assert found.break_even == pytest.approx(15_000_000 / 900_000)
    assert found.break_even_alone == pytest.approx(15_000_000 / 400_000)
    assert found.per_offence.pence == 250_000
    assert found.social.cost_pence == 15_000_000
    assert found.social.draws == 500


def test_cost_per_offence_of_a_programme_is_a_floor_under_another_verdict() -> None:
    unclear = replace(FALL, ci_high=log(1.1))
    found = programme_value([AREA], unclear, Verdict.INCONCLUSIVE, 100)
    assert found.per_offence.estimability is Estimability.FLOOR
