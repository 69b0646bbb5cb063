"""What must be said beside a result: one rule each, fired by what the case holds."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from math import log

import numpy as np

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.breaks import EVERY_TYPE
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.comparators import TWICE
from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.effects import signed_words
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.intentions import intention_to_treat
from fundtrack.evaluation.matching import level_and_change
from fundtrack.evaluation.verdicts import LARGEST_P
from fundtrack.evaluation.verdicts import Gate

COVID = "covid"
FEW_OFFENCES = 100
FEW_COMPARATORS = 40
FEW_DISTRICTS = 5
WHOLE_PCT = 95.0
MOST_PLACED_PCT = 95.0
STEEP_QUANTILE = 0.9
LEAST_BASELINE = 24
"""How many months before the start make a longer baseline worth setting beside."""


@dataclass(frozen=True, slots=True)
class Caveat:
    """A reason for care, by the id of its rule."""

    rule: str
    text: str


Rule = Callable[[Case, Assessment], Iterable[str]]


def caveats(case: Case, assessment: Assessment) -> tuple[Caveat, ...]:
    """List the caveats of a result, in the order of the rules."""
    return tuple(
        Caveat(name, text)
        for name, rule in _RULES.items()
        for text in rule(case, assessment)
    )


def _synthetic(case: Case, _: Assessment) -> Iterable[str]:
    if case.is_synthetic:
        yield "Every count here is synthetic: it shows how the method works, not crime."


def _retrospective(case: Case, _: Assessment) -> Iterable[str]:
    registration = case.registration
    if registration.standing is Standing.RETROSPECTIVE:
        name = registration.plan or "which the run made itself"
        yield (
            f"The plan ({name}, {case.plan.hash[:8]}) was made after the months after "
            "the start were held, so it is retrospective."
        )


def _exploratory(case: Case, _: Assessment) -> Iterable[str]:
    for departure in case.registration.departures:
        yield (
            f"Not by the plan that stands, so exploratory and not the office's answer: "
            f"{departure}."
        )


def _family(case: Case, assessment: Assessment) -> Iterable[str]:
    if case.plan.family > 1 and assessment.effect and assessment.p_family is not None:
        yield (
            f"One of {case.plan.family} comparisons looked at together, one of which "
            f"could stand out by chance: a change is named only where p after Holm is "
            f"at most {LARGEST_P}; here it is {assessment.p_family:.3f}, and "
            f"{assessment.effect.p:.3f} alone."
        )


def _covid(case: Case, _: Assessment) -> Iterable[str]:
    for found in case.breaks:
        if found.name.startswith(COVID) and found.last:
            inside = [
                month
                for month in case.windows.months
                if found.first <= month <= found.last
            ]
            if inside:
                yield (
                    f"{len(inside)} of the {len(case.windows.months)} months compared "
                    f"lie in the restrictions of the pandemic ({found.first} to "
                    f"{found.last}), which may have touched these wards otherwise."
                )


def _breaks(case: Case, _: Assessment) -> Iterable[str]:
    for found in case.breaks:
        types = ", ".join(found.crime_types).replace(EVERY_TYPE, "every type")
        until = f" to {found.last}" if found.last else ""
        yield (
            f"{found.first}{until} ({types}): {found.what}. Comparators share it as "
            f"far as it touched all places alike. Source: {found.source}."
        )


def _dropped(case: Case, _: Assessment) -> Iterable[str]:
    if case.windows.missing:
        listed = ", ".join(str(month) for month in case.windows.missing)
        yield f"Not held, and never read as nought: {listed}."
    if case.windows.dropped:
        listed = ", ".join(str(month) for month in case.windows.dropped)
        yield f"Held but left out, so that both sides have the same months: {listed}."
    if case.windows.excluded:
        listed = ", ".join(str(month) for month in case.windows.excluded)
        yield f"Left out on both sides, because the break calendar says so: {listed}."


def _revised(case: Case, _: Assessment) -> Iterable[str]:
    if case.revised:
        yield (
            f"{len(case.revised)} of the {len(case.windows.months)} months compared "
            "were published anew after they were first taken in: "
            f"{', '.join(case.revised)}."
        )


def _small(_: Case, assessment: Assessment) -> Iterable[str]:
    offences = assessment.detectable.offences
    if 0 < offences < FEW_OFFENCES:
        yield f"There were only {offences} offences before the start."


def _few_donors(case: Case, assessment: Assessment) -> Iterable[str]:
    number, wanted = len(case.comparators.wards), len(case.treated)
    if number < FEW_COMPARATORS:
        yield f"There are {number} comparators{_finest(assessment)}."
    if number < FEW_COMPARATORS and wanted > 1:
        yield (
            f"Sets of {wanted} drawn from {number} comparators share places, so p "
            "looks finer than so few places can make it."
        )


def _comparators(case: Case, _: Assessment) -> Iterable[str]:
    if case.comparators.level_factor > TWICE:
        yield (
            "Too few places had a level of crime within twice that of the treated "
            f"ones; those within {case.comparators.level_factor} times were taken in."
        )
    if case.comparators.is_widened:
        yield (
            "The home force had too few comparators, so those of other forces were "
            f"taken in: {', '.join(case.comparators.forces)}."
        )


def _finest(assessment: Assessment) -> str:
    """Say how small p could have been, from the sets that were drawn."""
    if assessment.effect is None:
        return ""
    sets = assessment.effect.placebo.placebos.size
    return f" and {sets} sets of them; p could not be below {1 / (sets + 1):.3f}"


def _districts(case: Case, _: Assessment) -> Iterable[str]:
    chosen = list(case.comparators.wards)
    districts = sorted(set(case.places.loc[chosen, "district"]))
    if 0 < len(districts) < FEW_DISTRICTS:
        yield (
            f"The comparators lie in {len(districts)} districts alone "
            f"({', '.join(districts)}), which say little of how far whole districts "
            "move apart; the interval may be too narrow."
        )


def _rise(case: Case, assessment: Assessment) -> Iterable[str]:
    if assessment.before is None:
        return
    panel = case.panel[case.pre]
    donors = level_and_change(panel.loc[list(case.comparators.wards)].to_numpy())
    treated = panel.loc[list(case.treated)].sum().to_numpy()[np.newaxis, :]
    change = level_and_change(treated)[0, 1]
    steepest = float(np.quantile(donors[:, 1], STEEP_QUANTILE))
    if change > steepest:
        here, others = (signed_words(as_pct(it)) for it in (float(change), steepest))
        yield (
            f"Crime here had just changed by {here} within the months before, more "
            f"than in nine of ten comparators ({others}); some of any fall would have "
            "come by itself."
        )


def _baselines(case: Case, assessment: Assessment) -> Iterable[str]:
    """Set the change against a longer baseline beside that against the planned one."""
    effect, history = assessment.effect, case.history
    before = [month for month in history.columns if month < case.plan.start]
    if effect is None or len(before) < LEAST_BASELINE:
        return
    treated = float(history.loc[list(case.treated), before].to_numpy().sum())
    others = float(history.loc[list(case.comparators.wards), before].to_numpy().sum())
    if treated and others and effect.treated_post:
        after = log(effect.treated_post / effect.comparators_post)
        longer = as_pct(after - log(treated / others))
        yield (
            f"Against the {len(case.pre)} months planned the change is "
            f"{signed_words(effect.effect_pct)}, against {len(before)} months before "
            f"the start {signed_words(longer)}; the truth may lie between, since a "
            "place is often chosen when it is at its worst."
        )


def _anticipation(case: Case, assessment: Assessment) -> Iterable[str]:
    found = case.delivery
    if not case.plan.awarded or found is None or case.plan.awarded >= case.plan.start:
        return
    reached = found.reached_pct(case.plan.starts.plus(-1))
    yield (
        f"Money was given in {case.plan.awarded}, before the start in "
        f"{case.plan.start} ({case.plan.start_rule}); {reached:.0f}% of planned "
        "delivery lies before it, in the months that are compared with."
        f"{_from_award(case, assessment)}"
    )


def _from_award(case: Case, assessment: Assessment) -> str:
    """Say what the change is from the award on, where one was estimated."""
    found = intention_to_treat(case) if assessment.effect else None
    if found is None:
        return ""
    effect = found.effect
    return (
        f" From {found.start} on the change is {signed_words(effect.effect_pct)} "
        f"({signed_words(effect.ci_low_pct)} to {signed_words(effect.ci_high_pct)})."
    )


def _underspend(_: Case, assessment: Assessment) -> Iterable[str]:
    unproved = {Gate.NOT_DELIVERED, Gate.UNDER_DELIVERED, Gate.UNSUPPORTED}
    for each in assessment.gates:
        if each.gate in unproved and each.state is State.FAILED:
            yield f"{each.fact[0].upper()}{each.fact[1:]}; an effect is of what came."


def _pre_trend(_: Case, assessment: Assessment) -> Iterable[str]:
    for each in assessment.gates:
        if each.gate is Gate.PRE_TREND and each.state is not State.PASSED:
            yield f"{each.fact[0].upper()}{each.fact[1:]}.{_seen_trend(assessment)}"


def _seen_trend(assessment: Assessment) -> str:
    """Say what trend would have been seen at all."""
    seen = assessment.before.detectable_bias if assessment.before else None
    if seen is None:
        return ""
    return f" A trend of less than {as_pct(seen):.0f}% a year would not be seen."


def _shared(case: Case, _: Assessment) -> Iterable[str]:
    if case.shared:
        yield (
            f"{', '.join(case.shared)}: money for the whole force covered treated "
            "places and comparators alike; what it did is not part of this estimate."
        )


def _overlap(case: Case, _: Assessment) -> Iterable[str]:
    if case.overlaps:
        yield (
            f"{', '.join(case.overlaps)} had money in these very places in the months "
            "compared; the estimate is of all of it together."
        )


def _footprint(case: Case, _: Assessment) -> Iterable[str]:
    if case.site.provenance == "assumed":
        yield f"The places the money was meant for are assumed: {case.site.why}."
    if case.site.covered_pct < WHOLE_PCT:
        yield (
            f"The footprint holds {case.site.covered_pct:.0f}% of the small areas of "
            "its wards, so an effect is diluted."
        )


def _placed(case: Case, _: Assessment) -> Iterable[str]:
    if case.windows.months and case.site.placed_pct < MOST_PLACED_PCT:
        yield (
            f"{100 - case.site.placed_pct:.0f}% of the force's offences carry no place "
            "in a ward and count nowhere here."
        )


_RULES: dict[str, Rule] = {
    "CAV-SYNTHETIC": _synthetic,
    "CAV-RETROSPECTIVE": _retrospective,
    "CAV-EXPLORATORY": _exploratory,
    "CAV-MULTI": _family,
    "CAV-BREAK": _breaks,
    "CAV-COVID": _covid,
    "CAV-MONTHS": _dropped,
    "CAV-REVISED": _revised,
    "CAV-SMALL": _small,
    "CAV-FEWDONORS": _few_donors,
    "CAV-COMPARATORS": _comparators,
    "CAV-DISTRICTS": _districts,
    "CAV-RTM": _rise,
    "CAV-BASELINE": _baselines,
    "CAV-PRETREND": _pre_trend,
    "CAV-ANTICIPATION": _anticipation,
    "CAV-UNDERSPEND": _underspend,
    "CAV-SHARED": _shared,
    "CAV-OVERLAP": _overlap,
    "CAV-FOOTPRINT": _footprint,
    "CAV-NO-PLACE": _placed,
}
