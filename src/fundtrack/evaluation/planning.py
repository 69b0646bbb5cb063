"""Lay out the plan of an evaluation, blind to what happened after the start.

Of the crime counts the months before the start alone are read. Of the months after it
is asked whether they are held, never what they hold.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace

import numpy as np
import pandas as pd

from fundtrack.errors import UnknownName
from fundtrack.evaluation.breaks import Series
from fundtrack.evaluation.breaks import rule_on_windows
from fundtrack.evaluation.comparators import Comparators
from fundtrack.evaluation.comparators import choose_comparators
from fundtrack.evaluation.counts import cut_panel
from fundtrack.evaluation.footprints import Footprint
from fundtrack.evaluation.footprints import other_schemes
from fundtrack.evaluation.footprints import read_footprints
from fundtrack.evaluation.footprints import read_schemes
from fundtrack.evaluation.measures import Measure
from fundtrack.evaluation.plans import Plan
from fundtrack.evaluation.power import smallest_detectable_pct
from fundtrack.evaluation.schemes import Scheme
from fundtrack.evaluation.schemes import shared_exposures
from fundtrack.evaluation.schemes import standings
from fundtrack.evaluation.spread import spread_of
from fundtrack.evaluation.ward_counts import HeldMonths
from fundtrack.evaluation.ward_counts import held_months
from fundtrack.evaluation.ward_counts import usable_forces
from fundtrack.evaluation.ward_counts import ward_counts
from fundtrack.evaluation.ward_counts import ward_places
from fundtrack.evaluation.windows import YEAR
from fundtrack.evaluation.windows import Windows
from fundtrack.evaluation.windows import main_provenance
from fundtrack.evaluation.windows import planned_months
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.delivery_dates import Delivery
from fundtrack.metrics.delivery_dates import DeliveryRule
from fundtrack.metrics.delivery_dates import delivery_of
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.names import area_id
from fundtrack.metrics.names import fund_id
from fundtrack.metrics.placed_areas import areas_of
from fundtrack.metrics.placed_areas import district_of_wards
from fundtrack.metrics.placed_areas import placed_areas
from fundtrack.metrics.run_freshness import calendar_version
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import districts_of
from fundtrack.places import find_force
from fundtrack.store.snapshot import Books

BROKEN = "has a break in its counts that the treated places have not"


@dataclass(frozen=True, slots=True)
class Terms:
    """What whoever plans may choose; nothing of it may follow from a result.

    `start` overrules the evidence of delivery, and is said to.
    """

    start: Month | None = None
    worthwhile_pct: float = 10.0
    alpha: float = 0.05


@dataclass(frozen=True, slots=True)
class Setting:
    """What the books and the crime counts hold, read once for several areas.

    `deliveries` keeps what was found of each fund and area, so that it is read once.
    """

    books: Books
    force: str
    held: HeldMonths
    footprints: tuple[Footprint, ...]
    schemes: tuple[Scheme, ...]
    deliveries: dict[tuple[str, str], Delivery] = field(default_factory=dict)

    def footprint(self, fund: str, area: str) -> tuple[Footprint, int]:
        """Find the footprint asked for, and how many its fund has.

        Raises:
            UnknownName: when the fund or the area is not known, or has none.
        """
        fund, area = fund_id(self.books, fund), area_id(self.books, area)
        of_fund = self.of_fund(fund)
        for footprint in of_fund:
            if footprint.area == area:
                return footprint, len(of_fund)
        known = [footprint.area for footprint in of_fund]
        raise UnknownName(f"footprint of {fund} in", area, known)

    def of_fund(self, fund: str) -> list[Footprint]:
        """List the footprints of a fund."""
        return [found for found in self.footprints if found.fund == fund]

    def delivery(self, footprint: Footprint) -> Delivery:
        """Say how delivery went in a footprint's area, as the snapshot knows it."""
        place = footprint.fund, footprint.area
        if place not in self.deliveries:
            self.deliveries[place] = delivery_of(
                self.books, *place, LAST_ENTRY, footprint.stated
            )
        return self.deliveries[place]


