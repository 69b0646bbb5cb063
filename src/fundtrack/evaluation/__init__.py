"""Whether the money did anything: effects, intervals, placebos, verdicts.

The functions named here take arrays or pandas and give a small frozen result; their
names and fields are part of the contract.
"""

from fundtrack.evaluation.calibration import Calibration
from fundtrack.evaluation.calibration import calibrate
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.effects import measure_effect
from fundtrack.evaluation.placebos import PlaceboTest
from fundtrack.evaluation.placebos import placebo_test
from fundtrack.evaluation.pooling import PooledEffect
from fundtrack.evaluation.pooling import pool_effects
from fundtrack.evaluation.rate_ratios import RateRatio
from fundtrack.evaluation.rate_ratios import rate_ratio
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.verdicts import verdict_of

__all__ = [
    "Calibration",
    "Effect",
    "PlaceboTest",
    "PooledEffect",
    "RateRatio",
    "Verdict",
    "calibrate",
    "measure_effect",
    "placebo_test",
    "pool_effects",
    "rate_ratio",
    "verdict_of",
]
