"""An area's page of a pack: its money, delivery, outcomes, what is unusual, what next.

Every figure is made by the functions that pages and returns use.
"""

from collections.abc import Iterable
from collections.abc import Sequence

from fundtrack.charts.columns import columns_by_month
from fundtrack.charts.money_tables import month_table
from fundtrack.charts.money_tables import position_table
from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import Measure
from fundtrack.domain.packs import Quotable
from fundtrack.domain.packs import why_not_quoted
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import add_up
from fundtrack.money import show_pounds
from fundtrack.publications.effects import effect_table
from fundtrack.publications.pack_facts import AreaRun
from fundtrack.publications.pack_facts import PackFacts
from fundtrack.publications.pack_parts import Drawing
from fundtrack.publications.pack_parts import PackPage
from fundtrack.publications.pack_parts import Section
from fundtrack.publications.pack_parts import area_name
from fundtrack.publications.pack_parts import items_of
from fundtrack.publications.pack_parts import money_figures
from fundtrack.publications.pack_parts import rows_of
from fundtrack.sentences.needs import WAIT
from fundtrack.sentences.needs import WARN
from fundtrack.sentences.needs import Need
from fundtrack.sentences.packs import NO_RUN
from fundtrack.sentences.packs import NOTHING_NEXT
from fundtrack.sentences.packs import NOTHING_UNUSUAL
from fundtrack.sentences.packs import delivery_sentence
from fundtrack.sentences.packs import few_sentence
from fundtrack.sentences.packs import milestone_needs
from fundtrack.sentences.packs import money_needs
from fundtrack.sentences.packs import next_milestone_need
from fundtrack.sentences.packs import risk_needs
from fundtrack.sentences.packs import seen_sentence
from fundtrack.sentences.packs import unsupported_need
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.spend import pace_heading
from fundtrack.sentences.spend import spend_sentence
from fundtrack.sentences.underspends import case_sentence

PACE_LEGEND = (
    ("actual", "actual"),
    ("profile", "budget-edge"),
    ("forecast", "forecast-edge"),
)
MILESTONES = (
    Column("milestone", "Milestone"),
    Column("fund", "Fund"),
    Column("planned", "Planned", Kind.DAY),
    Column("expected", "Expected", Kind.DAY),
    Column("reached", "Reached", Kind.DAY),
    Column("late", "Days late", Kind.COUNT),
    Column("rag", "State"),
)
SPENT = (Measure.BUDGET, Measure.ACTUAL, Measure.ACCRUED, Measure.COMMITTED)
"""The figures that a sentence about what is spent is made of."""

NEXT_SHOWN = 3
"""How many milestones to come are listed."""


def area_page(facts: PackFacts, area: str) -> PackPage:
    """Write the page of one area."""
    name = facts.named.area(area)
    lines = facts.of_area(area)
    totals = add_up(Cell(area=area, year=facts.year), lines) if lines else None
    sentence = spend_sentence(name, facts.year, totals)
    milestones = facts.milestones_of(area)
    runs = facts.runs_of(area)
    sections = (
        _money(facts, name, lines, totals),
        _delivery(name, milestones),
        outcomes_section(runs),
        _unusual(facts, area, totals),
        _next(facts, area, lines),
    )
    quotables = [
        *money_quotable(f"money/{area}", sentence, totals),
        *_delivery_quotable(area, name, milestones),
        *run_quotables(runs),
    ]
    return PackPage(
        name=area_name(area),
        title=name,
        sentence=sentence,
        sub=f"{name}, every fund, financial year {facts.year}, "
        f"as at {long_day(facts.as_at)}.",
        figures=money_figures(totals, facts.year),
        sections=sections,
        quotables=quotables,
    )


def money_quotable(
    key: str,
    sentence: str,
    totals: PositionLine | None,
    measures: Sequence[Measure] = SPENT,
) -> list[Quotable]:
    """Offer a sentence about money for quotation, with the ids of its figures."""
    if totals is None:
        return []
    is_of_forecast = Measure.FORECAST in measures
    more = totals.forecast_marks if is_of_forecast else totals.committed_marks
    marks = sorted({*totals.budget_marks, *totals.actual_marks, *more})
    sources = [str(totals.figure(measure)) for measure in measures]
    return [Quotable(key, sentence, sources, marks, why_not_quoted(marks))]


def run_quotables(runs: Iterable[AreaRun]) -> list[Quotable]:
    """Offer what each evaluation found for quotation, with its run."""
    return [
        Quotable(
            f"effect/{run.found.fund}/{run.found.area}/{run.found.measure}",
            run.sentence,
            [f"run {run.found.run_id}"],
            [run.found.provenance],
            why_not_quoted([run.found.provenance]),
        )
        for run in runs
    ]


