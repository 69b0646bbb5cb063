"""Read a case out of a published snapshot, by the plan that stands for it."""

from collections.abc import Collection
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace

import pandas as pd

from fundtrack.evaluation.assessments import detectable_effect
from fundtrack.evaluation.assessments import estimate
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.cases import Registration
from fundtrack.evaluation.comparators import TWICE
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.families import NOT_SEEN
from fundtrack.evaluation.footprints import Footprint
from fundtrack.evaluation.footprints import other_schemes
from fundtrack.evaluation.measures import Measure
from fundtrack.evaluation.measures import find_measure
from fundtrack.evaluation.planning import Setting
from fundtrack.evaluation.planning import Terms
from fundtrack.evaluation.planning import break_ruling
from fundtrack.evaluation.planning import plan_area
from fundtrack.evaluation.planning import read_setting
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.plans import Programme
from fundtrack.evaluation.plans import check_places
from fundtrack.evaluation.plans import member
from fundtrack.evaluation.plans import parted
from fundtrack.evaluation.registrations import departing
from fundtrack.evaluation.registrations import departures
from fundtrack.evaluation.registrations import followed_plan
from fundtrack.evaluation.schemes import Scheme
from fundtrack.evaluation.schemes import overlapping_funds
from fundtrack.evaluation.schemes import shared_exposures
from fundtrack.evaluation.schemes import standings
from fundtrack.evaluation.sites import read_purchases
from fundtrack.evaluation.sites import read_site
from fundtrack.evaluation.ward_counts import usable_forces
from fundtrack.evaluation.ward_counts import ward_counts
from fundtrack.evaluation.ward_counts import ward_places
from fundtrack.evaluation.windows import Windows
from fundtrack.evaluation.windows import paired_windows
from fundtrack.metrics.placed_areas import areas_of
from fundtrack.metrics.placed_areas import district_of_wards
from fundtrack.periods import months_between
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.store.snapshot import Books

HISTORY = 36
"""How many months before the start are looked at for a trend of the place's own."""


@dataclass(frozen=True, slots=True)
class CaseQuestion:
    """Which effect is asked for: names as people write them, or ids.

    `plan` is the id of a registered plan; nothing for the one that stands.
    """

    fund: str
    area: str
    measure: str
    force: str
    plan: str = ""


def read_case(books: Books, question: CaseQuestion) -> Case:
    """Lay out the case of one fund in one area, by its plan.

    Raises:
        UnknownName: when the fund, the area, the measure or the plan is not known, or
            the fund has no footprint there.
        PlanRefused: when the plan does not cover what is asked, or would compare a
            place with itself.
    """
    setting = read_setting(books, question.force)
    measure = find_measure(question.measure)
    footprint, _ = setting.footprint(question.fund, question.area)
    followed = followed_plan(
        setting, footprint.fund, footprint.area, measure.measure, question.plan
    )
    programme = followed.programme or own_programme(setting, footprint, measure)
    plan = programme.plan_of(footprint.area, measure.measure)
    case = _case(setting, footprint, plan, followed.registration)
    return replace(
        case,
        history=_history(setting, case),
        family_ps=_family_ps(setting, programme, plan),
    )


def own_programme(
    setting: Setting, footprint: Footprint, measure: Measure
) -> Programme:
    """Make the plan that a run follows where none is registered."""
    of_fund = setting.of_fund(footprint.fund)
    family = [member(found.area, measure.measure) for found in of_fund]
    plans = tuple(
        plan_area(setting, found, measure, family, Terms()).plan for found in of_fund
    )
    return Programme(footprint.fund, (measure.measure,), plans)


