import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import group_time_effects

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


@pytest.mark.parametrize("kept", [PANEL[PANEL["since"] > 0], PANEL.iloc[1:]])
def test_unusable_panels_are_refused(kept: pd.DataFrame) -> None:
    with pytest.raises(WrongArgument):
        group_time_effects(kept, "place", "year", "crimes", "since")
