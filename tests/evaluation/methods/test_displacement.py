import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import wdd
from fundtrack.evaluation import wdd_harm
from fundtrack.evaluation import wdq
from fundtrack.evaluation import wdq_interval
from fundtrack.evaluation.methods.displacement import change_dispersion

PLACE, COMPARATOR = (207, 110), (308, 318)
RING, RING_COMPARATOR = (178, 157), (150, 140)


def test_wheeler_and_ratcliffes_paper_is_reproduced() -> None:
    found = wdd(PLACE, COMPARATOR, RING, RING_COMPARATOR)
    assert (found.estimate, found.variance) == (-118, 1568)
    assert found.z == pytest.approx(-2.98, abs=0.001)
    assert (round(found.ci_low), round(found.ci_high)) == (-196, -40)
    local, ring = wdd(PLACE, COMPARATOR), wdd(RING, RING_COMPARATOR)
    assert (local.estimate, ring.estimate) == (-107, -11)
    assert (local.se, ring.se) == pytest.approx((30.708, 25.0), abs=0.001)


def test_their_packages_area_weights_are_reproduced() -> None:
    found = wdd(
        PLACE,
        COMPARATOR,
        RING,
        RING_COMPARATOR,
        area_weights=(1.2, 0.9, 1.5, 1.6),
    )
    assert found.estimate == pytest.approx(-99.694444)
    assert found.se == pytest.approx(35.428076)
    assert found.z == pytest.approx(-2.813995)
    interval = (found.ci_low, found.ci_high)
    assert interval == pytest.approx((-169.132197, -30.256692))


def test_their_packages_time_weights_and_level_are_reproduced() -> None:
    found = wdd((80, 20), (100, 50), time_weights=(2, 1))
    assert (found.estimate, found.variance) == (-20, 115)
    simple = wdd((20, 10), (20, 20), alpha=0.1)
    interval = (simple.ci_low, simple.ci_high)
    assert interval == pytest.approx((-23.761833, 3.761833))


def test_their_packages_harm_weights_are_reproduced() -> None:
    results = [
        wdd((130, 74), (133, 91)),
        wdd((327, 202), (388, 305)),
        wdd((398, 190), (148, 97)),
        wdd((144, 92), (86, 64)),
        wdd((183, 96), (94, 67)),
    ]
    found = wdd_harm(results, [3, 2, 5, 7, 10])
    assert found.estimate == -1721
    assert found.se == pytest.approx(304.1036, abs=1e-4)
    assert found.z == pytest.approx(-5.659256)


def test_each_difference_needs_its_weight() -> None:
    with pytest.raises(WrongArgument):
        wdd_harm([wdd(PLACE, COMPARATOR)], [1, 2])


def test_nothing_counted_is_no_difference() -> None:
    assert wdd((0, 0), (0, 0)).z == 0


def test_quotient_of_a_complete_displacement_is_minus_one() -> None:
    found = wdq((100, 50), (100, 150), (100, 100))
    assert (found.success, found.buffer_measure) == (-0.5, 0.5)
    assert (found.wdq, found.total_net_effect) == (-1, 0)


def test_quotient_on_the_papers_counts_shows_diffusion() -> None:
    found = wdq(PLACE, RING, COMPARATOR)
    assert found.wdq == pytest.approx(0.25819, abs=1e-5)


def test_quotient_without_success_is_not_given() -> None:
    assert wdq((100, 120), (100, 100), (100, 100)).wdq is None


def test_comparator_without_offences_gives_no_quotient() -> None:
    with pytest.raises(WrongArgument):
        wdq((100, 50), (100, 100), (0, 10))


def test_counts_are_taken_as_lists_arrays_and_series() -> None:
    plain = wdd(PLACE, COMPARATOR, RING, RING_COMPARATOR, (1, 1), (1, 1, 1, 1), 0.05)
    taken = wdd(
        np.array(PLACE),
        pd.Series(COMPARATOR, index=["before", "after"]),
        list(RING),
        np.array(RING_COMPARATOR),
        np.array([1, 1]),
        np.ones(4),
    )
    assert taken == plain == wdd(PLACE, COMPARATOR, RING, RING_COMPARATOR)
    assert wdq(np.array(PLACE), list(RING), pd.Series(COMPARATOR)) == wdq(
        PLACE, RING, COMPARATOR
    )


