"""Value for money in words, from values whose figures are written out here."""

from dataclasses import replace

import pytest

from fundtrack.evaluation.value.changes import Prevented
from fundtrack.evaluation.value.deliveries import Delivered
from fundtrack.evaluation.value.mixes import Lack
from fundtrack.evaluation.value.mixes import Purse
from fundtrack.evaluation.value.mixes import mix_of
from fundtrack.evaluation.value.spendings import spending_of
from fundtrack.evaluation.value.unit_prices import cost_per_offence
from fundtrack.evaluation.value.values import Worth
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.sentences.value import break_even_sentence
from fundtrack.sentences.value import cause_sentence
from fundtrack.sentences.value import cost_sentence
from fundtrack.sentences.value import fiscal_sentence
from fundtrack.sentences.value import four_es
from fundtrack.sentences.value import harm_sentence
from fundtrack.sentences.value import per_offence_sentence
from fundtrack.sentences.value import prevented_sentence
from fundtrack.sentences.value import social_sentence
from fundtrack.sentences.value import standing_sentence
from fundtrack.sentences.value import value_paragraphs
from tests.evaluation.value.made_values import BURGLARY
from tests.evaluation.value.made_values import EVEN
from tests.evaluation.value.made_values import FALL
from tests.evaluation.value.made_values import GATES
from tests.evaluation.value.made_values import LATER
from tests.evaluation.value.made_values import PAID
from tests.evaluation.value.made_values import UNCLEAR
from tests.evaluation.value.made_values import ratio
from tests.evaluation.value.made_values import unweighed
from tests.evaluation.value.made_values import value


def test_cost_says_what_was_paid_in_whose_prices() -> None:
    assert cost_sentence(value()) == (
        "£50,000 was paid in 2023-24 (assumed): £50,000 in the prices of 2023-24, "
        "discounted to 2023-24."
    )
    later = replace(value(), spending=spending_of([PAID, LATER], FinancialYear(2023)))
    assert (
        "Money of 2024-25 stands in its own prices: no index is held for it."
        in cost_sentence(later)
    )


def test_cost_says_what_is_unspent_and_what_is_unsupported() -> None:
    delivered = Delivered(
        Pence(6_000_000), Pence(1_000_000), Pence(250_000), Pence(0), ()
    )
    assert cost_sentence(replace(value(), delivered=delivered)).endswith(
        " £10,000 of its budget is neither paid nor owed and £2,500 paid to partners "
        "is not supported."
    )
    whole = replace(delivered, unspent_pence=Pence(0), unsupported_pence=Pence(0))
    assert cost_sentence(replace(value(), delivered=whole)) == cost_sentence(value())


def test_nothing_paid_is_said_instead_of_a_cost() -> None:
    nothing = replace(value(), spending=spending_of([], FinancialYear(2023)))
    assert value_paragraphs(nothing) == (
        "The books hold no payment for this place yet, so nothing is weighed.",
    )


@pytest.mark.parametrize(
    ("baseline", "share"),
    [
        (200, ", 6% of the 200 expected"),
        (5_000, ", 1% of the 5,000 expected"),
        (10, ", which is more than the 10 expected"),
        (0, ""),
    ],
)
def test_break_even_is_held_against_what_was_expected(
    baseline: float, share: str
) -> None:
    assert break_even_sentence(replace(value(), baseline=baseline)) == (
        f"It would have repaid its cost by preventing 12 recorded offences{share}; or "
        "31, if offences that nobody recorded are worth nothing."
    )


def test_break_even_without_an_effect_is_held_against_the_time_before() -> None:
    found = replace(value(Verdict.NOT_EVALUABLE), prevented=None)
    assert "6% of the 200 before the start" in break_even_sentence(found)


@pytest.mark.parametrize(
    ("lack", "why"),
    [
        (Lack.MONEY, "the books hold no payment for this place"),
        (Lack.UNIT_COST, "no unit cost is held for most of these offences"),
        (Lack.MULTIPLIER, "no figure is held of how many of these offences happen"),
    ],
)
def test_what_is_missing_is_named(lack: Lack, why: str) -> None:
    found = unweighed(lack)
    assert break_even_sentence(found).startswith(
        f"Break-even: not estimable, for {why}"
    )
    assert social_sentence(found).startswith(
        f"Benefit-cost ratio: not estimable, for {why}"
    )
    what = "not estimable" if lack is Lack.MONEY else "missing"
    assert fiscal_sentence(found).startswith(f"Fiscal savings: {what}, for {why}")


def test_break_even_of_public_bodies_is_said_where_the_social_one_is_missing() -> None:
    incidents = replace(
        value(Verdict.INCONCLUSIVE), social=Worth(BURGLARY, Lack.UNIT_COST, None, None)
    )
    assert break_even_sentence(incidents) == (
        "Break-even: not estimable, for no unit cost is held for most of these "
        "offences; public bodies alone would have been repaid by preventing 12 "
        "recorded offences."
    )


def test_prevented_offences_are_given_with_their_interval() -> None:
    assert prevented_sentence(value(prevented=UNCLEAR)) == (
        "Against similar places there were 40 fewer offences than expected; anything "
        "from 10 more offences to 90 fewer offences fits."
    )
    assert prevented_sentence(unweighed(Lack.EFFECT)) == ""


