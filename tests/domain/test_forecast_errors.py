"""A forecast's range is what four in five past forecasts missed by."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fundtrack.domain.forecast_errors import PastForecast
from fundtrack.domain.forecast_errors import forecast_range
from fundtrack.money import Pence
from tests.oracles.forecasts import likely

AMOUNTS = st.integers(-1_000_000, 1_000_000)


def past(spent: int, forecast: int, outturn: int) -> PastForecast:
    """What a place had spent and forecast, and what its year cost."""
    amounts = (Pence(spent), Pence(forecast), Pence(outturn))
    return PastForecast("SSF5", "blackpool", "2022-23", *amounts)


def test_it_scales_what_is_still_to_come_by_what_came_before() -> None:
    tried = [past(0, 100, outturn) for outturn in (10, 50, 60, 80, 100, 110, 120, 150)]
    found = forecast_range(Pence(1_000), Pence(1_200), tried)
    assert (found.low_pence, found.high_pence, found.trials) == (1_020, 1_300, 8)


def test_a_tenth_of_the_misses_is_left_out_at_either_end() -> None:
    tried = [past(0, 100, outturn) for outturn in (-900, *[90] * 8, 900)]
    found = forecast_range(Pence(0), Pence(1_000), tried)
    assert (found.low_pence, found.high_pence) == (900, 1_000)


@pytest.mark.parametrize(
    ("tries", "forecast", "trials"), [(7, 1_200, 7), (8, 1_000, 8), (8, 900, 8)]
)
def test_there_is_none_with_too_few_trials_or_nothing_to_come(
    tries: int, forecast: int, trials: int
) -> None:
    tried = [past(0, 100, 90)] * tries + [past(100, 100, 100)]
    found = forecast_range(Pence(1_000), Pence(forecast), tried)
    assert (found.low_pence, found.high_pence, found.trials) == (None, None, trials)


@given(AMOUNTS, AMOUNTS, st.lists(st.tuples(AMOUNTS, AMOUNTS, AMOUNTS), max_size=30))
def test_it_is_what_the_slow_twin_finds(
    spent: int, forecast: int, tried: list[tuple[int, int, int]]
) -> None:
    found = forecast_range(
        Pence(spent), Pence(forecast), [past(*each) for each in tried]
    )
    wanted = likely(spent, forecast, tried)
    if wanted is None:
        assert (found.low_pence, found.high_pence) == (None, None)
    else:
        drawn = (found.low_pence, found.high_pence)
        assert drawn == pytest.approx(wanted, rel=1e-9, abs=1)
