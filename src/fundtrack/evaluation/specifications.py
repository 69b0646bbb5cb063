"""The specification curve: the same question asked in every other sensible way.

What was planned stands marked among what could have been planned. The curve shows how
much hangs on the choice; it changes no verdict.
"""

from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass

import numpy as np
import pandas as pd

from fundtrack.evaluation.alternatives import AS_PLANNED
from fundtrack.evaluation.alternatives import Alternatives
from fundtrack.evaluation.alternatives import spans_of
from fundtrack.evaluation.estimators import ESTIMATORS
from fundtrack.evaluation.estimators import NOTHING
from fundtrack.evaluation.estimators import RATE_RATIO
from fundtrack.evaluation.estimators import Comparison
from fundtrack.evaluation.estimators import rate_ratio_estimate
from fundtrack.evaluation.windows import YEAR

MONTHS_BEFORE = (12, 24, 36)
MONTHS_AFTER = (6, 12, 18)
TOO_FEW = "too few comparators"
NO_ANSWER = "this way gives no answer on these counts"


@dataclass(frozen=True, slots=True)
class Specification:
    """One way to ask: which crime, months, comparators and estimator."""

    measure: str
    months_before: int
    months_after: int
    comparators: str
    estimator: str

    @property
    def scale(self) -> str:
        """Whether changes are compared as ratios (`log`) or as counts (`count`)."""
        return ESTIMATORS[self.estimator][0]


@dataclass(frozen=True, slots=True, eq=False)
class SpecificationCurve:
    """The answers of all specifications, the smallest effect first.

    `rows` has one row per specification: its parts (`measure`, `months_before`,
    `months_after`, `comparators`, `estimator`, `scale`), `effect_pct`, `low_pct`,
    `high_pct`, `p`, how many months were compared (`held_before`, `held_after`),
    `is_primary`, and `refused` with the reason where nothing could be estimated.
    The rest sums up the planned crime alone: `estimated` of `asked` gave an effect,
    and shares are of those: `same_sign_share` lie on the primary's side of nought,
    `rare_share` do and have a p of at most alpha.
    """

    rows: pd.DataFrame
    asked: int
    estimated: int
    same_sign_share: float
    rare_share: float
    median_pct: float
    lowest_pct: float
    highest_pct: float


def specification_curve(alternatives: Alternatives) -> SpecificationCurve:
    """Estimate the effect in every specification.

    Windows of 12, 24 and 36 months before are crossed with 6, 12 and 18 after, and
    each of those with every estimator, with every choice of comparators, and with
    every type of crime.

    Source: Simonsohn, Simmons and Nelson (2020), Specification curve analysis.
    """
    rows = pd.DataFrame([_row(alternatives, asked) for asked in _asked(alternatives)])
    rows = rows.sort_values("effect_pct", kind="stable", ignore_index=True)
    planned = rows[rows["measure"] == alternatives.measure]
    said = planned[planned["refused"] == ""]
    primary = rows.loc[rows["is_primary"], "effect_pct"]
    is_same = np.sign(said["effect_pct"]) == np.sign(primary).sum()
    is_rare = is_same & (said["p"] <= alternatives.alpha)
    return SpecificationCurve(
        rows=rows,
        asked=len(planned),
        estimated=len(said),
        same_sign_share=float(is_same.mean()),
        rare_share=float(is_rare.mean()),
        median_pct=float(said["effect_pct"].median()),
        lowest_pct=float(said["effect_pct"].min()),
        highest_pct=float(said["effect_pct"].max()),
    )


def leave_one_out(alternatives: Alternatives) -> pd.DataFrame:
    """Estimate the primary effect again without each comparator, and each district.

    Returns:
        One row per ward left out, then one per district of comparators where there
        are several: `left_out`, `kind` (`ward` or `district`), `effect_pct`,
        `low_pct`, `high_pct`, `p`. No row where the primary has no answer.

    Source: the jackknife, as causal checks of synthetic places use it (Abadie,
        Diamond and Hainmueller 2015).
    """
    planned = alternatives.comparators[AS_PLANNED]
    district_of = alternatives.districts
    dropped = [(ward, "ward", {ward}) for ward in planned]
    districts = sorted({district_of[ward] for ward in planned})
    dropped += [
        (name, "district", {ward for ward in planned if district_of[ward] == name})
        for name in districts
        if len(districts) > 1
    ]
    spans = spans_of(alternatives, alternatives.measure, YEAR, alternatives.months)
    counts = alternatives.counts[alternatives.measure]
    least = len(alternatives.treated)
    rows = []
    for name, kind, without in dropped:
        wards = [ward for ward in planned if ward not in without]
        if not spans.refused and len(wards) > least:
            found = rate_ratio_estimate(Comparison(counts, wards, spans, alternatives))
            rows.append({"left_out": name, "kind": kind, **asdict(found)})
    columns = ["left_out", "kind", *asdict(NOTHING)]
    return pd.DataFrame(rows, columns=columns)


def _asked(alternatives: Alternatives) -> Iterator[Specification]:
    planned = alternatives.measure
    for before in MONTHS_BEFORE:
        for after in sorted({*MONTHS_AFTER, alternatives.months}):
            for estimator in ESTIMATORS:
                yield Specification(planned, before, after, AS_PLANNED, estimator)
            for chosen in alternatives.comparators:
                if chosen != AS_PLANNED:
                    yield Specification(planned, before, after, chosen, RATE_RATIO)
            for crime in alternatives.counts:
                if crime != planned:
                    yield Specification(crime, before, after, AS_PLANNED, RATE_RATIO)


def _row(alternatives: Alternatives, asked: Specification) -> dict[str, object]:
    spans = spans_of(
        alternatives, asked.measure, asked.months_before, asked.months_after
    )
    wards = alternatives.comparators[asked.comparators]
    refused, found = spans.refused, NOTHING
    if not refused and len(wards) <= len(alternatives.treated):
        refused = TOO_FEW
    if not refused:
        _, estimator = ESTIMATORS[asked.estimator]
        counts = alternatives.counts[asked.measure]
        found = estimator(Comparison(counts, wards, spans, alternatives))
        refused = "" if np.isfinite(found.effect_pct) else NO_ANSWER
    primary = Specification(
        alternatives.measure, YEAR, alternatives.months, AS_PLANNED, RATE_RATIO
    )
    return {
        **asdict(asked),
        "scale": asked.scale,
        **asdict(found),
        "held_before": len(spans.pre),
        "held_after": len(spans.post),
        "is_primary": asked == primary,
        "refused": refused,
    }