def test_cost_of_an_offence_is_an_interval_a_floor_or_nothing() -> None:
    assert per_offence_sentence(value()) == (
        "Cost of each recorded offence prevented: £1,250 (£833 to £2,500)."
    )
    assert per_offence_sentence(value(Verdict.INCONCLUSIVE, UNCLEAR)) == (
        "Cost of each recorded offence prevented: not estimable: the interval includes "
        "no effect. If any was prevented, each cost at least £556."
    )
    assert per_offence_sentence(value(Verdict.INCONCLUSIVE)) == (
        "Cost of each recorded offence prevented: not estimable: untouched places "
        "changed as much too often. If any was prevented, each cost at least £833."
    )
    assert per_offence_sentence(
        value(Verdict.INCREASE, Prevented(-40, -80, -5))
    ).endswith("not estimable: the interval holds no fall.")
    free = replace(
        value(), cost_pence=Pence(0), per_offence=cost_per_offence(Pence(0), FALL)
    )
    assert per_offence_sentence(free).endswith(
        "not estimable: the books hold no payment for this place."
    )
    assert per_offence_sentence(unweighed(Lack.EFFECT)) == ""


def test_ratio_is_named_with_its_odds_where_the_verdict_names_a_change() -> None:
    assert social_sentence(value()) == (
        "Benefit-cost ratio: 2.0 (0.8 to 3.2), high, from poor to high; the benefit "
        "was above the cost in 93% of 100,000 draws. Net: £50,000 (−£10,000 to "
        "£90,000)."
    )
    sure = replace(value(), social=Worth(BURGLARY, None, ratio(5, 4.1, 6), EVEN))
    assert "5.0 (4.1 to 6.0), very high; the benefit" in social_sentence(sure)


def test_no_ratio_is_claimed_while_the_verdict_is_inconclusive() -> None:
    found = value(Verdict.INCONCLUSIVE, UNCLEAR)
    assert social_sentence(found) == (
        "Benefit-cost ratio: none is claimed under this verdict; anything from 0.8 "
        "(poor) to 3.2 (high) fits."
    )
    assert fiscal_sentence(found).startswith(
        "Fiscal savings: anything from 0.0 to 0.9 for each pound"
    )


def test_fiscal_savings_are_a_part_and_never_added() -> None:
    assert fiscal_sentence(value()) == (
        "Fiscal savings: 0.4 (0.0 to 0.9) for each pound, of it the police 0.2 (0.1 to "
        "0.4); a part of the social worth and never on top of it, and cash only where "
        "capacity is closed."
    )
    police = Worth(BURGLARY, Lack.UNIT_COST, None, None)
    alone = fiscal_sentence(replace(value(), police=police))
    assert alone.startswith("Fiscal savings: 0.4 (0.0 to 0.9) for each pound; a part")
    assert "−0.7" in fiscal_sentence(
        replace(value(), fiscal=Worth(BURGLARY, None, ratio(0.1, -0.7, 1), EVEN))
    )


def test_standing_says_what_is_assumed_and_what_is_left_out() -> None:
    said = standing_sentence(value())
    assert "multipliers are assumed" in said
    assert "68% of such offences have a price" in said
    homes = mix_of(["Residential burglary"])
    whole = replace(value(), social=Worth(homes, None, ratio(2, 1, 3), EVEN))
    assert "have a price" not in standing_sentence(whole)
    incidents = mix_of(["Anti-social behaviour"], Purse.FISCAL)
    sure = replace(value(), social=Worth(incidents, None, ratio(2, 1, 3), EVEN))
    assert "assumed" not in standing_sentence(sure)
    assert standing_sentence(unweighed(Lack.MONEY)) == ""


def test_change_is_not_called_the_moneys_while_a_gate_is_open() -> None:
    assert cause_sentence(value()) == (
        "These figures count the whole change as the money's, which the gates that are "
        "not passed leave open."
    )
    assert cause_sentence(replace(value(), names_cause=True)) == ""
    assert cause_sentence(value(Verdict.INCONCLUSIVE)) == ""


def test_harm_is_in_days_with_its_interval() -> None:
    assert harm_sentence(value()) == (
        "In the Cambridge Crime Harm Index that is 9,800 days (−2,450 to 22,000), at "
        "the national mix of these offences."
    )
    assert harm_sentence(unweighed(Lack.EFFECT)) == ""


def test_four_es_say_what_is_measured_and_what_is_not() -> None:
    assert four_es(value())[:2] == (
        "Economy: not measured; no output is recorded as delivered.",
        "Efficiency: not measured; no output has both a target and a count.",
    )
    shared = replace(GATES, output="keys given", unit="key", is_shared=True)
    outputs = (GATES, shared, replace(GATES, unit_pence=None, actual=None))
    delivered = Delivered(Pence(0), Pence(0), Pence(0), None, outputs)
    economy, efficiency, effectiveness, equity = four_es(
        replace(value(), delivered=delivered)
    )
    assert economy == (
        "Economy: £1,000.00 a gate (gates fitted) and £1,000.00 a key (keys given, its "
        "project's other outputs in it)."
    )
    assert efficiency == (
        "Efficiency: delivered were 30 of 40 gates fitted (75%) and 30 of 40 keys "
        "given (75%)."
    )
    assert effectiveness == (
        "Effectiveness: reduction, at level 4 of 5 on the Maryland scale."
    )
    assert equity.startswith("Equity: not measured")


def test_break_even_comes_before_any_effect_unless_crime_fell() -> None:
    fallen = value_paragraphs(value())
    unclear = value_paragraphs(value(Verdict.INCONCLUSIVE, UNCLEAR))
    assert fallen[1].startswith("Against similar places")
    assert unclear[1].startswith("It would have repaid")
    assert len(fallen) == len(unclear) == 5
    alone = value_paragraphs(unweighed(Lack.EFFECT))
    assert [said.split(":")[0] for said in alone[1:]] == [
        "Break-even",
        "Benefit-cost ratio",
    ]


def test_no_sentence_says_because_of() -> None:
    for verdict in Verdict:
        said = " ".join(value_paragraphs(value(verdict)) + four_es(value(verdict)))
        assert "because" not in said
        assert "significant" not in said
