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
from fundtrack.evaluation.power import smallest_detectable_pct
from fundtrack.evaluation.spread import spread_of
from fundtrack.evaluation.verdicts import Gate
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.verdicts import verdict_of

INDEX = 100


@dataclass(frozen=True, slots=True)
class Detectable:
    """What the design could see, worked out before the treated months after are read.

    `smallest_pct` is None where there is nothing to work it out from; `offences` are
    those in the treated wards before the start.
    """

    smallest_pct: float | None
    offences: int
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Assessment:
    """The answer: an effect unless a gate failed, and the verdict it allows."""

    detectable: Detectable
    effect: Effect | None
    verdict: Verdict


def detectable_effect(case: Case) -> Detectable:
    """Say what could be seen, and what stands in the way of seeing anything.

    Reads the comparators' months before and after, and of the treated wards the
    months before alone.
    """
    if not case.windows.months or not case.has_treated_counts:
        return Detectable(None, 0, (Gate.NO_MONTHS,))
    treated_pre = case.panel.loc[list(case.treated), case.pre].sum(axis=1)
    offences = int(treated_pre.sum())
    gates = []
    if offences < case.plan.least_offences:
        gates.append(Gate.FEW_OFFENCES)
    if not case.comparators.is_enough:
        gates.append(Gate.FEW_COMPARATORS)
    if not case.comparators.wards:
        return Detectable(None, offences, tuple(gates))
    counts = cut_panel(
        case.compared, case.treated, case.pre, case.post, dict(case.places["district"])
    )
    before, after = counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    spread = spread_of(before, after, counts.donors_groups)
    treated_pre = counts.treated_pre.sum(axis=1)
    between = sum(spread.of_sum(treated_pre, counts.treated_groups))
    alpha = case.plan.alpha / case.plan.family
    smallest = smallest_detectable_pct(offences, between, float(before.sum()), alpha)
    return Detectable(smallest, offences, tuple(gates))


def assess(case: Case, detectable: Detectable) -> Assessment:
    """Estimate the effect, unless a gate failed, and give the verdict."""
    effect = None
    if not detectable.gates:
        effect = measure_effect(
            case.compared,
            case.treated,
            case.pre,
            case.post,
            case.plan.sets,
            case.plan.seed,
            case.plan.alpha,
            dict(case.places["district"]),
        )
    plan = case.plan
    verdict = verdict_of(effect, plan.worthwhile_pct, plan.family)
    return Assessment(detectable, effect, verdict)


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


def gate_facts(case: Case, detectable: Detectable) -> Mapping[Gate, str]:
    """Say in words what each failed gate found."""
    words = {
        Gate.NO_MONTHS: "no month is held on both sides of the start",
        Gate.FEW_OFFENCES: (
            f"there were {detectable.offences} offences before the start, "
            f"fewer than {case.plan.least_offences}"
        ),
        Gate.FEW_COMPARATORS: (
            f"there are {len(case.comparators.wards)} comparators, "
            f"fewer than the {case.comparators.needed} needed"
        ),
    }
    return {gate: words[gate] for gate in detectable.gates}


def _index(counts: pd.Series, pre: list[str]) -> Floats:
    offences = counts.to_numpy(dtype=np.float64)
    level = offences[: len(pre)].mean()
    return INDEX * offences / level if level else np.full_like(offences, np.nan)
