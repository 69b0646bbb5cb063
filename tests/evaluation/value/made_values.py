"""Values whose figures are written out here, for words and tables."""

from dataclasses import replace
from datetime import date

from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.value.benefits import BenefitCost
from fundtrack.evaluation.value.benefits import BreakEven
from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.mixes import Purse
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.evaluation.value.unit_prices import cost_per_offence
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.evaluation.value.values import Worth
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.metrics.unit_costs import UnitCost
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear

PAID = Purchase("locks", date(2023, 4, 1), Pence(5_000_000), ("assumed",))
LATER = Purchase("locks", date(2024, 4, 1), Pence(1_000_000), ())
EVEN = BreakEven(recorded=12.4, actual=30, recorded_alone=31.2)
BURGLARY = mix_of(["Burglary"])
FALL = Prevented(40, 20, 60)
UNCLEAR = Prevented(40, -10, 90)
GATES = UnitCost(
    area="burnley",
    project="gates",
    output="gates fitted",
    unit="gate",
    target=40,
    actual=30,
    cost_pence=Pence(3_000_000),
    unit_pence=Pence(100_000),
    is_shared=False,
    figure="",
)


def ratio(middle: float, low: float, high: float) -> BenefitCost:
    """A ratio with its interval; its net value is always the same."""
    return BenefitCost(
        ratio=middle,
        low=low,
        high=high,
        above_one=0.93,
        net_pence=Pence(5_000_000),
        net_low_pence=Pence(-1_000_000),
        net_high_pence=Pence(9_000_000),
        cost_pence=Pence(5_000_000),
        draws=100_000,
        seed=1,
    )


def value(
    verdict: Verdict = Verdict.REDUCTION, prevented: Prevented = FALL
) -> ValueForMoney:
    """Value a payment of £50,000 in 2023-24 and an effect on burglary."""
    fiscal = mix_of(["Burglary"], Purse.FISCAL)
    return ValueForMoney(
        verdict=verdict,
        spending=spending_of([PAID], FinancialYear(2023)),
        cost_pence=Pence(5_000_000),
        baseline=200,
        social=Worth(BURGLARY, None, ratio(2.04, 0.84, 3.2), EVEN),
        fiscal=Worth(fiscal, None, ratio(0.44, -0.02, 0.9), EVEN),
        police=Worth(fiscal, None, ratio(0.2, 0.1, 0.4), EVEN),
        prevented=prevented,
        per_offence=cost_per_offence(
            Pence(5_000_000), prevented, is_named=verdict is Verdict.REDUCTION
        ),
        harm=Prevented(9_800, -2_450, 22_000),
        maryland=4,
    )


def unweighed(lack: Lack) -> ValueForMoney:
    """Value a payment where no effect is estimated and nothing has a price."""
    return replace(
        value(Verdict.NOT_EVALUABLE),
        social=Worth(BURGLARY, lack, None, None),
        fiscal=Worth(BURGLARY, lack, None, None),
        police=Worth(BURGLARY, lack, None, None),
        prevented=None,
        per_offence=None,
        harm=None,
        maryland=2,
    )
