"""Value for money of a fund in all its areas together, from what each was worth."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from fundtrack.evaluation.value.benefits import DRAWS
from fundtrack.evaluation.value.benefits import BenefitCost
from fundtrack.evaluation.value.benefits import BreakEven
from fundtrack.evaluation.value.benefits import drawn_assumptions
from fundtrack.evaluation.value.benefits import summed_up
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.changes import prevented_draws
from fundtrack.evaluation.value.changes import prevented_offences
from fundtrack.evaluation.value.unit_prices import CostPerOffence
from fundtrack.evaluation.value.unit_prices import cost_per_offence
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence


class PooledChange(Protocol):
    """What is read of the areas' common change, in logs."""

    @property
    def log_rr(self) -> float:
        """The change."""

    @property
    def ci_low(self) -> float:
        """The interval's lower end."""

    @property
    def ci_high(self) -> float:
        """The interval's upper end."""


@dataclass(frozen=True, slots=True)
class AreaWorth:
    """What one area cost, and what preventing one recorded offence there is worth.

    `expected` is of recorded offences without the money; `alone_pence` the worth of
    one where offences that nobody recorded are worth nothing. Both worths are
    discounted over the months seen.
    """

    cost_pence: Pence
    expected: float
    each_pence: float
    alone_pence: float


@dataclass(frozen=True, slots=True)
class ProgrammeValue:
    """A fund's value for money in its areas together.

    `break_even` is how many recorded offences would have repaid the cost,
    `break_even_alone` how many where offences that nobody recorded are worth nothing;
    `baseline` those expected without the money.
    """

    cost_pence: Pence
    baseline: float
    break_even: float
    break_even_alone: float
    prevented: Prevented
    per_offence: CostPerOffence
    social: BenefitCost


def area_worth(cost_pence: Pence, expected: float, even: BreakEven) -> AreaWorth:
    """Take an area's worth from its break-even: cost / offences that would repay it."""
    return AreaWorth(
        cost_pence=cost_pence,
        expected=expected,
        each_pence=cost_pence / even.recorded,
        alone_pence=cost_pence / even.recorded_alone,
    )


def programme_value(
    areas: Sequence[AreaWorth],
    effect: PooledChange,
    verdict: Verdict,
    draws: int = DRAWS,
    seed: int = 0,
) -> ProgrammeValue:
    """Weigh the areas' cost together against what their common change prevented.

    B = (1 - exp(b)) x sum over areas of expected x worth; C = sum of their costs. The
    multiplier and the unit costs are the same in every area and are drawn once.

    Args:
        areas: at least one, each with a cost above nought and a price.
        effect: the pooled change.
        verdict: the pooled one; a cost per offence is a floor unless it names a
            reduction.
        draws: of the Monte Carlo.
        seed: of the draws.

    Source: HM Treasury, The Green Book (2026).
    """
    expected = sum(area.expected for area in areas)
    change = Change(expected, effect.log_rr, effect.ci_low, effect.ci_high)
    cost = Pence(sum(area.cost_pence for area in areas))
    each = sum(area.expected * area.each_pence for area in areas) / expected
    alone = sum(area.expected * area.alone_pence for area in areas) / expected
    generator = np.random.default_rng(seed)
    prevented = prevented_draws(change, generator.standard_normal(draws))
    share, factor = drawn_assumptions(generator, draws)
    worth = (alone + share * (each - alone)) * factor
    found = prevented_offences(change)
    return ProgrammeValue(
        cost_pence=cost,
        baseline=expected,
        break_even=cost / each,
        break_even_alone=cost / alone,
        prevented=found,
        per_offence=cost_per_offence(
            cost, found, is_named=verdict is Verdict.REDUCTION
        ),
        social=summed_up(prevented.recorded * worth / cost, cost, seed),
    )
