import numpy as np
import pandas as pd
import pytest

from fundtrack.evaluation.comparators import choose_comparators
from tests.evaluation.worlds import panel


def places(counts: pd.DataFrame, treated: int = 1, home: int = 200) -> pd.DataFrame:
    standing = ["treated"] * treated + [""] * (len(counts) - treated)
    force = ["home"] * home + ["other"] * len(counts)
    return pd.DataFrame(
        {"force": force[: len(counts)], "standing": standing}, index=counts.index
    )


def level(counts: pd.DataFrame) -> pd.DataFrame:
    """Make every place alike, so that only the rule under test decides."""
    return counts * 0 + 10


def test_home_places_alone_are_compared_with_when_they_are_enough() -> None:
    counts = level(panel(1, wards=60))
    found = choose_comparators(counts, places(counts, home=30), "home", least=19)
    assert len(found.wards) == 29
    assert (found.forces, found.is_widened, found.is_enough) == (("home",), False, True)
    assert found.excluded == {"another force, not needed": 30}


def test_other_forces_come_in_when_the_home_force_has_too_few() -> None:
    counts = level(panel(1, wards=60))
    found = choose_comparators(counts, places(counts, home=10), "home", least=19)
    assert len(found.wards) == 59
    assert (found.forces, found.is_widened) == (("home", "other"), True)


def test_too_few_even_so_is_said_not_hidden() -> None:
    counts = level(panel(1, wards=15))
    found = choose_comparators(counts, places(counts, home=10), "home", least=19)
    assert not found.is_enough
    assert found.needed == 19


def test_twice_as_many_comparators_as_treated_places_are_needed() -> None:
    counts = level(panel(1, wards=36))
    found = choose_comparators(counts, places(counts, treated=13), "home", least=19)
    assert (found.needed, len(found.wards), found.is_enough) == (26, 23, False)


def test_funded_places_and_places_without_the_months_are_left_out() -> None:
    counts = level(panel(1, wards=30)).astype(float)
    counts.iloc[5, 3] = np.nan
    named = places(counts)
    named.loc["W03", "standing"] = "funded otherwise"
    found = choose_comparators(counts, named, "home", least=19)
    assert found.excluded == {"funded otherwise": 1, "months not held": 1}
    assert not {"W03", "W05"} & set(found.wards)


@pytest.mark.parametrize(("factor", "is_kept"), [(2, True), (2.1, False), (0.4, False)])
def test_places_of_another_level_are_left_out(factor: float, is_kept: bool) -> None:
    counts = level(panel(1, wards=30)).astype(float)
    counts.loc["W07"] *= factor
    found = choose_comparators(counts, places(counts), "home", least=19)
    assert ("W07" in found.wards) is is_kept


def test_levels_within_four_times_come_in_when_too_few_are_within_twice() -> None:
    counts = level(panel(1, wards=30)).astype(float)
    counts.iloc[11:] *= 3
    found = choose_comparators(counts, places(counts), "home", least=19)
    assert (len(found.wards), found.level_factor, found.is_widened) == (29, 4, False)
    few = choose_comparators(counts, places(counts, home=10), "home", least=19)
    assert (len(few.wards), few.level_factor, few.is_widened) == (29, 4, True)


def test_the_most_similar_are_kept_when_there_are_many() -> None:
    counts = level(panel(1, wards=90)).astype(float)
    counts.iloc[61:] *= 1.5
    found = choose_comparators(counts, places(counts), "home", least=19)
    assert found.wards == tuple(counts.index[1:61])
    assert found.excluded == {"less similar than those chosen": 29}


def test_most_similar_means_to_where_most_treated_offences_are() -> None:
    """Places near the smallest treated one were low by chance, and rise again."""
    counts = level(panel(1, wards=99)).astype(float)
    counts.iloc[1] = 90
    counts.iloc[2:50] = 9
    counts.iloc[50:] = 80
    found = choose_comparators(counts, places(counts, treated=2), "home", least=19)
    assert set(counts.index[50:]) <= set(found.wards)


def test_nobody_is_compared_with_where_no_month_is() -> None:
    counts = panel(1).iloc[:, :0]
    found = choose_comparators(counts, places(counts), "home", least=19)
    assert found.wards == ()
    assert found.excluded["months not held"] == 60
