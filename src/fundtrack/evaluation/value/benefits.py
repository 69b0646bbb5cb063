"""What prevented offences were worth against the cost: ratio, net value, break-even.

The benefit is linear in the offences prevented, so that one draw of everything
uncertain gives one ratio, and a hundred thousand of them take a tenth of a second.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np

from fundtrack.evaluation.counts import Floats
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.changes import prevented_draws
from fundtrack.evaluation.value.deflators import whole_pence
from fundtrack.evaluation.value.discounts import Schedule
from fundtrack.evaluation.value.discounts import schedule
from fundtrack.evaluation.value.mixes import Mix
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.evaluation.value.references import assumptions
from fundtrack.evaluation.value.references import rows_of
from fundtrack.evaluation.value.spendings import Spending
from fundtrack.money import Pence

DRAWS = 100_000
PERCENTILES = (2.5, 50.0, 97.5)
MULTIPLIER_SHARE = "multiplier-share"
UNIT_COST_FACTOR = "unit-cost-factor"
PERSISTENCE = "persistence-years"


@dataclass(frozen=True, slots=True, eq=False)
class Scenario:
    """What is assumed beyond the effect; numbers, or one for each draw.

    `persistence_years` counts the months seen as one year; 3 means the same number
    prevented in each of two years more.
    """

    schedule: Schedule
    multiplier_share: Floats | float
    unit_cost_factor: Floats | float
    persistence_years: int


@dataclass(frozen=True, slots=True)
class Appraisal:
    """What is weighed: a cost, the kinds of offence, and when effects were seen.

    `seen` is the share of the months after that falls into each year from the start.
    """

    spending: Spending
    mix: Mix
    seen: tuple[float, ...]

    def years_worth(self, scenario: Scenario) -> float:
        """Give the discounted number of times that the months seen are counted."""
        return sum(
            share * scenario.schedule.factor(year + later)
            for later in range(scenario.persistence_years)
            for year, share in enumerate(self.seen)
        )

    def benefit(self, prevented: RecordedOffences, scenario: Scenario) -> Floats:
        """Give the present benefit in pence of preventing so many recorded offences.

        B = sum over years of prevented x m x u x deflator x persistence x discount.
        """
        worth = self.mix.worth(
            prevented,
            self.spending.price_year,
            scenario.multiplier_share,
            scenario.unit_cost_factor,
        )
        return worth * self.years_worth(scenario)

    def cost(self, scenario: Scenario) -> Pence:
        """Give the present cost."""
        return self.spending.present_pence(scenario.schedule)


@dataclass(frozen=True, slots=True)
class BenefitCost:
    """Benefits over costs with a 95% interval, and benefits less costs.

    `above_one` is the share of draws (0 to 1) in which benefits exceed costs; labels
    are those of the Department for Transport.
    """

    ratio: float
    low: float
    high: float
    above_one: float
    net_pence: Pence
    net_low_pence: Pence
    net_high_pence: Pence
    cost_pence: Pence
    draws: int
    seed: int

    @property
    def label(self) -> str:
        """The label of the middle of the draws."""
        return ratio_label(self.ratio)

    @property
    def labels(self) -> tuple[str, str]:
        """The labels of the interval's ends."""
        return ratio_label(self.low), ratio_label(self.high)


@dataclass(frozen=True, slots=True)
class BreakEven:
    """How many recorded offences would have had to be prevented to repay the cost.

    `actual` is how many offences that is, recorded or not, of the kinds that have a
    price; `recorded_alone` is the number where offences nobody recorded are worth
    nothing.
    """

    recorded: float
    actual: float
    recorded_alone: float


def central_scenario(rates: Schedule | None = None) -> Scenario:
    """Give the scenario of the central assumptions, at the standard discount rate."""
    held = assumptions()
    return Scenario(
        schedule=rates or schedule(),
        multiplier_share=held[MULTIPLIER_SHARE].central,
        unit_cost_factor=held[UNIT_COST_FACTOR].central,
        persistence_years=int(held[PERSISTENCE].central),
    )


def benefit_cost_draws(
    appraisal: Appraisal, change: Change, draws: int, seed: int
) -> Floats:
    """Draw benefit-cost ratios: effect, multiplier and unit cost all at once.

    The effect is normal in logs and as wide as its interval; the multiplier and the
    unit costs are triangular over their assumed ranges; persistence and the discount
    rate stay central and are shown one way at a time.

    Source: HM Treasury, The Green Book (2026), on Monte Carlo analysis.
    """
    generator = np.random.default_rng(seed)
    prevented = prevented_draws(change, generator.standard_normal(draws))
    share, factor = drawn_assumptions(generator, draws)
    scenario = replace(
        central_scenario(), multiplier_share=share, unit_cost_factor=factor
    )
    return appraisal.benefit(prevented, scenario) / appraisal.cost(scenario)


def benefit_cost(
    appraisal: Appraisal, change: Change, draws: int = DRAWS, seed: int = 0
) -> BenefitCost:
    """Give the benefit-cost ratio by Monte Carlo; the cost must be above nought."""
    ratios = benefit_cost_draws(appraisal, change, draws, seed)
    return summed_up(ratios, appraisal.cost(central_scenario()), seed)


def drawn_assumptions(
    generator: np.random.Generator, draws: int
) -> tuple[Floats, Floats]:
    """Draw the share of unrecorded offences that counts, and the unit costs' factor."""
    return (
        _triangular(generator, MULTIPLIER_SHARE, draws),
        _triangular(generator, UNIT_COST_FACTOR, draws),
    )


def summed_up(ratios: Floats, cost: Pence, seed: int) -> BenefitCost:
    """Sum up drawn ratios: middle, interval, share above one, net value."""
    low, middle, high = np.percentile(ratios, PERCENTILES)
    return BenefitCost(
        ratio=float(middle),
        low=float(low),
        high=float(high),
        above_one=float((ratios > 1).mean()),
        net_pence=whole_pence((middle - 1) * cost),
        net_low_pence=whole_pence((low - 1) * cost),
        net_high_pence=whole_pence((high - 1) * cost),
        cost_pence=cost,
        draws=ratios.size,
        seed=seed,
    )


def break_even(appraisal: Appraisal) -> BreakEven:
    """Give the offences whose prevention would have repaid the cost.

    n = C / (worth of one recorded offence x discounted years).
    """
    central = central_scenario()
    cost = appraisal.cost(central)
    one = RecordedOffences(np.ones(1))
    alone = replace(central, multiplier_share=0.0)
    recorded = cost / float(appraisal.benefit(one, central)[0])
    return BreakEven(
        recorded=recorded,
        actual=appraisal.mix.actual(recorded),
        recorded_alone=cost / float(appraisal.benefit(one, alone)[0]),
    )


def ratio_label(ratio: float) -> str:
    """Name a benefit-cost ratio; one on a boundary has the higher name.

    Source: Department for Transport, Value for Money Framework.
    """
    held = [
        (float(row["least_ratio"] or "-inf"), row["label"])
        for row in rows_of("benefit_cost_labels.csv")
    ]
    return max((least, label) for least, label in held if ratio >= least)[1]


def shares_by_year(years_ahead: Sequence[int]) -> tuple[float, ...]:
    """Give the share of months that falls into each year from the start.

    Args:
        years_ahead: for each month, how many financial years after the start it is.
    """
    counts = np.bincount(np.asarray(years_ahead, dtype=np.intp))
    return tuple(float(share) for share in counts / counts.sum())


def _triangular(generator: np.random.Generator, name: str, draws: int) -> Floats:
    held = assumptions()[name]
    return generator.triangular(held.low, held.central, held.high, draws)