def _case(
    setting: Setting,
    footprint: Footprint,
    plan: Plan,
    registration: Registration,
    chosen: Collection[str] | None = None,
) -> Case:
    """Lay out a case by its plan; of the wards named alone, or of all."""
    check_places(plan.wards, plan.comparators)
    measure = _as_planned(find_measure(plan.measure), plan)
    ruling = break_ruling(setting.force, measure, plan.wards, plan.starts)
    held = setting.held.get(setting.force, {})
    windows = paired_windows(plan.starts, held, plan.months, ruling.excluded)
    planned = frozenset(plan.wards)
    shared, others = _money_now(setting, footprint, windows)
    forces = usable_forces(setting.held, windows.months, windows.provenance)
    panel = ward_counts(
        setting.books, plan.crime_types, windows.months, areas_of(forces, chosen)
    )
    places = ward_places(standings(district_of_wards(), planned, others))
    unheld = _unheld(plan, panel, windows)
    return Case(
        plan=plan,
        measure=measure,
        site=read_site(setting.books, footprint, setting.force, plan, windows),
        windows=windows,
        panel=panel,
        places=places,
        comparators=_comparators(plan, places, unheld),
        breaks=ruling.crossed if windows.months else (),
        shared=tuple(sorted({scheme.fund for scheme in shared})),
        overlaps=overlapping_funds(others, planned, district_of_wards()),
        purchases=read_purchases(setting.books, footprint),
        snapshot=setting.books.info.snapshot,
        registration=departing(registration, departures(plan, ruling, unheld)),
        delivery=setting.delivery(footprint),
        unheld=unheld,
        revised=_revised(setting, windows),
        counts_file=setting.books.info.panel,
    )


def _revised(setting: Setting, windows: Windows) -> tuple[str, ...]:
    """List the months compared whose files the home force published anew."""
    compared = {str(month) for month in windows.months}
    return tuple(
        row["month"]
        for row in setting.books.rows("crime_revisions")
        if row["force"] == setting.force and row["month"] in compared
    )


def _as_planned(measure: Measure, plan: Plan) -> Measure:
    return replace(measure, version=plan.measure_version, crime_types=plan.crime_types)


def _money_now(
    setting: Setting, footprint: Footprint, windows: Windows
) -> tuple[tuple[Scheme, ...], list[Scheme]]:
    whole = frozenset(found.code for found in districts_of(find_force(setting.force)))
    shared = shared_exposures(setting.schemes, windows, whole)
    return shared, other_schemes(setting.schemes, shared, footprint, windows)


def _unheld(plan: Plan, panel: pd.DataFrame, windows: Windows) -> tuple[str, ...]:
    """List the comparators without counts, where anything is compared at all."""
    if not windows.months:
        return ()
    return tuple(ward for ward in plan.comparators if ward not in panel.index)


def _comparators(
    plan: Plan, places: pd.DataFrame, unheld: Collection[str]
) -> Comparators:
    wards = tuple(ward for ward in plan.comparators if ward not in unheld)
    excluded = (words.split(" ", 1) for words in plan.left_out)
    return Comparators(
        wards=wards,
        forces=tuple(sorted(places.loc[list(wards), "force"].unique())),
        excluded={reason: int(number) for number, reason in excluded},
        needed=max(plan.least_comparators, TWICE * len(plan.wards)),
        level_factor=plan.level_factor,
        is_widened=plan.is_widened,
    )


def _history(setting: Setting, case: Case) -> pd.DataFrame:
    """Read every month held around the start, of the kind that is compared."""
    if not case.windows.months:
        return pd.DataFrame()
    months = months_between(case.plan.starts.plus(-HISTORY), case.windows.post[-1])
    held = setting.held.get(setting.force, {})
    kept = [
        month
        for month in months
        if held.get(month) == case.windows.provenance
        and month not in case.windows.excluded
    ]
    chosen = {*case.treated, *case.comparators.wards}
    counts = ward_counts(
        setting.books,
        case.plan.crime_types,
        kept,
        areas_of({case.site.force, *case.comparators.forces}, chosen),
    )
    return counts.dropna(axis="columns")


def _family_ps(
    setting: Setting, programme: Programme, plan: Plan
) -> Mapping[str, float]:
    """Give the p-value of each other comparison that is looked at beside this one."""
    found = {}
    for name in plan.family_of:
        if name == plan.name:
            continue
        beside = programme.plan_of(*parted(name))
        footprint, _ = setting.footprint(beside.fund, beside.area)
        chosen = {*beside.wards, *beside.comparators}
        case = _case(setting, footprint, beside, Registration(), chosen)
        gates = detectable_effect(case).gates
        found[name] = NOT_SEEN if gates else estimate(case).p
    return found
