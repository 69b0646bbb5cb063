"""Near repeats: whether crimes close in place are close in time more than by chance.

Needs points. Those that the police publish are moved to the nearest of a list of map
points, so this is for a force's own records alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places
from fundtrack.evaluation.placebos import DEFAULT_SEED

AT_ONCE = 500
"""So many events are held against all others together."""

METRICS = ("euclidean", "manhattan")


@dataclass(frozen=True, slots=True, eq=False)
class NearRepeats:
    """Pairs of events by how far apart they are in place and in time.

    Each table has a row for each band of distance and a column for each of lag:
    `observed` pairs, the `median` of the shuffled ones, their `ratio` (NaN where no
    shuffled pair was), and `p`, the share of shuffles with as many pairs or more.
    """

    observed: pd.DataFrame
    median: pd.DataFrame
    ratio: pd.DataFrame
    p: pd.DataFrame


def near_repeats(
    x: npt.ArrayLike,
    y: npt.ArrayLike,
    days: npt.ArrayLike,
    distances: Sequence[float],
    lags: Sequence[float],
    shuffles: int = 999,
    seed: int = DEFAULT_SEED,
    metric: str = "euclidean",
) -> NearRepeats:
    """Count pairs of events in bands of distance and lag, and shuffle their days.

    p = (1 + shuffles with as many pairs or more) / (shuffles + 1).

    Args:
        x: eastings in metres, one for each event.
        y: northings.
        days: dates, or numbers of days.
        distances: edges of the bands in metres, from below; a band holds its lower
            edge, not its upper one. 0, 0.1, 200 parts same places from near ones.
        lags: edges of the bands in days, in the same way.
        shuffles: how often the days are dealt out anew.
        seed: gives the same shuffles again.
        metric: `euclidean` or `manhattan` distance.

    Raises:
        WrongArgument: when events do not have one of each, edges do not rise, or the
            metric is another.

    Source: Knox (1964); Johnson and others (2007); Ratcliffe and Rengert (2008).
    """
    places = np.column_stack([_numbers(x), _numbers(y)])
    when = _days(days)
    edges, since = _edges(distances), _edges(lags)
    if metric not in METRICS:
        raise WrongArgument(
            f"there is no metric “{metric}”; known: euclidean, manhattan"
        )
    if len(places) != len(when) or not np.isfinite(places).all():
        raise WrongArgument("each event needs a place and a day")
    first, second, band = _pairs(places, edges, is_straight=metric == "euclidean")
    shape = len(edges) - 1, len(since) - 1

    def counted(order: Floats) -> Places:
        lag = np.searchsorted(since, np.abs(order[first] - order[second]), "right") - 1
        is_in = (lag >= 0) & (lag < shape[1])
        cells = band[is_in] * shape[1] + lag[is_in]
        return np.bincount(cells, minlength=shape[0] * shape[1]).astype(np.intp)

    generator = np.random.default_rng(seed)
    observed = counted(when)
    drawn = np.array([counted(generator.permutation(when)) for _ in range(shuffles)])
    middle = np.median(drawn, axis=0)
    ratio = observed / np.where(middle > 0, middle, np.nan)
    p = (1 + (drawn >= observed).sum(axis=0)) / (1 + shuffles)
    rows, columns = _bands(edges), _bands(since)
    tables = [
        pd.DataFrame(cells.reshape(shape), index=rows, columns=columns)
        for cells in (observed, middle, ratio, p)
    ]
    return NearRepeats(*tables)


def _pairs(
    places: Floats, edges: Floats, *, is_straight: bool
) -> tuple[Places, Places, Places]:
    """Give the pairs near enough to count, each once, with their band of distance."""
    found = []
    for start in range(0, len(places), AT_ONCE):
        apart = places[start : start + AT_ONCE, np.newaxis] - places[np.newaxis, start:]
        size = np.sqrt((apart**2).sum(axis=2)) if is_straight else np.abs(apart).sum(2)
        band = np.searchsorted(edges, size, "right") - 1
        row, column = np.nonzero(
            np.triu(np.ones(size.shape, dtype=bool), 1)
            & (band >= 0)
            & (band < len(edges) - 1)
        )
        found.append((row + start, column + start, band[row, column]))
    first, second, band = (np.concatenate(parts) for parts in zip(*found, strict=True))
    return first, second, band


def _numbers(given: npt.ArrayLike) -> Floats:
    return np.atleast_1d(np.asarray(given, dtype=np.float64))


def _days(given: npt.ArrayLike) -> Floats:
    if pd.api.types.is_numeric_dtype(pd.Series(given)):
        return _numbers(given)
    dates = pd.to_datetime(pd.Series(given)).to_numpy().astype("datetime64[s]")
    return dates.astype("datetime64[D]").astype(np.float64)


def _edges(given: Sequence[float]) -> Floats:
    edges = _numbers(given)
    if edges.size < 2 or not (np.diff(edges) > 0).all():  # noqa: PLR2004 - a band has two edges
        raise WrongArgument("bands need edges that rise, two or more")
    return edges


def _bands(edges: Floats) -> list[str]:
    return [f"{low:g} to {high:g}" for low, high in pairwise(edges)]
