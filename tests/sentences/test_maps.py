"""A map says where most went, and a change only where the verdict says one."""

import pytest

from fundtrack.money import Pence
from fundtrack.sentences.maps import map_heading
from fundtrack.sentences.maps import outcome_words


@pytest.mark.parametrize(
    ("found", "said"),
    [
        (("reduction", -27.3), "−27% crime"),
        (("increase", 12.0), "+12% crime"),
        (("inconclusive", -14.0), "inconclusive"),
        (("no_meaningful_change", -1.0), "no meaningful change"),
        (("not_evaluable", None), "not evaluable"),
    ],
)
def test_a_change_is_said_only_where_the_verdict_says_one(
    found: tuple[str, float | None], said: str
) -> None:
    assert outcome_words(*found) == said


def test_the_heading_says_where_most_was_spent() -> None:
    spent = [("Pennine", Pence(25_000_000)), ("West", Pence(5_000_000))]
    assert map_heading(spent) == "Most was spent in Pennine: £250,000, over half of it"
    even = [("Pennine", Pence(100)), ("West", Pence(100)), ("Wyre", Pence(100))]
    assert map_heading(even) == "Most was spent in Pennine: £1"
    assert map_heading([("West", Pence(-5))]) == "Nothing is spent in any area yet"
