from math import sqrt

import numpy as np
import pytest

from fundtrack.evaluation.overlaps import independent_sets


def test_sets_without_a_common_place_or_district_are_all_independent() -> None:
    members = np.arange(12).reshape(6, 2)
    found = independent_sets(members, np.ones(12), np.arange(12), 0.4)
    assert found == pytest.approx(6)


def test_sets_of_two_districts_amount_to_two_where_districts_move_whole() -> None:
    members = np.arange(10)[:, np.newaxis]
    groups = np.repeat([0, 1], 5)
    assert independent_sets(members, np.ones(10), groups, 1.0) == pytest.approx(2)
    assert independent_sets(members, np.ones(10), groups, 0.0) == pytest.approx(10)


def test_one_set_drawn_again_and_again_is_one() -> None:
    members = np.zeros((40, 1), dtype=np.intp)
    assert independent_sets(members, np.ones(3), np.arange(3), 0.5) == pytest.approx(1)
    assert independent_sets(members[:1], np.ones(3), np.arange(3), 0.5) == 1


def test_answer_equals_the_slow_twin() -> None:
    generator = np.random.default_rng(1)
    before, groups = generator.integers(5, 50, size=30).astype(float), np.arange(30) % 4
    members = np.array([generator.permutation(30)[:3] for _ in range(20)])
    found = independent_sets(members, before, groups, 0.3)
    assert found == pytest.approx(slow(members.tolist(), before, groups, 0.3))
    assert 4 < found < 20


def slow(
    sets: list[list[int]], before: np.ndarray, groups: np.ndarray, shared: float
) -> float:
    """Compare the sets pair by pair, in plain Python."""
    places = [{at: before[at] + 1 for at in one} for one in sets]
    districts = [
        {
            group: sum(w for at, w in one.items() if groups[at] == group)
            for group in groups
        }
        for one in places
    ]
    total = 0.0
    for i in range(len(sets)):
        for j in range(len(sets)):
            by_place = likeness(places[i], places[j])
            by_district = likeness(districts[i], districts[j])
            alike = (1 - shared) * by_place + shared * by_district
            total += alike**2 if i != j else 0.0
    mean = total / (len(sets) * (len(sets) - 1))
    return 1 / (mean + (1 - mean) / len(sets))


def likeness(one: dict[int, float], other: dict[int, float]) -> float:
    product = sum(weight * other.get(at, 0.0) for at, weight in one.items())
    lengths = [sum(weight**2 for weight in each.values()) for each in (one, other)]
    return float(product / sqrt(lengths[0] * lengths[1]))
