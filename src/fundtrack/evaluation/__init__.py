"""Whether the money did anything: effects, intervals, placebos, verdicts.

The functions named here take arrays or pandas and give a small frozen result; their
names and fields are part of the contract.
"""

from fundtrack.evaluation.calibration import Calibration
from fundtrack.evaluation.calibration import calibrate
from fundtrack.evaluation.effects import Effect
from fundtrack.evaluation.effects import measure_effect
from fundtrack.evaluation.methods.calibrated import CalibratedAreas
from fundtrack.evaluation.methods.calibrated import calibrated_areas
from fundtrack.evaluation.methods.count_tests import poisson_e_test
from fundtrack.evaluation.methods.count_tests import poisson_z
from fundtrack.evaluation.methods.differences import DifferenceInDifferences
from fundtrack.evaluation.methods.differences import difference_in_differences
from fundtrack.evaluation.methods.displacement import DisplacementQuotient
from fundtrack.evaluation.methods.displacement import QuotientInterval
from fundtrack.evaluation.methods.displacement import WeightedDifference
from fundtrack.evaluation.methods.displacement import wdd
from fundtrack.evaluation.methods.displacement import wdd_harm
from fundtrack.evaluation.methods.displacement import wdq
from fundtrack.evaluation.methods.displacement import wdq_interval
from fundtrack.evaluation.methods.interrupted import InterruptedSeries
from fundtrack.evaluation.methods.interrupted import interrupted_time_series
from fundtrack.evaluation.methods.moving_levels import MovingLevel
from fundtrack.evaluation.methods.moving_levels import moving_level
from fundtrack.evaluation.methods.near_repeats import NearRepeats
from fundtrack.evaluation.methods.near_repeats import near_repeats
from fundtrack.evaluation.methods.staggered import GroupTimeEffects
from fundtrack.evaluation.methods.staggered import group_time_effects
from fundtrack.evaluation.methods.synthetic import SyntheticControl
from fundtrack.evaluation.methods.synthetic import synthetic_control
from fundtrack.evaluation.placebos import PlaceboTest
from fundtrack.evaluation.placebos import placebo_test
from fundtrack.evaluation.pooling import PooledEffect
from fundtrack.evaluation.pooling import pool_effects
from fundtrack.evaluation.rate_ratios import RateRatio
from fundtrack.evaluation.rate_ratios import rate_ratio
from fundtrack.evaluation.verdicts import Verdict
from fundtrack.evaluation.verdicts import verdict_of

__all__ = [
    "CalibratedAreas",
    "Calibration",
    "DifferenceInDifferences",
    "DisplacementQuotient",
    "Effect",
    "GroupTimeEffects",
    "InterruptedSeries",
    "MovingLevel",
    "NearRepeats",
    "PlaceboTest",
    "PooledEffect",
    "QuotientInterval",
    "RateRatio",
    "SyntheticControl",
    "Verdict",
    "WeightedDifference",
    "calibrate",
    "calibrated_areas",
    "difference_in_differences",
    "group_time_effects",
    "interrupted_time_series",
    "measure_effect",
    "moving_level",
    "near_repeats",
    "placebo_test",
    "poisson_e_test",
    "poisson_z",
    "pool_effects",
    "rate_ratio",
    "synthetic_control",
    "verdict_of",
    "wdd",
    "wdd_harm",
    "wdq",
    "wdq_interval",
]
