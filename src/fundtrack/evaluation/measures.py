"""What is counted for an evaluation: the measures that are known by ward."""

from fundtrack.metrics.measures import DEFAULT_MEASURE
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.measures import find_measure
from fundtrack.metrics.measures import read_measures

__all__ = [
    "DEFAULT_MEASURE",
    "Measure",
    "any_measure",
    "find_measure",
    "read_measures",
]
