from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from fundtrack.errors import WrongArgument
from fundtrack.evaluation import interrupted_time_series


@pytest.mark.parametrize(
    ("harmonics", "model", "published"),
    [
        (0, "poisson", (0.8944, 0.8647, 0.9251)),
        (0, "quasi-poisson", (0.8944, 0.8392, 0.9532)),
        (2, "quasi-poisson", (0.8851, 0.8394, 0.9332)),
    ],
)
def test_the_sicilian_smoking_ban_is_reproduced(
    shared: Path, harmonics: int, model: str, published: tuple[float, float, float]
) -> None:
    """Bernal, Cummins and Gasparrini (2017)."""
    held = pd.read_csv(shared / "data" / "causal_sicily_its" / "sicily.csv")
    start = int(held["smokban"].to_numpy().argmax())
    found = interrupted_time_series(
        held["aces"], start, held["stdpop"], harmonics, model
    )
    interval = (found.rate_ratio, found.ci_low, found.ci_high)
    assert interval == pytest.approx(published, abs=5e-5)
    dispersion = 2.2622 if harmonics else 3.5592
    assert found.dispersion == pytest.approx(dispersion, abs=5e-5)


def test_known_step_is_found_exactly_where_nothing_varies() -> None:
    months = np.arange(48)
    expected = 100 * np.exp(0.01 * months) * np.where(months >= 30, 0.7, 1.0)
    found = interrupted_time_series(expected, 30, harmonics=1)
    assert found.rate_ratio == pytest.approx(0.7)
    assert found.dispersion == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize(
    ("counts", "start", "model"),
    [
        ([5, 4, 6, 5, 4], 0, "poisson"),
        ([5, 4, 6, 5, 4], 5, "poisson"),
        ([5, 4, 6, 5, 4], 3, "normal"),
        ([5, 4, 6, 0, 0], 3, "poisson"),
    ],
)
def test_unusable_series_are_refused(counts: list[int], start: int, model: str) -> None:
    with pytest.raises(WrongArgument):
        interrupted_time_series(counts, start, model=model)
