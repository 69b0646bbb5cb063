from typing import Any

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import group_time_effects
from fundtrack.evaluation.counts import Floats

LEVELS = {
    "a": (3, [1.0, 2.0, 6.0, 9.0]),
    "b": (3, [2.0, 3.0, 8.0, 8.0]),
    "c": (4, [5.0, 5.0, 6.0, 12.0]),
    "d": (0, [1.0, 2.0, 3.0, 4.0]),
    "e": (0, [4.0, 4.0, 6.0, 6.0]),
    "always": (1, [0.0, 0.0, 0.0, 0.0]),
}
PANEL = pd.DataFrame(
    [
        {"place": place, "year": year, "crimes": crimes, "since": since}
        for place, (since, series) in LEVELS.items()
        for year, crimes in enumerate(series, start=1)
    ]
)


def measured(panel: pd.DataFrame) -> pd.DataFrame:
    found = group_time_effects(panel, "place", "year", "crimes", "since")
    return found.att.set_index(["group", "time"])


def test_effects_are_changes_against_places_that_never_had_the_money() -> None:
    """From the start on against the time before it, earlier from time to time."""
    att = measured(PANEL)["att"].to_dict()
    assert att == {
        (3, 2): 1.0 - 0.5,
        (3, 3): 4.5 - 1.5,
        (3, 4): 6.0 - 2.0,
        (4, 2): 0.0 - 0.5,
        (4, 3): 1.0 - 1.5,
        (4, 4): 6.0 - 0.5,
    }


def test_standard_errors_come_from_the_spread_of_changes() -> None:
    found = measured(PANEL)["se"][3, 3]
    treated, never = np.array([4.0, 5.0]), np.array([1.0, 2.0])
    assert found == pytest.approx(np.sqrt(treated.var() / 2 + never.var() / 2))


def test_simple_mean_counts_groups_by_their_units() -> None:
    found = group_time_effects(PANEL, "place", "year", "crimes", "since")
    assert found.simple == pytest.approx((2 * 3.0 + 2 * 4.0 + 5.5) / 5)


def test_money_that_never_came_in_time_has_no_effect_to_give() -> None:
    late = PANEL[PANEL["since"].isin([0, 4]) & (PANEL["year"] < 4)]
    assert np.isnan(group_time_effects(late, "place", "year", "crimes", "since").simple)


def counties() -> pd.DataFrame:
    """Sixty units over five years, money in three of them, in the manner of mpdta."""
    generator = np.random.default_rng(7)
    rows = []
    for unit in range(60):
        start = [0, 0, 0, 2004, 2006, 2007][unit % 6] if unit < 54 else 0
        level = generator.normal(5, 1)
        for year in range(2003, 2008):
            own = level + 0.1 * (year - 2003) + generator.normal(0, 0.3)
            own -= 0.2 * (year - start + 1) if start and year >= start else 0
            rows.append((unit, year, round(own, 3), start))
    return pd.DataFrame(rows, columns=["u", "t", "y", "g"])


def test_another_librarys_means_and_errors_are_reproduced() -> None:
    """What diff-diff 3.13.0 gives for the same panel, which reproduces R's did."""
    found = group_time_effects(counties(), "u", "t", "y", "g")
    cells: Any = found.att.set_index(["group", "time"]).round(6)
    assert cells.loc[(2004, 2006)].to_list() == [-0.625697, 0.110176]
    assert cells.loc[(2007, 2004)].to_list() == [-0.107374, 0.216864]
    assert (found.simple, found.simple_se) == pytest.approx(
        (-0.4172366522, 0.0792072672)
    )
    events: Any = found.by_event.set_index("event").round(6)
    assert events["att"].to_dict() == {
        -3: -0.107374,
        -2: -0.073455,
        -1: 0.150616,
        0: -0.291148,
        1: -0.34849,
        2: -0.625697,
        3: -0.724535,
    }
    assert events["se"][[-2, 0, 1]].to_list() == [0.113741, 0.099074, 0.086706]
    groups: Any = found.by_group.set_index("group").round(6)
    assert groups["att"].to_list() == [-0.452629, -0.366818, -0.376505]
    assert groups["se"].to_list() == [0.118054, 0.120578, 0.167356]


def test_counties_minimum_wages_are_reproduced_where_their_data_are() -> None:
    """Callaway and Sant'Anna, mpdta, as R's did prints it; not held here."""
    package = pytest.importorskip("moderndid", reason="its data, mpdta, are not held")
    held = pd.DataFrame(package.load_mpdta().to_dict(as_series=False))
    found = group_time_effects(held, "countyreal", "year", "lemp", "first.treat")
    assert found.att["att"].round(4).to_list() == [
        *[-0.0105, -0.0704, -0.1373, -0.1008],
        *[0.0065, -0.0028, -0.0046, -0.0412],
        *[0.0305, -0.0027, -0.0311, -0.0261],
    ]
    assert (round(found.simple, 4), round(found.simple_se, 4)) == (-0.04, 0.012)
    assert (round(found.dynamic, 4), round(found.group, 4)) == (-0.0772, -0.031)
    assert found.by_event["att"].round(4).to_list() == [
        *[0.0305, -0.0006, -0.0245, -0.0199, -0.051, -0.1373, -0.1008],
    ]


