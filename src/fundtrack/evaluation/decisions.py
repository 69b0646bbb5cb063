"""What of a run a decision rests on, as facts that a machine reads.

A run hands these over beside its figures: which plan it followed, what each gate
found, how strong the design is, and what it read, so that it can be told later
whether that has moved.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from typing import Any

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.intentions import intention_to_treat
from fundtrack.evaluation.maryland import CAUSAL_LEVEL
from fundtrack.evaluation.maryland import DesignFact
from fundtrack.evaluation.maryland import design_facts
from fundtrack.evaluation.maryland import level_of
from fundtrack.evaluation.maryland import programme_level
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.metrics.run_freshness import calendar_version
from fundtrack.metrics.run_freshness import counts_hash
from fundtrack.metrics.run_freshness import lsoas_hash

Facts = dict[str, Any]
HandedOver = Mapping[str, Any]


def decision_facts(case: Case, assessment: Assessment) -> Facts:
    """Give what the decision on one area rests on.

    Returns:
        `standing`, `retrospective`, `plan_id`, `plan_registered_at`, `departures`: the
        plan; `start`, `start_rule`, `awarded`, `delivered_pct`, `unsupported_pct`: the
        delivery; `gate_results`, `names_cause`: every gate; `p_holm`: after Holm;
        `pretrend_log`, `pretrend_noise`, `fit`, `fit_limit`: the months before;
        `maryland_level`, `maryland_version`, `design_facts`: the design; `from_award`:
        the effect from the award on; `read`: what was read.
    """
    level = level_of(design_facts(case, assessment))
    return {
        **_plan_facts(case),
        **_delivery_facts(case),
        "gate_results": [_gate(each) for each in assessment.gates],
        "names_cause": assessment.names_cause,
        "p_holm": assessment.p_family,
        **_before_facts(assessment),
        "maryland_level": level.level if assessment.effect else None,
        "maryland_version": level.version,
        "design_facts": sorted(design_facts(case, assessment)),
        "from_award": _from_award(case) if assessment.effect else None,
        "read": _read(case),
    }


def may_name_cause(results: Sequence[HandedOver], verdict: Verdict) -> bool:
    """Whether areas together allow to say that crime fell because of the money.

    Only for a reduction, on a design of level 4 or more, in which every gate of every
    area is green and no run departs from its plan.

    Args:
        results: what `decision_facts` gave for each area.
    """
    if verdict is not Verdict.REDUCTION or not results:
        return False
    kept = all(each.get("names_cause") and is_by_plan(each) for each in results)
    return kept and together_level(results) >= CAUSAL_LEVEL


def weakest_standing(results: Sequence[HandedOver]) -> Standing:
    """Give the standing of areas together: as far from its plan as any of them."""
    held = {Standing(each.get("standing", Standing.RETROSPECTIVE)) for each in results}
    return next(each for each in reversed(Standing) if each in held)


def together_level(results: Sequence[HandedOver]) -> int:
    """Give the Maryland level of areas together, from what each handed over."""
    facts = [
        [DesignFact(fact) for fact in each.get("design_facts", [])] for each in results
    ]
    return programme_level(facts).level


def _plan_facts(case: Case) -> Facts:
    registration = case.registration
    return {
        "standing": registration.standing,
        "retrospective": registration.standing is not Standing.PROSPECTIVE,
        "plan_id": registration.plan,
        "plan_registered_at": registration.registered_at or None,
        "departures": list(registration.departures),
        "family": list(case.plan.family_of),
    }


def _delivery_facts(case: Case) -> Facts:
    found = case.delivery
    is_known = found is not None and found.is_measured and bool(case.windows.post)
    return {
        "start": case.plan.start,
        "start_rule": case.plan.start_rule,
        "awarded": case.plan.awarded or None,
        "delivered_pct": (
            found.reached_pct(case.windows.post[-1]) if found and is_known else None
        ),
        "unsupported_pct": found.unsupported_pct if found else None,
    }


def _before_facts(assessment: Assessment) -> Facts:
    before = assessment.before
    return {
        "pretrend_log": before.bias if before else None,
        "pretrend_noise": before.noise if before else None,
        "fit": before.fit if before else None,
        "fit_limit": before.fit_limit if before else None,
    }


def _from_award(case: Case) -> Facts | None:
    found = intention_to_treat(case)
    if found is None:
        return None
    return {
        "start": str(found.start),
        "months": found.months,
        "effect_pct": found.effect.effect_pct,
        "ci_low_pct": found.effect.ci_low_pct,
        "ci_high_pct": found.effect.ci_high_pct,
        "p": found.effect.p,
    }


def _gate(result: GateResult) -> Facts:
    return {
        "gate": result.gate,
        "state": result.state,
        "bars": result.bars,
        "fact": result.fact,
    }


def _read(case: Case) -> Facts:
    wards = [
        ward
        for ward in (*case.treated, *case.comparators.wards)
        if ward in case.panel.index
    ]
    months = case.pre + case.post
    counts = case.panel.loc[wards, months]
    cells = (
        (str(ward), month, int(offences))
        for ward, row in zip(wards, counts.to_numpy(), strict=True)
        for month, offences in zip(months, row, strict=True)
    )
    starts = case.delivery.starts if case.delivery else None
    return {
        "panel": case.counts_file,
        "counts": counts_hash(cells),
        "wards": wards,
        "months": months,
        "missing": [str(month) for month in case.windows.missing],
        "crime_types": list(case.plan.crime_types),
        "force": case.site.force,
        "forces": sorted({case.site.force, *case.comparators.forces}),
        "footprint": lsoas_hash(case.plan.footprint),
        "starts": str(starts or ""),
        "calendar": calendar_version(),
    }
