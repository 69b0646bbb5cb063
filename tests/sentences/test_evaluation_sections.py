from dataclasses import replace
from datetime import date

import pytest

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.evaluation.assessments import Assessment
from fundtrack.evaluation.assessments import assess
from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.cases import Registration
from fundtrack.evaluation.gates import Bars
from fundtrack.evaluation.gates import GateResult
from fundtrack.evaluation.gates import State
from fundtrack.evaluation.methods.displacement import DisplacementQuotient
from fundtrack.evaluation.methods.displacement import QuotientInterval
from fundtrack.evaluation.methods.displacement import WeightedDifference
from fundtrack.evaluation.neighbours import Neighbours
from fundtrack.evaluation.verdicts import Gate
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.metrics.bought import Bought
from fundtrack.metrics.bought import BoughtLine
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.metrics.delivery_dates import DeliveryRule
from fundtrack.metrics.proportions import change_between
from fundtrack.metrics.proportions import share_of
from fundtrack.metrics.surveys import Perceived
from fundtrack.metrics.surveys import Perceptions
from fundtrack.metrics.surveys import SurveyAnswer
from fundtrack.metrics.surveys import WaveShare
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.sentences import evaluation_sections as say
from tests.evaluation.made_cases import case

CASE = case()
ASSESSED = assess(CASE, detectable_effect(CASE))
LINE = BoughtLine(
    heading="alley-gates",
    given_pence=Pence(500_000),
    ordered_pence=Pence(0),
    owed_pence=Pence(0),
    paid_pence=Pence(400_000),
    evidenced_pence=Pence(300_000),
    marks=("published",),
)
DELIVERY = Delivery(
    rule=DeliveryRule.CLAIM_LINES,
    starts=Month(2023, 1),
    reached=((Month(2023, 1), 25.0), (Month(2023, 6), 70.0)),
    planned_pence=Pence(500_000),
    paid_pence=Pence(400_000),
    partner_pence=Pence(0),
    unsupported_pence=Pence(0),
    awarded=None,
)


def gate(state: State) -> GateResult:
    return GateResult(Gate.OVERLAP, state, Bars.CAUSE, f"a fact that {state}")


def judged(verdict: Verdict, *states: State) -> Assessment:
    return replace(ASSESSED, verdict=verdict, gates=tuple(map(gate, states)))


def test_money_is_told_from_budget_to_proof() -> None:
    bought = Bought((LINE,), (), Pence(250_000))
    assert say.bought_sentence(CASE, bought) == (
        "£4,000 was paid (published) of the £5,000 that Burnley may spend, the largest "
        "part for Alley gates (£4,000). Partners' accepted lines prove £3,000 of it. "
        "£2,500 was claimed from the funder."
    )
    bare = replace(LINE, evidenced_pence=Pence(0), marks=())
    said = say.bought_sentence(CASE, Bought((bare,), (), Pence(0)))
    assert said.endswith("No partner's accepted line proves any of it.")
    nothing = say.bought_sentence(CASE, Bought((), (), Pence(0)))
    assert nothing == "The books hold no money for this place yet."


def test_delivery_says_what_the_start_rests_on_and_what_never_came() -> None:
    assert say.delivery_sentence(CASE) == (
        "Months from 2023-01 on count as after the start, as the register of "
        "footprints states."
    )
    said = say.delivery_sentence(replace(CASE, delivery=DELIVERY))
    assert "the start rests on accepted lines of partners' claims" in said
    assert "By 2023-12, the last month compared, 70% of planned delivery" in said
    assert said.endswith("; the other 30% can have changed nothing.")
    whole = replace(DELIVERY, reached=((Month(2023, 1), 100.0),))
    said = say.delivery_sentence(replace(CASE, delivery=whole))
    assert said.endswith("(£5,000) had been reached.")
    unmeasured = replace(DELIVERY, reached=())
    said = say.delivery_sentence(replace(CASE, delivery=unmeasured))
    assert said.endswith("no plan that delivery could be held against.")


def test_plan_says_when_it_was_made_and_where_the_run_departs() -> None:
    assert "No plan was registered" in say.plan_sentence(CASE)
    assert say.departure_notice(CASE) == ""
    held = Registration("P-1", "f" * 64, "2022-05-01T09:00:00", Standing.PROSPECTIVE)
    said = say.plan_sentence(replace(CASE, registration=held))
    assert said == (
        "The plan is P-1, registered at 2022-05-01T09:00; it is registered before any "
        "month after the start was held."
    )
    away = replace(held, standing=Standing.EXPLORATORY, departures=("it was replaced",))
    departing = replace(CASE, registration=away)
    assert "The run departs from it: it was replaced." in say.plan_sentence(departing)
    assert say.departure_notice(departing) == (
        "EXPLORATORY, never the office's answer: it was replaced."
    )


