import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import wdd
from fundtrack.evaluation import wdd_harm
from fundtrack.evaluation import wdq

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