@dataclass(frozen=True, slots=True, eq=False)
class LaidOut:
    """An area's plan, and the months before on which its comparators were chosen.

    `before` holds the treated wards and the comparators by month; `held_after` are
    the months after the start that are held.
    """

    plan: Plan
    before: pd.DataFrame
    held_after: tuple[Month, ...]


def read_setting(books: Books, force: str) -> Setting:
    """Read what every plan of an office rests on."""
    return Setting(
        books=books,
        force=find_force(force).force,
        held=held_months(books),
        footprints=read_footprints(books),
        schemes=read_schemes(books),
    )


def plan_area(
    setting: Setting,
    footprint: Footprint,
    measure: Measure,
    family_of: Sequence[str],
    terms: Terms,
) -> LaidOut:
    """Lay out the plan of one area and measure.

    Args:
        family_of: the comparisons looked at together, this one among them.
    """
    ground = _ground(setting, footprint, measure, terms.start)
    standing = standings(district_of_wards(), footprint.wards, ground.others)
    places = ward_places(_without_broken(standing, measure, ground.months))
    forces = usable_forces(setting.held, ground.months.needed, ground.months.kind)
    before = ward_counts(
        setting.books, measure.crime_types, ground.months.usable, areas_of(forces)
    ).reindex(places.index)
    plan = replace(
        _plan(footprint, measure, ground),
        family=len(family_of),
        family_of=tuple(family_of),
        worthwhile_pct=terms.worthwhile_pct,
        alpha=terms.alpha,
    )
    chosen = choose_comparators(before, places, setting.force, plan.least_comparators)
    kept = before.loc[[*plan.wards, *chosen.wards]]
    districts = dict(places.loc[kept.index, "district"])
    seen = planned_detectable_pct(plan, kept, districts)
    held = setting.held.get(setting.force, {})
    after = ground.months.windows.post
    return LaidOut(
        plan=_with_comparators(plan, chosen, seen),
        before=kept,
        held_after=tuple(month for month in after if month in held),
    )


def planned_detectable_pct(
    plan: Plan, before: pd.DataFrame, districts: Mapping[str, str]
) -> float | None:
    """Give the smallest fall that a plan would see, from the months before alone.

    Formula: that of `smallest_detectable_pct`, with the spread between places measured
        on the comparators' change from the first half of the months before to the
        second, because no later month may be read yet.

    Returns:
        Per cent above 0, to one decimal; None without counts or comparators.

    Source: evaluation notes, power is said before the result.
    """
    treated = before.index.isin(plan.wards)
    half = before.shape[1] // 2
    if not half or treated.all() or not treated.any() or before.isna().any(axis=None):
        return None
    columns = list(before.columns)
    counts = cut_panel(before, plan.wards, columns[:half], columns[-half:], districts)
    earlier, later = counts.donors_pre.sum(axis=1), counts.donors_post.sum(axis=1)
    spread = spread_of(earlier, later, counts.donors_groups)
    offences = before.loc[treated].sum(axis=1).to_numpy(dtype=np.float64)
    between = sum(spread.of_sum(offences, counts.treated_groups))
    compared = float(before.loc[~treated].to_numpy().sum())
    alpha = plan.alpha / plan.family
    found = smallest_detectable_pct(float(offences.sum()), between, compared, alpha)
    return round(found, 1)


def break_ruling(
    force: str, measure: Measure, wards: Iterable[str], start: Month
) -> Ruling:
    """Say what the break calendar asks of a comparison around a start.

    Asked for the force and the districts of the treated wards, because a change that
    touched them alone is no change of crime.
    """
    pre, post = planned_months(start)
    places = sorted({district_of_wards()[ward] for ward in wards})
    windows = Windows(pre, post, (), (), "")
    return rule_on_windows(windows, measure.series(force, *places))


