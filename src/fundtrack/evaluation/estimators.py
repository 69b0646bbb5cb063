"""The ways to estimate an effect that a specification curve sets side by side.

Each takes the same counts and answers in per cent, with an interval and a p-value. Only
the first is ever read by a verdict, and only in the specification that was planned.
"""

from collections.abc import Callable
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.alternatives import Alternatives
from fundtrack.evaluation.alternatives import Spans
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import PeriodCounts
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.effects import steadied
from fundtrack.evaluation.methods.interrupted import interrupted_time_series
from fundtrack.evaluation.methods.synthetic import Mixing
from fundtrack.evaluation.methods.synthetic import gap_table
from fundtrack.evaluation.methods.synthetic import gaps_of
from fundtrack.evaluation.methods.synthetic import mix_weights
from fundtrack.evaluation.placebos import LEAST_DIFFERENCE
from fundtrack.evaluation.placebos import placebo_sets
from fundtrack.evaluation.placebos import placebo_spread
from fundtrack.evaluation.placebos import summed_ratio

RATE_RATIO = "rate ratio"
LEAST_TERMS = 3
FIT_QUANTILE = 0.8
SYNTHETIC_SETS = 59
"""So many sets stand in for a synthetic place: its p cannot be below 1 in 60."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """An effect in per cent, below 0 for fewer; NaN where nothing can be said.

    `p` comes from placebos, NaN for a way of asking that has none.
    """

    effect_pct: float
    low_pct: float
    high_pct: float
    p: float


NOTHING = Estimate(np.nan, np.nan, np.nan, np.nan)


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Counts of treated wards and comparators, and the months that are compared."""

    counts: pd.DataFrame
    wards: Sequence[str]
    spans: Spans
    alternatives: Alternatives

    @property
    def periods(self) -> PeriodCounts:
        """The counts cut into before and after."""
        asked = self.alternatives
        return cut_panel(
            self.counts.loc[[*asked.treated, *self.wards]],
            list(asked.treated),
            self.spans.pre,
            self.spans.post,
            asked.districts,
        )


Estimator = Callable[[Comparison], Estimate]


def rate_ratio_estimate(comparison: Comparison) -> Estimate:
    """Give the estimate that a verdict reads: see `measure_effect`."""
    asked, counts = comparison.alternatives, comparison.periods
    ratio = summed_ratio(counts, asked.alpha)
    placebo = placebo_spread(counts, ratio, asked.sets, asked.seed)
    steady = steadied(ratio, placebo, asked.alpha)
    return Estimate(
        as_pct(steady.log_rr),
        as_pct(steady.ci_low),
        as_pct(steady.ci_high),
        placebo.p,
    )


def difference_estimate(comparison: Comparison) -> Estimate:
    """Compare changes in offences a month, ward by ward, instead of ratios.

    Formula: the mean change of the treated wards less that of the comparators, over
        what the treated ones would have had with the comparators' change; p and
        interval from sets of as many comparators, unstudentised.

    Source: difference in differences with ranks of placebos (Conley and Taber 2011).
    """
    asked, counts = comparison.alternatives, comparison.periods
    treated = _monthly_change(counts.treated_pre, counts.treated_post)
    donors = _monthly_change(counts.donors_pre, counts.donors_post)
    change = float(treated.mean() - donors.mean())
    expected = float(counts.treated_pre.mean() + donors.mean())
    if expected <= 0:
        return NOTHING
    members = placebo_sets(counts, asked.sets, np.random.default_rng(asked.seed))
    chosen = donors[members]
    rest = (donors.sum() - chosen.sum(axis=1)) / (donors.size - chosen.shape[1])
    placebos = np.abs(chosen.mean(axis=1) - rest)
    reach = float(np.quantile(placebos, 1 - asked.alpha))
    as_large = placebos >= abs(change) - LEAST_DIFFERENCE
    return Estimate(
        100 * change / expected,
        100 * (change - reach) / expected,
        100 * (change + reach) / expected,
        float((1 + as_large.sum()) / (1 + placebos.size)),
    )


def synthetic_estimate(comparison: Comparison) -> Estimate:
    """Mix comparators to the mean of the treated wards: see `synthetic_control`."""
    return _synthetic(comparison, is_demeaned=False)


def demeaned_estimate(comparison: Comparison) -> Estimate:
    """Mix comparators by shape alone: see `synthetic_control`."""
    return _synthetic(comparison, is_demeaned=True)


def ridge_estimate(comparison: Comparison) -> Estimate:
    """Mix by shape and make up for what the mix misses: see `synthetic_control`.

    The ridge is the spread of a comparator about its level, on average.
    """
    return _synthetic(comparison, is_demeaned=True, is_ridge=True)


