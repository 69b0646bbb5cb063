"""The effect of a fund in all its areas together: what it can best be judged by."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.placebos import LEAST_DIFFERENCE
from fundtrack.evaluation.power import reach_of
from fundtrack.evaluation.rate_ratios import NORMAL

MOST_PCT = 99.9
"""Stands in for an effect that even a fall to nothing would not show."""


@dataclass(frozen=True, slots=True, eq=False)
class AreaEffect:
    """What pooling needs of an area: its effect and those of its placebo sets."""

    log_rr: float
    se: float
    placebo_log_rrs: npt.ArrayLike
    placebo_ses: npt.ArrayLike


@dataclass(frozen=True, slots=True)
class PooledEffect:
    """The areas' common change, in logs; below 0 means fewer.

    `placebo_log_rrs` and `placebo_ses` are those of the pooled placebos that p is
    counted among.
    """

    areas: int
    log_rr: float
    se: float
    ci_low: float
    ci_high: float
    p: float
    placebo_log_rrs: tuple[float, ...] = ()
    placebo_ses: tuple[float, ...] = ()

    @property
    def effect_pct(self) -> float:
        """The change in per cent."""
        return as_pct(self.log_rr)

    @property
    def ci_low_pct(self) -> float:
        """The interval's lower end in per cent."""
        return as_pct(self.ci_low)

    @property
    def ci_high_pct(self) -> float:
        """The interval's upper end in per cent."""
        return as_pct(self.ci_high)


def pool_effects(
    areas: Sequence[AreaEffect],
    sets: int = 999,
    seed: int = DEFAULT_SEED,
    alpha: float = 0.05,
) -> PooledEffect:
    """Pool areas by the precision of their effects.

    The p-value comes from placebos again: one placebo set of each area, pooled in the
    same way, many times.

    Args:
        areas: at least one.
        sets: how many pooled placebos to draw.
        seed: gives the same draws again.
        alpha: the interval covers 1 - alpha.
    """
    log_rr, se = _precision_mean(
        np.array([[area.log_rr for area in areas]]),
        np.array([[area.se for area in areas]]),
    )
    generator = np.random.default_rng(seed)
    drawn = [_draw(area, sets, generator) for area in areas]
    placebo_log_rr, placebo_se = _precision_mean(
        np.column_stack([log_rrs for log_rrs, _ in drawn]),
        np.column_stack([ses for _, ses in drawn]),
    )
    statistic = abs(log_rr[0] / se[0])
    as_large = np.abs(placebo_log_rr / placebo_se) >= statistic - LEAST_DIFFERENCE
    reach = NORMAL.inv_cdf(1 - alpha / 2) * float(se[0])
    return PooledEffect(
        areas=len(areas),
        log_rr=float(log_rr[0]),
        se=float(se[0]),
        ci_low=float(log_rr[0]) - reach,
        ci_high=float(log_rr[0]) + reach,
        p=float((1 + as_large.sum()) / (1 + sets)),
        placebo_log_rrs=tuple(placebo_log_rr.tolist()),
        placebo_ses=tuple(placebo_se.tolist()),
    )


def pooled_detectable_pct(
    detectable_pcts: Sequence[float], alpha: float = 0.05, family: int = 1
) -> float:
    """Give the smallest fall that the areas together would show in four of five cases.

    Args:
        detectable_pcts: the same of each area, above 0 and below 100.
        alpha: how often a change may be claimed where there was none.
        family: over how many areas each area's own alpha was divided.
    """
    falls = np.log1p(-np.minimum(np.array(detectable_pcts), MOST_PCT) / 100)
    together = -1 / np.sqrt((1 / falls**2).sum())
    return -as_pct(float(together) * reach_of(alpha) / reach_of(alpha / family))


def _draw(
    area: AreaEffect, sets: int, generator: np.random.Generator
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    log_rrs = np.asarray(area.placebo_log_rrs, dtype=np.float64)
    ses = np.asarray(area.placebo_ses, dtype=np.float64)
    chosen = generator.integers(log_rrs.size, size=sets)
    return log_rrs[chosen], ses[chosen]


def _precision_mean(
    log_rrs: npt.NDArray[np.float64], ses: npt.NDArray[np.float64]
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    precision = 1 / ses**2
    whole = precision.sum(axis=1)
    return (log_rrs * precision).sum(axis=1) / whole, 1 / np.sqrt(whole)
