"""Panels with one row per unit and time, laid out as units by times."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.methods.panels import named

NEVER = 0
NOT_A_TIME = {"", "0", "0.0", "never"}


@dataclass(frozen=True, slots=True, eq=False)
class LongPanel:
    """Units by times, and when each unit had the money.

    `times` and `groups` are numbers that can be compared, groups `NEVER` for units
    without the money; the labels are those of the panel.
    """

    measured: Floats
    times: list[float]
    groups: Floats
    time_labels: Sequence[Any]
    group_labels: Mapping[float, Any]


def lay_out(
    panel: pd.DataFrame, unit: str, time: str, response: str, first_treated: str
) -> LongPanel:
    """Lay a long panel out for those units that tell of a change.

    Raises:
        WrongArgument: when a column or a figure is missing, a unit lacks a time, has
            one twice or two starts, or no unit never had the money.
    """
    wide = wide_of(panel, unit, time, response)
    if first_treated not in panel.columns:
        raise WrongArgument(f"the panel has no column {first_treated}")
    started = panel[[unit, first_treated]].drop_duplicates().set_index(unit)
    is_several = started.index.duplicated()
    if is_several.any():
        raise WrongArgument(
            f"the money may come to a unit once: {named(started.index[is_several])}"
        )
    start_of = started[first_treated].reindex(wide.index)
    times, groups = _numbers(list(wide.columns), start_of)
    groups = np.where(groups > times[-1], NEVER, groups)
    is_kept = (groups == NEVER) | (groups > times[0])
    if not (groups == NEVER).any():
        raise WrongArgument("some units must never have had the money")
    labels = dict(zip(groups.tolist(), start_of.tolist(), strict=True))
    return LongPanel(
        wide.to_numpy(dtype=np.float64)[is_kept],
        times,
        groups[is_kept],
        list(wide.columns),
        labels,
    )


def wide_of(panel: pd.DataFrame, unit: str, time: str, response: str) -> pd.DataFrame:
    """Pivot a long panel that holds every unit at every time once.

    Raises:
        WrongArgument: when a column or figure is missing, or a unit lacks a time or
            has it twice.
    """
    absent = [name for name in (unit, time, response) if name not in panel.columns]
    if absent:
        raise WrongArgument(f"the panel has no column {', '.join(map(str, absent))}")
    is_twice = panel.duplicated([unit, time])
    if is_twice.any():
        units = pd.Index(panel[unit][is_twice].unique())
        raise WrongArgument(f"units have a time twice: {named(units)}")
    held = panel[panel[response].notna()]
    wide = held.pivot_table(index=unit, columns=time, values=response)
    wide = wide.reindex(sorted(panel[unit].unique()))
    is_gapped = wide.isna().any(axis=1) | (wide.shape[1] < panel[time].nunique())
    if is_gapped.any():
        raise WrongArgument(
            "each unit needs every time; times are missing for "
            f"{named(wide.index[is_gapped])}"
        )
    return wide


def _numbers(times: list[Any], starts: pd.Series) -> tuple[list[float], Floats]:
    """Give times and starts as numbers: themselves, or their order."""
    if pd.api.types.is_numeric_dtype(pd.Index(times)):
        numbers = _as_numbers(starts)
        return [float(each) for each in times], np.where(
            np.isfinite(numbers), numbers, NEVER
        )
    groups = [
        NEVER if _is_never(start) else 1 + sum(then < start for then in times)
        for start in starts
    ]
    order = [float(at) for at in range(1, len(times) + 1)]
    return order, np.array(groups, dtype=np.float64)


def _as_numbers(starts: pd.Series) -> Floats:
    try:
        return pd.to_numeric(starts).to_numpy(dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise WrongArgument(
            "say when the money came as the times are said: as numbers, 0 for never"
        ) from error


def _is_never(start: Any) -> bool:  # noqa: ANN401 - a date, a period or a word
    return bool(pd.isna(start)) or str(start).lower() in NOT_A_TIME
