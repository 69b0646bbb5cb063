from math import log
from math import sqrt

import pytest

from fundtrack.evaluation.power import Yardstick
from fundtrack.evaluation.power import smallest_detectable_pct
from fundtrack.evaluation.power import smallest_shown_pct
from fundtrack.evaluation.student import t_quantile


@pytest.mark.parametrize(
    ("offences", "published"), [(50, 48), (100, 40), (500, 31), (2000, 29)]
)
def test_smallest_effect_of_one_area_is_that_of_the_note(
    offences: float, published: float
) -> None:
    """evaluation.md, finding 4: burglary, spread between areas 0.117."""
    found = smallest_detectable_pct(offences, 0.117**2)
    assert found == pytest.approx(published, abs=0.5)


@pytest.mark.parametrize(
    ("offences", "published"), [(50, 43), (100, 33), (500, 16), (2000, 8)]
)
def test_chance_alone_would_promise_far_too_much(
    offences: float, published: float
) -> None:
    assert smallest_detectable_pct(offences, 0) == pytest.approx(published, abs=0.7)


def test_nothing_could_be_seen_where_nothing_happened_before() -> None:
    assert smallest_detectable_pct(0, 0.01) == 100
    assert smallest_shown_pct(0, 0.01, 500, 0.05, Yardstick()) == 100


@pytest.mark.parametrize("yardstick", [Yardstick(), Yardstick(8.0, 1.1)])
def test_smallest_fall_shown_counts_the_offences_it_leaves(
    yardstick: Yardstick,
) -> None:
    found = smallest_shown_pct(200, 0.01, 5000, 0.05, yardstick)
    left = 200 * (1 - found / 100)
    error = sqrt(1 / 200 + 1 / left + 2 / 5000 + 0.01)
    tail = t_quantile(0.975, yardstick.freedom) + t_quantile(0.8, yardstick.freedom)
    assert log(left / 200) == pytest.approx(-tail * yardstick.scale * error, abs=1e-4)
    assert found > smallest_detectable_pct(200, 0.01, 5000)


def test_a_handful_of_offences_could_show_no_fall_short_of_all() -> None:
    assert smallest_shown_pct(4, 0.1, 50, 0.05, Yardstick()) == pytest.approx(99.9)