def test_area_weights_are_those_of_the_areas_given() -> None:
    two = wdd((80, 20), (100, 50), area_weights=(2, 4))
    assert two == wdd((80, 20), (100, 50), area_weights=(2, 4, 1, 1))
    assert two.estimate == (20 - 80) / 2 - (50 - 100) / 4
    assert two.variance == (20 + 80) / 4 + (50 + 100) / 16


def test_ring_without_a_comparator_of_its_own_is_added_as_it_is() -> None:
    assert wdd((8, 2), (10, 5), (4, 6)).estimate == -6 + 5 + 2
    weighted = wdd((8, 2), (10, 5), (4, 6), area_weights=(1, 1, 2))
    assert weighted.estimate == -6 + 5 + 1


@pytest.mark.parametrize(
    "given",
    [
        {"treated": (8, 2, 1)},
        {"treated": (8, -2)},
        {"treated": (8, float("nan"))},
        {"time_weights": (1, 0)},
        {"time_weights": (1, 1, 1)},
        {"area_weights": (1, 1, 1)},
        {"area_weights": (1, float("inf"))},
    ],
)
def test_unusable_counts_and_weights_are_refused(
    given: dict[str, tuple[float]],
) -> None:
    areas = {"treated": (8.0, 2.0), "comparator": (10.0, 5.0), **given}
    with pytest.raises(WrongArgument):
        wdd(**areas)  # type: ignore[arg-type]


def test_interval_of_a_quotient_lies_around_it() -> None:
    found = wdq_interval(PLACE, RING, COMPARATOR)
    quotient = wdq(PLACE, RING, COMPARATOR).wdq
    assert quotient is not None
    assert found.ci_low is not None
    assert found.ci_high is not None
    assert found.ci_low < quotient < found.ci_high
    assert found.success_share > 0.99
    assert wdq_interval(PLACE, RING, COMPARATOR) == found


def test_interval_agrees_with_a_slow_one_drawn_one_by_one() -> None:
    generator = np.random.default_rng(5)
    drawn = []
    for _ in range(4_000):
        t0, t1, d0, d1, c0, c1 = generator.poisson([*PLACE, *RING, *COMPARATOR])
        drawn.append((d1 / c1 - d0 / c0) / (t1 / c1 - t0 / c0))
    found = wdq_interval(PLACE, RING, COMPARATOR)
    assert (found.ci_low, found.ci_high) == pytest.approx(
        tuple(np.quantile(drawn, [0.025, 0.975])), abs=0.04
    )


def test_counts_that_vary_more_than_by_chance_widen_the_interval() -> None:
    plain = wdq_interval(PLACE, RING, COMPARATOR)
    wider = wdq_interval(PLACE, RING, COMPARATOR, dispersion=3)
    assert plain.ci_low is not None
    assert wider.ci_low is not None
    assert wider.ci_low < plain.ci_low


def test_quotient_whose_success_is_in_doubt_has_no_interval() -> None:
    found = wdq_interval((20, 18), (20, 20), (20, 20))
    assert (found.ci_low, found.ci_high) == (None, None)
    assert 0.4 < found.success_share < 0.8


def test_counts_cannot_vary_less_than_by_chance() -> None:
    with pytest.raises(WrongArgument):
        wdq_interval(PLACE, RING, COMPARATOR, dispersion=0.5)


def test_dispersion_is_pearsons_over_the_places_changes() -> None:
    """By hand: 30 and 60 become 60 and 60, so that all grow by a third."""
    growth = 120 / 90
    one = (60 - growth * 30) ** 2 / (60 + growth**2 * 30)
    other = (60 - growth * 60) ** 2 / (60 + growth**2 * 60)
    assert change_dispersion([30, 60], [60, 60]) == pytest.approx(one + other)
    assert change_dispersion([30, 60, 0], [60, 60, 0]) == pytest.approx(
        (one + other) / 2
    )
    assert change_dispersion([30, 60], [30, 60]) == 1


@pytest.mark.parametrize("before", [[3], [0, 0], [1, 2, 3]])
def test_dispersion_needs_two_places_with_offences(before: list[int]) -> None:
    with pytest.raises(WrongArgument):
        change_dispersion(before, [4, 5][: len(before)])
