"""The estimates of a run as rows that a machine reads: one row per estimate."""

from collections.abc import Sequence
from typing import Any

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import Caveat
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.gates import State

Row = dict[str, Any]

PRIMARY = "primary"


def primary_row(case: Case, assessment: Assessment, found: Sequence[Caveat]) -> Row:
    """Give the planned estimate with all that it rests on; None where not estimable."""
    return {
        **_question(case),
        "role": PRIMARY,
        "estimator": case.plan.estimator,
        "scale": "log rate ratio",
        **effect_figures(assessment.effect),
        "p_holm": assessment.p_family,
        "n_treated": len(case.treated),
        "n_comparators": len(case.comparators.wards),
        "mde_pct": assessment.detectable.smallest_pct,
        "gates_failed": [each.gate for each in assessment.stopped_by],
        "gates_open": [
            each.gate for each in assessment.gates if each.state is State.OPEN
        ],
        "standing": case.registration.standing,
        "verdict": assessment.verdict,
        "caveats": sorted({caveat.rule for caveat in found}),
        "seed": case.plan.seed,
    }


def effect_figures(effect: Effect | None) -> Row:
    """Give an effect on the log scale, in per cent and in offences.

    `prevented` counts offences fewer than the comparators led one to expect, with the
    interval's ends; below 0 means more.
    """
    if effect is None:
        names = ("log_rr", "se", "tau2", "effect_pct", "ci_low_pct", "ci_high_pct")
        counts = ("p", "expected", "prevented", "prevented_low", "prevented_high")
        return dict.fromkeys((*names, *counts))
    expected = effect.expected
    return {
        "log_rr": effect.ratio.log_rr,
        "se": effect.ratio.se,
        "tau2": effect.ratio.tau2,
        "effect_pct": effect.effect_pct,
        "ci_low_pct": effect.ci_low_pct,
        "ci_high_pct": effect.ci_high_pct,
        "p": effect.p,
        "expected": expected,
        "prevented": -expected * effect.effect_pct / 100,
        "prevented_low": -expected * effect.ci_high_pct / 100,
        "prevented_high": -expected * effect.ci_low_pct / 100,
    }


def _question(case: Case) -> Row:
    plan, windows = case.plan, case.windows
    months = windows.months
    return {
        "fund": plan.fund,
        "area": plan.area,
        "unit": plan.unit,
        "measure": plan.measure,
        "measure_version": plan.measure_version,
        "counts": windows.provenance,
        "pre_start": str(windows.pre[0]) if months else None,
        "pre_end": str(windows.pre[-1]) if months else None,
        "post_start": str(windows.post[0]) if months else None,
        "post_end": str(windows.post[-1]) if months else None,
        "months": len(windows.pre),
        "snapshot": case.snapshot,
        "plan_hash": plan.hash,
    }
