"""A figure is proposed where a cell's words say just that, and never guessed at."""

import pytest

from fundtrack.returns.layouts import read_layout
from fundtrack.returns.templates.labels import Labels
from fundtrack.returns.templates.proposals import propose
from fundtrack.returns.templates.registry import Catalogue
from fundtrack.returns.templates.words import MEASURES
from fundtrack.returns.templates.words import SAID

CATALOGUE = Catalogue(
    read_layout(), {"west-lancs": "West Lancashire"}, ("cctv", "staff", "youth-work")
)


@pytest.mark.parametrize(
    ("labels", "figure"),
    [
        (Labels("1. Grant recipient (legal name):"), "identity/recipient"),
        (Labels("Claim this quarter"), "claim/now"),
        (Labels("", "Date signed"), "declaration/on"),
        (Labels("", "", "Describe progress"), "narrative/progress"),
        (Labels("Total", "This quarter / Actual"), "table/*/*/*/actual"),
        (Labels("Actual spend", "West Lancashire"), "table/west-lancs/*/*/actual"),
        (Labels("Staff costs", "Budget"), "table/*/staff/*/budget"),
        (Labels("Youth work", "Variance"), "table/*/youth-work/*/variance"),
        (Labels("Overtime", "Outturn", "Capital"), "table/*/overtime/capital/outturn"),
        (
            Labels("CCTV", "Profile", "West Lancashire"),
            "table/west-lancs/cctv/*/profile",
        ),
        (Labels("Revenue", "Accruals"), "table/*/*/revenue/accruals"),
        (Labels("Labour", "Eligible"), "table/*/staff/*/eligible"),
        (
            Labels("Non-labour", "Eligible"),
            "table/*/*/*/eligible - table/*/staff/*/eligible",
        ),
    ],
)
def test_plain_words_name_their_figure(labels: Labels, figure: str) -> None:
    found = propose(labels, CATALOGUE)
    assert (found.figure, found.is_sure) == (figure, True)


def test_near_words_are_offered_and_left_to_a_person() -> None:
    found = propose(Labels("Amount of claim"), CATALOGUE)
    assert (found.figure, found.is_sure) == ("claim/now", False)
    unknown = propose(Labels("Horses", "Actual"), CATALOGUE)
    assert (unknown.figure, unknown.others) == ("", ("table/*/*/*/actual",))
    assert propose(Labels("£"), CATALOGUE).figure == ""
    assert propose(Labels("—"), CATALOGUE).figure == ""


@pytest.mark.parametrize(
    ("label", "offered", "figure"),
    [
        ("Quarter", ("Q1", "Q2 "), "identity/quarter-alone"),
        ("Quarter", ("1", "2"), "identity/quarter-number"),
        ("Quarter", ("April to June",), "identity/quarter-months"),
        ("Quarter", ("Q1", "other"), "identity/quarter"),
        ("Financial year", ("2023/24",), "identity/year-with-stroke"),
        ("Recipient", ("2023/24",), "identity/recipient"),
    ],
)
def test_a_figure_is_spelt_as_the_list_offers_it(
    label: str, offered: tuple[str, ...], figure: str
) -> None:
    assert propose(Labels(label), CATALOGUE, offered).figure == figure


def test_labour_is_staff_and_overtime_where_the_fund_has_no_such_heading() -> None:
    found = propose(Labels("Labour", "Actual"), Catalogue(read_layout()))
    assert found.figure == "table/*/staff+overtime/*/actual"


def test_every_figure_that_words_propose_is_one() -> None:
    names = [*SAID, *(f"table/*/*/*/{column}" for column in MEASURES)]
    assert [name for name in names if CATALOGUE.kind(name) is None] == []
