"""The evaluation plans that stand in the books, version by version."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fundtrack.errors import UnknownName
from fundtrack.metrics.position import Reader


@dataclass(frozen=True, slots=True)
class RegisteredPlan:
    """One version of a plan as the books hold it; `measures` has the primary first."""

    plan: str
    fund: str
    version: int
    measures: tuple[str, ...]
    areas: tuple[str, ...]
    hash: str
    registered_at: datetime
    entry: int
    person: str
    reason: str
    is_retrospective: bool
    text: str

    def covers(self, area: str, measure: str) -> bool:
        """Whether it says how this measure is evaluated in this area."""
        return area in self.areas and measure in self.measures


def registered_plans(books: Reader, known: int) -> tuple[RegisteredPlan, ...]:
    """List every version of every plan, in the order of registration."""
    return tuple(
        RegisteredPlan(
            plan=row["plan"],
            fund=row["fund"],
            version=row["version"],
            measures=tuple(row["measures"]),
            areas=tuple(row["areas"]),
            hash=row["hash"],
            registered_at=row["recorded_at"],
            entry=row["entry"],
            person=row["person"],
            reason=row["reason"],
            is_retrospective=row["is_retrospective"],
            text=row["text"],
        )
        for row in books.rows("evaluation_plans", known=known)
    )


def plan_named(plans: Sequence[RegisteredPlan], written: str) -> RegisteredPlan:
    """Find a version by its id, capitals aside.

    Raises:
        UnknownName: listing the plans that are registered.
    """
    wanted = written.strip().casefold()
    for plan in plans:
        if plan.plan.casefold() == wanted:
            return plan
    raise UnknownName("evaluation plan", written, [plan.plan for plan in plans])


def standing_plan(
    plans: Sequence[RegisteredPlan], fund: str, area: str, measure: str
) -> RegisteredPlan | None:
    """Give the plan that says how a measure is evaluated in an area, the newest."""
    covering = [
        plan for plan in plans if plan.fund == fund and plan.covers(area, measure)
    ]
    return covering[-1] if covering else None


def newest_version(
    plans: Sequence[RegisteredPlan], plan: RegisteredPlan
) -> RegisteredPlan:
    """Give the newest version of a plan: of its fund and its primary measure."""
    return [
        each
        for each in plans
        if (each.fund, each.measures[0]) == (plan.fund, plan.measures[0])
    ][-1]
