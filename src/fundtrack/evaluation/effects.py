"""The estimate of an effect: its size, its interval and its p-value from placebos."""

from collections.abc import Hashable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from math import expm1
from math import isinf
from typing import Any

import pandas as pd

from fundtrack.evaluation.counts import PeriodCounts
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.placebos import PlaceboTest
from fundtrack.evaluation.placebos import placebo_spread
from fundtrack.evaluation.placebos import summed_ratio
from fundtrack.evaluation.rate_ratios import RateRatio
from fundtrack.evaluation.student import t_quantile


@dataclass(frozen=True, slots=True, eq=False)
class Effect:
    """What changed in the treated places beyond what changed in the comparators.

    `expected` is how many offences the treated places would have had after the start,
    had they changed as the comparators did.
    """

    ratio: RateRatio
    placebo: PlaceboTest
    treated_pre: int
    treated_post: int
    comparators_pre: int
    comparators_post: int

    @property
    def p(self) -> float:
        """The p-value a verdict reads: from placebo places."""
        return self.placebo.p

    @property
    def ci_low(self) -> float:
        """The interval's lower end, in logs."""
        return self.ratio.ci_low

    @property
    def ci_high(self) -> float:
        """The interval's upper end, in logs."""
        return self.ratio.ci_high

    @property
    def effect_pct(self) -> float:
        """The change in per cent: below 0 means fewer."""
        return as_pct(self.ratio.log_rr)

    @property
    def ci_low_pct(self) -> float:
        """The interval's lower end in per cent."""
        return as_pct(self.ratio.ci_low)

    @property
    def ci_high_pct(self) -> float:
        """The interval's upper end in per cent."""
        return as_pct(self.ratio.ci_high)

    @property
    def expected(self) -> float:
        """Offences expected after the start without the money."""
        return self.treated_pre * self.comparators_post / max(1, self.comparators_pre)


def measure_effect(
    panel: pd.DataFrame,
    treated: Sequence[Hashable],
    pre: Sequence[Hashable],
    post: Sequence[Hashable],
    sets: int = 999,
    seed: int = DEFAULT_SEED,
    alpha: float = 0.05,
    groups: Mapping[Any, Hashable] | None = None,
) -> Effect:
    """Estimate the effect in the treated units of a panel.

    Args:
        panel: units by months; every row that is not treated is a comparator.
        treated: labels of the treated units, which are summed.
        pre: the months before the start, in order.
        post: the same calendar months after it.
        sets: how many placebo sets to draw.
        seed: gives the same sets again.
        alpha: the interval covers 1 - alpha.
        groups: the district of each unit; none where units are strangers.
    """
    counts = cut_panel(panel, treated, pre, post, groups)
    ratio = summed_ratio(counts, alpha)
    placebo = placebo_spread(counts, ratio, sets, seed)
    return Effect(steadied(ratio, placebo, alpha), placebo, *_totals(counts))


def steadied(ratio: RateRatio, placebo: PlaceboTest, alpha: float) -> RateRatio:
    """Widen an interval by how far placebos lie from 0 in their standard errors.

    Formula: log rate ratio plus or minus t(1 - alpha / 2, freedom) times the standard
        error times the placebos' scale, which are the changes that a neighbours' p
        leaves open; strangers keep their own t, and a scale of 1 at least.

    Source: Donald and Lang (2007), t over few groups; that the variance lacks the
        comparators' own is measured here rather than modelled.
    """
    if isinf(placebo.freedom):
        reach = (ratio.ci_high - ratio.log_rr) * max(1.0, placebo.scale)
    else:
        reach = t_quantile(1 - alpha / 2, placebo.freedom) * ratio.se * placebo.scale
    return replace(ratio, ci_low=ratio.log_rr - reach, ci_high=ratio.log_rr + reach)


def as_pct(log_ratio: float) -> float:
    """Turn a log ratio into a change in per cent."""
    return 100 * expm1(log_ratio)


def signed_words(pct: float) -> str:
    """Write a change in whole per cent with its sign: `+7%`, `−13%`."""
    return f"{pct:+.0f}%".replace("-", "−")


def _totals(counts: PeriodCounts) -> tuple[int, int, int, int]:
    return (
        int(counts.treated_pre.sum()),
        int(counts.treated_post.sum()),
        int(counts.donors_pre.sum()),
        int(counts.donors_post.sum()),
    )
