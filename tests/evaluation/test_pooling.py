from math import log

import numpy as np
import pytest

from fundtrack.evaluation import pool_effects
from fundtrack.evaluation.pooling import AreaEffect
from fundtrack.evaluation.pooling import pooled_detectable_pct

PLACEBOS = np.random.default_rng(1).normal(0, 0.2, 400)


def area(log_rr: float, se: float) -> AreaEffect:
    return AreaEffect(log_rr, se, PLACEBOS * se / 0.2, np.full(400, se))


def test_areas_count_by_their_precision() -> None:
    found = pool_effects([area(-0.4, 0.1), area(0.1, 0.2)])
    assert found.log_rr == pytest.approx((-0.4 * 100 + 0.1 * 25) / 125)
    assert found.se == pytest.approx(125**-0.5)
    assert found.areas == 2
    assert found.ci_low_pct < found.effect_pct < found.ci_high_pct


def test_four_areas_show_what_one_alone_cannot() -> None:
    one = pool_effects([area(-0.25, 0.2)])
    four = pool_effects([area(-0.25, 0.2)] * 4)
    assert one.p > 0.05 > four.p
    assert four.ci_high < 0 < one.ci_high


def test_smallest_detectable_effect_shrinks_with_the_root_of_the_areas() -> None:
    found = pooled_detectable_pct([40.0] * 4)
    assert log(1 - found / 100) == pytest.approx(log(0.6) / 2)
    assert pooled_detectable_pct([100.0]) == pytest.approx(99.9)


def test_areas_together_are_not_held_to_the_standard_of_one_among_several() -> None:
    """Reach at 5 %: 1.960 + 0.842; at 5 % / 4: 2.498 + 0.842."""
    found = pooled_detectable_pct([40.0], family=4)
    assert log(1 - found / 100) == pytest.approx(log(0.6) * 2.802 / 3.340, abs=1e-3)
