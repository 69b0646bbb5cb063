from fundtrack.metrics.adjacent_wards import adjacent_wards
from fundtrack.places import wards


def test_wards_are_beside_one_another_both_ways_and_never_beside_themselves() -> None:
    beside = adjacent_wards()
    assert all(ward in beside[other] for ward in beside for other in beside[ward])
    assert not any(ward in beside[ward] for ward in beside)


def test_ring_of_a_ward_may_cross_into_another_district() -> None:
    beside, held = adjacent_wards(), wards()
    crossing = [
        (ward, other)
        for ward, others in beside.items()
        for other in others
        if held[ward].district != held[other].district
    ]
    assert len(crossing) > 50
    assert 4 < sum(map(len, beside.values())) / len(beside) < 7


def test_only_wards_of_lancashire_are_known_by_their_boundary() -> None:
    districts = {wards()[ward].district for ward in adjacent_wards()}
    assert len(districts) == 14
