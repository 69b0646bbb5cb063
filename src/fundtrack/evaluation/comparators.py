"""Which places are compared with: chosen by rule, before their later months count."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.counts import HALF
from fundtrack.evaluation.matching import distances
from fundtrack.evaluation.matching import level_and_change

TREATED = "treated"
"""The standing of a place that the money was meant for."""

MOST = 60
"""More comparators than this would add places that are less and less alike."""

MOST_PER_TREATED = 12
"""A handful of places near one of many treated ones would not change as they do all."""

TWICE = 2
FOUR_TIMES = 4
NOT_HELD = "months not held"
OTHER_LEVEL = "another level of crime"
LESS_SIMILAR = "less similar than those chosen"
OTHER_FORCE = "another force, not needed"


@dataclass(frozen=True, slots=True)
class Comparators:
    """The places chosen, and why others were not.

    `excluded` counts the places left out by reason; `forces` lists the forces the
    chosen ones lie in; `needed` is the least number that makes a comparison; levels
    lie within `level_factor` times those of the treated places.
    """

    wards: tuple[str, ...]
    forces: tuple[str, ...]
    excluded: Mapping[str, int]
    needed: int
    level_factor: int
    is_widened: bool

    @property
    def is_enough(self) -> bool:
        """Whether there are as many as a comparison needs."""
        return len(self.wards) >= self.needed


def choose_comparators(
    before: pd.DataFrame, places: pd.DataFrame, home_force: str, least: int
) -> Comparators:
    """Choose comparators among the places that had no money.

    First come places of the home force whose level lies within twice that of the
    treated ones. Where they are fewer than needed, other forces are taken in, then
    levels within four times: the first step that gives enough is kept, and said.

    Args:
        before: places by months before the start; a place with a missing month holds
            none of it.
        places: by ward: `force` and `standing` (`treated`, a reason for exclusion, or
            nothing for a place that may be compared with).
        home_force: the force the treated places lie in.
        least: the fewest comparators allowed; at least twice the treated places are
            needed beside that, so that a stand-in leaves as many to compare with.
    """
    treated = before.loc[places.index[places["standing"] == TREATED]]
    needed = max(least, TWICE * len(treated))
    is_home = places["force"] == home_force
    for factor, is_allowed in [
        (TWICE, is_home),
        (TWICE, is_home | True),
        (FOUR_TIMES, is_home),
        (FOUR_TIMES, is_home | True),
    ]:
        reasons = _reasons(before, places, treated, factor)
        reasons = reasons.mask((reasons != TREATED) & ~is_allowed, OTHER_FORCE)
        if int((reasons == "").sum()) >= needed:
            break
    most = max(MOST, MOST_PER_TREATED * len(treated))
    reasons = _keep_nearest(before, treated, reasons, most)
    chosen = reasons.index[reasons == ""]
    left_out = reasons[~reasons.isin(["", TREATED])].value_counts(sort=False)
    forces = sorted(places.loc[chosen, "force"].unique())
    return Comparators(
        wards=tuple(chosen),
        forces=tuple(forces),
        excluded={
            str(reason): int(number) for reason, number in left_out.sort_index().items()
        },
        needed=needed,
        level_factor=factor,
        is_widened=forces not in ([], [home_force]),
    )


def _reasons(
    before: pd.DataFrame, places: pd.DataFrame, treated: pd.DataFrame, factor: int
) -> pd.Series:
    """Give for each place why it cannot be compared with, nothing where it can."""
    levels = before.sum(axis=1, skipna=False)
    treated_levels = treated.sum(axis=1)
    lowest, highest = treated_levels.min() / factor, treated_levels.max() * factor
    reasons = places["standing"].astype(str)
    is_missing = levels.isna() if before.shape[1] else reasons.notna()
    reasons = reasons.mask((reasons == "") & is_missing, NOT_HELD)
    is_like = levels.between(lowest, highest)
    return reasons.mask((reasons == "") & ~is_like, OTHER_LEVEL)


def _keep_nearest(
    before: pd.DataFrame, treated: pd.DataFrame, reasons: pd.Series, most: int
) -> pd.Series:
    """Keep the places most like the treated ones, which weigh by their offences.

    The places nearest to any one of them would be small ones for the most part, chosen
    when they were low by chance: they rise again, and the treated places seem to fall.
    """
    allowed = reasons.index[reasons == ""]
    if len(allowed) <= most:
        return reasons
    counts = treated.to_numpy(dtype=np.float64)
    apart = np.average(
        distances(
            level_and_change(counts),
            level_and_change(before.loc[allowed].to_numpy(dtype=np.float64)),
        ),
        axis=0,
        weights=counts.sum(axis=1) + HALF,
    )
    farther = allowed[np.argsort(apart, kind="stable")[most:]]
    return reasons.mask(reasons.index.isin(farther), LESS_SIMILAR)