@dataclass(frozen=True, slots=True)
class _Months:
    """The months of a plan: those of one kind held before, and those held after."""

    windows: Windows
    usable: tuple[Month, ...]
    held_after: tuple[Month, ...]
    kind: str
    ruling: Ruling

    @property
    def needed(self) -> list[Month]:
        """The months that a force must hold for its wards to be comparators."""
        pairs = [month for month in self.held_after if month.plus(-YEAR) in self.usable]
        return [*self.usable, *pairs]

    def breaks_alone(self, series: Series) -> bool:
        """Whether a break of these counts is none of the treated places'."""
        ruling = rule_on_windows(self.windows, series)
        compared = {*self.usable, *(month.plus(YEAR) for month in self.usable)}
        return any(
            found not in self.ruling.crossed
            and (
                not found.last or {*months_between(found.first, found.last)} & compared
            )
            for found in ruling.crossed
        )


def _months(
    setting: Setting, measure: Measure, footprint: Footprint, start: Month
) -> _Months:
    pre, post = planned_months(start)
    ruling = break_ruling(setting.force, measure, footprint.wards, start)
    held = {
        month: kind
        for month, kind in setting.held.get(setting.force, {}).items()
        if month not in ruling.excluded
    }
    kind = main_provenance(held, [month for month in pre if month in held])
    return _Months(
        windows=Windows(pre, post, (), (), kind),
        usable=tuple(month for month in pre if held.get(month) == kind),
        held_after=tuple(month for month in post if held.get(month) == kind),
        kind=kind,
        ruling=ruling,
    )


@dataclass(frozen=True, slots=True)
class _Ground:
    """What an area's plan rests on: its start, its months and the money beside it."""

    starts: Month
    rule: DeliveryRule
    awarded: Month | None
    months: _Months
    shared: tuple[Scheme, ...]
    others: tuple[Scheme, ...]


def _ground(
    setting: Setting, footprint: Footprint, measure: Measure, told: Month | None
) -> _Ground:
    """Find what a plan rests on; a start that was told overrules the evidence."""
    delivery = setting.delivery(footprint)
    starts = told or delivery.starts or footprint.starts
    months = _months(setting, measure, footprint, starts)
    whole = frozenset(found.code for found in districts_of(find_force(setting.force)))
    shared = shared_exposures(setting.schemes, months.windows, whole)
    return _Ground(
        starts=starts,
        rule=DeliveryRule.PLAN if told else delivery.rule,
        awarded=delivery.awarded,
        months=months,
        shared=shared,
        others=tuple(other_schemes(setting.schemes, shared, footprint, months.windows)),
    )


def _plan(footprint: Footprint, measure: Measure, ground: _Ground) -> Plan:
    return Plan(
        fund=footprint.fund,
        area=footprint.area,
        measure=measure.measure,
        measure_version=measure.version,
        crime_types=measure.crime_types,
        start=str(ground.starts),
        footprint=footprint.lsoas,
        start_rule=str(ground.rule),
        awarded=str(ground.awarded or ""),
        wards=tuple(sorted(footprint.wards)),
        shared=tuple(sorted({scheme.fund for scheme in ground.shared})),
        excluded=tuple(sorted(f"{each.fund} in {each.area}" for each in ground.others)),
        break_calendar=calendar_version(),
        breaks=tuple(found.name for found in ground.months.ruling.crossed),
    )


def _with_comparators(
    plan: Plan, chosen: Comparators, detectable_pct: float | None
) -> Plan:
    return replace(
        plan,
        detectable_pct=detectable_pct,
        comparators=chosen.wards,
        level_factor=chosen.level_factor,
        is_widened=chosen.is_widened,
        left_out=tuple(
            f"{number} {reason}" for reason, number in chosen.excluded.items()
        ),
    )


def _without_broken(
    standing: Mapping[str, str], measure: Measure, months: _Months
) -> dict[str, str]:
    """Leave out as comparators the wards whose counts a break touched alone.

    A change of rules or of the world in their district, and not in the treated ones,
    would be taken for an effect.
    """
    force_of = {ward: force for _, ward, force in placed_areas()}
    district_of = district_of_wards()
    broken = {
        (district, force)
        for district, force in {(district_of[w], f) for w, f in force_of.items()}
        if months.breaks_alone(measure.series(force, district))
    }
    return {
        ward: BROKEN
        if not said and (district_of[ward], force_of[ward]) in broken
        else said
        for ward, said in standing.items()
    }
