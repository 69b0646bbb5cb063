"""A fund's effect in all its areas together, from the runs of each."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from typing import Any

from fundtrack.evaluation.decisions import may_name_cause
from fundtrack.evaluation.decisions import together_level
from fundtrack.evaluation.decisions import weakest_standing
from fundtrack.evaluation.pooling import AreaEffect
from fundtrack.evaluation.pooling import PooledEffect
from fundtrack.evaluation.pooling import pool_effects
from fundtrack.evaluation.pooling import pooled_detectable_pct
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.verdicts import verdict_of
from fundtrack.runs.programme_values import programme_facts
from fundtrack.runs.programme_values import programme_of
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.run_files import PLACEBOS
from fundtrack.sentences.evaluations import pooled_sentence

FEWEST = 2


@dataclass(frozen=True, slots=True)
class PooledRun:
    """The common effect of a fund's areas, in per cent; below 0 means fewer.

    `standing` is the weakest of the areas'; a cause is named only where every gate of
    every area is green on a design of level 4 of the Maryland scale. `value` is the
    areas' value for money together, empty where one of them has no cost or no price.
    """

    fund: str
    measure: str
    areas: Sequence[str]
    verdict: Verdict
    effect_pct: float
    ci_low_pct: float
    ci_high_pct: float
    p: float
    mde_pct: float
    sentence: str
    standing: str = ""
    maryland_level: int | None = None
    names_cause: bool = False
    value: Mapping[str, Any] = field(default_factory=dict)


def pooled_run(runs: Sequence[KeptRun]) -> PooledRun | None:
    """Pool the runs of one fund and measure that ended in an effect.

    Returns:
        Nothing where fewer than two did, or where published counts would meet
        synthetic ones.
    """
    found = pooled_from(runs)
    if not found:
        return None
    provenances = {run.result["provenance"] for run in found}
    plan = found[0].plan
    effect = pooled_effect(found)
    verdict = verdict_of(effect, plan["worthwhile_pct"])
    areas = [run.result["area_name"] for run in found]
    results = [run.result for run in found]
    names_cause = may_name_cause(results, verdict)
    return PooledRun(
        fund=found[0].result["fund"],
        measure=found[0].result["measure"],
        areas=[run.result["area"] for run in found],
        verdict=verdict,
        effect_pct=effect.effect_pct,
        ci_low_pct=effect.ci_low_pct,
        ci_high_pct=effect.ci_high_pct,
        p=effect.p,
        mde_pct=pooled_detectable_pct(
            [run.result["mde_pct"] for run in found], plan["alpha"], plan["family"]
        ),
        sentence=pooled_sentence(
            effect,
            verdict,
            areas,
            is_synthetic=provenances == {"synthetic"},
            names_cause=names_cause,
        ),
        standing=weakest_standing(results),
        maryland_level=together_level(results),
        names_cause=names_cause,
        value=programme_facts(
            programme_of(results, effect, verdict, plan["seed"]), verdict
        ),
    )


def pooled_from(runs: Sequence[KeptRun]) -> list[KeptRun]:
    """List the runs that can be pooled; none where fewer than two can."""
    found = [run for run in runs if run.result["effect_pct"] is not None]
    provenances = {run.result["provenance"] for run in found}
    return [] if len(found) < FEWEST or len(provenances) > 1 else found


def pooled_effect(runs: Sequence[KeptRun]) -> PooledEffect:
    """Pool runs that can be, by the plan of the first: the same draws each time."""
    plan = runs[0].plan
    areas = [_area_effect(run) for run in runs]
    return pool_effects(areas, plan["sets"], plan["seed"], plan["alpha"])


def _area_effect(run: KeptRun) -> AreaEffect:
    rows = run.rows(PLACEBOS)
    return AreaEffect(
        log_rr=run.result["log_rr"],
        se=run.result["se"],
        placebo_log_rrs=[float(row["log_rr"]) for row in rows],
        placebo_ses=[float(row["se"]) for row in rows],
    )
