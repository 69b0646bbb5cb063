"""Panels as people hold them: frames or arrays, labels as they come."""

from collections.abc import Hashable
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument

MOST_NAMED = 5


def panel_of(given: pd.DataFrame | npt.ArrayLike) -> pd.DataFrame:
    """Take units by times as a frame of numbers; an array is labelled by position.

    Raises:
        WrongArgument: when a figure is missing or not a number, or a label is there
            twice.
    """
    frame = given if isinstance(given, pd.DataFrame) else pd.DataFrame(np.array(given))
    if not (frame.index.is_unique and frame.columns.is_unique):
        raise WrongArgument("each unit and each time may be in the panel once")
    try:
        figures = frame.astype("float64")
    except (TypeError, ValueError) as error:
        raise WrongArgument("a panel holds numbers alone: units by times") from error
    is_whole = np.isfinite(figures.to_numpy()).all(axis=1)
    if not is_whole.all():
        raise WrongArgument(
            f"figures are missing for {named(figures.index[~is_whole])}; leave those "
            "units out, or the times that some do not have"
        )
    return figures


def unit_of(frame: pd.DataFrame, given: Any) -> Hashable:  # noqa: ANN401 - a label, or it alone in a list
    """Give the label of the one treated unit.

    Raises:
        WrongArgument: when it is not in the panel, or there are several.
    """
    is_listed = isinstance(given, list | tuple | np.ndarray | pd.Index | pd.Series)
    labels = list(given) if is_listed else [given]
    if len(labels) != 1:
        raise WrongArgument("name one treated unit; add several up first")
    if labels[0] not in frame.index:
        raise WrongArgument(
            f"the panel has no unit {labels[0]}; its rows are {named(frame.index)}"
        )
    label: Hashable = labels[0]
    return label


def times_of(frame: pd.DataFrame, given: Any) -> list[Hashable]:  # noqa: ANN401 - labels of any kind, a slice or marks
    """Give the column labels that are meant, each once.

    Args:
        frame: units by times.
        given: labels in a list, range, array, Index or Series; a slice of labels, both
            ends in; or one true or false for each column.

    Raises:
        WrongArgument: when a label is not a column.
    """
    columns: Any = frame.columns
    if isinstance(given, slice):
        return list(frame.loc[:, given].columns)
    if np.isscalar(given) or given is None:
        raise WrongArgument("give the labels of the columns before the start in a list")
    marks = np.asarray(given)
    if marks.dtype == np.bool_ and marks.shape == (len(columns),):
        return list(columns[marks])
    wanted: Any = pd.Index(list(given))
    if isinstance(columns, pd.DatetimeIndex):
        wanted = pd.DatetimeIndex(pd.to_datetime(wanted))
    elif isinstance(columns, pd.PeriodIndex):
        wanted = pd.PeriodIndex(wanted, freq=columns.freq)
    absent = wanted[~wanted.isin(columns)]
    if len(absent):
        raise WrongArgument(f"the panel has no columns {named(absent)}")
    return list(wanted.unique())


def named(labels: pd.Index) -> str:
    """List a few labels in words."""
    shown = ", ".join(str(label) for label in labels[:MOST_NAMED])
    return f"{shown} and others" if len(labels) > MOST_NAMED else shown
