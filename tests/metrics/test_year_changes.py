"""A year against another: what breaks leave out, refuse or only say."""

from typing import Any

import pytest

from fundtrack.metrics.breaks import AcrossBreak
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.year_changes import YearsQuestion
from fundtrack.metrics.year_changes import change_of_years
from fundtrack.periods import FinancialYear
from tests.metrics.stubs import Stub

BURNLEY = "E07000117"


def tables(*figures: tuple[str, int | None]) -> Stub:
    """A reader that holds a figure for each quarter, of Burnley and its force."""
    rows: list[dict[str, Any]] = [
        {
            "force": "lancashire",
            "csp": "Burnley",
            "district": BURNLEY,
            "is_area": True,
            "period": period,
            "provenance": "published",
            "offences": offences,
            "not_provided": int(offences is None),
        }
        for period, offences in figures
    ]
    return Stub(recorded_coverage=rows, recorded_crime=rows)


def asked(measure: str, year: int, against: int) -> YearsQuestion:
    years = FinancialYear(year), FinancialYear(against)
    return YearsQuestion(measure, *years, district=BURNLEY)


def two_years(year: int, earlier: int, later: int) -> Stub:
    return tables(
        *(
            (f"{FinancialYear(at)} Q{quarter}", figure + quarter)
            for at, figure in ((year, earlier), (year + 1, later))
            for quarter in (1, 2, 3, 4)
        )
    )


def test_whole_quarters_are_left_out_where_months_of_them_are() -> None:
    found = change_of_years(
        two_years(2020, 100, 80), asked("personal-robbery", 2021, 2020)
    )
    assert found.change
    assert found.change.earlier.offences == (100 + 1) + (100 + 4)
    assert found.change.later.offences == (80 + 1) + (80 + 4)
    assert [str(month) for month in found.left_out] == [
        *(f"2020-{month:02d}" for month in range(7, 13)),
        *(f"2021-{month:02d}" for month in range(7, 13)),
    ]
    assert "north-of-england-2020" in {each.name for each in found.ruling.crossed}


def test_the_years_may_be_named_in_any_order() -> None:
    held = two_years(2018, 100, 80)
    ways = [
        change_of_years(held, asked("personal-robbery", *years)).change
        for years in ((2019, 2018), (2018, 2019))
    ]
    assert ways[0] == ways[1]
    assert ways[0]
    assert ways[0].difference == -80


def test_a_year_that_lacks_a_quarter_is_not_compared() -> None:
    held = tables(*((f"2018-19 Q{quarter}", 9) for quarter in (1, 2, 3, 4)))
    found = change_of_years(held, asked("personal-robbery", 2019, 2018))
    assert found.change is None
    assert found.missing == tuple(f"2019-20 Q{quarter}" for quarter in (1, 2, 3, 4))


def test_a_place_of_which_nothing_is_held_names_the_months() -> None:
    question = YearsQuestion(
        "robbery", FinancialYear(2019), FinancialYear(2018), force="kent"
    )
    found = change_of_years(Stub(), question)
    assert found.change is None
    assert found.missing[0].startswith("2018-04")


def test_years_whose_every_month_is_in_a_spell_leave_nothing_to_compare() -> None:
    question = YearsQuestion(
        "anti-social-behaviour",
        FinancialYear(2021),
        FinancialYear(2020),
        force="lancashire",
    )
    found = change_of_years(Stub(), question)
    assert (found.change, found.missing) == (None, ())
    assert len(found.left_out) == 24
    assert found.ruling.action is Action.BRIDGE


def test_years_counted_under_other_rules_are_refused_before_they_are_counted() -> None:
    with pytest.raises(AcrossBreak, match="compare recorded-burglary instead"):
        change_of_years(Stub(), asked("residential-burglary", 2017, 2016))
