from fundtrack.sentences.worth import NOT_WEIGHED
from fundtrack.sentences.worth import caution
from fundtrack.sentences.worth import even_sentence
from fundtrack.sentences.worth import odds_figure
from fundtrack.sentences.worth import price_figure
from fundtrack.sentences.worth import worth_heading

EVEN = {"break_even": 96.2, "cost_pence": 37_790_000}


def test_no_verdict_no_claim_that_it_paid() -> None:
    assert worth_heading(EVEN, "inconclusive", 120.0) == (
        "It would have paid for itself from 96 offences prevented"
    )
    assert worth_heading(EVEN, "reduction", 50.0).startswith("It would have paid")
    assert worth_heading(EVEN, "reduction", 97.0).startswith("It paid for itself, if")
    assert worth_heading({}, "reduction", 97.0) == "Would it have paid? Not estimable"


def test_what_repays_the_cost_is_counted_or_not_weighed() -> None:
    assert even_sentence(EVEN) == (
        "At £377,900 in constant prices it repays its cost if at least 96 recorded "
        "offences would have been prevented."
    )
    assert even_sentence({}) == NOT_WEIGHED


def test_a_price_of_a_crime_prevented_says_why_there_is_none() -> None:
    floor = {"cost_per_prevented": "floor", "cost_per_prevented_low_pence": 90_000}
    assert price_figure(floor) == (
        "not estimable",
        "the interval includes no effect; at least £900 each, if any was",
    )
    assert price_figure({"cost_per_prevented": "none"}) == (
        "not estimable",
        "the interval holds no fall",
    )
    lacking = {"cost_per_prevented": None, "bcr_lack": "money"}
    assert price_figure(lacking)[1] == "the books hold no payment for this place"


def test_the_odds_need_an_effect() -> None:
    assert odds_figure({}) == ("not estimable", "no effect could be estimated")
    assert odds_figure({"bcr_above_one": 0.58, "bcr_p025": -1.2}) == (
        "58%",
        "benefit over cost: −1.2 to –",
    )


def test_figures_of_value_say_what_they_may_not_be_taken_for() -> None:
    assert caution("inconclusive", names_cause=False).startswith("Under this verdict")
    assert caution("reduction", names_cause=True) == ""
