"""Each gate with a case that passes and one that does not."""

from dataclasses import replace
from typing import Any

import pytest

from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.breaks import Action
from fundtrack.evaluation.breaks import Break
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.gates import Bars
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.gates import all_green
from fundtrack.evaluation.verdicts import Gate
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.metrics.delivery_dates import DeliveryRule
from fundtrack.money import Pence
from fundtrack.periods import Month
from tests.evaluation.made_cases import case
from tests.evaluation.test_pre_periods import trending
from tests.evaluation.worlds import panel
from tests.evaluation.worlds import steady

WHOLE = Delivery(
    rule=DeliveryRule.CLAIM_LINES,
    starts=Month(2023, 1),
    reached=((Month(2023, 1), 25.0), (Month(2023, 6), 95.0)),
    planned_pence=Pence(100_000_00),
    paid_pence=Pence(90_000_00),
    partner_pence=Pence(80_000_00),
    unsupported_pence=Pence(4_000_00),
    awarded=Month(2022, 10),
)
BRIDGED = Break(
    "covid", Month(2022, 6), Month(2022, 7), ("*",), "fewer people out", "a report"
)


def delivered(**changed: Any) -> Case:  # noqa: ANN401 - any field of it
    """A case whose every gate is green, but for what is changed of its delivery."""
    return replace(case(steady(), treated=4), delivery=replace(WHOLE, **changed))


def crossing(action: Action) -> Case:
    return replace(delivered(), breaks=(replace(BRIDGED, action=action),))


def results(made: Case) -> dict[Gate, GateResult]:
    return {each.gate: each for each in assessed(made).gates}


def assessed(made: Case) -> Assessment:
    return assess(made, detectable_effect(made))


def test_a_case_can_have_every_gate_green() -> None:
    found = assessed(delivered())
    assert {each.gate: each.state for each in found.gates} == dict.fromkeys(
        results(delivered()), State.PASSED
    )
    assert found.names_cause
    assert found.stopped_by == ()
    assert not all_green(())


@pytest.mark.parametrize(
    ("made", "gate", "said"),
    [
        (
            case(panel(1).iloc[:, [*range(5), *range(12, 17)]]),
            Gate.FEW_MONTHS,
            "5 of 12 months are held on both sides of the start, fewer than the 6",
        ),
        (crossing(Action.FAIL), Gate.BREAK, "counts of different things (2022-06"),
        (case(panel(1) * 0), Gate.FEW_OFFENCES, "there were 0 offences"),
        (case(panel(1, wards=3)), Gate.FEW_COMPARATORS, "there is 1 comparator, fewer"),
        (
            delivered(reached=((Month(2023, 3), 19.0),)),
            Gate.NOT_DELIVERED,
            "19% of planned delivery was reached by 2023-12, less than the 20%",
        ),
        (
            case(trending(-0.12, 30)),
            Gate.PRE_TREND,
            "the trend before would by itself give −7",
        ),
    ],
)
def test_gate_that_leaves_nothing_to_claim(made: Case, gate: Gate, said: str) -> None:
    found = assessed(made)
    assert found.verdict is Verdict.NOT_EVALUABLE
    assert found.effect is None
    failed = {each.gate: each for each in found.stopped_by}
    assert said in failed[gate].fact
    assert results(delivered())[gate].state is State.PASSED


@pytest.mark.parametrize(
    ("made", "gate", "state", "said"),
    [
        (crossing(Action.BRIDGE), Gate.BREAK, State.OPEN, "which comparators share"),
        (
            case(steady(swing=0.1), treated=4),
            Gate.POOR_FIT,
            State.FAILED,
            "the place strayed 11% from its comparators",
        ),
        (case(), Gate.PRE_TREND, State.OPEN, "and untouched places trend by as much"),
        (
            replace(delivered(), overlaps=("OPDEF",)),
            Gate.OVERLAP,
            State.FAILED,
            "OPDEF had money in these very places",
        ),
        (
            delivered(reached=((Month(2023, 3), 60.0),)),
            Gate.UNDER_DELIVERED,
            State.FAILED,
            "60% of £100,000 planned was delivered by 2023-12, by accepted lines",
        ),
        (
            delivered(unsupported_pence=Pence(20_000_00)),
            Gate.UNSUPPORTED,
            State.FAILED,
            "£20,000 of £80,000 paid to partners is supported by no accepted line",
        ),
        (case(), Gate.UNDER_DELIVERED, State.OPEN, "could be held against"),
        (case(), Gate.NOT_DELIVERED, State.OPEN, "could be held against"),
    ],
)
def test_gate_that_leaves_the_change_and_not_its_cause(
    made: Case, gate: Gate, state: State, said: str
) -> None:
    found = assessed(made)
    (result,) = [each for each in found.gates if each.gate is gate]
    assert (result.state, result.bars) == (state, Bars.CAUSE)
    assert said in result.fact
    assert found.effect is not None
    assert not found.names_cause


def test_months_that_are_left_out_leave_the_gate_green() -> None:
    found = results(crossing(Action.EXCLUDE))[Gate.BREAK]
    assert found.state is State.PASSED
    assert found.fact == "the months of covid are left out on both sides"


def test_a_comparator_that_got_money_since_the_plan_is_an_overlap() -> None:
    made = delivered()
    places = made.places.copy()
    places.loc[made.comparators.wards[0], "standing"] = "has other money"
    found = results(replace(made, places=places))[Gate.OVERLAP]
    assert found.state is State.FAILED
    assert found.fact.startswith("1 comparators have had money")


def test_a_partner_that_was_paid_nothing_leaves_nothing_to_prove() -> None:
    found = results(delivered(partner_pence=Pence(0), unsupported_pence=Pence(0)))
    assert found[Gate.UNSUPPORTED].fact == "no payment to a partner waits for proof"


def test_eight_months_leave_the_trend_unseen() -> None:
    eight = panel(1).iloc[:, [*range(4, 12), *range(16, 24)]]
    found = results(case(eight))[Gate.PRE_TREND]
    assert found.state is State.OPEN
    assert found.fact == "8 months before the start are too few to see a trend in"


def test_register_tells_a_start_and_is_no_measure_of_what_was_delivered() -> None:
    facts = {
        each.gate: each.fact
        for each in assessed(delivered(rule=DeliveryRule.REGISTER)).gates
    }
    assert facts[Gate.UNDER_DELIVERED].endswith("planned was delivered by 2023-12")
