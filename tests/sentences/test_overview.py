"""Overview opens with the money that lapses and where, or says that nothing does."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.metrics.position import PositionLine
from fundtrack.sentences.overview import area_heading
from fundtrack.sentences.overview import lapse_needs
from fundtrack.sentences.overview import overview_sentence
from fundtrack.sentences.overview import owed_meaning
from tests.pages.lines import line

FEBRUARY = date(2024, 2, 29)
YEAR_END = date(2024, 3, 31)


def places(**variances: int | None) -> list[tuple[str, PositionLine]]:
    """Areas with a budget of £1,000 each and a forecast so far from it."""
    return [
        (name, line(budget=100_000, forecast=None if v is None else 100_000 + v))
        for name, v in variances.items()
    ]


def say(as_at: date = FEBRUARY, **variances: int | None) -> str:
    """The sentence over areas of £1,000 each."""
    known = [v for v in variances.values() if v is not None]
    budget = 100_000 * len(variances)
    forecast = budget + sum(known) if len(known) == len(variances) else None
    totals = line(budget=budget, forecast=forecast, actual=30_000, accrued=5_000)
    return overview_sentence(totals, places(**variances), as_at)


def test_money_that_lapses_comes_first_then_where_it_sits() -> None:
    assert say(Pennine=-1_000, West=-3_000) == (
        "£40 of the £2,000 for 2023-24 will lapse on 31 March unless it is moved; "
        "over half of it sits in West."
    )


@pytest.mark.parametrize(
    ("variances", "where"),
    [
        ({"Pennine": 0, "West": -3_000}, "all of it sits in West"),
        ({"Pennine": -100, "West": -3_000}, "nearly all of it sits in West"),
        (
            {"Pennine": -1_000, "West": -1_100, "Lancaster": -500},
            "the most, £11, sits in West",
        ),
    ],
)
def test_it_says_how_much_of_it_sits_in_one_place(
    variances: dict[str, int], where: str
) -> None:
    assert say(FEBRUARY, **variances).endswith(f"; {where}.")


def test_one_area_s_overspending_does_not_hide_where_money_lapses() -> None:
    assert say(Pennine=1_000, West=-3_000).endswith("all of it sits in West.")


def test_after_the_year_it_says_what_was_not_spent() -> None:
    assert say(YEAR_END, West=-3_000, Pennine=0).startswith(
        "£30 of the £2,000 for 2023-24 was not spent by 31 March 2024;"
    )


def test_it_says_when_nothing_is_wrong() -> None:
    assert (
        say(West=0) == "Nothing will lapse: all of the £1,000 for 2023-24 is forecast."
    )
    assert say(YEAR_END, West=0) == (
        "Nothing lapsed: all of the £1,000 for 2023-24 was used."
    )


def test_overspending_is_said_with_its_place() -> None:
    assert say(Pennine=500, West=1_500) == (
        "The £2,000 for 2023-24 will be overspent by £20; the most, £15, in West."
    )
    assert "was overspent" in say(YEAR_END, West=1_500)


def test_a_missing_forecast_is_said_and_not_guessed() -> None:
    assert say(Pennine=-100, West=None) == (
        "£350 of the £2,000 for 2023-24 has been spent or is owed; West has given no "
        "forecast, so nobody can say what will lapse."
    )
    assert "Pennine and West have given" in say(Pennine=None, West=None)


def test_all_years_together_have_no_year_end() -> None:
    totals = line(year="*", budget=82_000_000, actual=50_000_000, accrued=1_000_000)
    assert overview_sentence(totals, [], FEBRUARY) == (
        "£510,000 of the £820,000 budgeted over all years has been spent or is owed."
    )


@pytest.mark.parametrize("totals", [None, line()])
def test_no_budget_is_a_sentence_not_an_error(totals: PositionLine | None) -> None:
    assert overview_sentence(totals, [], FEBRUARY) == (
        "No budget is held for this choice."
    )


def test_the_chart_names_who_is_behind_and_who_will_use_everything() -> None:
    west = line(budget=9_180_000, profile_to_date=8_000_000, actual=6_000_000)
    blackpool = line(budget=1_000, profile_to_date=500, actual=500, forecast=1_000)
    assert area_heading([("West", west), ("Blackpool", blackpool)]) == (
        "West is £20,000 (25%) behind its profile; Blackpool uses everything"
    )
    assert area_heading([("West", west)]) == "West is £20,000 (25%) behind its profile"


def test_several_areas_that_use_everything_are_listed() -> None:
    west = line(budget=9_180_000, profile_to_date=8_000_000, actual=6_000_000)
    whole = line(budget=1_000, forecast=1_000)
    assert area_heading([("West", west), ("A", whole), ("B", whole)]).endswith(
        "; A and B use everything"
    )


def test_less_than_nothing_spent_is_behind_by_pounds_alone() -> None:
    refunded = line(budget=1_000_000, profile_to_date=800_000, actual=-930_000)
    assert area_heading([("Blackpool", refunded)]) == (
        "Blackpool is £17,300 behind its profile"
    )


def test_the_chart_says_when_every_area_keeps_up() -> None:
    whole = line(budget=1_000, forecast=1_000, profile_to_date=500, actual=500)
    near = line(budget=1_000, forecast=900, profile_to_date=500, actual=480)
    silent = line(budget=1_000, forecast=900, profile_to_date=None)
    assert area_heading([("A", whole)]) == "Every area uses its whole budget"
    assert (
        area_heading([("A", whole), ("B", near)]) == "Every area keeps to its profile"
    )
    assert area_heading([("C", silent)]) == (
        "No profile has been given to measure the areas against"
    )


def ended(**variances: int | None) -> list[tuple[str, PositionLine]]:
    """The same areas once their year has ended."""
    return [(name, replace(it, as_at=YEAR_END)) for name, it in places(**variances)]


def test_of_a_year_that_has_ended_the_chart_says_what_was_left() -> None:
    assert area_heading(ended(A=0, West=-3_000, B=500)) == (
        "West left £30 (3%) of its budget unspent"
    )
    assert area_heading(ended(A=0, West=3_000)) == (
        "West spent £30 more than its budget"
    )
    assert area_heading(ended(A=0, B=-99)) == "Every area used its whole budget"
    assert area_heading(ended(A=-100_001)) == "A left £1,000 of its budget unspent"
    assert area_heading(ended(A=None)).startswith("No profile has been given")


def test_owed_below_nought_is_explained() -> None:
    assert owed_meaning(line(accrued=5)) == "goods received, not yet paid"
    assert owed_meaning(line(accrued=-5)) == (
        "last year's accruals, reversed into this year; their bills are in what was "
        "spent or still to come"
    )


def test_what_lapses_is_listed_area_by_area_the_most_first() -> None:
    found = places(Pennine=-1_000, West=-3_000, Blackpool=0, Lancaster=None)
    totals = line(budget=400_000)
    lapsing = lapse_needs("SSF5", totals, found, FEBRUARY)
    assert [(need.state, need.sentence) for need in lapsing] == [
        ("£30", "lapses in West on 31 March 2024, unless it is moved."),
        ("£10", "lapses in Pennine on 31 March 2024, unless it is moved."),
    ]
    ended = lapse_needs("SSF5", totals, found, YEAR_END)
    assert ended[1].sentence == "lapsed in Pennine on 31 March 2024."
    assert lapse_needs("SSF5", line(year="*"), found, FEBRUARY) == []
    assert lapse_needs("SSF5", None, found, FEBRUARY) == []
