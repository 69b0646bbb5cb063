"""A synthetic place: untreated ones mixed to run as the treated one did before."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.methods.panels import panel_of
from fundtrack.evaluation.methods.panels import times_of
from fundtrack.evaluation.methods.panels import unit_of
from fundtrack.evaluation.methods.simplex import Marks
from fundtrack.evaluation.methods.simplex import simplex_mixes

CLOSE = 1e-9
"""A fit this close beside the size of the figures is a perfect one."""


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticControl:
    """A treated place against its synthetic one.

    `weights` by donor sum to 1, noughts kept; `gap` is treated minus synthetic for
    every month; `p` is the place's rank among all by `rmspe_ratio` (after over
    before), so it cannot be below 1 over their number. `units` says of every unit,
    the treated one first, its `pre_rmspe`, its `rmspe_ratio`, its `mean_gap` after the
    start, and that in per cent of its own synthetic one (`effect_pct`).
    """

    weights: pd.Series
    gap: pd.Series
    pre_rmspe: float
    rmspe_ratio: float
    p: float
    units: pd.DataFrame


def synthetic_control(
    panel: pd.DataFrame | npt.ArrayLike,
    treated: Any,  # noqa: ANN401 - a label of any kind
    pre: Any,  # noqa: ANN401 - labels of any kind, a slice or marks
    demeaned: bool = False,  # noqa: FBT001, FBT002 - the contract lets it be given by position
    ridge: float | None = None,
) -> SyntheticControl:
    """Mix untreated units so that they run as the treated one did before.

    min over w of the sum over months before of (y1 - Y0 w) squared, with w >= 0 and
    sum w = 1.

    Args:
        panel: units by times, all of them numbers.
        treated: the label of the treated unit.
        pre: the column labels before the start; every other column is after it.
        demeaned: whether each unit is taken from its own level before, so that shape
            alone is mixed; the gap is then that of the shapes.
        ridge: how strongly weights are held to those that are none below 0; smaller
            comes nearer to the months before, with weights of either sign. None for
            no such correction.

    Raises:
        WrongArgument: when a label is unknown, a figure is missing, or a period or the
            donors are.

    Source: Abadie, Diamond and Hainmueller (2010), outcomes alone, equal weights;
        placebo units draw on the untreated ones. Demeaned: Ferman and Pinto (2021);
        Doudchenko and Imbens (2016). Ridge: Ben-Michael, Feller and Rothstein (2021).
    """
    frame = panel_of(panel)
    label = unit_of(frame, treated)
    is_pre = frame.columns.isin(times_of(frame, pre))
    if not (is_pre.any() and not is_pre.all() and len(frame) > 1):
        raise WrongArgument(
            "a synthetic place needs donors, and columns of the panel before and after"
        )
    order = [label, *frame.index[frame.index != label]]
    figures = frame.loc[order].to_numpy(dtype=np.float64)
    mixing = Mixing(demeaned, ridge)
    weights = unit_weights(figures[:, is_pre], mixing)
    gaps = gaps_of(figures, is_pre, weights, mixing)
    units = gap_table(figures[: len(gaps)], gaps, is_pre)
    ratios = units["rmspe_ratio"].to_numpy()
    as_large = int((ratios >= ratios[0] * (1 - CLOSE)).sum())
    return SyntheticControl(
        weights=pd.Series(weights[0, 1:], index=pd.Index(order[1:])),
        gap=pd.Series(gaps[0], index=frame.columns),
        pre_rmspe=float(units["pre_rmspe"].iloc[0]),
        rmspe_ratio=float(ratios[0]),
        p=as_large / len(order),
        units=units.set_axis(order[: len(gaps)]),
    )


@dataclass(frozen=True, slots=True)
class Mixing:
    """How units are mixed: by shape alone or not, and with which ridge if any."""

    is_demeaned: bool = False
    ridge: float | None = None


def unit_weights(before: Floats, mixing: Mixing) -> Floats:
    """Mix every unit from the untreated ones, itself left out.

    Args:
        before: units by times before the start, the treated unit first.
        mixing: how.

    Returns:
        A row of weights for each unit, a column for each unit that is mixed; the first
        row alone where there is one donor, which nothing could be mixed for.
    """
    is_donor = ~np.eye(len(before), dtype=bool)
    is_donor[:, 0] = False
    several = is_donor.any(axis=1).all()
    return mix_weights(before, is_donor if several else is_donor[:1], mixing)


def mix_weights(before: Floats, is_donor: Marks, mixing: Mixing) -> Floats:
    """Mix the first of some units from others.

    Args:
        before: units by times before the start, those to be mixed for first.
        is_donor: a row for each of them, marking what may be mixed.
        mixing: how.
    """
    level = before.mean(axis=1, keepdims=True) if mixing.is_demeaned else 0.0
    rows = before - level
    weights = simplex_mixes(rows, np.arange(len(is_donor)), is_donor)
    if mixing.ridge is None:
        return weights
    for place, mix in enumerate(weights):
        miss = rows[place] - mix @ rows
        weights[place] += _ridge_shift(miss, rows, is_donor[place], mixing.ridge)
    return weights


def gaps_of(figures: Floats, is_pre: Marks, weights: Floats, mixing: Mixing) -> Floats:
    """Give the first units less their mixes, month by month."""
    gaps = figures[: len(weights)] - weights @ figures
    levels = gaps[:, is_pre].mean(axis=1, keepdims=True)
    return gaps - levels if mixing.is_demeaned else gaps


def _ridge_shift(miss: Floats, rows: Floats, is_donor: Marks, ridge: float) -> Floats:
    """Give what the weights move by to make up for what they miss; its sum is 0."""
    centred = rows[is_donor] - rows[is_donor].mean(axis=0)
    system = centred.T @ centred
    system.flat[:: len(system) + 1] += ridge
    shift = np.zeros(len(rows))
    shift[is_donor] = centred @ np.linalg.solve(system, miss)
    return shift


def gap_table(figures: Floats, gaps: Floats, is_pre: Marks) -> pd.DataFrame:
    """Sum up gaps, unit by unit: fit before, its ratio, mean gap and effect after."""
    first = np.sqrt((gaps[:, is_pre] ** 2).mean(axis=1))
    second = np.sqrt((gaps[:, ~is_pre] ** 2).mean(axis=1))
    size = CLOSE * max(float(np.abs(figures).max()), 1.0)
    is_perfect = first <= size
    endless = np.where(second > size, np.inf, 0.0)
    actual = figures[:, ~is_pre].sum(axis=1)
    expected = actual - gaps[:, ~is_pre].sum(axis=1)
    is_some = expected > 0
    change = 100 * (actual / np.where(is_some, expected, 1.0) - 1)
    return pd.DataFrame(
        {
            "pre_rmspe": first,
            "rmspe_ratio": np.where(
                is_perfect, endless, second / np.where(is_perfect, 1.0, first)
            ),
            "mean_gap": gaps[:, ~is_pre].mean(axis=1),
            "effect_pct": np.where(is_some, change, np.nan),
        }
    )
