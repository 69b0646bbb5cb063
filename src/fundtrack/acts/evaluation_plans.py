"""Register the plan of an evaluation before its later months are read, and show one."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from fundtrack.acts.session import Session
from fundtrack.domain.evaluation_plans import PlanVersion
from fundtrack.domain.evaluation_plans import registration_event
from fundtrack.domain.people import Permission
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.evaluation.footprints import Footprint
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.planning import LaidOut
from fundtrack.evaluation.planning import Setting
from fundtrack.evaluation.planning import Terms
from fundtrack.evaluation.planning import plan_area
from fundtrack.evaluation.planning import read_setting
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.plans import PlanRefused
from fundtrack.evaluation.plans import Programme
from fundtrack.evaluation.plans import check_places
from fundtrack.evaluation.plans import member
from fundtrack.evaluation.plans import programme_of_text
from fundtrack.evaluation.windows import planned_months
from fundtrack.metrics.evaluation_plans import RegisteredPlan
from fundtrack.metrics.evaluation_plans import newest_version
from fundtrack.metrics.evaluation_plans import plan_named
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True)
class PlanQuestion:
    """What a plan is to be for: a fund's areas, all of them unless named.

    `measure` is the primary one, `also` those looked at beside it; `start` overrules
    the evidence of delivery.
    """

    fund: str
    measure: str
    also: Sequence[str] = ()
    areas: Sequence[str] = ()
    start: str | None = None
    worthwhile_pct: float = 10.0
    alpha: float = 0.05
    reason: str = "plan of the evaluation"


@dataclass(frozen=True, slots=True)
class PlannedArea:
    """What a plan fixed for one area and measure.

    `mde_pct` is the smallest fall that the design would see, from the months before
    alone; None where they allow none.
    """

    area: str
    measure: str
    start: str
    start_rule: str
    months_before: Sequence[str]
    months_after: Sequence[str]
    wards: Sequence[str]
    comparators: Sequence[str]
    shared: Sequence[str]
    mde_pct: float | None
    hash: str


@dataclass(frozen=True, slots=True)
class PlanAnswer:
    """A registered plan; `retrospective` when a later month was held already.

    `newest` is the id of the version that stands.
    """

    plan: str
    hash: str
    registered_at: datetime
    retrospective: bool
    version: int
    newest: str
    entry: int
    fund: str
    measures: Sequence[str]
    areas: Sequence[PlannedArea]
    family: int
    person: str
    reason: str

    def in_words(self) -> Iterable[str]:
        """Say what was fixed, and what it could see."""
        kind = "retrospective" if self.retrospective else "prospective"
        yield (
            f"{self.plan} ({kind}), registered {self.registered_at:%Y-%m-%d %H:%M} by "
            f"{self.person}: {self.hash}"
        )
        if self.retrospective:
            yield "months after the start were held already, so it is retrospective"
        if self.newest != self.plan:
            yield f"replaced by {self.newest}; a run by this one is exploratory"
        yield f"{self.family} comparisons looked at together; p after Holm"
        for each in self.areas:
            seen = "nothing" if each.mde_pct is None else f"a fall of {each.mde_pct}%"
            yield (
                f"  {member(each.area, each.measure)}: from {each.start} "
                f"({each.start_rule}), {len(each.wards)} wards against "
                f"{len(each.comparators)}; could see {seen} or more"
            )


def register_plan(session: Session, question: PlanQuestion) -> PlanAnswer:
    """Fix and hash the plan of a fund's evaluation.

    Of the counts the months before the start alone are read. The very plan that
    stands is not registered twice; a changed one is a new version beside the old.

    Raises:
        UnknownName: when a fund, an area or a measure is not known.
        PlanRefused: when no month before the start is held, or a place would be
            compared with itself.
        NotAllowed: when the person may not evaluate.
    """
    force = session.workspace.settings().force
    with session.filing(Permission.EVALUATE) as (ledger, books):
        laid = _laid_out(read_setting(books, force), question)
        measures = tuple(dict.fromkeys(each.plan.measure for each in laid))
        programme = Programme(
            laid[0].plan.fund, measures, tuple(each.plan for each in laid)
        )
        versions = [
            plan
            for plan in registered_plans(ledger, LAST_ENTRY)
            if (plan.fund, plan.measures[0]) == (programme.fund, measures[0])
        ]
        if not versions or versions[-1].hash != programme.hash:
            version = PlanVersion(
                fund=programme.fund,
                version=len(versions) + 1,
                measures=measures,
                areas=programme.areas,
                text=programme.text,
                hash=programme.hash,
                is_retrospective=any(each.held_after for each in laid),
            )
            event = registration_event(version, session.today, question.reason)
            ledger.append([event], session.person)
            versions = [registered_plans(ledger, LAST_ENTRY)[-1]]
        return _answer(versions[-1], versions[-1].plan)


def show_plan(session: Session, written: str) -> PlanAnswer:
    """Show a version of a plan by its id.

    Raises:
        UnknownName: listing the plans that are registered.
    """
    with session.reading() as books:
        plans = registered_plans(books, books.info.head_seq)
        found = plan_named(plans, written)
        return _answer(found, newest_version(plans, found).plan)


def _laid_out(setting: Setting, question: PlanQuestion) -> list[LaidOut]:
    """Lay out every area and measure; refuse those that nothing can be fixed for."""
    fund = fund_id(setting.books, question.fund)
    footprints = _footprints(setting, fund, question.areas)
    measures = [find_measure(written) for written in (question.measure, *question.also)]
    family = [
        member(footprint.area, measure.measure)
        for measure in dict.fromkeys(measures)
        for footprint in footprints
    ]
    terms = Terms(
        start=Month.parse(question.start) if question.start else None,
        worthwhile_pct=question.worthwhile_pct,
        alpha=question.alpha,
    )
    laid = [
        plan_area(setting, footprint, measure, family, terms)
        for measure in dict.fromkeys(measures)
        for footprint in footprints
    ]
    for each in laid:
        _check(each, setting.force)
    return laid


def _footprints(setting: Setting, fund: str, areas: Sequence[str]) -> list[Footprint]:
    of_fund = setting.of_fund(fund)
    if not of_fund:
        raise WrongArgument(
            f"the registers hold no footprint of {fund}; "
            "say in the Footprints sheet which places its money was meant for"
        )
    named = [area_id(setting.books, written) for written in areas]
    known = [found.area for found in of_fund]
    for area in named:
        if area not in known:
            raise UnknownName(f"footprint of {fund} in", area, known)
    return [found for found in of_fund if not named or found.area in named]


def _check(laid: LaidOut, force: str) -> None:
    check_places(laid.plan.wards, laid.plan.comparators)
    if not laid.before.shape[1]:
        pre, _ = planned_months(laid.plan.starts, laid.plan.months)
        raise PlanRefused(
            f"no month from {pre[0]} to {pre[-1]} is held for {force}, so nothing "
            f"before {laid.plan.start} can be compared in {laid.plan.area}; take in "
            "those months first, or name a start within what is held"
        )


def _answer(registered: RegisteredPlan, newest: str) -> PlanAnswer:
    programme = programme_of_text(registered.text)
    return PlanAnswer(
        plan=registered.plan,
        hash=registered.hash,
        registered_at=registered.registered_at,
        retrospective=registered.is_retrospective,
        version=registered.version,
        newest=newest,
        entry=registered.entry,
        fund=registered.fund,
        measures=registered.measures,
        areas=[_planned(plan) for plan in programme.plans],
        family=len(programme.plans),
        person=registered.person,
        reason=registered.reason,
    )


def _planned(plan: Plan) -> PlannedArea:
    pre, post = planned_months(plan.starts, plan.months)
    return PlannedArea(
        area=plan.area,
        measure=plan.measure,
        start=plan.start,
        start_rule=plan.start_rule,
        months_before=[str(month) for month in pre],
        months_after=[str(month) for month in post],
        wards=plan.wards,
        comparators=plan.comparators,
        shared=plan.shared,
        mde_pct=plan.detectable_pct,
        hash=plan.hash,
    )