def weighted_means(panel: pd.DataFrame, weights: Floats) -> dict[str, float]:
    """Every mean again, unit by unit, each counted so many times."""
    wide = panel.pivot_table(index="u", columns="t", values="y").to_numpy()
    start = panel.groupby("u")["g"].first().to_numpy()

    def mean(change: Floats, group: int) -> float:
        return float(
            np.average(change[start == group], weights=weights[start == group])
        )

    cells = {
        (group, year): mean(wide[:, year - 2003] - wide[:, group - 2004], group)
        - mean(wide[:, year - 2003] - wide[:, group - 2004], 0)
        for group in (2004, 2006, 2007)
        for year in range(group, 2008)
    }
    size = {group: weights[start == group].sum() for group in (2004, 2006, 2007)}
    total = sum(size[group] for group, _ in cells)
    by_group = {
        group: np.mean([cells[key] for key in cells if key[0] == group])
        for group in size
    }
    by_event = [
        np.average(
            [cells[key] for key in cells if key[1] - key[0] == event],
            weights=[size[key[0]] for key in cells if key[1] - key[0] == event],
        )
        for event in range(4)
    ]
    return {
        "simple": sum(cells[key] * size[key[0]] for key in cells) / total,
        "group": float(
            np.average(list(by_group.values()), weights=list(size.values()))
        ),
        "dynamic": float(np.mean(by_event)),
    }


def test_means_and_their_errors_agree_with_slow_ones() -> None:
    """The influence of a unit is what a little more of it does to the mean."""
    panel, once = counties(), np.ones(60)
    found = group_time_effects(panel, "u", "t", "y", "g")
    plain = weighted_means(panel, once)
    moved = {name: np.empty(60) for name in plain}
    for unit in range(60):
        more = weighted_means(panel, once + 1e-5 * (np.arange(60) == unit))
        for name, estimate in more.items():
            moved[name][unit] = (estimate - plain[name]) / 1e-5
    for name, estimate in plain.items():
        assert getattr(found, name) == pytest.approx(estimate)
        slow = np.sqrt((moved[name] ** 2).sum())
        assert getattr(found, f"{name}_se") == pytest.approx(slow, rel=1e-3)


def test_money_after_the_last_time_is_money_never() -> None:
    late = PANEL[PANEL["year"] < 4]
    never = late.assign(since=late["since"].replace(4, 0))
    assert measured(late)["att"].to_dict() == measured(never)["att"].to_dict()


@pytest.mark.parametrize("never", [np.nan, np.inf, None])
def test_never_may_be_said_in_other_ways(never: float | None) -> None:
    other = PANEL.assign(since=PANEL["since"].astype(object).replace(0, never))
    assert measured(other)["se"].to_list() == measured(PANEL)["se"].to_list()


def test_times_may_be_dates_periods_and_words() -> None:
    plain = group_time_effects(PANEL, "place", "year", "crimes", "since")
    for name in ("datetime", "period", "word"):
        months = pd.period_range("2023-01", periods=4, freq="M")
        month: Any = dict(enumerate(months, start=1))
        if name == "datetime":
            month = {at: each.to_timestamp() for at, each in month.items()}
        if name == "word":
            month = {at: str(each) for at, each in month.items()}
        never = "never" if name == "word" else pd.NaT
        other = PANEL.assign(
            year=PANEL["year"].map(month), since=PANEL["since"].map({**month, 0: never})
        )
        found = group_time_effects(other, "place", "year", "crimes", "since")
        assert found.att["att"].to_list() == plain.att["att"].to_list()
        assert found.att["group"].to_list()[0] == month[3]
        assert found.by_event["event"].to_list() == [-2, -1, 0, 1]
        assert found.simple == plain.simple


def test_events_are_counted_in_the_units_of_time() -> None:
    halves = PANEL.assign(year=PANEL["year"] / 2, since=PANEL["since"] / 2)
    found = group_time_effects(halves, "place", "year", "crimes", "since")
    assert found.by_event["event"].to_list() == [-1, -0.5, 0, 0.5]


@pytest.mark.parametrize(
    ("kept", "said"),
    [
        (PANEL[PANEL["since"] > 0], "never"),
        (PANEL.iloc[1:], "missing for a"),
        (PANEL.assign(crimes=PANEL["crimes"].where(PANEL["place"] != "b")), "for b"),
        (PANEL.assign(crimes=PANEL["crimes"].where(PANEL["year"] != 2)), "a, always"),
        (pd.concat([PANEL, PANEL.iloc[:1]]), "time twice: a"),
        (PANEL.assign(since=PANEL["since"] + (PANEL.index == 5)), "once: b"),
        (PANEL.drop(columns="since"), "column since"),
        (PANEL.drop(columns=["year", "crimes"]), "column year, crimes"),
        (PANEL.assign(since="later"), "as numbers"),
    ],
)
def test_unusable_panels_are_refused_in_words(kept: pd.DataFrame, said: str) -> None:
    with pytest.raises(WrongArgument, match=said):
        group_time_effects(kept, "place", "year", "crimes", "since")
