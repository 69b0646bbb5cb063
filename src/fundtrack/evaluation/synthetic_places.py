"""The treated place against a synthetic one: a cross-check that no verdict reads."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.methods.synthetic import synthetic_control

FIT_QUANTILE = 0.8
LEAST_BEFORE = 9
LEAST_DONORS = 2
TREATED = "the treated wards"


@dataclass(frozen=True, slots=True, eq=False)
class SyntheticPlace:
    """The treated wards, and a mix of comparators that ran as they did before.

    `months` has one row per month, labelled by it: `actual` and `synthetic` offences
    of all treated wards together, and `is_after`. `weights` by comparator sum to 1.
    `change_pct` is actual over synthetic in the months after; `p` is the place's rank
    among its comparators. A poor fit is one worse than four in five comparators' own.
    """

    months: pd.DataFrame
    weights: pd.Series
    change_pct: float
    p: float
    is_poor_fit: bool


def synthetic_place(case: Case) -> SyntheticPlace | None:
    """Mix comparators so that they run as the treated wards did before the start.

    Formula: the treated wards together and each comparator, every one over its own
        mean before the start, over up to three years of months held before; an exact
        simplex mix of the comparators.

    Returns:
        Nothing where fewer than nine months before are held by all, no month after
        is, or fewer than two comparators are.

    Source: Abadie, Diamond and Hainmueller (2010), outcomes alone; a fit worse than
        four in five comparators' own is no fit (evaluation notes, section 4).
    """
    treated, chosen = list(case.treated), list(case.comparators.wards)
    held = case.history.reindex([*treated, *chosen]).dropna(axis="columns", how="any")
    before = [month for month in held.columns if str(month) < case.plan.start]
    after = [month for month in case.post if month in held.columns]
    if len(before) < LEAST_BEFORE or not after:
        return None
    months = [*before, *after]
    actual = held.loc[treated, months].sum()
    place = pd.DataFrame([actual], index=[TREATED])
    panel = pd.concat([place, held.loc[chosen, months]]).astype(np.float64)
    panel = panel[panel[before].sum(axis=1) > 0]
    if TREATED not in panel.index or len(panel) <= LEAST_DONORS:
        return None
    shapes = panel.div(panel[before].mean(axis=1), axis="index")
    found = synthetic_control(shapes, TREATED, before)
    synthetic = actual - found.gap * actual[before].mean()
    fits = found.units["pre_rmspe"].to_numpy()
    return SyntheticPlace(
        months=pd.DataFrame(
            {
                "actual": actual,
                "synthetic": synthetic,
                "is_after": [month in after for month in months],
            }
        ),
        weights=found.weights,
        change_pct=float(100 * (actual[after].sum() / synthetic[after].sum() - 1)),
        p=found.p,
        is_poor_fit=bool(fits[0] > np.quantile(fits[1:], FIT_QUANTILE)),
    )
