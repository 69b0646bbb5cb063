"""The verdict: what may be said of an effect, and nothing more."""

from enum import StrEnum
from typing import Protocol

LARGEST_P = 0.05


class Verdict(StrEnum):
    """The five things an evaluation can say."""

    REDUCTION = "reduction"
    INCREASE = "increase"
    NO_MEANINGFUL_CHANGE = "no_meaningful_change"
    INCONCLUSIVE = "inconclusive"
    NOT_EVALUABLE = "not_evaluable"


class Gate(StrEnum):
    """What can stand between a figure and a claim."""

    NO_MONTHS = "no-months"
    FEW_MONTHS = "few-months"
    BREAK = "break-crossed"
    FEW_OFFENCES = "few-offences"
    FEW_COMPARATORS = "few-comparators"
    NOT_DELIVERED = "not-delivered"
    PRE_TREND = "pre-trend"
    POOR_FIT = "poor-fit"
    OVERLAP = "overlapping-schemes"
    UNDER_DELIVERED = "under-delivered"
    UNSUPPORTED = "unsupported-spend"


class Estimate(Protocol):
    """What a verdict reads of an effect: never a parametric p-value."""

    @property
    def p(self) -> float:
        """The p-value from placebo places."""

    @property
    def ci_low_pct(self) -> float:
        """The interval's lower end in per cent."""

    @property
    def ci_high_pct(self) -> float:
        """The interval's upper end in per cent."""


def verdict_of(
    estimate: Estimate | None, worthwhile_pct: float, family: int = 1
) -> Verdict:
    """Say what an estimate allows to be said.

    Args:
        estimate: none where a gate failed.
        worthwhile_pct: the smallest change worth having, above 0. "No meaningful
            change" needs an interval that excludes that change in both directions:
            an interval that reaches far up is not the news that nothing happened.
        family: how many areas are looked at together; p counts so many times over.

    Source: placebo p-value and interval must agree before a change is named; p over a
        family after Bonferroni, which needs no other area's result.
    """
    if estimate is None:
        return Verdict.NOT_EVALUABLE
    is_rare = estimate.p * family <= LARGEST_P
    if is_rare and estimate.ci_high_pct < 0:
        return Verdict.REDUCTION
    if is_rare and estimate.ci_low_pct > 0:
        return Verdict.INCREASE
    if estimate.ci_low_pct > -worthwhile_pct and estimate.ci_high_pct < worthwhile_pct:
        return Verdict.NO_MEANINGFUL_CHANGE
    return Verdict.INCONCLUSIVE
