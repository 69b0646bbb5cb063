"""What the address asks for becomes a choice that the books can answer."""

from datetime import date

import pytest

from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import PositionLine
from fundtrack.pages.choice import Choice
from fundtrack.pages.choice import choose
from fundtrack.pages.choice import day_asked
from tests.pages.lines import line

TODAY = date(2024, 2, 29)


def held(written: str, budget: int) -> PositionLine:
    """A budget cell the books hold."""
    whole = line(budget=budget)
    return PositionLine(
        **{name: getattr(whole, name) for name in whole.__slots__ if name != "cell"},
        cell=Cell.parse(written),
    )


CELLS = [
    held("SSF5/blackpool/p/cctv/capital/2023-24", 500),
    held("SSF5/blackpool/p/cctv/capital/2024-25", 900),
    held("OPDEF/force-wide/p/patrols/revenue/2023-24", 700),
    held("SSF4/preston/p/lighting/capital/2022-23", 9_000),
]


def test_a_whole_choice_is_taken_as_it_is() -> None:
    asked = {
        "fund": "SSF5",
        "year": "2024-25",
        "area": "blackpool",
        "heading": "cctv",
        "kind": "capital",
    }
    choice = choose(asked, CELLS, TODAY)
    assert choice == Choice("SSF5", "2024-25", TODAY, "blackpool", "cctv", "capital")
    assert choice.written() == {**asked, "as_at": "2024-02-29"}
    assert str(choice.cell) == "SSF5/blackpool/*/cctv/capital/2024-25"


def test_nobody_asking_sees_the_fund_with_the_largest_budget_of_the_year() -> None:
    assert choose({}, CELLS, TODAY) == Choice("OPDEF", "2023-24", TODAY)


def test_a_grant_comes_before_a_local_fund() -> None:
    assert choose({}, CELLS, TODAY, {"OPDEF"}).fund == "SSF5"
    assert choose({}, CELLS[2:3], TODAY, {"OPDEF"}).fund == "OPDEF"


@pytest.mark.parametrize(
    ("fund", "asked", "year"),
    [
        ("SSF4", "2023-24", "2022-23"),
        ("SSF5", "1999-00", "2023-24"),
        ("SSF5", "*", "*"),
        ("*", "2022-23", "2022-23"),
    ],
)
def test_a_year_without_money_becomes_the_nearest_with_some(
    fund: str, asked: str, year: str
) -> None:
    assert choose({"fund": fund, "year": asked}, CELLS, TODAY).year == year


def test_a_fund_whose_money_is_still_to_come_shows_its_first_year() -> None:
    later = [held("SSF6/blackpool/p/cctv/capital/2025-26", 500)]
    assert choose({"fund": "SSF6"}, later, TODAY).year == "2025-26"


def test_names_that_the_books_do_not_hold_become_all() -> None:
    asked = {"fund": "SSF5", "area": "atlantis", "heading": "gold", "kind": "grand"}
    choice = choose(asked, CELLS, TODAY)
    assert (choice.area, choice.heading, choice.kind) == ("*", "*", "*")


def test_a_registered_fund_without_money_stays_and_is_not_swapped_for_another() -> None:
    asked = {"fund": "SSF6", "year": "2022-23"}
    assert choose(asked, CELLS, TODAY, funds=["SSF6"]) == Choice(
        "SSF6", "2023-24", TODAY
    )
    assert choose(asked, CELLS, TODAY, funds=[]).fund == "OPDEF"


def test_empty_books_still_give_a_choice() -> None:
    assert choose({}, [], TODAY) == Choice("*", "2023-24", TODAY)


@pytest.mark.parametrize(
    ("asked", "day"),
    [
        ({"as_at": "2023-12-31"}, date(2023, 12, 31)),
        ({"as_at": "2099-12-31"}, TODAY),
        ({"as_at": "soon"}, TODAY),
        ({}, TODAY),
    ],
)
def test_a_day_still_to_come_is_today(asked: dict[str, str], day: date) -> None:
    assert day_asked(asked, TODAY) == day
