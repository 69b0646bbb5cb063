"""The effect from the award on, whenever delivery began: what the money was meant for.

A sensitivity beside the planned estimate, never in its place: it cannot be moved by
when delivery is held to have begun.
"""

from dataclasses import dataclass

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.effects import measure_effect
from fundtrack.evaluation.windows import planned_months
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True, eq=False)
class IntentionToTreat:
    """The effect with the month of the award as the first month after."""

    start: Month
    months: int
    effect: Effect


def intention_to_treat(case: Case) -> IntentionToTreat | None:
    """Estimate the effect from the month in which money was given.

    Same wards, comparators and estimator as planned; the same calendar months before
    and after the award, as far as both are held.

    Returns:
        Nothing where the award is not known or is no earlier than the start, or where
        fewer months are held on both sides than the plan asks for.

    Source: design of the evaluation, intention to treat from the award date.
    """
    if not case.plan.awarded or case.plan.awarded >= case.plan.start:
        return None
    start = Month.parse(case.plan.awarded)
    pairs = [
        (str(before), str(after))
        for before, after in zip(*planned_months(start, case.plan.months), strict=True)
        if {str(before), str(after)} <= {*case.history.columns}
    ]
    if len(pairs) < case.plan.least_months or not case.comparators.is_enough:
        return None
    effect = measure_effect(
        case.history.loc[[*case.treated, *case.comparators.wards]],
        case.treated,
        [before for before, _ in pairs],
        [after for _, after in pairs],
        case.plan.sets,
        case.plan.seed,
        case.plan.alpha,
        dict(case.places["district"]),
    )
    return IntentionToTreat(start, len(pairs), effect)
