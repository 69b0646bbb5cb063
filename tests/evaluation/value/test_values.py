from dataclasses import replace
from datetime import date
from math import expm1

import pytest

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Purchase
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.value.benefits import Appraisal
from fundtrack.evaluation.value.benefits import benefit_cost
from fundtrack.evaluation.value.changes import change_of
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.unit_prices import Estimability
from fundtrack.evaluation.value.values import ValueForMoney
from fundtrack.evaluation.value.values import maryland_level
from fundtrack.evaluation.value.values import value_for_money
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.windows import Windows
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from tests.evaluation.made_cases import case
from tests.evaluation.worlds import panel

BOUGHT = (
    Purchase("locks", date(2022, 7, 1), Pence(4_000_000), ("assumed",)),
    Purchase("locks", date(2023, 4, 1), Pence(1_000_000), ("assumed",)),
)
DRAWS = 2_000


def assessed(made: Case) -> Assessment:
    return assess(made, detectable_effect(made))


def valued(made: Case) -> ValueForMoney:
    return value_for_money(made, assessed(made), draws=DRAWS)


@pytest.fixture(scope="module")
def fallen() -> Case:
    return case(panel(1, effect=-0.5, treated=4), treated=4, purchases=BOUGHT)


def test_case_with_an_effect_is_weighed_in_every_way(fallen: Case) -> None:
    found, effect = valued(fallen), assessed(fallen).effect
    assert effect is not None
    assert found.verdict is Verdict.REDUCTION
    assert found.baseline == effect.expected
    assert found.prevented is not None
    assert found.prevented.low == pytest.approx(
        -effect.expected * expm1(effect.ci_high)
    )
    assert found.per_offence is not None
    assert found.per_offence.estimability is Estimability.INTERVAL
    assert found.harm is not None
    per_offence = (166_316 * 273.5 + 78_332 * 183.5) / 244_648
    assert found.harm.central == pytest.approx(found.prevented.central * per_offence)
    assert found.harm.high == pytest.approx(found.prevented.high * per_offence)
    assert len(found.sensitivities) == 5
    assert (found.social.lack, found.fiscal.lack) == (None, None)
    assert found.names_cause == assessed(fallen).names_cause


def test_benefit_is_seen_in_the_months_after_and_drawn_from_the_plans_seed(
    fallen: Case,
) -> None:
    found, effect = valued(fallen), assessed(fallen).effect
    assert effect is not None
    # Money from 2022-23 on; January to December 2023 is a quarter in that year.
    appraisal = Appraisal(found.spending, mix_of(["Burglary"]), (0.25, 0.75))
    assert found.social.benefit_cost == benefit_cost(
        appraisal, change_of(effect, 0.05), DRAWS, fallen.plan.seed
    )
    assert found.spending.start == FinancialYear(2022)
    assert found.spending.paid_pence == 5_000_000
    assert found.cost_pence < found.spending.real_pence


def test_case_that_cannot_be_evaluated_has_costs_and_break_even_alone() -> None:
    made = case(panel(1, wards=12), purchases=BOUGHT)
    found = valued(made)
    assert found.verdict is Verdict.NOT_EVALUABLE
    assert found.cost_pence > 0
    assert found.social.break_even is not None
    assert found.social.lack is Lack.EFFECT
    assert (found.prevented, found.per_offence, found.harm) == (None, None, None)
    assert found.social.benefit_cost is None
    assert found.sensitivities == ()
    assert len(found.break_even_sensitivities) == 4
    assert found.baseline == detectable_effect(made).offences


def test_case_without_months_counts_from_the_planned_start() -> None:
    made = replace(case(purchases=BOUGHT), windows=Windows((), (), (), (), ""))
    found = valued(made)
    assert found.social.break_even is not None
    assert found.baseline == 0


def test_case_without_money_is_not_weighed() -> None:
    found = valued(case(panel(1, effect=-0.5, treated=4), treated=4))
    assert (found.social.lack, found.fiscal.lack) == (Lack.MONEY, Lack.MONEY)
    assert found.social.break_even is None
    assert found.break_even_sensitivities == ()
    assert found.per_offence is not None
    assert found.per_offence.estimability is Estimability.NONE


def test_measure_without_a_price_has_no_ratio_and_no_sensitivities(
    fallen: Case,
) -> None:
    shops = replace(fallen, measure=find_measure("shoplifting"))
    found = valued(shops)
    assert found.social.lack is Lack.UNIT_COST
    assert found.sensitivities == ()
    assert found.harm is not None
    incidents = valued(replace(fallen, measure=find_measure("anti-social-behaviour")))
    assert incidents.fiscal.benefit_cost is not None
    assert incidents.harm is None


def test_strength_of_the_design_follows_its_comparators_and_gates(
    fallen: Case,
) -> None:
    nobody = Comparators((), (), {}, 19, 4, is_widened=False)
    alone = replace(fallen, comparators=nobody)
    assert maryland_level(alone, assessed(alone)) == 1
    few = case(panel(1, wards=12))
    assert maryland_level(few, assessed(few)) == 2
    found = assessed(fallen)
    green = tuple(replace(gate, state=State.PASSED) for gate in found.gates)
    passed = replace(found, gates=green)
    failed = replace(found, gates=(replace(green[0], state=State.FAILED), *green[1:]))
    assert maryland_level(fallen, passed) == 4
    assert maryland_level(fallen, failed) == 3
