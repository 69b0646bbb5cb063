"""A map says where most went, and a change only where the interval shows one."""

import pytest

from fundtrack.money import Pence
from fundtrack.sentences.maps import map_heading
from fundtrack.sentences.maps import outcome_words


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ((-27.3, -34.0, -19.9), "−27% crime"),
        ((12.0, 1.0, 24.0), "+12% crime"),
        ((-3.0, -21.0, 20.0), "no change seen"),
        ((-3.0, None, None), "no result"),
        ((None, None, None), "no result"),
    ],
)
def test_a_change_is_said_only_where_the_interval_shows_one(
    found: tuple[float | None, float | None, float | None], said: str
) -> None:
    assert outcome_words(*found) == said


def test_the_heading_says_where_most_was_spent() -> None:
    spent = [("Pennine", Pence(25_000_000)), ("West", Pence(5_000_000))]
    assert map_heading(spent) == "Most was spent in Pennine: £250,000, over half of it"
    even = [("Pennine", Pence(100)), ("West", Pence(100)), ("Wyre", Pence(100))]
    assert map_heading(even) == "Most was spent in Pennine: £1"
    assert map_heading([("West", Pence(-5))]) == "Nothing is spent in any area yet"