def outcomes_section(runs: Sequence[AreaRun]) -> Section:
    """Say what each evaluation found, with its interval, and what it could see."""
    words = [NO_RUN] if not runs else []
    for run in runs:
        more = (seen_sentence(run.found.mde_pct), few_sentence(run.treated_post))
        words.append(" ".join((run.sentence, *(it for it in more if it))))
    named = [(f"{it.name}, {it.found.fund}", it.found) for it in runs]
    tables = [effect_table(named)] if named else []
    return Section("Did it change crime", words, tables=tables)


def milestone_table(
    milestones: Sequence[tuple[str, Milestone]], caption: str
) -> list[Table]:
    """Table milestones with the fund of each; no table where there are none."""
    rows = tuple(
        TableRow(
            {
                "milestone": it.milestone,
                "fund": fund,
                "planned": it.planned_on,
                "expected": it.forecast_on,
                "reached": it.actual_on,
                "late": it.days_late,
                "rag": it.rag,
            },
            marks=(it.provenance,) if it.provenance else (),
        )
        for fund, it in milestones
    )
    return [Table(caption, MILESTONES, rows)] if rows else []


def _money(
    facts: PackFacts,
    name: str,
    lines: Sequence[PositionLine],
    totals: PositionLine | None,
) -> Section:
    if totals is None:
        return Section("Money", ["The books hold no money of this year here."])
    months = facts.months(totals.cell)
    drawing = Drawing(
        spec="money_over_the_year",
        rows=rows_of(columns_by_month(months, totals)),
        heading=pace_heading(months, facts.as_at),
        sub=f"Cumulative pounds, {name}, financial year {facts.year}; line across: "
        f"budget {show_pounds(totals.budget_pence)}.",
        alternative=f"Lines of actual, profile and forecast in {name} through "
        f"{facts.year}; the table below holds the same figures",
        legend=PACE_LEGEND,
        table=month_table(months, totals, f"Cumulative pounds, {facts.year}"),
        is_folded=True,
    )
    funds = facts.grouped(lines, "fund")
    named = [(facts.named.fund(line.cell.fund), line) for line in funds]
    table = position_table(f"{name}, pounds by fund", "Fund", named, totals, name)
    return Section("Money", drawings=[drawing], tables=[table])


def _delivery(name: str, milestones: Sequence[tuple[str, Milestone]]) -> Section:
    said = delivery_sentence(name, [it for _, it in milestones])
    return Section(
        "Delivery", [said], tables=milestone_table(milestones, f"{name}, milestones")
    )


def _delivery_quotable(
    area: str, name: str, milestones: Sequence[tuple[str, Milestone]]
) -> list[Quotable]:
    found = [it for _, it in milestones]
    if not found:
        return []
    marks = sorted({it.provenance for it in found})
    return [
        Quotable(
            f"delivery/{area}",
            delivery_sentence(name, found),
            [f"entry {it.entry}" for it in found],
            marks,
            why_not_quoted(marks),
        )
    ]


def _unusual(facts: PackFacts, area: str, totals: PositionLine | None) -> Section:
    found = area_needs(facts, area, totals)
    return Section(
        "What is unusual", [] if found else [NOTHING_UNUSUAL], items_of(found)
    )


def area_needs(facts: PackFacts, area: str, totals: PositionLine | None) -> list[Need]:
    """List what is out of order in an area, each with what to do about it."""
    unsupported = unsupported_need(facts.unsupported(area))
    cases = [
        Need(
            WARN,
            show_pounds(case.left_pence),
            case_sentence(
                case, facts.named.areas, facts.owner(case.said.owner), facts.as_at
            ),
        )
        for case in facts.cases
        if case.said.cell.area == area
    ]
    stale = [
        Need(
            WAIT,
            "Out of date",
            f"The evaluation of {facts.named.fund(run.fund)} here is older than "
            f"what it was read from ({'; '.join(run.moved)}): run it again.",
        )
        for run in facts.stale
        if run.area == area
    ]
    milestones = [it for _, it in facts.milestones_of(area)]
    return [
        *money_needs(totals),
        *([unsupported] if unsupported else []),
        *cases,
        *milestone_needs(milestones, facts.as_at),
        *risk_needs(facts.risks_of(area)),
        *stale,
    ]


def _next(facts: PackFacts, area: str, lines: Sequence[PositionLine]) -> Section:
    coming = sorted(
        (it.forecast_on or it.planned_on, at, it)
        for at, (_, it) in enumerate(facts.milestones_of(area))
        if not it.actual_on
    )
    ahead = [it for day, _, it in coming if day > facts.as_at][:NEXT_SHOWN]
    items = items_of(next_milestone_need(it) for it in ahead)
    due = facts.due_table({line.cell.fund for line in lines})
    words = [] if items or due else [NOTHING_NEXT]
    return Section("What comes next", words, items, tables=due)
