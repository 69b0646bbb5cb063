"""Shares of respondents, with intervals that hold for small samples too."""

from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from fundtrack.domain.surveys import CAUTIOUS_BASE
from fundtrack.domain.surveys import SMALLEST_BASE

ALPHA = 0.05


@dataclass(frozen=True, slots=True)
class Share:
    """How many of those asked gave an answer, and the interval of the percentage.

    Percentages run from 0 to 100. `is_small` says that too few were asked for the
    percentage to be shown; `is_cautious` that it is shown with care.
    """

    numerator: int
    respondents: int
    low_pct: float
    high_pct: float

    @property
    def pct(self) -> float:
        """The share of those asked, in per cent."""
        return 100 * self.numerator / self.respondents

    @property
    def is_small(self) -> bool:
        """Whether too few were asked for a percentage."""
        return self.respondents < SMALLEST_BASE

    @property
    def is_cautious(self) -> bool:
        """Whether so few were asked that the percentage needs care."""
        return self.respondents < CAUTIOUS_BASE


@dataclass(frozen=True, slots=True)
class ShareChange:
    """A change between shares in percentage points, with its interval.

    Below nought is fewer. `is_small` says that one of the shares has too few
    respondents for it to be shown.
    """

    points: float
    low: float
    high: float
    is_small: bool


def share_of(numerator: int, respondents: int, alpha: float = ALPHA) -> Share:
    """Give a share with its Wilson interval.

    Formula: (p + z²/2n ± z √(p(1 - p)/n + z²/4n²)) / (1 + z²/n).

    Source: Wilson (1927), Journal of the American Statistical Association 22,
    209-212; method 3 of Newcombe (1998), Statistics in Medicine 17, 857-872.
    """
    n, p = respondents, numerator / respondents
    z = NormalDist().inv_cdf(1 - alpha / 2)
    middle = (p + z * z / (2 * n)) / (1 + z * z / n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n)) / (1 + z * z / n)
    low = 0.0 if numerator == 0 else middle - half
    high = 1.0 if numerator == respondents else middle + half
    return Share(numerator, respondents, 100 * low, 100 * high)


def change_between(earlier: Share, later: Share) -> ShareChange:
    """Give the later share less the earlier one, from samples of different people.

    Formula: with d = p2 - p1, from d - √((p2 - l2)² + (u1 - p1)²) to
    d + √((u2 - p2)² + (p1 - l1)²), l and u the ends of the Wilson intervals.

    Source: method 10 of Newcombe (1998), Statistics in Medicine 17, 873-890.
    """
    points = later.pct - earlier.pct
    below = sqrt(
        (later.pct - later.low_pct) ** 2 + (earlier.high_pct - earlier.pct) ** 2
    )
    above = sqrt(
        (later.high_pct - later.pct) ** 2 + (earlier.pct - earlier.low_pct) ** 2
    )
    return ShareChange(
        points, points - below, points + above, earlier.is_small or later.is_small
    )


def change_beyond(area: ShareChange, comparison: ShareChange) -> ShareChange:
    """Give the change in an area less that in its comparison.

    Formula: with D = d1 - d2, from D - √((d1 - l1)² + (u2 - d2)²) to
    D + √((u1 - d1)² + (d2 - l2)²), l and u the ends of the two changes' intervals.

    Source: the method of variance estimates recovery, Zou and Donner (2008),
    Statistics in Medicine 27, 1693-1702.
    """
    points = area.points - comparison.points
    below = sqrt(
        (area.points - area.low) ** 2 + (comparison.high - comparison.points) ** 2
    )
    above = sqrt(
        (area.high - area.points) ** 2 + (comparison.points - comparison.low) ** 2
    )
    return ShareChange(
        points, points - below, points + above, area.is_small or comparison.is_small
    )
