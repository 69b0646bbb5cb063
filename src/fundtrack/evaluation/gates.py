"""What stands between a figure and a claim: each gate with its fact in words.

A gate bars one of three things. Without the first kind no estimate is made; without
the second nothing is claimed; without the third the sentence says what changed and
never why.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import copysign
from math import log1p

from fundtrack.evaluation.breaks import Action
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.effects import as_pct
from fundtrack.evaluation.effects import signed_words
from fundtrack.evaluation.pre_periods import NOISE_REACH
from fundtrack.evaluation.pre_periods import PrePeriod
from fundtrack.evaluation.verdicts import Gate
from fundtrack.metrics.delivery_dates import BEGUN_PCT
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.metrics.delivery_dates import DeliveryRule
from fundtrack.money import show_pounds

DELIVERED_PCT = 80.0
MOST_UNSUPPORTED_PCT = 10.0
MARGIN = 0.5
"""A trend before may make at most this much of the effect that is claimed."""


class State(StrEnum):
    """Whether a gate is green.

    open: what the books and the counts hold cannot settle it.
    """

    PASSED = "passed"
    FAILED = "failed"
    OPEN = "open"


class Bars(StrEnum):
    """What may not be said while a gate is not passed."""

    ESTIMATE = "estimate"
    CLAIM = "claim"
    CAUSE = "cause"


@dataclass(frozen=True, slots=True)
class GateResult:
    """One gate: whether it is green, what it bars, and the fact it rests on."""

    gate: Gate
    state: State
    bars: Bars
    fact: str


def gates_before(case: Case, offences: int) -> tuple[GateResult, ...]:
    """Put a case through the gates that need no month after the start.

    Args:
        offences: those in the treated wards in the months compared before the start.
    """
    return (
        _months(case),
        _breaks(case),
        _offences(case, offences),
        _comparators(case),
        _delivery_begun(case),
    )


def gates_after(
    case: Case, effect: Effect, before: PrePeriod
) -> tuple[GateResult, ...]:
    """Put an estimate through the gates that decide what may be said of it."""
    return (
        _trend(case, effect, before),
        _fit(before),
        _overlap(case),
        _delivered(case),
        _unsupported(case),
    )


def stopped(gates: tuple[GateResult, ...]) -> tuple[GateResult, ...]:
    """List the gates that failed and leave nothing to claim."""
    return tuple(
        each
        for each in gates
        if each.state is State.FAILED and each.bars is not Bars.CAUSE
    )


def all_green(gates: tuple[GateResult, ...]) -> bool:
    """Whether every gate is passed, so that a cause may be named."""
    return bool(gates) and all(each.state is State.PASSED for each in gates)


def _months(case: Case) -> GateResult:
    pairs, least = len(case.windows.post), case.plan.least_months
    if not pairs or not case.has_treated_counts:
        fact = "no month is held on both sides of the start"
        return GateResult(Gate.NO_MONTHS, State.FAILED, Bars.ESTIMATE, fact)
    wanted = case.plan.months
    fact = f"{pairs} of {wanted} months are held on both sides of the start"
    if pairs < least:
        fact = f"{fact}, fewer than the {least} needed"
    state = State.FAILED if pairs < least else State.PASSED
    return GateResult(Gate.FEW_MONTHS, state, Bars.ESTIMATE, fact)


def _breaks(case: Case) -> GateResult:
    refused = [found for found in case.breaks if found.action is Action.FAIL]
    if refused:
        said = "; ".join(f"{each.first}: {each.what}" for each in refused)
        fact = f"the two sides are counts of different things ({said})"
        return GateResult(Gate.BREAK, State.FAILED, Bars.ESTIMATE, fact)
    bridged = [found for found in case.breaks if found.action is Action.BRIDGE]
    if bridged:
        said = ", ".join(each.name for each in bridged)
        fact = f"the windows cross {said}, which comparators share"
        return GateResult(Gate.BREAK, State.OPEN, Bars.CAUSE, fact)
    fact = "the windows cross no break"
    if case.breaks:
        said = ", ".join(each.name for each in case.breaks)
        fact = f"the months of {said} are left out on both sides"
    return GateResult(Gate.BREAK, State.PASSED, Bars.ESTIMATE, fact)


def _offences(case: Case, offences: int) -> GateResult:
    least = case.plan.least_offences
    fact = f"there were {offences:,} offences before the start"
    if offences < least:
        fact = f"{fact}, fewer than {least}"
    state = State.FAILED if offences < least else State.PASSED
    return GateResult(Gate.FEW_OFFENCES, state, Bars.ESTIMATE, fact)


def _comparators(case: Case) -> GateResult:
    number, needed = len(case.comparators.wards), case.comparators.needed
    is_enough = case.comparators.is_enough
    plural = "comparator" if number == 1 else "comparators"
    fact = f"there {'is' if number == 1 else 'are'} {number} {plural}"
    if not is_enough:
        fact = f"{fact}, fewer than the {needed} needed"
    state = State.PASSED if is_enough else State.FAILED
    return GateResult(Gate.FEW_COMPARATORS, state, Bars.ESTIMATE, fact)


def _delivery_begun(case: Case) -> GateResult:
    found = case.delivery
    if found is None or not found.is_measured or not case.windows.post:
        fact = "the books hold nothing that planned delivery could be held against"
        return GateResult(Gate.NOT_DELIVERED, State.OPEN, Bars.CAUSE, fact)
    reached = found.reached_pct(case.windows.post[-1])
    fact = f"{reached:.0f}% of planned delivery was reached by {case.post[-1]}"
    state = State.PASSED if reached >= BEGUN_PCT else State.FAILED
    if state is State.FAILED:
        fact = f"{fact}, less than the {BEGUN_PCT:.0f}% from which it can have worked"
    return GateResult(Gate.NOT_DELIVERED, state, Bars.ESTIMATE, fact)


def _trend(case: Case, effect: Effect, before: PrePeriod) -> GateResult:
    """Judge the trend before by its size: half of what is claimed, at most."""
    claimed = max(abs(effect.ratio.log_rr), -log1p(-case.plan.worthwhile_pct / 100))
    margin = MARGIN * claimed
    if before.bias is None or before.noise is None:
        fact = f"{before.months} months before the start are too few to see a trend in"
        return GateResult(Gate.PRE_TREND, State.OPEN, Bars.CAUSE, fact)
    size = abs(before.bias)
    trend = signed_words(as_pct(before.bias))
    allowed = signed_words(as_pct(copysign(margin, before.bias)))
    fact = (
        f"the trend before would by itself give {trend} in a year; at most {allowed} "
        "is allowed"
    )
    if size > margin and size > NOISE_REACH * before.noise:
        return GateResult(Gate.PRE_TREND, State.FAILED, Bars.CLAIM, fact)
    seen = NOISE_REACH * before.noise
    if size > margin or seen > margin:
        others = signed_words(as_pct(copysign(seen, before.bias)))
        fact = f"{fact}, and untouched places trend by as much as {others}"
        return GateResult(Gate.PRE_TREND, State.OPEN, Bars.CAUSE, fact)
    return GateResult(Gate.PRE_TREND, State.PASSED, Bars.CLAIM, fact)


def _fit(before: PrePeriod) -> GateResult:
    fact = (
        f"month by month before the start the place strayed {as_pct(before.fit):.0f}% "
        f"from its comparators; four in five untouched sets stray at most "
        f"{as_pct(before.fit_limit):.0f}%"
    )
    state = State.FAILED if before.is_poor_fit else State.PASSED
    return GateResult(Gate.POOR_FIT, state, Bars.CAUSE, fact)


def _overlap(case: Case) -> GateResult:
    funds = ", ".join(case.overlaps)
    since = _funded_since(case)
    facts = [*([f"{funds} had money in these very places"] if funds else []), *since]
    if not facts:
        fact = "no other money is known in these places or their comparators"
        return GateResult(Gate.OVERLAP, State.PASSED, Bars.CAUSE, fact)
    return GateResult(Gate.OVERLAP, State.FAILED, Bars.CAUSE, "; ".join(facts))


def _funded_since(case: Case) -> Iterator[str]:
    standing = case.places.loc[list(case.comparators.wards), "standing"]
    number = int((standing != "").sum())
    if number:
        yield f"{number} comparators have had money, or stand beside it, since the plan"


def _delivered(case: Case) -> GateResult:
    found = case.delivery
    if found is None or not found.is_measured:
        fact = "the books hold nothing that planned delivery could be held against"
        return GateResult(Gate.UNDER_DELIVERED, State.OPEN, Bars.CAUSE, fact)
    reached = found.reached_pct(case.windows.post[-1])
    fact = (
        f"{reached:.0f}% of {show_pounds(found.planned_pence)} planned was delivered "
        f"by {case.post[-1]}{_measured_by(found)}"
    )
    state = State.PASSED if reached >= DELIVERED_PCT else State.FAILED
    return GateResult(Gate.UNDER_DELIVERED, state, Bars.CAUSE, fact)


def _measured_by(found: Delivery) -> str:
    """Name what delivery was measured by; a register tells a start, not an amount."""
    is_start_alone = found.rule in {DeliveryRule.REGISTER, DeliveryRule.PLAN}
    return "" if is_start_alone else f", by {found.rule}"


def _unsupported(case: Case) -> GateResult:
    found = case.delivery
    if found is None or not found.partner_pence:
        fact = "no payment to a partner waits for proof"
        return GateResult(Gate.UNSUPPORTED, State.PASSED, Bars.CAUSE, fact)
    fact = (
        f"{show_pounds(found.unsupported_pence)} of "
        f"{show_pounds(found.partner_pence)} paid to partners is supported by no "
        f"accepted line ({found.unsupported_pct:.0f}%)"
    )
    is_small = found.unsupported_pct <= MOST_UNSUPPORTED_PCT
    state = State.PASSED if is_small else State.FAILED
    return GateResult(Gate.UNSUPPORTED, state, Bars.CAUSE, fact)
