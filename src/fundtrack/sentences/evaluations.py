"""What an evaluation says in words, each sentence composed from its figures."""

from collections.abc import Mapping
from collections.abc import Sequence

from fundtrack.charts.tables import signed_pct
from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import Detectable
from fundtrack.evaluation.assessments import gate_facts
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.pooling import PooledEffect
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed

VERDICT_NAMES: Mapping[str, str] = {
    Verdict.REDUCTION: "Reduction",
    Verdict.INCREASE: "Increase",
    Verdict.NO_MEANINGFUL_CHANGE: "No meaningful change",
    Verdict.INCONCLUSIVE: "Inconclusive",
    Verdict.NOT_EVALUABLE: "Not evaluable",
}


def result_sentence(case: Case, assessment: Assessment) -> str:
    """Say the verdict, with the change and its interval where there is one.

    It never says that the money caused a change, which one area cannot show: it says
    what changed beyond what changed elsewhere.
    """
    if assessment.effect is None:
        facts = listed([each.fact for each in assessment.stopped_by])
        said = f"{case.site.fund_name} in {case.site.area_name} cannot be evaluated"
        return _on_counts(f"{said}: {facts}.", is_synthetic=case.is_synthetic)
    what = f"{case.measure.name.lower()} in {case.site.area_name}"
    said = _verdict_words(
        assessment.effect, assessment.verdict, what, case.site.fund_name
    )
    if case.registration.standing is Standing.EXPLORATORY:
        said = f"exploratory, not by the plan: {said}"
    return _on_counts(said, is_synthetic=case.is_synthetic)


def pooled_sentence(
    effect: PooledEffect,
    verdict: Verdict,
    areas: Sequence[str],
    *,
    is_synthetic: bool,
    names_cause: bool = False,
) -> str:
    """Say the verdict on a fund's areas together.

    Args:
        names_cause: whether every gate of every area is green on a design that can
            tell a cause; only then is one named.
    """
    what = f"crime in {listed(areas)} together"
    said = _verdict_words(effect, verdict, what, "the fund")
    if names_cause and verdict is Verdict.REDUCTION:
        whole = said.removesuffix(".")
        said = f"{whole}; every check passed, so it fell because of the money."
    return _on_counts(said, is_synthetic=is_synthetic)


def detectable_sentence(case: Case, detectable: Detectable) -> str:
    """Say what the design could see, before saying what it saw."""
    if detectable.smallest_pct is None:
        facts = listed(list(gate_facts(case, detectable).values()))
        return f"Nothing could be detected: {facts}."
    fewer = round(detectable.offences * detectable.smallest_pct / 100)
    months = counted(len(case.windows.post), "month")
    return (
        f"With {counted(detectable.offences, 'offence')} in {months} before the start, "
        f"this design could only have seen a fall of {detectable.smallest_pct:.0f}% or "
        f"more (about {counted(fewer, 'offence')})."
    )


def months_sentence(case: Case) -> str:
    """Say which months are compared and how much of the force's crime has a place."""
    windows = case.windows
    if not windows.months:
        return "No month is held on both sides of the start, so nothing is compared."
    kind = windows.provenance
    return (
        f"Compared are {counted(len(windows.pre), f'{kind} month')} before the start "
        f"({windows.pre[0]} to {windows.pre[-1]}) with the same calendar months after "
        f"it ({windows.post[0]} to {windows.post[-1]}). "
        f"{case.site.placed_pct:.0f}% of the force's offences carry a place in a ward."
    )


def placebo_sentence(case: Case, effect: Effect) -> str:
    """Say how many sets of untouched places changed as much."""
    sets = effect.placebo.placebos.size
    as_much = round(effect.p * (sets + 1)) - 1
    wards = counted(len(case.treated), "ward")
    return (
        f"{as_much:,} of {sets:,} sets of {wards} without the money changed as much "
        f"(p = {effect.p:.3f})."
    )


def comparators_sentence(case: Case) -> str:
    """Say which places are compared with, and why others are not."""
    chosen = case.comparators
    why = "; ".join(f"{number} {reason}" for reason, number in chosen.excluded.items())
    forces = listed([force.replace("-", " ").title() for force in chosen.forces])
    said = f"{counted(len(chosen.wards), 'ward')} of {forces or 'no force'} compared"
    return f"{said}. Left out: {why}." if why else f"{said}."


def _verdict_words(
    effect: Effect | PooledEffect, verdict: Verdict, what: str, fund: str
) -> str:
    low, high = signed_pct(effect.ci_low_pct), signed_pct(effect.ci_high_pct)
    change = signed_pct(effect.effect_pct)
    fits = f"the likeliest change is {change}, and anything from {low} to {high} fits"
    match verdict:
        case Verdict.REDUCTION:
            return f"{what} fell against similar places: {fits}."
        case Verdict.INCREASE:
            return f"{what} rose against similar places: {fits}."
        case Verdict.NO_MEANINGFUL_CHANGE:
            return f"{what} changed as it did in similar places: {fits}."
        case _ if effect.ci_low_pct > 0 or effect.ci_high_pct < 0:
            often = "but untouched places changed as much too often to call it a change"
            return f"we cannot tell whether {fund} changed {what}: {fits}, {often}."
        case _:
            return f"we cannot tell whether {fund} changed {what}: {fits}."


def _on_counts(said: str, *, is_synthetic: bool) -> str:
    whole = f"on synthetic counts, {said}" if is_synthetic else said
    return whole[0].upper() + whole[1:]
