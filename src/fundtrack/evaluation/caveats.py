"""What must be said beside a result: one rule each, fired by what the case holds."""

from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.breaks import EVERY_TYPE
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.comparators import TWICE
from fundtrack.evaluation.matching import level_and_change
from fundtrack.evaluation.verdicts import LARGEST_P

FEW_OFFENCES = 100
FEW_COMPARATORS = 40
FEW_DISTRICTS = 5
WHOLE_PCT = 95.0
MOST_PLACED_PCT = 95.0
STEEP_QUANTILE = 0.9


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
    yield (
        f"The plan ({case.plan.hash[:8]}) was made after the months after the start "
        "were held, so it is retrospective."
    )


def _family(case: Case, assessment: Assessment) -> Iterable[str]:
    if case.plan.family > 1 and assessment.effect:
        times = case.plan.family
        yield (
            f"One of {times} areas of the fund looked at, one of which could stand out "
            f"by chance: a change is named only where {times} × p is at most "
            f"{LARGEST_P}; here it is {min(1.0, times * assessment.effect.p):.3f}."
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


def _small(_: Case, assessment: Assessment) -> Iterable[str]:
    offences = assessment.detectable.offences
    if 0 < offences < FEW_OFFENCES:
        yield f"There were only {offences} offences before the start."


def _comparators(case: Case, assessment: Assessment) -> Iterable[str]:
    number, wanted = len(case.comparators.wards), len(case.treated)
    if number < FEW_COMPARATORS:
        yield f"There are {number} comparators{_finest(assessment)}."
    if number < FEW_COMPARATORS and wanted > 1:
        yield (
            f"Sets of {wanted} drawn from {number} comparators share places, so p "
            "looks finer than so few places can make it."
        )
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
    if change > np.quantile(donors[:, 1], STEEP_QUANTILE):
        yield (
            "Crime here had just risen more steeply than in nine of ten comparators; "
            "some of any fall would have come by itself."
        )


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
    "CAV-MULTI": _family,
    "CAV-BREAK": _breaks,
    "CAV-MONTHS": _dropped,
    "CAV-SMALL": _small,
    "CAV-COMPARATORS": _comparators,
    "CAV-DISTRICTS": _districts,
    "CAV-RISE": _rise,
    "CAV-SHARED": _shared,
    "CAV-OVERLAP": _overlap,
    "CAV-FOOTPRINT": _footprint,
    "CAV-NO-PLACE": _placed,
}
