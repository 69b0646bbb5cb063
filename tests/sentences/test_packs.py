"""What a month's pack says of delivery, money, risks and small numbers."""

from dataclasses import replace
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.deliveries import Risk
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.sentences.needs import Need
from fundtrack.sentences.packs import changed_sentence
from fundtrack.sentences.packs import days_left
from fundtrack.sentences.packs import delivery_sentence
from fundtrack.sentences.packs import few_sentence
from fundtrack.sentences.packs import milestone_needs
from fundtrack.sentences.packs import money_needs
from fundtrack.sentences.packs import next_milestone_need
from fundtrack.sentences.packs import risk_needs
from fundtrack.sentences.packs import seen_sentence
from fundtrack.sentences.packs import unsupported_need

ON = date(2024, 3, 31)
LIT = Milestone(
    area="blackpool",
    project="lamps",
    milestone="lamps lit",
    planned_on=date(2024, 3, 1),
    forecast_on=None,
    actual_on=None,
    rag="amber",
    issue="",
    days_late=30,
)
REACHED = replace(LIT, actual_on=date(2024, 3, 1), days_late=0)
COMING = replace(LIT, planned_on=date(2024, 4, 9), days_late=None, rag="green")
RISK = Risk("blackpool", "cameras come late", "high", "medium", 6, "Ann", "", True)
NIL = Pence(0)
LINE = PositionLine(
    cell=Cell(area="blackpool"),
    as_at=ON,
    known=9,
    awarded_pence=NIL,
    budget_pence=Pence(100_000),
    profile_to_date_pence=Pence(80_000),
    committed_pence=NIL,
    accrued_pence=Pence(10_000),
    actual_pence=Pence(70_000),
    forecast_pence=Pence(100_000),
    claimed_pence=NIL,
    received_pence=NIL,
)


def test_delivery_says_how_many_milestones_are_reached_and_the_latest() -> None:
    assert delivery_sentence("Blackpool", []) == "The books hold no milestones here."
    assert delivery_sentence("Blackpool", [REACHED, COMING]) == (
        "Blackpool has reached 1 of 2 milestones; none of the others is late."
    )
    assert delivery_sentence("Blackpool", [LIT, COMING]) == (
        "Blackpool has reached none of 2 milestones; 1 late, the most by 30 days: "
        "lamps lit."
    )


def test_an_effect_says_what_could_not_have_been_seen() -> None:
    assert seen_sentence(-21.6) == (
        "A change of less than 22% could not have been seen here, whichever way it "
        "went."
    )
    assert seen_sentence(None) == ""


def test_few_offences_are_said_to_be_few() -> None:
    assert few_sentence(29).startswith("Only 29 offences counted after the start:")
    assert (few_sentence(30), few_sentence(None)) == ("", "")


def test_money_that_keeps_to_its_plans_asks_for_nothing() -> None:
    assert money_needs(LINE) == []
    assert money_needs(None) == []


def test_money_that_lapses_runs_over_or_lags_says_what_to_do() -> None:
    lapsing = money_needs(replace(LINE, forecast_pence=Pence(90_000)))
    (need,) = lapsing
    assert need.sentence == (
        "£100 of £1,000 would be unspent at year end: re-profile it, move it, ask to "
        "carry it over, or give it back."
    )
    over = money_needs(replace(LINE, forecast_pence=Pence(120_000)))
    assert (over[0].tone, over[0].state) == ("stop", "£200")
    silent = money_needs(replace(LINE, forecast_pence=None, actual_pence=Pence(60_000)))
    assert [need.state for need in silent] == ["No forecast", "£100"]
    assert "less has been spent or is owed than the profile" in silent[1].sentence


def test_money_paid_ahead_of_claims_is_asked_after() -> None:
    assert unsupported_need(Pence(0)) is None
    need = unsupported_need(Pence(1_510_600))
    assert need
    assert (need.tone, need.state) == ("warn", "£15,106")


def test_each_late_or_red_milestone_is_named() -> None:
    red = replace(COMING, rag="red", issue="no supplier")
    slow = replace(COMING, days_late=5)
    assert milestone_needs([LIT, REACHED, COMING, red, slow], ON) == [
        Need("warn", "Late", "Lamps lit, planned for 1 March 2024, 30 days late."),
        Need("stop", "Red", "Lamps lit, planned for 9 April 2024 (no supplier)."),
        Need(
            "warn", "Late", "Lamps lit, planned for 9 April 2024, expected 5 days late."
        ),
    ]


def test_only_high_open_risks_are_told_outside() -> None:
    quiet = [replace(RISK, score=4), replace(RISK, is_open=False)]
    told = replace(RISK, mitigation="order early", owner="", provenance="synthetic")
    assert [need.sentence for need in risk_needs([RISK, *quiet, told])] == [
        "Cameras come late (likelihood high, impact medium). Owner: Ann.",
        "Cameras come late (likelihood high, impact medium); order early.",
    ]
    assert risk_needs([told])[0].marks == ("synthetic",)


def test_what_comes_next_is_expected_on_its_latest_day() -> None:
    moved = replace(COMING, forecast_on=date(2024, 4, 20))
    assert next_milestone_need(COMING).sentence.endswith("expected on 9 April 2024.")
    assert next_milestone_need(moved).sentence.endswith("expected on 20 April 2024.")


def test_days_left_count_working_days_before_and_after_a_day() -> None:
    assert [days_left(21), days_left(-170), days_left(None)] == [
        "21",
        "overdue by 170",
        "not known",
    ]


def test_a_change_gives_both_sentences() -> None:
    assert changed_sentence(1, "A.", "B.") == "Version 1 said: A. Now: B."
    assert changed_sentence(1, "", "B.") == "New since version 1: B."
    assert changed_sentence(1, "A.", "") == "No longer said: A."