def interrupted_estimate(comparison: Comparison) -> Estimate:
    """Fit a step to the treated wards' share: see `interrupted_time_series`.

    The comparators' total is the exposure, so that what all places share falls out.
    There is no p: the one of the series alone says too often that something happened.
    """
    asked, spans = comparison.alternatives, comparison.spans
    months = list(spans.run)
    treated = comparison.counts.loc[list(asked.treated), months].sum()
    others = comparison.counts.loc[list(comparison.wards), months].sum()
    is_fit = (others > 0).all() and len(months) > LEAST_TERMS
    if not is_fit or not (
        treated[: spans.start].any() and treated[spans.start :].any()
    ):
        return NOTHING
    found = interrupted_time_series(treated, spans.start, others)
    return Estimate(
        100 * (found.rate_ratio - 1),
        100 * (found.ci_low - 1),
        100 * (found.ci_high - 1),
        np.nan,
    )


ESTIMATORS: dict[str, tuple[str, Estimator]] = {
    RATE_RATIO: ("log", rate_ratio_estimate),
    "difference in differences": ("count", difference_estimate),
    "synthetic place": ("count", synthetic_estimate),
    "synthetic place, demeaned": ("count", demeaned_estimate),
    "synthetic place, ridge": ("count", ridge_estimate),
    "interrupted series": ("log", interrupted_estimate),
}
"""The scale and the way of each."""


def _monthly_change(before: Floats, after: Floats) -> Floats:
    return np.asarray(after.mean(axis=1) - before.mean(axis=1), dtype=np.float64)


def _synthetic(
    comparison: Comparison, *, is_demeaned: bool, is_ridge: bool = False
) -> Estimate:
    """Mix comparators to the mean of the treated wards, and to those of placebo sets.

    Formula: the gap after the start in per cent of the mix; p is its rank among those
        of sets of as many comparators, each mixed from the others, and the interval
        reaches as far as nineteen of twenty sets do. Fits before are not divided by:
        with more comparators than months they are too close to mean anything. Where
        one is perfect, many mixes would do, and no answer is given; nor where the mix
        strays further from the place before the start, for its level, than four in
        five sets do from theirs.
    """
    asked, spans = comparison.alternatives, comparison.spans
    counts, months = comparison.counts, list(spans.run)
    treated = counts.loc[list(asked.treated), months].mean().to_numpy()
    wards = counts.loc[list(comparison.wards), months].to_numpy(dtype=np.float64)
    members = placebo_sets(
        comparison.periods, SYNTHETIC_SETS, np.random.default_rng(asked.seed)
    )
    figures = np.vstack([treated, wards[members].mean(axis=1), wards])
    is_donor = np.zeros((1 + len(members), len(figures)), dtype=bool)
    is_donor[:, len(is_donor) :] = True
    is_donor[np.arange(1, len(is_donor))[:, np.newaxis], len(is_donor) + members] = (
        False
    )
    is_pre = np.arange(len(months)) < spans.start
    spread = wards[:, is_pre] - wards[:, is_pre].mean(axis=1, keepdims=True)
    ridge = float((spread**2).sum()) / len(wards) if is_ridge else None
    mixing = Mixing(is_demeaned, ridge)
    weights = mix_weights(figures[:, is_pre], is_donor, mixing)
    gaps = gaps_of(figures, is_pre, weights, mixing)
    fit = figures[: len(gaps)]
    units = gap_table(fit, gaps, is_pre)
    level = fit[:, is_pre].mean(axis=1)
    if _strays(units["pre_rmspe"].to_numpy() / np.where(level > 0, level, 1.0)):
        return NOTHING
    return _ranked(units, asked.alpha)


def _strays(misses: Floats) -> bool:
    """Whether the first place misses its mix by more than four in five others do."""
    return bool(misses[0] > np.quantile(misses[1:], FIT_QUANTILE))


def _ranked(units: pd.DataFrame, alpha: float) -> Estimate:
    effects = units["effect_pct"].to_numpy()
    is_unique = np.isfinite(units["rmspe_ratio"].iloc[0])
    if not is_unique or not np.isfinite(effects).all():
        return NOTHING
    effect, sets = float(effects[0]), np.abs(effects[1:])
    reach = float(np.quantile(sets, 1 - alpha))
    as_large = int((sets >= abs(effect) - LEAST_DIFFERENCE).sum())
    p = (1 + as_large) / len(units)
    return Estimate(effect, effect - reach, effect + reach, p)
