"""Difference in differences: units and times each keep their own level."""

from dataclasses import dataclass
from math import sqrt

import numpy as np
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places
from fundtrack.evaluation.student import t_quantile

SETTLED = 1e-11


@dataclass(frozen=True, slots=True)
class DifferenceInDifferences:
    """The change with the treatment beyond that of units and times without it.

    `se` lets the months of one unit depend on one another; with few treated units it
    is far too small, so a verdict never reads it.
    """

    estimate: float
    se: float
    t: float
    ci_low: float
    ci_high: float
    units: int
    observations: int


def difference_in_differences(
    panel: pd.DataFrame,
    unit: str,
    time: str,
    response: str,
    treatment: str,
    weights: str | None = None,
    alpha: float = 0.05,
) -> DifferenceInDifferences:
    """Fit y = a(unit) + g(time) + b treatment, errors clustered by unit.

    V = G/(G-1) (n-1)/(n-k) sum over units of (sum of d u) squared / (sum of d d)
    squared, d being the treatment within units and times, k the times and the
    treatment (levels of units lie inside the clusters and are not counted).

    Args:
        panel: one row per unit and time; some may be missing.
        unit: the column that names the unit.
        time: the column that names the time.
        response: the column that is measured.
        treatment: the column that says how much treatment there was, such as 0 or 1.
        weights: a column of weights, such as population; none for equal ones.
        alpha: the interval covers 1 - alpha, by Student's t with G - 1 degrees.

    Raises:
        WrongArgument: when a column is missing or holds no number, a weight is not
            above 0, or the treatment cannot be told from units and times.

    Source: two-way fixed effects; cluster-robust variance CRV1 (Liang and Zeger 1986;
        Cameron and Miller 2015).
    """
    held = _held(
        panel, [unit, time, response, treatment, *([weights] if weights else [])]
    )
    figures = held.iloc[:, 2:].to_numpy(dtype=np.float64)
    units, times = _codes(held[unit]), _codes(held[time])
    precision = figures[:, 2] if weights else np.ones(len(figures))
    if not (precision > 0).all():
        raise WrongArgument("each weight is above 0")
    measured, treated = _within(figures[:, :2], precision, units, times).T
    spread = float((precision * treated**2).sum())
    if spread <= SETTLED * len(held):
        raise WrongArgument(
            "the treatment cannot be told from units and times: some units need it at "
            "some times, and some units or times must be without"
        )
    estimate = float((precision * treated * measured).sum()) / spread
    scores = precision * treated * (measured - estimate * treated)
    clusters = np.bincount(units, weights=scores)
    freedom = max(1, len(held) - int(times.max()) - 2)
    scale = clusters.size / (clusters.size - 1) * (len(held) - 1) / freedom
    se = sqrt(scale * float((clusters**2).sum())) / spread
    reach = t_quantile(1 - alpha / 2, clusters.size - 1) * se
    return DifferenceInDifferences(
        estimate=estimate,
        se=se,
        t=estimate / se if se else 0.0,
        ci_low=estimate - reach,
        ci_high=estimate + reach,
        units=clusters.size,
        observations=len(held),
    )


def _held(panel: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    absent = [name for name in columns if name not in panel.columns]
    if absent:
        raise WrongArgument(f"the panel has no column {', '.join(absent)}")
    held = panel[columns].dropna()
    try:
        return held.astype(dict.fromkeys(columns[2:], "float64"))
    except (TypeError, ValueError) as error:
        raise WrongArgument("what is measured is measured in numbers") from error


def _codes(labels: pd.Series) -> Places:
    return np.asarray(pd.factorize(labels)[0], dtype=np.intp)


def _within(figures: Floats, weights: Floats, units: Places, times: Places) -> Floats:
    """Take out the levels of units and times by turns, until none is left."""
    left = figures.astype(np.float64)
    scale = np.abs(figures).max() or 1.0
    while True:
        before = left
        for codes in (units, times):
            left = left - _means(left, weights, codes)[codes]
        if np.abs(left - before).max() <= SETTLED * scale:
            return left


def _means(figures: Floats, weights: Floats, codes: Places) -> Floats:
    total = np.bincount(codes, weights=weights)
    sums = [np.bincount(codes, weights=weights * column) for column in figures.T]
    return np.column_stack(sums) / total[:, np.newaxis]
