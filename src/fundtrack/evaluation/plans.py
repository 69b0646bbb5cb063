"""The plan of an evaluation: everything that could be chosen, fixed and hashed."""

import hashlib
import json
from dataclasses import asdict
from dataclasses import dataclass

from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.windows import YEAR

ESTIMATOR = "pooled-comparator log rate ratio with between-place variance"
COMPARATOR_RULE = "wards of untreated districts, matched on level and recent change"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is compared with what, decided before the months after are read.

    `start` is the first month after, `months` how many on each side; `footprint`
    holds the LSOAs the money was meant for; `family` is how many areas of the fund
    are looked at, one of which would stand out by chance more often than one alone;
    the percentages are from 0 to 100.
    """

    fund: str
    area: str
    measure: str
    measure_version: str
    crime_types: tuple[str, ...]
    start: str
    footprint: tuple[str, ...]
    family: int = 1
    months: int = YEAR
    unit: str = "ward"
    estimator: str = ESTIMATOR
    comparator_rule: str = COMPARATOR_RULE
    least_comparators: int = 19
    least_offences: int = 25
    worthwhile_pct: float = 10.0
    alpha: float = 0.05
    sets: int = 999
    seed: int = DEFAULT_SEED

    @property
    def text(self) -> str:
        """The plan in its one canonical form, which is what is hashed."""
        return json.dumps(asdict(self), sort_keys=True, ensure_ascii=False)

    @property
    def hash(self) -> str:
        """The sha256 of the plan."""
        return hashlib.sha256(self.text.encode()).hexdigest()
