"""Effects of money that came to places at different times, against places without."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import Places
from fundtrack.evaluation.methods.long_panels import NEVER
from fundtrack.evaluation.methods.long_panels import LongPanel
from fundtrack.evaluation.methods.long_panels import lay_out


@dataclass(frozen=True, slots=True, eq=False)
class GroupTimeEffects:
    """Effects by the time money came and the time measured.

    `att` has one row per group and time: `group`, `time`, `att`, `se`; `simple` is
    their mean from each group's start on, groups by how many units they hold.
    `by_group` (`group`, `att`, `se`) is each group's mean over the times since its
    start, `group` their mean; `by_event` (`event`, `att`, `se`) is the mean of all
    groups so many times after their start, `dynamic` its mean from the start on. NaN
    where there is no group to tell of.
    """

    att: pd.DataFrame
    simple: float
    simple_se: float
    group: float
    group_se: float
    dynamic: float
    dynamic_se: float
    by_group: pd.DataFrame
    by_event: pd.DataFrame


def group_time_effects(
    panel: pd.DataFrame, unit: str, time: str, response: str, first_treated: str
) -> GroupTimeEffects:
    """Compare each group's change with that of the units that never had the money.

    ATT(g, t) = E[Y_t - Y_(g-1) | G = g] - E[Y_t - Y_(g-1) | never]. From a group's
    start on, change is counted from the time before it; earlier, from one time to the
    next, which shows whether groups ran apart before. Units that had the money from
    the first time on tell of no change and are left out; those that get it after the
    last time stand with the ones that never had it.

    Args:
        panel: one row per unit and time.
        unit: the column that names the unit.
        time: the column that holds the time: numbers, dates or periods.
        response: the column that is measured.
        first_treated: the column with the time the money came; 0 for never, or
            nothing, or endless.

    Raises:
        WrongArgument: when a column or a figure is missing, a unit lacks a time, has
            one twice or two starts, or no unit never had the money.

    Source: Callaway and Sant'Anna (2021), never-treated comparators, no covariates;
        standard errors from the influence function, those of means with the part that
        comes of groups' estimated sizes.
    """
    cells = _Cells(lay_out(panel, unit, time, response, first_treated))
    simple = cells.mean(cells.after)
    groups = cells.by_group()
    events = cells.by_event()
    since_start = [mean for event, mean in events if event >= 0]
    group = _Mean.of([mean for _, mean in groups], cells.shares_of_groups())
    dynamic = _Mean.of(since_start, None)
    return GroupTimeEffects(
        att=cells.frame(),
        simple=simple.estimate,
        simple_se=simple.se,
        group=group.estimate,
        group_se=group.se,
        dynamic=dynamic.estimate,
        dynamic_se=dynamic.se,
        by_group=_rows("group", groups),
        by_event=_rows("event", events),
    )


@dataclass(frozen=True, slots=True, eq=False)
class _Shares:
    """How much groups count in a mean, and what each unit does to that."""

    shares: Floats
    members: Floats


@dataclass(frozen=True, slots=True, eq=False)
class _Mean:
    """An effect, and what each unit does to it."""

    estimate: float
    influence: Floats

    @property
    def se(self) -> float:
        """The standard error."""
        return float(np.sqrt((self.influence**2).sum())) / max(1, self.influence.size)

    @classmethod
    def of(cls, effects: list["_Mean"], shares: _Shares | None) -> "_Mean":
        """Give the mean of effects: plain, or each by the size of its group.

        Source: Callaway and Sant'Anna (2021), theorem 4: sizes are estimates too.
        """
        if not effects:
            return cls(np.nan, np.array([np.nan]))
        estimates = np.array([effect.estimate for effect in effects])
        influences = np.array([effect.influence for effect in effects])
        if shares is None:
            return cls(float(estimates.mean()), influences.mean(axis=0))
        total = shares.shares.sum()
        weights = shares.shares / total
        by_sizes = shares.members - weights[:, np.newaxis] * shares.members.sum(axis=0)
        influence = weights @ influences + estimates @ by_sizes / total
        return cls(float(weights @ estimates), influence)


class _Cells:
    """Each group at each time: its effect, and what each unit does to it."""

    def __init__(self, panel: LongPanel) -> None:
        self.panel = panel
        starts = sorted(set(panel.groups[panel.groups != NEVER].tolist()))
        times = range(1, len(panel.times))
        self.keys = [(start, at) for start in starts for at in times]
        self.effects = [self._effect(start, at) for start, at in self.keys]
        self.starts = np.array([start for start, _ in self.keys])
        self.after = np.array(
            [place for place, key in enumerate(self.keys) if self._is_after(*key)],
            dtype=np.intp,
        )

    def _is_after(self, start: float, at: int) -> bool:
        return self.panel.times[at] >= start

    def _effect(self, start: float, at: int) -> _Mean:
        held = self.panel
        base = max(place for place, then in enumerate(held.times) if then < start)
        before = base if self._is_after(start, at) else at - 1
        change = held.measured[:, at] - held.measured[:, before]
        is_group, is_never = held.groups == start, held.groups == NEVER
        treated, never = change[is_group].mean(), change[is_never].mean()
        influence = is_group * (change - treated) / is_group.mean()
        influence -= is_never * (change - never) / is_never.mean()
        return _Mean(float(treated - never), influence)

    def frame(self) -> pd.DataFrame:
        """Give the cells as rows, named as the panel names groups and times."""
        held = self.panel
        rows = [
            (held.group_labels[start], held.time_labels[at], effect.estimate, effect.se)
            for (start, at), effect in zip(self.keys, self.effects, strict=True)
        ]
        return pd.DataFrame(rows, columns=["group", "time", "att", "se"])

    def mean(self, at: Places) -> _Mean:
        """Give the mean of cells, each by the size of its group."""
        shares = self._shares(self.starts[at]) if at.size else None
        return _Mean.of([self.effects[place] for place in at], shares)

    def by_group(self) -> list[tuple[object, _Mean]]:
        """Give each group's mean from its start on."""
        after = self.starts[self.after]
        return [
            (self.panel.group_labels[start], self.mean(self.after[after == start]))
            for start in dict.fromkeys(after.tolist())
        ]

    def shares_of_groups(self) -> _Shares:
        """Give the sizes of the groups."""
        return self._shares(np.array(list(dict.fromkeys(self.starts.tolist()))))

    def by_event(self) -> list[tuple[float, _Mean]]:
        """Give the mean of all groups so long before or after their start."""
        since = np.array([self.panel.times[at] - start for start, at in self.keys])
        return [
            (_whole(event), self.mean(np.flatnonzero(since == event)))
            for event in sorted(set(since.tolist()))
        ]

    def _shares(self, starts: Floats) -> _Shares:
        is_member = (self.panel.groups == starts[:, np.newaxis]).astype(np.float64)
        shares = is_member.mean(axis=1)
        return _Shares(shares, is_member - shares[:, np.newaxis])


def _whole(event: float) -> float:
    return int(event) if event.is_integer() else event


def _rows(name: str, means: Sequence[tuple[object, _Mean]]) -> pd.DataFrame:
    rows = [(label, mean.estimate, mean.se) for label, mean in means]
    return pd.DataFrame(rows, columns=[name, "att", "se"])