def test_gates_are_counted_by_state() -> None:
    passed = [gate(State.PASSED)] * 2
    assert say.gates_sentence(passed) == "All 2 gates are passed."
    said = say.gates_sentence([*passed, gate(State.OPEN)])
    assert said.startswith("Of 3 gates in all 2 are passed, 1 open and 0 failed.")


def next_door(wdq: float | None, interval: QuotientInterval) -> Neighbours:
    return Neighbours(
        wards=("A", "B"),
        before=100,
        after=90,
        expected=95.2,
        change_pct=-5.0,
        low_pct=-20.0,
        high_pct=12.0,
        difference=WeightedDifference(-9, 100, 10, -0.9, -28.6, 10.6),
        quotient=DisplacementQuotient(wdq, -0.1, 0.0, 9.0),
        interval=interval,
    )


@pytest.mark.parametrize(
    ("wdq", "interval", "said"),
    [
        (0.5, QuotientInterval(-0.42, 1.06, 0.99), "from −0.4 to +1.1 fits"),
        (0.5, QuotientInterval(None, None, 0.7), "quotient is not estimable"),
        (None, QuotientInterval(None, None, 0.2), "no benefit that could have moved"),
    ],
)
def test_next_door_never_shows_a_quotient_alone(
    wdq: float | None, interval: QuotientInterval, said: str
) -> None:
    told = say.neighbours_sentence(CASE, next_door(wdq, interval))
    assert told.startswith(
        "In the 2 wards beside Burnley's treated ones there were 100 offences before "
        "and 90 after, 95 expected: −5% against comparators, anything from −20% to +12%"
    )
    assert said in told
    assert "cannot be told" in say.neighbours_sentence(CASE, None)


def answer(respondents: int = 400, comparison: int = 0) -> SurveyAnswer:
    waves = [
        WaveShare(wave, date(2022, 1, 1), share_of(number, respondents), "s")
        for wave, number in (("2022", respondents // 2), ("2023", respondents // 4))
    ]
    change = change_between(waves[0].share, waves[1].share)
    return SurveyAnswer(
        survey="Residents",
        question="How safe?",
        answer="safe",
        area="burnley",
        comparison="pendle",
        waves=tuple(waves),
        comparison_waves=(),
        change=change,
        comparison_change=None,
        beyond=change if comparison else None,
    )


def test_feeling_safer_is_measured_or_said_not_to_be() -> None:
    def told(status: Perceived, *answers: SurveyAnswer) -> str:
        return say.perceptions_sentence(Perceptions(status, "feel safer", answers))

    assert told(Perceived.NOT_AIMED) == ""
    assert told(Perceived.NOT_MEASURED).startswith("Feeling safer: not measured.")
    assert "one wave only" in told(Perceived.ONE_WAVE)
    said = told(Perceived.MEASURED, answer())
    assert said.endswith(
        "50% of 400 in 2022, 25% of 400 in 2023; no comparison area was asked in the "
        "same waves."
    )
    beyond = told(Perceived.MEASURED, answer(comparison=1))
    assert "−25.0 points beyond pendle, anything from −3" in beyond
    assert "too few were asked" in told(Perceived.MEASURED, answer(respondents=8))


@pytest.mark.parametrize(
    ("verdict", "states", "confidence", "said"),
    [
        (Verdict.REDUCTION, [State.PASSED], "high", "fell because of Safer Streets"),
        (Verdict.REDUCTION, [State.OPEN], "medium", "cannot be said: a fact that open"),
        (Verdict.INCREASE, [State.PASSED], "high", "Crime rose; whether"),
        (Verdict.REDUCTION, [State.FAILED], "low", "a fact that failed"),
        (Verdict.INCONCLUSIVE, [State.PASSED], "low", "So nothing is put down to"),
        (Verdict.NO_MEANINGFUL_CHANGE, [State.OPEN], "medium", "change of 10% or more"),
    ],
)
def test_cause_is_named_only_where_every_gate_is_green(
    verdict: Verdict, states: list[State], confidence: str, said: str
) -> None:
    assessment = judged(verdict, *states)
    told = say.cause_sentence(CASE, assessment)
    assert said in told
    assert ("because of" in told) is (
        verdict is Verdict.REDUCTION and states == ["passed"]
    )
    assert say.strength_sentence(assessment, 3) == (
        "Strength of the evidence: level 3 of 5 on the Maryland scale; confidence in "
        f"the verdict is {confidence}."
    )


def test_without_an_effect_there_is_no_confidence_and_notes_are_asked_for() -> None:
    nothing = replace(ASSESSED, effect=None, verdict=Verdict.NOT_EVALUABLE)
    assert say.confidence(nothing) == "none"
    assert say.notes_sentence("Mechanism.", " ") == (
        "**Mechanism.** Nobody has written this down yet."
    )
    assert say.notes_sentence("Mechanism.", "Gates.") == "**Mechanism.** Gates."
