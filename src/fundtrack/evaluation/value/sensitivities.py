"""One-way sensitivities: how far a figure moves when one thing alone moves."""

from collections.abc import Callable
from collections.abc import Iterable
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
    """A figure at the low and at the high end of one input, the rest central.

    `central` is the figure with every input central.
    """

    moved: Moved
    low: float
    high: float
    central: float

    @property
    def reach(self) -> float:
        """How far the figure moves."""
        return abs(self.high - self.low)


def sensitivities(appraisal: Appraisal, change: Change) -> tuple[Sensitivity, ...]:
    """Move the ratio by one input at a time, from its low to its high end.

    The widest comes first.

    Source: HM Treasury, The Green Book (2026), on sensitivity analysis.
    """
    prevented, central = prevented_offences(change), central_scenario()

    def ratio(scenario: Scenario) -> float:
        return _ratio(appraisal, prevented.central, scenario)

    of_effect = Sensitivity(
        Moved.EFFECT,
        _ratio(appraisal, prevented.low, central),
        _ratio(appraisal, prevented.high, central),
        ratio(central),
    )
    return _widest_first([of_effect, *_moved(ratio)])


def break_even_sensitivities(appraisal: Appraisal) -> tuple[Sensitivity, ...]:
    """Move the offences that would repay the cost by one input at a time.

    It needs no effect. The widest comes first.

    Source: HM Treasury, The Green Book (2026), on switching values.
    """

    def needed(scenario: Scenario) -> float:
        return 1 / _ratio(appraisal, 1.0, scenario)

    return _widest_first(_moved(needed))


def _moved(figure: Callable[[Scenario], float]) -> list[Sensitivity]:
    """Work a figure out at both ends of each assumption.

    The discount rate goes from the standard 3.5% to the 3.0% that the review of 2026
    recommends.
    """
    central, held = central_scenario(), assumptions()
    share, factor = held[MULTIPLIER_SHARE], held[UNIT_COST_FACTOR]
    lasting = held[PERSISTENCE]
    ends = {
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
    return [
        Sensitivity(moved, figure(low), figure(high), figure(central))
        for moved, (low, high) in ends.items()
    ]


def _widest_first(found: Iterable[Sensitivity]) -> tuple[Sensitivity, ...]:
    return tuple(sorted(found, key=lambda bar: -bar.reach))


def _ratio(appraisal: Appraisal, prevented: float, scenario: Scenario) -> float:
    offences = RecordedOffences(np.full(1, prevented))
    benefit = float(appraisal.benefit(offences, scenario)[0])
    return benefit / appraisal.cost(scenario)
