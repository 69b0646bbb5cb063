"""Small areas against a weighted mix of others that ran exactly alike before.

For schemes of tens of small areas among thousands, where one synthetic place would be
mixed from counts of nought and one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places
from fundtrack.evaluation.methods.panels import named
from fundtrack.evaluation.methods.panels import panel_of
from fundtrack.evaluation.methods.panels import times_of
from fundtrack.evaluation.methods.simplex import Marks
from fundtrack.evaluation.placebos import DEFAULT_SEED

ROUNDS = 100
HALVINGS = 40
CLOSE = 1e-9
LEAST_GAIN = 1e-4
RIDGE = 1e-12
HALF = 0.5


@dataclass(frozen=True, slots=True, eq=False)
class CalibratedAreas:
    """Treated small areas against as many weighted others.

    `treated` and `expected` are totals after the start; `effect_pct` is the difference
    in per cent, below 0 for fewer; `weights` by comparator add up to the number of
    treated areas; `p` is the rank of the effect among `placebos`, sets of as many
    comparators, those left out that no weights fit.
    """

    treated: float
    expected: float
    effect_pct: float
    weights: pd.Series
    p: float
    placebos: Floats


def calibrated_areas(
    panel: pd.DataFrame | npt.ArrayLike,
    treated: Any,  # noqa: ANN401 - labels of any kind
    pre: Any,  # noqa: ANN401 - labels of any kind, a slice or marks
    traits: pd.DataFrame | None = None,
    sets: int = 99,
    seed: int = DEFAULT_SEED,
) -> CalibratedAreas:
    """Weight comparators so that their sums before the start are the treated ones'.

    Args:
        panel: small areas by times; quarters serve better than months, as each time
            before the start is a sum to be met.
        treated: the labels of the treated areas.
        pre: the column labels before the start; every other column is after it.
        traits: further figures of each area whose sums are met, such as households.
        sets: how many placebo sets to draw.
        seed: gives the same sets again.

    Raises:
        WrongArgument: when a label is unknown, a figure is missing, a period or the
            comparators are missing, or no weights meet every sum.

    Source: Robbins, Saunders and Kilmer (2017), microsynth; calibration weights after
        Deville and Särndal (1992), truncated linear.
    """
    frame = panel_of(panel)
    labels = pd.Index([treated] if np.isscalar(treated) else list(treated)).unique()
    absent = labels[~labels.isin(frame.index)]
    if len(absent):
        raise WrongArgument(f"the panel has no units {named(absent)}")
    is_pre = frame.columns.isin(times_of(frame, pre))
    is_treated = frame.index.isin(labels)
    if is_treated.all() or not labels.size or is_pre.all() or not is_pre.any():
        raise WrongArgument(
            "a comparison needs treated units, others, and columns before and after"
        )
    met = _to_meet(frame, is_pre, traits)
    after = frame.loc[:, ~is_pre].to_numpy(dtype=np.float64).sum(axis=1)
    members = np.flatnonzero(is_treated)
    others = np.flatnonzero(~is_treated)
    weights = _weights_for(met, members, others)
    if weights is None:
        raise WrongArgument(
            "no weights of the comparators meet every sum of the treated units; add "
            "times up, ask for fewer traits, or give more comparators"
        )
    effect = _effect(after, members, others, weights)
    placebos = _placebos(met, after, others, (len(members), sets, seed))
    as_large = np.abs(placebos) >= abs(effect) - CLOSE
    return CalibratedAreas(
        treated=float(after[members].sum()),
        expected=float(weights @ after[others]),
        effect_pct=100 * float(np.expm1(effect)),
        weights=pd.Series(weights, index=frame.index[others]),
        p=float((1 + as_large.sum()) / (1 + placebos.size)),
        placebos=100 * np.expm1(placebos),
    )


def calibration_weights(traits: Floats, totals: Floats, base: float) -> Floats | None:
    """Give weights, none below 0, near a base weight, that meet totals exactly.

    w = max(0, base (1 + x l)), with l such that X'w is the totals.

    Args:
        traits: a row for each unit, a column for each total.
        totals: what the weighted columns add up to.
        base: the weight of each unit if nothing had to be met.

    Returns:
        One weight for each unit, or nothing where none meet the totals.

    Source: Deville and Särndal (1992), by Newton's method on the dual, whose
        minimum is there exactly where weights are.
    """
    size = np.maximum(np.abs(traits).max(axis=0), CLOSE)
    rows, goal = traits / size, totals / size
    tilt = np.zeros(rows.shape[1])
    for _ in range(ROUNDS):
        weights = base * np.maximum(0.0, 1 + rows @ tilt)
        miss = rows.T @ weights - goal
        if np.abs(miss).max() <= CLOSE * max(1.0, float(np.abs(goal).max())):
            return np.asarray(weights, dtype=np.float64)
        used = rows[weights > 0]
        system = base * used.T @ used + RIDGE * np.eye(tilt.size)
        step = -np.linalg.lstsq(system, miss, rcond=None)[0]
        tilt = tilt + _share(rows, goal, tilt, step, base) * step
    return None


def _to_meet(frame: pd.DataFrame, is_pre: Marks, traits: pd.DataFrame | None) -> Floats:
    met = frame.loc[:, is_pre].to_numpy(dtype=np.float64)
    if traits is None:
        return met
    more = panel_of(traits.reindex(frame.index)).to_numpy(dtype=np.float64)
    return np.hstack([met, more])


def _share(
    rows: Floats, goal: Floats, tilt: Floats, step: Floats, base: float
) -> float:
    """Say how far along a step the dual falls."""

    def dual(at: Floats) -> float:
        held = np.maximum(0.0, 1 + rows @ at)
        return float(base * HALF * (held**2).sum() - goal @ at)

    start = dual(tilt)
    held = base * np.maximum(0.0, 1 + rows @ tilt)
    slope = float((rows.T @ held - goal) @ step)
    shares = HALF ** np.arange(HALVINGS)
    falling = (
        float(share)
        for share in shares
        if dual(tilt + share * step) <= start + LEAST_GAIN * share * slope
    )
    return next(falling, float(shares[-1]))


def _weights_for(met: Floats, members: Places, others: Places) -> Floats | None:
    traits = np.column_stack([np.ones(len(met)), met])
    totals = traits[members].sum(axis=0)
    return calibration_weights(traits[others], totals, len(members) / len(others))


def _effect(after: Floats, members: Places, others: Places, weights: Floats) -> float:
    """Give the log of the total after over the expected one, half added to each."""
    total, expected = after[members].sum(), weights @ after[others]
    return float(np.log((total + HALF) / (expected + HALF)))


def _placebos(
    met: Floats, after: Floats, others: Places, draw: tuple[int, int, int]
) -> Floats:
    wanted, sets, seed = draw
    generator = np.random.default_rng(seed)
    effects = []
    for _ in range(sets if wanted < len(others) else 0):
        members = generator.choice(others, size=wanted, replace=False)
        rest = np.setdiff1d(others, members)
        weights = _weights_for(met, members, rest)
        if weights is not None:
            effects.append(_effect(after, members, rest, weights))
    return np.array(effects, dtype=np.float64)
