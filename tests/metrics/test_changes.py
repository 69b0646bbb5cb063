"""Two counts side by side: Lincolnshire in April 2017 is the known answer."""

import pytest

from fundtrack.metrics.breaks import AcrossBreak
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.changes import Counted
from fundtrack.metrics.changes import change_of
from fundtrack.periods import Month

MAY_2016, MAY_2017 = Month(2016, 5), Month(2017, 5)
DWELLING, OTHER_BUILDING = 163, 336
RESIDENTIAL, BUSINESS = 327, 123


def in_month(offences: int, month: Month) -> Counted:
    return Counted(offences, month, month)


def test_lincolnshires_dwellings_are_not_compared_with_its_residences() -> None:
    assert round(100 * (RESIDENTIAL - DWELLING) / DWELLING) == 101
    with pytest.raises(AcrossBreak, match=r"2017-04.*compare recorded-burglary"):
        change_of(
            "residential-burglary",
            in_month(DWELLING, MAY_2016),
            in_month(RESIDENTIAL, MAY_2017),
            "lincolnshire",
        )


def test_lincolnshires_other_buildings_are_not_compared_with_its_businesses() -> None:
    with pytest.raises(AcrossBreak, match="business and community burglary"):
        change_of(
            "business-burglary",
            in_month(OTHER_BUILDING, MAY_2016),
            in_month(BUSINESS, MAY_2017),
        )


def test_all_burglary_of_lincolnshire_fell_by_a_tenth() -> None:
    change = change_of(
        "recorded-burglary",
        in_month(DWELLING + OTHER_BUILDING, MAY_2016),
        in_month(RESIDENTIAL + BUSINESS, MAY_2017),
        "lincolnshire",
    )
    assert change.difference == -49
    assert change.pct == pytest.approx(-9.8, abs=0.05)
    assert change.ruling.action is Action.BRIDGE
    assert "replaced burglary of a dwelling" in change.ruling.says[0]


def test_residential_burglary_across_april_2023_says_so() -> None:
    change = change_of(
        "residential-burglary",
        Counted(4865, Month(2022, 4), Month(2023, 3)),
        Counted(3357, Month(2023, 4), Month(2024, 3)),
        "lancashire",
    )
    assert change.difference == -1508
    assert change.ruling.action is Action.BRIDGE
    assert change.measure.version == "3"
    assert change.ruling.says[0].startswith("2023-04: residential burglary was split")


def test_from_nought_there_is_no_percentage() -> None:
    change = change_of("robbery", in_month(0, MAY_2016), in_month(3, MAY_2016.plus(1)))
    assert (change.difference, change.pct) == (3, None)
