"""Wrong passwords wait longer and longer, and nobody is locked out for good."""

from fundtrack.domain import slowing
from fundtrack.domain.slowing import FORGOTTEN_SECONDS
from fundtrack.domain.slowing import Slowing
from fundtrack.domain.slowing import Wait

HERE, THERE = "10.0.0.1", "10.0.0.2"


def tried(times: int, person: str = "cfo", address: str = HERE) -> Slowing:
    """Wrong tries at one moment or, once they are turned away, as soon as allowed."""
    slow, now = Slowing(), 0.0
    for _ in range(times):
        if wait := slow.begin(person, address, now).refused_seconds:
            now += wait
            slow.begin(person, address, now)
    return slow


def test_the_first_three_tries_do_not_wait() -> None:
    slow = Slowing()
    assert [slow.begin("cfo", HERE, 0.0) for _ in range(3)] == [Wait(0.0, 0.0)] * 3
    assert slow.begin("cfo", HERE, 0.0) == Wait(1.0, 0.0)


def test_each_further_one_waits_twice_as_long_up_to_a_minute() -> None:
    slow, now, waits = Slowing(), 0.0, []
    for _ in range(12):
        wait = slow.begin("cfo", HERE, now).refused_seconds
        if wait:
            waits.append(wait)
            now += wait
            slow.begin("cfo", HERE, now)
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_a_try_that_is_turned_away_does_not_lengthen_the_wait() -> None:
    slow = tried(3)
    assert [slow.begin("cfo", HERE, 0.5).refused_seconds for _ in range(9)] == [0.5] * 9


def test_the_same_name_typed_otherwise_is_the_same_name() -> None:
    assert tried(3).begin(" CFO", HERE, 0.0).refused_seconds == 1.0


def test_from_elsewhere_the_person_is_answered_a_little_later_and_not_refused() -> None:
    the_last_one = 1.0 + 2 + 4 + 8 + 16 + 32 + 60 + 60 + 60
    assert tried(12).begin("cfo", THERE, the_last_one + 1) == Wait(0.0, 3.0)


def test_many_names_from_one_address_are_slowed_as_well() -> None:
    slow = Slowing()
    for number in range(slowing.SAME_ADDRESS.free):
        assert slow.begin(f"person{number}", HERE, 0.0).refused_seconds == 0.0
    assert slow.begin("somebody", HERE, 0.0).refused_seconds == 1.0


def test_the_right_password_forgets_the_wrong_ones() -> None:
    slow = tried(3)
    slow.succeeded("cfo", HERE)
    assert slow.begin("cfo", HERE, 0.0) == Wait(0.0, 0.0)
    slow.succeeded("stranger", THERE)


def test_an_hour_later_all_is_forgotten() -> None:
    later = FORGOTTEN_SECONDS + 1.0
    slow = tried(3)
    assert slow.begin("cfo", HERE, later) == Wait(0.0, 0.0)
    assert slow.begin("cfo", HERE, later) == Wait(0.0, 0.0)


def test_it_keeps_no_more_than_it_may() -> None:
    slow = Slowing()
    for number in range(slowing.MOST_KEPT):
        slow.begin(f"p{number}", f"a{number}", 0.0)
    assert len(slow.tries) == slowing.MOST_KEPT
