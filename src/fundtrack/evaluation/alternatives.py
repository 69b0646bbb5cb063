"""What an evaluation could have been instead: other counts, months and comparators."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

import numpy as np
import pandas as pd

from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.matching import distances
from fundtrack.evaluation.matching import level_and_change
from fundtrack.evaluation.placebos import DEFAULT_SEED
from fundtrack.evaluation.ward_counts import held_months
from fundtrack.evaluation.ward_counts import ward_counts
from fundtrack.evaluation.windows import YEAR
from fundtrack.metrics.breaks import Action
from fundtrack.metrics.breaks import Series
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.placed_areas import areas_of
from fundtrack.metrics.placed_areas import district_of_wards
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.store.snapshot import Books

EARLIEST, LATEST = 36, 18
HALF_YEAR = 6
AS_PLANNED = "as planned"
NEAREST = "nearest half"
FARTHER = "farther half"
HOME = "home force alone"
LEAST = 10
"""Fewer comparators than this are no other choice worth showing."""


@dataclass(frozen=True, slots=True, eq=False)
class Alternatives:
    """Counts of the treated wards and of every ward that is compared, month by month.

    `counts` has a frame of wards by months for each crime measured, the planned one
    first; a month that is not held is missing from it. `comparators` names the wards of
    each choice, the planned one first; `series` is what the break calendar asks.
    """

    counts: Mapping[str, pd.DataFrame]
    series: Mapping[str, Series]
    treated: tuple[str, ...]
    comparators: Mapping[str, tuple[str, ...]]
    districts: Mapping[str, str]
    starts: Month
    months: int = YEAR
    sets: int = 999
    seed: int = DEFAULT_SEED
    alpha: float = 0.05

    @property
    def measure(self) -> str:
        """The crime that the plan measures."""
        return next(iter(self.counts))


@dataclass(frozen=True, slots=True)
class Spans:
    """The months of one specification, as the counts name them.

    `pre` are the same calendar months as `post`; `run` is every month held from the
    first before to the last after, `start` the place in it of the first after.
    `refused` says why nothing is compared, empty where something is.
    """

    pre: tuple[str, ...]
    post: tuple[str, ...]
    run: tuple[str, ...]
    start: int
    refused: str = ""


def spans_of(
    alternatives: Alternatives, measure: str, before: int, after: int
) -> Spans:
    """Say which months are compared for so many asked for on each side.

    Each month after the start is paired with the same calendar month of the year
    before the start, and with those of earlier years as far as `before` reaches. A
    month that is not held, or that the break calendar leaves out, takes its partner
    with it; one of an earlier year goes alone. Where the earliest year, or the last
    half year, would add nothing, nothing is compared.
    """
    start = alternatives.starts
    first, last = start.plus(-before), start.plus(after - 1)
    ruling = rule_on(alternatives.series[measure], first, last)
    if ruling.action is Action.FAIL:
        return Spans((), (), (), 0, "a change of counting rules lies between")
    kept = {str(month) for month in months_between(first, last)}
    kept &= set(alternatives.counts[measure].columns)
    kept -= {str(month) for month in ruling.excluded}
    pairs = [(start.plus(at % YEAR - YEAR), start.plus(at)) for at in range(after)]
    held = [pair for pair in pairs if {str(pair[0]), str(pair[1])} <= kept]
    years = range(before // YEAR)
    pre = {str(month.plus(-YEAR * year)) for month, _ in held for year in years}
    earliest = -YEAR * (before // YEAR - 1)
    is_held = any(str(month.plus(earliest)) in kept for month, _ in held) and any(
        month >= last.plus(1 - HALF_YEAR) for _, month in held
    )
    if not is_held:
        return Spans((), (), (), 0, "the months are not held")
    run = tuple(sorted(kept))
    return Spans(
        pre=tuple(sorted(pre & kept)),
        post=tuple(str(month) for _, month in held),
        run=run,
        start=sum(month < str(start) for month in run),
    )


def read_alternatives(books: Books, case: Case) -> Alternatives:
    """Read what the specification curve of a case is drawn from.

    The planned crime comes first, then each of its types where there are several.
    """
    types = case.plan.crime_types
    singles = {each: (each,) for each in types if len(types) > 1}
    asked = {case.measure.name: types, **singles}
    codes = sorted({district_of_wards()[ward] for ward in case.treated})
    return Alternatives(
        counts={name: _counts(books, case, of) for name, of in asked.items()},
        series={
            name: replace(case.measure, crime_types=of).series(case.site.force, *codes)
            for name, of in asked.items()
        },
        treated=case.treated,
        comparators=_choices(case),
        districts=dict(case.places["district"]),
        starts=case.plan.starts,
        months=case.plan.months,
        sets=case.plan.sets,
        seed=case.plan.seed,
        alpha=case.plan.alpha,
    )


def _counts(books: Books, case: Case, crime_types: Sequence[str]) -> pd.DataFrame:
    start = case.plan.starts
    held = held_months(books).get(case.site.force, {})
    months = [
        month
        for month in months_between(start.plus(-EARLIEST), start.plus(LATEST - 1))
        if held.get(month) == case.windows.provenance
    ]
    chosen = {*case.treated, *case.comparators.wards}
    forces = {case.site.force, *case.comparators.forces}
    counts = ward_counts(books, crime_types, months, areas_of(forces, chosen))
    return counts.dropna(axis="columns")


def _choices(case: Case) -> dict[str, tuple[str, ...]]:
    """Give the planned comparators, and choices among them that a reader may prefer."""
    planned = list(case.comparators.wards)
    before = case.panel[case.pre]
    apart = distances(
        level_and_change(before.loc[list(case.treated)].to_numpy(dtype=np.float64)),
        level_and_change(before.loc[planned].to_numpy(dtype=np.float64)),
    ).min(axis=0)
    order = [planned[at] for at in np.argsort(apart, kind="stable")]
    half = (len(order) + 1) // 2
    is_home = case.places.loc[planned, "force"] == case.site.force
    choices = {
        AS_PLANNED: planned,
        NEAREST: order[:half],
        FARTHER: order[half:],
        HOME: [ward for ward in planned if is_home[ward]],
    }
    least = max(LEAST, len(case.treated) + 1)
    return {
        name: tuple(wards)
        for name, wards in choices.items()
        if name == AS_PLANNED or least <= len(wards) < len(planned)
    }
