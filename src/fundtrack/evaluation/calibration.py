"""Test a method on worlds whose truth is known: it is tested, not trusted."""

from collections.abc import Callable
from collections.abc import Hashable
from collections.abc import Sequence
from dataclasses import dataclass
from math import log1p
from typing import Protocol

import numpy as np
import pandas as pd

from fundtrack.errors import WrongArgument
from fundtrack.evaluation.verdicts import LARGEST_P
from fundtrack.evaluation.windows import YEAR


class Measured(Protocol):
    """What a pipeline must give back."""

    @property
    def p(self) -> float:
        """The p-value a verdict would read."""

    @property
    def ci_low(self) -> float:
        """The interval's lower end, in logs."""

    @property
    def ci_high(self) -> float:
        """The interval's upper end, in logs."""


Labels = Sequence[Hashable]
Pipeline = Callable[[pd.DataFrame, Labels, Labels, Labels], Measured]
"""Takes a panel, the treated labels, the months before and the months after."""

Selection = Callable[[pd.DataFrame, np.random.Generator], Labels]
"""Takes the months before and chooses the treated units."""


@dataclass(frozen=True, slots=True)
class Calibration:
    """How a method fares where the truth is known; shares from 0 to 1.

    `reject_rate` where nothing happened; `coverage` of the true effect by the
    interval; `power` to find the effect given.
    """

    reject_rate: float
    coverage: float
    power: float


def calibrate(
    pipeline: Pipeline,
    source: pd.DataFrame,
    n: int,
    effect: float,
    selection: str | Selection,
    seed: int,
) -> Calibration:
    """Run a whole pipeline on draws from a panel in which nothing was done.

    Each draw chooses a start and treated units, measures them as they are, then
    again with their later counts changed by the effect.

    Args:
        pipeline: the method, from the choice of comparators to p and interval.
        source: units by months, in order.
        n: how many draws.
        effect: the change given, as a share: -0.3 takes each later offence away with
            a chance of 30 %.
        selection: `random`, `level` (the highest), `rise` (the steepest recent rise),
            or a function of the months before and a random generator.
        seed: gives the same draws again.

    Raises:
        WrongArgument: for an unknown selection or too few months.
    """
    select = _selection(selection)
    length = min(YEAR, source.shape[1] // 2)
    if not length:
        raise WrongArgument("a calibration needs at least two months")
    generator = np.random.default_rng(seed)
    months = list(source.columns)
    nothing, something = [], []
    for _ in range(n):
        start = int(generator.integers(length, len(months) - length + 1))
        pre, post = months[start - length : start], months[start : start + length]
        treated = select(source[pre], generator)
        nothing.append(pipeline(source, treated, pre, post))
        changed = _changed(source, treated, post, effect, generator)
        something.append(pipeline(changed, treated, pre, post))
    truth = log1p(effect)
    return Calibration(
        reject_rate=_share([found.p <= LARGEST_P for found in nothing]),
        coverage=_share(
            [found.ci_low <= truth <= found.ci_high for found in something]
        ),
        power=_share([found.p <= LARGEST_P for found in something]),
    )


def _selection(selection: str | Selection) -> Selection:
    if callable(selection):
        return selection
    known: dict[str, Selection] = {
        "random": _at_random,
        "level": lambda before, _: [before.sum(axis=1).idxmax()],
        "rise": lambda before, _: [_rise(before).idxmax()],
    }
    if selection not in known:
        raise WrongArgument(
            f"there is no selection “{selection}”; known are {', '.join(known)}"
        )
    return known[selection]


def _at_random(before: pd.DataFrame, generator: np.random.Generator) -> Labels:
    return [before.index[int(generator.integers(len(before)))]]


def _rise(before: pd.DataFrame) -> pd.Series:
    half = before.shape[1] // 2
    later = before.iloc[:, before.shape[1] - half :].sum(axis=1)
    return (later + 1) / (before.iloc[:, :half].sum(axis=1) + 1)


def _changed(
    source: pd.DataFrame,
    treated: Labels,
    post: Labels,
    effect: float,
    generator: np.random.Generator,
) -> pd.DataFrame:
    changed = source.copy()
    counts = source.loc[list(treated), list(post)].to_numpy(dtype=np.int64)
    if effect <= 0:
        changed.loc[list(treated), list(post)] = generator.binomial(counts, 1 + effect)
    else:
        added = generator.poisson(counts * effect)
        changed.loc[list(treated), list(post)] = counts + added
    return changed


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers)
