import pytest

from fundtrack.evaluation.breaks import Action
from fundtrack.evaluation.breaks import Series
from fundtrack.evaluation.breaks import read_breaks
from fundtrack.evaluation.breaks import rule_on_windows
from fundtrack.evaluation.windows import Windows
from fundtrack.periods import Month
from fundtrack.periods import months_between

BURGLARY = ("Burglary",)


def windows(pre: str, post: str) -> Windows:
    first, second = Month.parse(pre), Month.parse(post)
    return Windows(
        months_between(first, first.plus(5)),
        months_between(second, second.plus(5)),
        (),
        (),
        "published",
    )


def names(compared: Windows, types: tuple[str, ...] = BURGLARY) -> list[str]:
    return [found.name for found in rule_on_windows(compared, Series(types)).crossed]


@pytest.mark.parametrize(
    ("pre", "post", "crossed"),
    [
        ("2022-10", "2023-10", ["lsoa-2021", "burglary-2023"]),
        ("2023-04", "2024-04", []),
        ("2016-10", "2017-04", ["burglary-2017"]),
        ("2018-01", "2019-01", []),
        ("2020-10", "2021-10", ["covid-19"]),
        ("2021-07", "2022-01", ["covid-19"]),
    ],
)
def test_windows_meet_the_breaks_they_cross(
    pre: str, post: str, crossed: list[str]
) -> None:
    assert names(windows(pre, post)) == crossed


def test_rule_for_burglary_leaves_other_types_alone() -> None:
    assert names(windows("2023-01", "2024-01"), ("Robbery",)) == []


def test_no_months_cross_nothing() -> None:
    nothing = Windows((), (), (), (), "")
    assert names(nothing) == []
    assert rule_on_windows(nothing, Series(BURGLARY)).crossed == ()


def test_every_break_names_its_source() -> None:
    assert all(found.source and found.what for found in read_breaks())


def test_the_places_compared_meet_the_breaks_of_their_own() -> None:
    compared = windows("2020-01", "2020-07")
    found = rule_on_windows(compared, Series(BURGLARY, places=("E06000016",)))
    assert [each.name for each in found.crossed] == [
        "covid-19",
        "leicester-2020",
    ]
    assert [str(month) for month in found.excluded] == ["2020-07", "2020-08"]
    assert found.action is Action.BRIDGE


def test_no_months_need_no_ruling() -> None:
    ruling = rule_on_windows(Windows((), (), (), (), ""), Series(BURGLARY))
    assert (ruling.crossed, ruling.action) == ((), None)
