"""Effects of money that came to places at different times, against places without."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats

NEVER = 0


@dataclass(frozen=True, slots=True, eq=False)
class GroupTimeEffects:
    """Effects by the time money came and the time measured.

    `att` has one row per group and time: `group`, `time`, `att`, `se`; `simple` is
    their mean from each group's start on, groups by how many units they hold.
    """

    att: pd.DataFrame
    simple: float


def group_time_effects(
    panel: pd.DataFrame, unit: str, time: str, response: str, first_treated: str
) -> GroupTimeEffects:
    """Compare each group's change with that of the units that never had the money.

    From a group's start on, change is counted from the time before it; earlier, from
    one time to the next, which shows whether groups ran apart before.

    Args:
        panel: one row per unit and time.
        unit: the column that names the unit.
        time: the column that holds the time, a number.
        response: the column that is measured.
        first_treated: the column with the time the money came, 0 for never.

    Raises:
        WrongArgument: when a unit lacks a time, or no unit never had the money.

    Source: Callaway and Sant'Anna (2021), never-treated comparators, no covariates;
        standard errors from the influence function.
    """
    wide = panel.pivot_table(index=unit, columns=time, values=response)
    group_of = panel.groupby(unit)[first_treated].first().reindex(wide.index)
    groups = group_of.to_numpy()
    if wide.isna().any(axis=None) or not (groups == NEVER).any():
        raise WrongArgument(
            "each unit needs every time, and some units must never have had the money"
        )
    times = [float(each) for each in wide.columns.to_numpy()]
    measured = wide.to_numpy(dtype=np.float64)
    cells = [
        (group, wide.columns[at], *_effect(measured, times, groups, (group, at)))
        for group in sorted(set(groups[groups != NEVER].tolist()))
        if group > times[0]
        for at in range(1, len(times))
    ]
    att = pd.DataFrame(cells, columns=["group", "time", "att", "se"])
    after = att[att["time"] >= att["group"]]
    sizes = after["group"].map(group_of.value_counts())
    simple = float((after["att"] * sizes).sum() / sizes.sum()) if len(after) else np.nan
    return GroupTimeEffects(att, simple)


def _effect(
    measured: Floats, times: list[float], groups: Floats, cell: tuple[float, int]
) -> tuple[float, float]:
    group, at = cell
    is_after = times[at] >= group
    base = max(place for place, then in enumerate(times) if then < group)
    change = measured[:, at] - measured[:, base if is_after else at - 1]
    treated, never = change[groups == group], change[groups == NEVER]
    variance = treated.var() / treated.size + never.var() / never.size
    return float(treated.mean() - never.mean()), float(np.sqrt(variance))
