"""Assess a case: what could be seen, what was seen, and what may be said of it."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.effects import measure_effect
from fundtrack.evaluation.families import NOT_SEEN
from fundtrack.evaluation.families import holm
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.gates import all_green
from fundtrack.evaluation.gates import gates_after
from fundtrack.evaluation.gates import gates_before
from fundtrack.evaluation.gates import stopped
from fundtrack.evaluation.placebos import yardstick_of
from fundtrack.evaluation.power import smallest_shown_pct
from fundtrack.evaluation.pre_periods import PrePeriod
from fundtrack.evaluation.pre_periods import pre_period
from fundtrack.evaluation.spread import spread_of
from fundtrack.evaluation.verdicts import Gate
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.verdicts import verdict_of

INDEX = 100
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What a verdict reads of an effect: its p-value after Holm, and its interval."""

    p: float
    ci_low_pct: float
    ci_high_pct: float


@dataclass(frozen=True, slots=True)
class Detectable:
    """What the design could see, worked out before the treated months after are read.

    `smallest_pct` is None where there is nothing to work it out from; `offences` are
    those in the treated wards before the start; `gates` those that failed, of the
    `results` of all that need no month after.
    """

    smallest_pct: float | None
    offences: int
    gates: tuple[Gate, ...]
    results: tuple[GateResult, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """The answer: an effect unless a gate failed, and the verdict it allows.

    `gates` are the results of every gate; `p_family` is the effect's p-value after
    Holm, within the comparisons looked at together; `before` how alike the places were
    before the start. Those two are None where no estimate was made. `places` counts
    the treated wards: one alone can show a change and not its cause.
    """

    detectable: Detectable
    effect: Effect | None
    verdict: Verdict
    gates: tuple[GateResult, ...] = ()
    p_family: float | None = None
    before: PrePeriod | None = None
    places: int = SEVERAL

    @property
    def names_cause(self) -> bool:
        """Whether every gate is green, for more than one place."""
        return all_green(self.gates) and self.places >= SEVERAL

    @property
    def stopped_by(self) -> tuple[GateResult, ...]:
        """The gates that leave nothing to claim."""
        return stopped(self.gates)


def detectable_effect(case: Case) -> Detectable:
    """Say what could be seen, and what stands in the way of seeing anything.

    Reads the comparators' months before and after, and of the treated wards the
    months before alone.
    """
    offences = 0
    if case.windows.months and case.has_treated_counts:
        treated_pre = case.panel.loc[list(case.treated), case.pre].sum(axis=1)
        offences = int(treated_pre.sum())
    results = gates_before(case, offences)
    gates = tuple(each.gate for each in stopped(results))
    if Gate.NO_MONTHS in gates:
        return Detectable(None, 0, (Gate.NO_MONTHS,), results[:1])
    if not case.comparators.wards:
        return Detectable(None, offences, gates, results)
    return Detectable(_smallest_pct(case, offences), offences, gates, results)


def estimate(case: Case) -> Effect:
    """Estimate the effect of a case that no gate stops."""
    return measure_effect(
        case.compared,
        case.treated,
        case.pre,
        case.post,
        case.plan.sets,
        case.plan.seed,
        case.plan.alpha,
        dict(case.places["district"]),
    )


def assess(case: Case, detectable: Detectable) -> Assessment:
    """Estimate the effect, unless a gate failed, and give the verdict.

    An effect that a gate after the estimate leaves nothing to claim of is withheld.
    """
    if detectable.gates:
        return Assessment(detectable, None, Verdict.NOT_EVALUABLE, detectable.results)
    effect, before = estimate(case), pre_period(case)
    gates = (*detectable.results, *gates_after(case, effect, before))
    if stopped(gates):
        return Assessment(detectable, None, Verdict.NOT_EVALUABLE, gates, before=before)
    p_family = family_p(case, effect.p)
    adjusted = Adjusted(p_family, effect.ci_low_pct, effect.ci_high_pct)
    verdict = verdict_of(adjusted, case.plan.worthwhile_pct)
    return Assessment(
        detectable, effect, verdict, gates, p_family, before, len(case.treated)
    )


def family_p(case: Case, p: float) -> float:
    """Adjust an area's p-value for the comparisons that are looked at with it.

    A comparison of the family that is not known counts as one that was not seen, by
    which the first of them is held to Bonferroni's bound.

    Source: Holm (1979).
    """
    family = {case.plan.name: p, **case.family_ps}
    unknown = range(len(family), case.plan.family)
    family |= {f"not known {number}": NOT_SEEN for number in unknown}
    return holm(family)[case.plan.name]


def monthly_series(case: Case) -> pd.DataFrame:
    """Give the treated wards and the comparators month by month.

    Returns:
        One row per month compared, in order: `month`, `is_after`, `treated` and
        `comparators` (offences), `treated_index` and `comparators_index` (the mean of
        the months before is 100).
    """
    months = case.pre + case.post
    treated = case.panel.loc[list(case.treated), months].sum()
    comparators = case.panel.loc[list(case.comparators.wards), months].sum()
    return pd.DataFrame(
        {
            "month": months,
            "is_after": [month in case.post for month in months],
            "treated": treated.to_numpy(dtype="int64"),
            "comparators": comparators.to_numpy(dtype="int64"),
            "treated_index": _index(treated, case.pre),
            "comparators_index": _index(comparators, case.pre),
        }
    )


def gate_facts(_: Case, detectable: Detectable) -> Mapping[Gate, str]:
    """Say in words what each failed gate found."""
    return {each.gate: each.fact for each in stopped(detectable.results)}


def _smallest_pct(case: Case, offences: int) -> float:
    counts = cut_panel(
        case.compared, case.treated, case.pre, case.post, dict(case.places["district"])
    )
    before, after = counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    spread = spread_of(before, after, counts.donors_groups)
    treated_pre = counts.treated_pre.sum(axis=1)
    between = sum(spread.of_sum(treated_pre, counts.treated_groups))
    alpha = case.plan.alpha / case.plan.family
    yardstick = yardstick_of(counts, case.plan.sets, case.plan.seed)
    compared = max(1.0, float(before.sum()))
    return smallest_shown_pct(offences, between, compared, alpha, yardstick)


def _index(counts: pd.Series, pre: list[str]) -> Floats:
    offences = counts.to_numpy(dtype=np.float64)
    level = offences[: len(pre)].mean()
    return INDEX * offences / level if level else np.full_like(offences, np.nan)
