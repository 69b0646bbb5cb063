import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import placebo_test
from fundtrack.evaluation import rate_ratio

COUNTS = pd.DataFrame(
    np.random.default_rng(1).poisson(20, (30, 24)),
    columns=pd.period_range("2022-01", periods=24, freq="M"),
)


def test_months_may_be_named_by_a_slice_or_one_by_one() -> None:
    months = list(COUNTS.columns)
    by_name = placebo_test(COUNTS, 1, months[:12], months[12:])
    sliced = placebo_test(
        COUNTS,
        1,
        slice("2022-01", "2022-12"),  # type: ignore[arg-type]
        slice("2023-01", "2023-12"),  # type: ignore[arg-type]
    )
    assert sliced.p == by_name.p
    assert sliced.statistic == by_name.statistic


def test_words_are_no_counts() -> None:
    with pytest.raises(WrongArgument, match="not 'many'"):
        rate_ratio("many", 110, 308, 318)


def test_a_place_on_both_sides_is_refused_by_name() -> None:
    twice = pd.concat([COUNTS, COUNTS.iloc[[3]]])
    months = list(COUNTS.columns)
    with pytest.raises(WrongArgument, match="the panel holds 3 more than once"):
        placebo_test(twice, 3, months[:12], months[12:])
