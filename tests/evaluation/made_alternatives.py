"""Made-up counts over four and a half years, for specifications to differ on."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from fundtrack.evaluation.alternatives import AS_PLANNED
from fundtrack.evaluation.alternatives import Alternatives
from fundtrack.metrics.breaks import Series
from fundtrack.periods import Month

BURGLARY = Series(("Burglary",))
START = Month(2014, 1)
"""Far from any break of the calendar."""

WARDS = [f"W{at:02d}" for at in range(40)]
MONTHS = [str(START.plus(at)) for at in range(-36, 18)]
TREATED = tuple(WARDS[:3])
OTHERS = tuple(WARDS[3:])


def counts(effect: float = -0.3, seed: int = 1, level: float = 20) -> pd.DataFrame:
    """Make counts by ward and month; the first three wards change by `effect`."""
    generator = np.random.default_rng(seed)
    size = generator.lognormal(np.log(level), 0.3, (40, 1))
    after = np.arange(54) >= 36
    rate = size * (1 + 0.15 * np.sin(2 * np.pi * np.arange(54) / 12))
    rate = rate * np.where(after, 0.9 * np.exp(generator.normal(0, 0.1, (40, 1))), 1)
    rate[:3, 36:] *= 1 + effect
    return pd.DataFrame(
        generator.poisson(rate).astype(float), index=WARDS, columns=MONTHS
    )


def alternatives(
    held: Mapping[str, pd.DataFrame] | None = None,
    series: Series = BURGLARY,
    starts: Month = START,
) -> Alternatives:
    """Make what a curve is drawn from: two crimes and two choices of comparators."""
    shown = held or {"Both": counts() + counts(seed=2), "Burglary": counts()}
    return Alternatives(
        counts=shown,
        series=dict.fromkeys(shown, series),
        treated=TREATED,
        comparators={AS_PLANNED: OTHERS, "nearest half": OTHERS[:19]},
        districts={ward: f"District {at % 5}" for at, ward in enumerate(WARDS)},
        starts=starts,
        sets=199,
    )
