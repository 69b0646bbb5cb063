import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import near_repeats

DISTANCES, LAGS = [0, 0.1, 200, 400], [0, 7, 14]


def slow_pairs(
    x: list[float], y: list[float], days: list[int], metric: str
) -> list[list[int]]:
    """Pair by pair."""
    cells = [[0, 0] for _ in range(3)]
    for one in range(len(x)):
        for other in range(one):
            wide, high = abs(x[one] - x[other]), abs(y[one] - y[other])
            apart = wide + high if metric == "manhattan" else (wide**2 + high**2) ** 0.5
            lag = abs(days[one] - days[other])
            for row in range(3):
                for column in range(2):
                    if (
                        DISTANCES[row] <= apart < DISTANCES[row + 1]
                        and LAGS[column] <= lag < LAGS[column + 1]
                    ):
                        cells[row][column] += 1
    return cells


@pytest.mark.parametrize("metric", ["euclidean", "manhattan"])
def test_pairs_agree_with_those_counted_one_by_one(metric: str) -> None:
    generator = np.random.default_rng(4)
    x, y = (generator.integers(0, 12, 700) * 100.0 for _ in range(2))
    days = generator.integers(0, 40, 700)
    found = near_repeats(x, y, days, DISTANCES, LAGS, 19, metric=metric)
    slow = slow_pairs(x.tolist(), y.tolist(), days.tolist(), metric)
    assert found.observed.to_numpy().tolist() == slow
    assert list(found.observed.index) == ["0 to 0.1", "0.1 to 200", "200 to 400"]
    assert list(found.observed.columns) == ["0 to 7", "7 to 14"]
    assert found.ratio.to_numpy() == pytest.approx(np.ones((3, 2)), abs=0.2)


def test_repeats_at_one_place_stand_out() -> None:
    """Each of forty places is struck twice within a week, a long way from the rest."""
    x = np.repeat(np.arange(40) * 1_000.0, 2)
    days = np.repeat(np.arange(40) * 9, 2) + np.tile([0, 3], 40)
    found = near_repeats(x, np.zeros(80), days, DISTANCES, LAGS, shuffles=99)
    assert found.observed.to_numpy().tolist() == [[40, 0], [0, 0], [0, 0]]
    assert found.p.iloc[0, 0] == 1 / 100
    assert found.p.iloc[0, 1] == 1
    assert np.isnan(found.ratio.to_numpy()[1, 0])
    again = near_repeats(x, np.zeros(80), days, DISTANCES, LAGS, shuffles=99)
    assert again.median.equals(found.median)


def test_days_may_be_dates() -> None:
    dates = pd.Series(["2024-03-01", "2024-03-04", "2024-03-09"])
    found = near_repeats([0, 0, 0], [0, 0, 0], dates, [0, 1], LAGS, 9)
    assert found.observed.to_numpy().tolist() == [[2, 1]]


@pytest.mark.parametrize(
    ("days", "distances", "metric"),
    [
        ([1], DISTANCES, "euclidean"),
        ([1, 2], [5], "euclidean"),
        ([1, 2], [0, 5, 5], "euclidean"),
        ([1, 2], DISTANCES, "by road"),
    ],
)
def test_unusable_events_are_refused(
    days: list[int], distances: list[float], metric: str
) -> None:
    with pytest.raises(WrongArgument):
        near_repeats([0, 1], [0, 1], days, distances, LAGS, 9, metric=metric)
