"""Which plan a run follows, and where it does not follow it."""

from dataclasses import dataclass
from dataclasses import replace

from fundtrack.domain.evaluation_plans import Standing
from fundtrack.domain.events import moment_text
from fundtrack.evaluation.cases import Registration
from fundtrack.evaluation.planning import Setting
from fundtrack.evaluation.plans import ESTIMATOR
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.plans import PlanRefused
from fundtrack.evaluation.plans import Programme
from fundtrack.evaluation.plans import member
from fundtrack.evaluation.plans import programme_of_text
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.evaluation_plans import RegisteredPlan
from fundtrack.metrics.evaluation_plans import newest_version
from fundtrack.metrics.evaluation_plans import plan_named
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.evaluation_plans import standing_plan
from fundtrack.metrics.known import LAST_ENTRY


@dataclass(frozen=True, slots=True)
class Followed:
    """The registered plan that a run follows; none where it makes its own."""

    programme: Programme | None
    registration: Registration


def followed_plan(
    setting: Setting, fund: str, area: str, measure: str, named: str = ""
) -> Followed:
    """Find the plan that a run in one area follows: the one named, else the newest.

    A fund without any registered plan is evaluated by the plan that the run makes
    itself, which is retrospective. Once one is registered, whatever it does not cover
    is exploratory, and so is a version that was replaced.

    Args:
        named: the id of a registered plan; nothing for the one that stands.

    Raises:
        UnknownName: when no plan has that id.
        PlanRefused: when the plan named is not of this fund, area and measure.
    """
    plans = registered_plans(setting.books, LAST_ENTRY)
    found = (
        plan_named(plans, named) if named else standing_plan(plans, fund, area, measure)
    )
    if found:
        if found.fund != fund:
            raise PlanRefused(f"{found.plan} is a plan of {found.fund}, not of {fund}")
        programme = programme_of_text(found.text)
        programme.plan_of(area, measure)
        return Followed(programme, _registration(found, newest_version(plans, found)))
    of_fund = [plan.plan for plan in plans if plan.fund == fund]
    away = [
        f"{', '.join(of_fund)} is registered and does not cover {member(area, measure)}"
    ]
    return Followed(None, departing(Registration(), away if of_fund else []))


def departing(registration: Registration, away: list[str]) -> Registration:
    """Add to where a run does not follow its plan; any such makes it exploratory."""
    departures = (*registration.departures, *away)
    standing = Standing.EXPLORATORY if departures else registration.standing
    return replace(registration, departures=departures, standing=standing)


def departures(plan: Plan, ruling: Ruling, unheld: tuple[str, ...]) -> list[str]:
    """Say where a run cannot do what its plan fixed.

    Args:
        ruling: what the calendar of breaks asks now.
        unheld: comparators of the plan without counts.
    """
    away = []
    crossed = {found.name for found in ruling.crossed}
    if plan.estimator != ESTIMATOR:
        away.append(f"the plan fixed another estimator: {plan.estimator}")
    if crossed != {*plan.breaks}:
        moved = ", ".join(sorted(crossed ^ {*plan.breaks}))
        away.append(f"the calendar of breaks has changed since the plan: {moved}")
    if unheld:
        away.append(
            f"{len(unheld)} of the plan's {len(plan.comparators)} comparators have no "
            f"counts: {', '.join(unheld)}"
        )
    return away


def _registration(found: RegisteredPlan, newest: RegisteredPlan) -> Registration:
    made = Registration(
        plan=found.plan,
        hash=found.hash,
        registered_at=moment_text(found.registered_at),
        standing=(
            Standing.RETROSPECTIVE if found.is_retrospective else Standing.PROSPECTIVE
        ),
    )
    replaced = [f"{found.plan} was replaced by {newest.plan}"]
    return departing(made, replaced if newest.plan != found.plan else [])
