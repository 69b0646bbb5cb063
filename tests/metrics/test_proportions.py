"""Intervals of shares, against the answers printed by those who devised them."""

import pytest

from fundtrack.metrics.proportions import ShareChange
from fundtrack.metrics.proportions import change_between
from fundtrack.metrics.proportions import change_beyond
from fundtrack.metrics.proportions import share_of


@pytest.mark.parametrize(
    ("numerator", "respondents", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0, 0.1611),
        (1, 29, 0.0061, 0.1718),
        (20, 20, 0.8389, 1.0),
    ],
)
def test_the_interval_of_a_share_is_wilsons(
    numerator: int, respondents: int, low: float, high: float
) -> None:
    share = share_of(numerator, respondents)
    assert (share.low_pct, share.high_pct) == pytest.approx(
        (100 * low, 100 * high), abs=0.005
    )


@pytest.mark.parametrize(
    ("later", "earlier", "low", "high"),
    [
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0),
        ((10, 10), (0, 10), 0.6075, 1.0),
    ],
)
def test_the_interval_of_a_change_is_newcombes_tenth(
    later: tuple[int, int], earlier: tuple[int, int], low: float, high: float
) -> None:
    change = change_between(share_of(*earlier), share_of(*later))
    assert (change.low, change.high) == pytest.approx(
        (100 * low, 100 * high), abs=0.005
    )


def test_the_change_beyond_the_comparison_is_recovered_from_both_intervals() -> None:
    area = ShareChange(12.0, 5.0, 18.0, is_small=False)
    comparison = ShareChange(2.0, -2.0, 5.0, is_small=False)
    beyond = change_beyond(area, comparison)
    assert beyond.points == pytest.approx(10.0)
    assert beyond.low == pytest.approx(10 - (7**2 + 3**2) ** 0.5)
    assert beyond.high == pytest.approx(10 + (6**2 + 4**2) ** 0.5)


def test_few_respondents_are_said() -> None:
    told = [(share.is_small, share.is_cautious) for share in map(share_of, *_BASES)]
    assert told == [(True, True), (False, True), (False, False)]
    change = change_between(share_of(9, 29), share_of(60, 100))
    assert change.is_small
    assert change_beyond(ShareChange(0, 0, 0, is_small=False), change).is_small


_BASES = ((9, 9, 50), (29, 30, 100))
