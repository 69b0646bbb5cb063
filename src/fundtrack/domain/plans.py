"""Plans by quarter: the profile agreed with the funder, and forecasts since."""

from dataclasses import dataclass
from datetime import date
from datetime import timedelta
from enum import StrEnum

from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.periods import Quarter


class PlanKind(StrEnum):
    """Which plan a figure belongs to."""

    PROFILE = "profile"
    FORECAST = "forecast"


@dataclass(frozen=True, slots=True)
class Plan:
    """One quarter's planned spending of one budget cell.

    `made_for` is the quarter whose return a forecast belongs to, where that is not the
    one that ended last before the day it counts from.
    """

    kind: PlanKind
    cell: Cell
    quarter: Quarter
    pence: Pence
    effective_on: date
    reason: str = ""
    provenance: Provenance = Provenance.RECORDED
    read_from: Source | None = None
    made_for: Quarter | None = None


def plan_event(plan: Plan) -> NewEvent:
    """Record a plan figure; the latest for a cell and quarter is the one that counts.

    Raises:
        WrongArgument: when the quarter is not of the cell's year, or a forecast is
            made for a quarter that has ended: actuals are past, forecasts future.
    """
    if str(plan.quarter.year) != plan.cell.year:
        raise WrongArgument(f"{plan.quarter} is not a quarter of {plan.cell.year}")
    ended = plan.quarter.dates.end <= plan.effective_on
    if plan.kind is PlanKind.FORECAST and ended:
        raise WrongArgument(
            f"{plan.quarter} had ended by {plan.effective_on}; forecast a later quarter"
        )
    return NewEvent(
        kind=str(plan.kind),
        effective_on=plan.effective_on,
        reason=plan.reason or f"{plan.kind} for {plan.quarter}",
        payload={
            **plan.cell.columns,
            "quarter": str(plan.quarter),
            "quarter_ends": plan.quarter.dates.last_day.isoformat(),
            "pence": plan.pence,
            **_made_for(plan),
        },
        source=plan.read_from,
        provenance=plan.provenance,
    )


def _made_for(plan: Plan) -> dict[str, str]:
    # A forecast belongs to the return of the quarter that ended last, so that
    # versions are told apart and never added up.
    if plan.kind is PlanKind.PROFILE:
        return {}
    running = Quarter.of(plan.effective_on)
    ended = Quarter.of(running.dates.start - timedelta(days=1))
    return {"made_for": str(plan.made_for or ended)}
