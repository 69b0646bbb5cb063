"""A synthetic place: untreated ones mixed to run as the treated one did before."""

from collections.abc import Hashable
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places

CLOSE = 1e-10
"""What counts as nought beside the size of the figures."""


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticControl:
    """A treated place against its synthetic one.

    `weights` by donor sum to 1, noughts kept; `gap` is treated minus synthetic for
    every month; `p` is the place's rank among all by `rmspe_ratio` (after over
    before), so it cannot be below 1 over their number.
    """

    weights: pd.Series
    gap: pd.Series
    pre_rmspe: float
    rmspe_ratio: float
    p: float


def synthetic_control(
    panel: pd.DataFrame, treated: Hashable, pre: Sequence[Hashable]
) -> SyntheticControl:
    """Mix untreated units so that they run as the treated one did before.

    Args:
        panel: units by times, all of them numbers.
        treated: the label of the treated unit.
        pre: the column labels before the start; every other column is after it.

    Raises:
        WrongArgument: when a label is unknown, or a period or the donors are missing.

    Source: Abadie, Diamond and Hainmueller (2010), outcomes alone, equal weights;
        placebo units draw on the untreated ones.
    """
    post = [label for label in panel.columns if label not in set(pre)]
    absent = [label for label in pre if label not in panel.columns]
    if absent or treated not in panel.index or not (pre and post and len(panel) > 1):
        raise WrongArgument(
            "a synthetic place needs the treated unit, donors, and columns of the "
            "panel before and after"
        )
    before = panel[list(pre)].to_numpy(dtype=np.float64)
    after = panel[post].to_numpy(dtype=np.float64)
    place = int(panel.index.get_indexer(pd.Index([treated]))[0])
    donors = np.delete(np.arange(len(panel)), place)
    weights = simplex_weights(before[place], before[donors])
    ratio = _rmspe_ratio(before, after, place, donors)
    others = [
        _rmspe_ratio(before, after, int(unit), donors[donors != unit])
        for unit in donors
        if donors.size > 1
    ]
    rank = 1 + sum(other >= ratio for other in others)
    synthetic = weights @ panel.iloc[donors].to_numpy(dtype=np.float64)
    gap = panel.iloc[place].to_numpy(dtype=np.float64) - synthetic
    return SyntheticControl(
        weights=pd.Series(weights, index=panel.index[donors]),
        gap=pd.Series(gap, index=panel.columns),
        pre_rmspe=_rms(before[place] - weights @ before[donors]),
        rmspe_ratio=ratio,
        p=rank / len(panel),
    )


def simplex_weights(target: Floats, donors: Floats) -> Floats:
    """Give the weights, none below 0 and 1 together, that come closest to a target.

    Exact: an active set with the sum held at 1, after Lawson and Hanson (1974).

    Args:
        target: one figure for each time.
        donors: a row for each donor, a column for each time.
    """
    scale = max(float(np.abs(donors).max()), 1.0)
    goal, rows = target / scale, donors / scale
    weights = np.zeros(len(rows))
    start = int(((rows - goal) ** 2).sum(axis=1).argmin())
    weights[start] = 1.0
    used = [start]
    while True:
        weights, used = _settled(goal, rows, weights, used)
        slope = rows @ (weights @ rows - goal)
        slope[used] = np.inf
        entering = int(slope.argmin())
        level = float(weights @ (rows @ (weights @ rows - goal)))
        if len(used) == len(rows) or slope[entering] >= level - CLOSE:
            return weights
        used = [*used, entering]


def _settled(
    goal: Floats, rows: Floats, weights: Floats, used: list[int]
) -> tuple[Floats, list[int]]:
    """Fit the donors in use; drop those whose weight would fall below nought."""
    while True:
        fitted = np.zeros_like(weights)
        fitted[used] = _fit(goal, rows[used])
        falling = [at for at in used if fitted[at] <= CLOSE]
        if not falling:
            return fitted, used
        steps = [
            weights[at] / (weights[at] - fitted[at]) if weights[at] > 0 else 0.0
            for at in falling
        ]
        weights = weights + min(steps) * (fitted - weights)
        leaving = falling[int(np.argmin(steps))]
        weights[leaving] = 0.0
        used = [at for at in used if at != leaving]


def _fit(goal: Floats, rows: Floats) -> Floats:
    """Least squares with weights that sum to 1, of either sign."""
    number = len(rows)
    system = np.ones((number + 1, number + 1))
    system[:number, :number] = rows @ rows.T
    system[number, number] = 0.0
    right = np.append(rows @ goal, 1.0)
    return np.asarray(np.linalg.lstsq(system, right, rcond=None)[0][:number])


def _rmspe_ratio(before: Floats, after: Floats, place: int, donors: Places) -> float:
    weights = simplex_weights(before[place], before[donors])
    first = _rms(before[place] - weights @ before[donors])
    second = _rms(after[place] - weights @ after[donors])
    return second / first if first > CLOSE else float("inf")


def _rms(gaps: Floats) -> float:
    return float(np.sqrt((gaps**2).mean()))
