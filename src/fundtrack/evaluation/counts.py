"""Counts of offences before and after, as the methods here take them."""

from collections.abc import Hashable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]

HALF = 0.5
"""Added to both sides of a comparison that holds a nought (Haldane, Anscombe)."""


@dataclass(frozen=True, slots=True)
class PeriodCounts:
    """Monthly counts cut into the treated units and the comparators.

    Each array of counts has a row for each unit and a column for each month; the
    groups number the districts of the same units.
    """

    treated_pre: Floats
    treated_post: Floats
    donors_pre: Floats
    donors_post: Floats
    treated_groups: Places
    donors_groups: Places


def counts_of(given: npt.ArrayLike) -> Floats:
    """Take counts as a flat array of numbers.

    Raises:
        WrongArgument: when one is missing, negative or not a number: a month that is
            not held is left out by the caller, never passed as nought.
    """
    try:
        counts = np.atleast_1d(np.asarray(given, dtype=np.float64))
    except (TypeError, ValueError) as error:
        raise WrongArgument(f"counts must be numbers, not {given!r:.60}") from error
    if not np.isfinite(counts).all() or (counts < 0).any():
        raise WrongArgument(
            "counts must be numbers from 0 upwards; "
            "leave a missing month out on both sides instead"
        )
    return counts


def cut_panel(
    panel: pd.DataFrame | npt.ArrayLike,
    treated: Any,  # noqa: ANN401 - one label of any kind, or several
    pre: Sequence[Hashable] | slice,
    post: Sequence[Hashable] | slice,
    groups: Mapping[Any, Hashable] | None = None,
) -> PeriodCounts:
    """Cut a panel (units by months) into before and after, treated and comparators.

    Args:
        panel: a frame, or an array whose labels are then its positions.
        treated: the label of one unit, or several labels.
        pre: the column labels before the start, or a slice of them, both ends in.
        post: the column labels after it.
        groups: the district of each unit, by its label; none where units are strangers.

    Raises:
        WrongArgument: when a label is not in the panel or stands in it twice, nothing
            is left to compare with, a period is empty, or a count is missing.
    """
    frame = (
        panel if isinstance(panel, pd.DataFrame) else pd.DataFrame(np.asarray(panel))
    )
    labels = _labels(frame, treated)
    before, after = _months(frame, pre), _months(frame, post)
    _check_labels(frame, labels, [*before, *after])
    is_treated = frame.index.isin(labels)
    if not (before and after and labels) or is_treated.all():
        raise WrongArgument(
            "a comparison needs a treated unit, a comparator and a month on both sides"
        )
    numbers = _group_numbers([(groups or {}).get(at, at) for at in frame.index])
    pre_counts = counts_of(frame[before].to_numpy())
    post_counts = counts_of(frame[after].to_numpy())
    return PeriodCounts(
        pre_counts[is_treated],
        post_counts[is_treated],
        pre_counts[~is_treated],
        post_counts[~is_treated],
        numbers[is_treated],
        numbers[~is_treated],
    )


def log_change(before: Floats, after: Floats) -> Floats:
    """Give the log of after over before, element by element."""
    filled_before, filled_after = _filled(before, after)
    return np.log(filled_after / filled_before)


def sampling_variance(before: Floats, after: Floats) -> Floats:
    """Give the variance that chance alone gives a log change of two counts."""
    filled_before, filled_after = _filled(before, after)
    return 1 / filled_before + 1 / filled_after


def concentrations(sizes: Floats) -> Floats:
    """Say how much of each sum its largest parts hold: 1 for one, 1/k for k equal ones.

    Args:
        sizes: the parts of each sum along the last axis.
    """
    return np.asarray((_shares(sizes) ** 2).sum(axis=-1), dtype=np.float64)


def same_group_concentrations(sizes: Floats, groups: Places) -> Floats:
    """Say the same of the groups that the parts lie in.

    Args:
        sizes: the parts of each sum along the last axis.
        groups: the number of each part's group.
    """
    shares = _shares(sizes)
    is_same = groups[..., :, np.newaxis] == groups[..., np.newaxis, :]
    pairs = shares[..., :, np.newaxis] * shares[..., np.newaxis, :] * is_same
    return np.asarray(pairs.sum(axis=(-2, -1)), dtype=np.float64)


def _shares(sizes: Floats) -> Floats:
    filled = sizes + (sizes.sum(axis=-1, keepdims=True) == 0)
    return np.asarray(filled / filled.sum(axis=-1, keepdims=True), dtype=np.float64)


def _group_numbers(labels: Sequence[Hashable]) -> Places:
    numbers = {label: at for at, label in enumerate(dict.fromkeys(labels))}
    return np.array([numbers[label] for label in labels], dtype=np.intp)


def _filled(before: Floats, after: Floats) -> tuple[Floats, Floats]:
    nought = HALF * ((before == 0) | (after == 0))
    return before + nought, after + nought


def _months(frame: pd.DataFrame, given: Sequence[Hashable] | slice) -> list[Hashable]:
    if isinstance(given, slice):
        return list(frame.loc[:, given].columns)
    return list(given)


def _labels(frame: pd.DataFrame, treated: Any) -> list[Hashable]:  # noqa: ANN401 - as above
    if isinstance(treated, str | tuple) and treated in frame.index:
        return [treated]
    if isinstance(treated, str) or np.isscalar(treated):
        return [treated]
    return list(treated)


def _check_labels(
    frame: pd.DataFrame, units: Sequence[Hashable], months: Sequence[Hashable]
) -> None:
    twice = frame.index[frame.index.duplicated()].unique()
    if len(twice):
        listed = ", ".join(str(label) for label in twice)
        raise WrongArgument(
            f"the panel holds {listed} more than once; a place with the money cannot "
            "be a comparator too, and no place counts twice"
        )
    absent = [label for label in units if label not in frame.index]
    absent += [label for label in months if label not in frame.columns]
    if absent:
        listed = ", ".join(str(label) for label in absent)
        raise WrongArgument(f"the panel does not hold {listed}")
