"""What an evaluation's notebook hands to the runner."""

from collections.abc import Sequence
from typing import Any

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import monthly_series
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import Caveat
from fundtrack.evaluation.effects import Effect
from fundtrack.runs.handing import HandedOver
from fundtrack.sentences.evaluations import result_sentence


def result_of(
    case: Case, assessment: Assessment, found: Sequence[Caveat]
) -> HandedOver:
    """Put together what the runner keeps of a run."""
    effect = assessment.effect
    compared = case.compared if case.windows.months else case.panel.iloc[:0]
    return HandedOver(
        {
            "fund": case.plan.fund,
            "area": case.plan.area,
            "area_name": case.site.area_name,
            "measure": case.plan.measure,
            "measure_version": case.plan.measure_version,
            "snapshot": case.snapshot,
            "plan": case.plan.text,
            "plan_hash": case.plan.hash,
            "verdict": assessment.verdict,
            "sentence": result_sentence(case, assessment),
            "provenance": case.windows.provenance,
            "months_before": case.pre,
            "months_after": case.post,
            "mde_pct": assessment.detectable.smallest_pct,
            "gates": list(assessment.detectable.gates),
            **_effect_facts(effect),
            "comparators": list(case.comparators.wards),
            "treated": list(case.treated),
            "caveats": [{"rule": each.rule, "text": each.text} for each in found],
            "panel": {
                "wards": list(compared.index),
                "months": list(compared.columns),
                "offences": compared.to_numpy(dtype="int64").tolist(),
            },
            "series": monthly_series(case).to_dict("list") if effect else {},
        }
    )


def _effect_facts(effect: Effect | None) -> dict[str, Any]:
    if effect is None:
        names = ("effect_pct", "ci_low_pct", "ci_high_pct", "p", "log_rr", "se", "tau2")
        return dict.fromkeys(names) | {"placebo_log_rrs": [], "placebo_ses": []}
    return {
        "effect_pct": effect.effect_pct,
        "ci_low_pct": effect.ci_low_pct,
        "ci_high_pct": effect.ci_high_pct,
        "p": effect.p,
        "log_rr": effect.ratio.log_rr,
        "se": effect.ratio.se,
        "tau2": effect.ratio.tau2,
        "treated_pre": effect.treated_pre,
        "treated_post": effect.treated_post,
        "comparators_pre": effect.comparators_pre,
        "comparators_post": effect.comparators_post,
        "expected": effect.expected,
        "placebo_log_rrs": effect.placebo.placebo_log_rrs.tolist(),
        "placebo_ses": effect.placebo.placebo_ses.tolist(),
    }
