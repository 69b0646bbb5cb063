from datetime import date
from math import log

import numpy as np
import pytest

from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.value.benefits import Appraisal
from fundtrack.evaluation.value.benefits import benefit_cost
from fundtrack.evaluation.value.benefits import benefit_cost_draws
from fundtrack.evaluation.value.benefits import break_even
from fundtrack.evaluation.value.benefits import central_scenario
from fundtrack.evaluation.value.benefits import ratio_label
from fundtrack.evaluation.value.benefits import shares_by_year
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.mixes import Purse
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.evaluation.value.sensitivities import Moved
from fundtrack.evaluation.value.sensitivities import break_even_sensitivities
from fundtrack.evaluation.value.sensitivities import sensitivities
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from tests.oracles.value import discount_factor
from tests.oracles.value import ratios
from tests.oracles.value import worth_of_one

FALL = Change(200, log(0.8), log(0.7), log(0.92))
BOUGHT = [Purchase("locks", date(2023, 4, 1), Pence(10_000_000), ())]
BURGLARY = "Burglary"
UNIT_COSTS = ("crime_unit_costs.csv", "pounds")


def appraisal(
    seen: tuple[float, ...] = (1.0,), purse: Purse = Purse.SOCIAL
) -> Appraisal:
    """Weigh £100,000 paid in 2023-24 against burglaries seen in the years given."""
    spending = spending_of(BOUGHT, FinancialYear(2023))
    return Appraisal(spending, mix_of([BURGLARY], purse), seen)


def test_draws_are_the_slow_draws_one_after_another() -> None:
    found = benefit_cost_draws(appraisal(), FALL, 200, seed=7)
    slow = ratios(FALL, (UNIT_COSTS, {BURGLARY}, "2023-24"), 200, seed=7)
    assert found == pytest.approx([benefit / 100_000 for benefit in slow])


def test_ratio_is_the_middle_of_its_draws_with_their_interval() -> None:
    found = benefit_cost(appraisal(), FALL, 2_000, seed=3)
    drawn = np.sort(benefit_cost_draws(appraisal(), FALL, 2_000, seed=3))
    assert (found.low, found.ratio, found.high) == pytest.approx(
        tuple(np.percentile(drawn, (2.5, 50, 97.5)))
    )
    assert found.above_one == pytest.approx(np.mean(drawn > 1))
    assert found.cost_pence == 10_000_000
    assert found.net_pence == round((found.ratio - 1) * 10_000_000)
    assert found.net_low_pence < found.net_pence < found.net_high_pence
    assert (found.draws, found.seed) == (2_000, 3)
    assert found.label == "very high"
    assert found.labels == ("medium", "very high")


def test_the_same_seed_gives_the_same_ratio() -> None:
    first = benefit_cost(appraisal(), FALL, 500, seed=1)
    assert benefit_cost(appraisal(), FALL, 500, seed=1) == first
    assert benefit_cost(appraisal(), FALL, 500, seed=2) != first


def test_preventing_the_break_even_repays_the_cost_exactly() -> None:
    weighed, central = appraisal((0.75, 0.25)), central_scenario()
    even = break_even(weighed)
    benefit = weighed.benefit(RecordedOffences(np.array([even.recorded])), central)
    assert benefit == pytest.approx([weighed.cost(central)])
    one = worth_of_one({BURGLARY}, UNIT_COSTS, "2023-24", 1, 1)
    alone = worth_of_one({BURGLARY}, UNIT_COSTS, "2023-24", 0, 1)
    years = 0.75 + 0.25 * float(discount_factor("standard", 1))
    assert even.recorded == pytest.approx(10_000_000 / (one * years))
    assert even.recorded_alone == pytest.approx(10_000_000 / (alone * years))
    homes = 166_316 / 244_648
    assert even.actual == pytest.approx(even.recorded * homes * 2.8)


def test_fiscal_savings_are_less_than_the_social_worth() -> None:
    social = benefit_cost(appraisal(), FALL, 500, seed=1)
    fiscal = benefit_cost(appraisal(purse=Purse.FISCAL), FALL, 500, seed=1)
    assert fiscal.ratio < social.ratio


def test_one_input_moves_at_a_time_and_the_widest_comes_first() -> None:
    weighed = appraisal((0.0, 1.0))
    bars = {bar.moved: bar for bar in sensitivities(weighed, FALL)}
    prevented = RecordedOffences(np.array([40.0]))
    benefit = weighed.benefit(prevented, central_scenario())[0]
    central = benefit / weighed.cost(central_scenario())
    assert [bar.central for bar in bars.values()] == pytest.approx([central] * 5)
    assert set(bars) == set(Moved)
    reaches = [bar.reach for bar in sensitivities(weighed, FALL)]
    assert reaches == sorted(reaches, reverse=True)
    assert bars[Moved.UNIT_COST].low == pytest.approx(0.75 * central)
    assert bars[Moved.UNIT_COST].high == pytest.approx(1.25 * central)
    assert bars[Moved.MULTIPLIER].low == pytest.approx(central / 2.8)
    assert bars[Moved.MULTIPLIER].high == pytest.approx(central * 4.6 / 2.8)
    assert bars[Moved.DISCOUNT].low == pytest.approx(central)
    assert bars[Moved.DISCOUNT].high == pytest.approx(central * 1.035 / 1.03)
    assert bars[Moved.EFFECT].low == pytest.approx(central * 0.08 / 0.2)
    assert bars[Moved.EFFECT].high == pytest.approx(central * 0.3 / 0.2)
    longer = sum(float(discount_factor("standard", year)) for year in (1, 2, 3))
    shorter = float(discount_factor("standard", 1))
    assert bars[Moved.PERSISTENCE].low == pytest.approx(central)
    assert bars[Moved.PERSISTENCE].high == pytest.approx(central * longer / shorter)


def test_break_even_moves_as_each_assumption_does() -> None:
    weighed = appraisal()
    bars = {bar.moved: bar for bar in break_even_sensitivities(weighed)}
    even = break_even(weighed)
    assert set(bars) == set(Moved) - {Moved.EFFECT}
    assert [bar.central for bar in bars.values()] == pytest.approx([even.recorded] * 4)
    assert bars[Moved.MULTIPLIER].low == pytest.approx(even.recorded_alone)
    assert bars[Moved.UNIT_COST].low == pytest.approx(even.recorded / 0.75)
    assert bars[Moved.UNIT_COST].high == pytest.approx(even.recorded / 1.25)
    reaches = [bar.reach for bar in break_even_sensitivities(weighed)]
    assert reaches == sorted(reaches, reverse=True)


@pytest.mark.parametrize(
    ("ratio", "label"),
    [
        (-0.1, "very poor"),
        (0, "poor"),
        (0.99, "poor"),
        (1, "low"),
        (1.5, "medium"),
        (2, "high"),
        (4, "very high"),
        (9, "very high"),
    ],
)
def test_ratio_on_a_boundary_has_the_higher_name(ratio: float, label: str) -> None:
    assert ratio_label(ratio) == label


def test_months_are_shared_among_their_financial_years() -> None:
    assert shares_by_year([0] * 9 + [1] * 3) == (0.75, 0.25)
    assert shares_by_year([1]) == (0.0, 1.0)
