"""One-way sensitivities: how far the ratio moves when one thing alone moves."""

from dataclasses import dataclass
from dataclasses import replace
from enum import StrEnum

import numpy as np

from fundtrack.evaluation.value.benefits import MULTIPLIER_SHARE
from fundtrack.evaluation.value.benefits import PERSISTENCE
from fundtrack.evaluation.value.benefits import UNIT_COST_FACTOR
from fundtrack.evaluation.value.benefits import Appraisal
from fundtrack.evaluation.value.benefits import Scenario
from fundtrack.evaluation.value.benefits import central_scenario
from fundtrack.evaluation.value.changes import Change
from fundtrack.evaluation.value.changes import prevented_offences
from fundtrack.evaluation.value.discounts import REVIEW
from fundtrack.evaluation.value.discounts import schedule
from fundtrack.evaluation.value.offences import RecordedOffences
from fundtrack.evaluation.value.references import assumptions


class Moved(StrEnum):
    """What is moved."""

    EFFECT = "effect"
    MULTIPLIER = "multiplier"
    UNIT_COST = "unit-cost"
    PERSISTENCE = "persistence"
    DISCOUNT = "discount"


@dataclass(frozen=True, slots=True)
class Sensitivity:
    """The ratio at the low and at the high end of one input, the rest central.

    `central` is the ratio with every input central.
    """

    moved: Moved
    low: float
    high: float
    central: float

    @property
    def reach(self) -> float:
        """How far the ratio moves."""
        return abs(self.high - self.low)


def sensitivities(appraisal: Appraisal, change: Change) -> tuple[Sensitivity, ...]:
    """Move one input at a time from its low to its high end, the widest first.

    The discount rate goes from the standard 3.5% to the 3.0% that the review of 2026
    recommends.

    Source: HM Treasury, The Green Book (2026), on sensitivity analysis.
    """
    prevented, central = prevented_offences(change), central_scenario()
    middle = _ratio(appraisal, prevented.central, central)
    held = assumptions()
    share, factor = held[MULTIPLIER_SHARE], held[UNIT_COST_FACTOR]
    lasting = held[PERSISTENCE]
    scenarios = {
        Moved.MULTIPLIER: (
            replace(central, multiplier_share=share.low),
            replace(central, multiplier_share=share.high),
        ),
        Moved.UNIT_COST: (
            replace(central, unit_cost_factor=factor.low),
            replace(central, unit_cost_factor=factor.high),
        ),
        Moved.PERSISTENCE: (
            replace(central, persistence_years=int(lasting.low)),
            replace(central, persistence_years=int(lasting.high)),
        ),
        Moved.DISCOUNT: (central, replace(central, schedule=schedule(REVIEW))),
    }
    found = [
        Sensitivity(
            moved,
            _ratio(appraisal, prevented.central, low),
            _ratio(appraisal, prevented.central, high),
            middle,
        )
        for moved, (low, high) in scenarios.items()
    ]
    found.append(
        Sensitivity(
            Moved.EFFECT,
            _ratio(appraisal, prevented.low, central),
            _ratio(appraisal, prevented.high, central),
            middle,
        )
    )
    return tuple(sorted(found, key=lambda bar: -bar.reach))


def _ratio(appraisal: Appraisal, prevented: float, scenario: Scenario) -> float:
    offences = RecordedOffences(np.full(1, prevented))
    benefit = float(appraisal.benefit(offences, scenario)[0])
    return benefit / appraisal.cost(scenario)
