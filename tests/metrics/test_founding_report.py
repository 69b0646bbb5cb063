"""The founding report's figures: what they imply, and what keeps them from us."""

from fundtrack.metrics.founding_report import Standing
from fundtrack.metrics.founding_report import founding_figures
from fundtrack.metrics.founding_report import published_figures
from tests.metrics.stubs import Stub


def test_what_the_report_implies_follows_from_what_it_prints() -> None:
    said = {each.figure: each.published or 0 for each in published_figures()}
    fewer = said["residential-burglary-fewer"]
    earlier = fewer / -said["residential-burglary-change"] * 100
    assert said["residential-burglary-2022-23"] == round(earlier) == 4865
    assert said["residential-burglary-2023-24"] == round(earlier - fewer) == 3357
    before, after = (
        round(said[f"residential-burglary-outcomes-{year}"] / 100 * offences)
        for year, offences in (("2022-23", 4865), ("2023-24", 3357))
    )
    assert (before, after) == (331, 363)
    assert round(100 * (after - before) / before) == 10
    assert said["shoplifting-2021-22"] == int(9123 / 1.167) == 7817


def test_every_figure_says_what_it_is_made_of_and_what_it_needs() -> None:
    for said in published_figures():
        assert said.made_of
        assert said.why_not
        assert said.source


def test_the_money_secured_is_the_award_in_the_books() -> None:
    cells = [{"pence": 45_000_000}, {"pence": 37_000_000}]
    (money, *others) = founding_figures(Stub(standing_awards=cells))
    assert (money.ours, money.standing) == (820_000.0, Standing.REPRODUCED)
    assert {each.standing for each in others} == {
        Standing.NOT_REPRODUCIBLE,
        Standing.NO_FIGURE,
    }


def test_an_earlier_award_is_said_to_differ() -> None:
    (money, *_) = founding_figures(Stub(standing_awards=[{"pence": 99_900_000}]))
    assert (money.difference, money.standing) == (179_000.0, Standing.DIFFERS)


def test_with_nothing_held_each_figure_says_what_it_needs() -> None:
    for each in founding_figures(Stub()):
        assert each.ours is None
        assert each.because == each.said.why_not
