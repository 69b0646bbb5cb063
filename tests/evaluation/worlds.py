"""Made-up places whose truth is known: levels, seasons and changes of their own."""

import numpy as np
import pandas as pd

BETWEEN = 0.12
"""How differently places change beyond chance; measured on London boroughs: 0.117."""


def neighbours(seed: int) -> tuple[pd.DataFrame, dict[str, int]]:
    """Make 12 districts of 10 wards whose districts move apart as well; no effect."""
    generator = np.random.default_rng(seed)
    level = generator.lognormal(np.log(20), 0.3, size=(120, 1))
    district = np.arange(120) // 10
    change = generator.normal(0, 0.12, size=12)[district]
    change = change + generator.normal(0, 0.05, size=120)
    is_after = np.arange(24) >= 12
    rate = level * np.where(is_after, np.exp(change)[:, np.newaxis], 1.0)
    counts = pd.DataFrame(
        generator.poisson(rate), index=[f"W{number:03d}" for number in range(120)]
    )
    return counts, dict(zip(counts.index, district.tolist(), strict=True))


def panel(
    seed: int,
    wards: int = 61,
    months: int = 24,
    effect: float = 0.0,
    treated: int = 1,
) -> pd.DataFrame:
    """Make monthly counts by ward; the first wards change by `effect` half-way."""
    generator = np.random.default_rng(seed)
    level = generator.lognormal(np.log(9), 0.4, size=(wards, 1))
    season = 1 + 0.15 * np.sin(2 * np.pi * np.arange(months) / 12)
    own_change = np.exp(generator.normal(0, BETWEEN, size=(wards, 1)))
    is_after = np.arange(months) >= months // 2
    rate = level * season * np.where(is_after, 0.9 * own_change, 1.0)
    rate[:treated, is_after] *= 1 + effect
    return pd.DataFrame(
        generator.poisson(rate),
        index=[f"W{number:02d}" for number in range(wards)],
        columns=[f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(months)],
    )


def steady(
    wards: int = 61, treated: int = 4, effect: float = 0.0, swing: float = 0.0
) -> pd.DataFrame:
    """Make counts almost without chance: level, season, and a change of each ward.

    The treated wards change by `effect` half-way, and stray by `swing` up and down
    from month to month before that.
    """
    generator = np.random.default_rng(5)
    level = generator.uniform(150, 250, size=(wards, 1))
    season = 1 + 0.15 * np.sin(2 * np.pi * np.arange(24) / 12)
    change = np.exp(generator.normal(0, 0.03, size=(wards, 1)))
    rate = level * season * np.where(np.arange(24) >= 12, change, 1.0)
    rate *= np.exp(generator.normal(0, 0.01, size=rate.shape))
    rate[:treated, 12:] *= 1 + effect
    rate[:treated, :12] *= 1 + swing * np.tile([1, -1, -1, 1], 3)
    return pd.DataFrame(
        rate.round().astype("int64"),
        index=[f"W{number:02d}" for number in range(wards)],
        columns=[f"{2022 + at // 12}-{at % 12 + 1:02d}" for at in range(24)],
    )
