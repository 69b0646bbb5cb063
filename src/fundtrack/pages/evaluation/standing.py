"""What the evaluations of a fund stand at: read once, shown by every part of a page."""

from collections.abc import Collection
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.session import role_holdings
from fundtrack.domain.cells import ANY
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.evaluation_plans import RegisteredPlan
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.measures import DEFAULT_MEASURE
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import read_measures
from fundtrack.metrics.names import area_names
from fundtrack.metrics.names import fund_names
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import PageStanding
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.registry import kept_runs
from fundtrack.store.snapshot import Books

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class EvaluationStanding(PageStanding):
    """The runs of a fund and measure, and the one that the page shows.

    `areas_of` are the areas that can be evaluated or were, by fund, `placed` those of
    this fund with a footprint; `latest` is the last run by plan of each area,
    `together` the last table of all of them. `plans` are every version registered for
    the fund; `people` are names, `able` who may run and plan.
    """

    fund: str
    measure: str
    area: str
    funds: Mapping[str, str]
    areas: Mapping[str, str]
    areas_of: Mapping[str, Sequence[str]]
    placed: Sequence[str]
    measured: Collection[str]
    latest: Mapping[str, KeptRun]
    together: KeptRun | None
    plans: Sequence[RegisteredPlan]
    people: Mapping[str, str]
    able: Sequence[str]
    person: str | None

    @property
    def is_nothing_yet(self) -> bool:
        """Whether no fund is registered, so that nothing can be evaluated."""
        return not self.funds

    @property
    def fund_name(self) -> str:
        """The fund chosen, as people know it."""
        return self.funds.get(self.fund, self.fund)

    @property
    def places(self) -> Sequence[str]:
        """The areas of the fund that can be evaluated or were."""
        return self.areas_of.get(self.fund, ())

    @property
    def is_whole(self) -> bool:
        """Whether all areas together are shown, not one of them."""
        return self.area == ANY

    @property
    def run(self) -> KeptRun | None:
        """The run whose result is shown; None where there is none."""
        return self.together if self.is_whole else self.latest.get(self.area)

    @property
    def may_run(self) -> bool:
        """Whether whoever looks may plan and run evaluations."""
        return self.person in self.able

    @property
    def outdated_table(self) -> bool:
        """Whether an area has been run since all areas were put together."""
        listed = {row["run"] for row in self.rows_together} - {""}
        return bool(listed) and listed != {it.run_id for it in self.latest.values()}

    @property
    def rows_together(self) -> Sequence[Mapping[str, object]]:
        """The rows of the table of all areas, the whole first where it was pooled."""
        rows: Sequence[Mapping[str, object]] = (
            self.together.result["areas_table"] if self.together else ()
        )
        return rows

    @property
    def pooled(self) -> Mapping[str, object] | None:
        """The row of all areas together; None where they were not pooled."""
        return next((row for row in self.rows_together if not row["run"]), None)

    def area_name(self, area: str) -> str:
        """An area as people know it."""
        return self.areas.get(area, area)

    def name(self, person: str) -> str:
        """A person as people know them."""
        return self.people.get(person, person)

    def written(self) -> dict[str, str]:
        """Write the choice as the address holds it."""
        return {"fund": self.fund, "measure": self.measure, "area": self.area}


def read_evaluations(
    session: PageSession, books: Books, asked: Mapping[str, str]
) -> EvaluationStanding:
    """Read the runs for what a page's address asks."""
    runs = [run for run in kept_runs(session.workspace) if is_by_plan(run.result)]
    funds = fund_names(books)
    held = {(row["fund"], row["area"]) for row in books.rows("footprints")}
    areas = area_names(books)
    areas_of = _areas_of({*held, *_pairs(runs)}, list(areas))
    fund = _fund(asked.get("fund"), runs, funds, areas_of)
    mine = [run for run in runs if run.result["fund"] == fund]
    measured = {str(run.result["measure"]) for run in mine}
    measure = _measure(asked.get("measure"), mine)
    of_measure = [run for run in mine if run.result["measure"] == measure]
    together = [run for run in of_measure if "areas_table" in run.result]
    latest = {run.result["area"]: run for run in of_measure if run.is_of_area}
    people = books.rows("people", known=books.info.head_seq)
    return EvaluationStanding(
        settings=session.settings,
        info=books.info,
        today=session.today,
        fund=fund,
        measure=measure,
        area=_area(asked.get("area"), areas_of.get(fund, ())),
        funds=funds,
        areas=areas,
        areas_of=areas_of,
        placed=[it for it in areas_of.get(fund, ()) if (fund, it) in held],
        measured=measured,
        latest=latest,
        together=together[-1] if together else None,
        plans=_plans(books, fund),
        people={row["person"]: row["name"] for row in people},
        able=who_may(Permission.EVALUATE, role_holdings(books, session.today)),
        person=session.person,
    )


def ward_measures() -> dict[str, Measure]:
    """Give the measures that can be counted by ward, the newest version of each."""
    return {
        found.measure: found
        for found in read_measures()
        if found.counts_from is CountsFrom.POLICE_UK
    }


def measure_name(measure: str) -> str:
    """A measure as people know it."""
    found = ward_measures().get(measure)
    return found.name if found else measure


def _pairs(runs: Iterable[KeptRun]) -> list[Pair]:
    return [(run.result["fund"], run.result["area"]) for run in runs if run.is_of_area]


def _areas_of(pairs: Collection[Pair], order: list[str]) -> dict[str, list[str]]:
    """List each fund's areas in the registers' order."""
    ranked = sorted(
        pairs, key=lambda pair: (order.index(pair[1]) if pair[1] in order else 99, pair)
    )
    found: dict[str, list[str]] = {}
    for fund, area in ranked:
        found.setdefault(fund, []).append(area)
    return found


def _fund(
    asked: str | None,
    runs: Sequence[KeptRun],
    funds: Mapping[str, str],
    areas_of: Mapping[str, Sequence[str]],
) -> str:
    """Choose the fund asked for, else the one with most areas run, else with places."""
    if asked in funds:
        return asked or ""
    ran = [fund for fund, _ in dict.fromkeys(_pairs(runs)) if fund in funds]
    if ran:
        return max(sorted(set(ran)), key=ran.count)
    placed = [fund for fund in funds if fund in areas_of]
    return next(iter([*placed, *funds]), "")


def _measure(asked: str | None, runs: Sequence[KeptRun]) -> str:
    """Choose the measure asked for, else neighbourhood crime, else one that was run."""
    known = ward_measures()
    if asked in known:
        return asked or ""
    ran = {str(run.result["measure"]) for run in runs}
    return DEFAULT_MEASURE if not ran or DEFAULT_MEASURE in ran else min(ran)


def _area(asked: str | None, places: Sequence[str]) -> str:
    """Choose the area asked for, else all of them, where there are several."""
    if asked in {*places, ANY}:
        return asked or ANY
    return places[0] if len(places) == 1 else ANY


def _plans(books: Books, fund: str) -> list[RegisteredPlan]:
    found = registered_plans(books, books.info.head_seq)
    return [plan for plan in found if plan.fund == fund]
