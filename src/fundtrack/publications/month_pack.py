"""A month's pack: the office's page, and one for each area that holds money."""

from collections.abc import Sequence

from fundtrack.charts.columns import columns_by_area
from fundtrack.charts.money_tables import position_table
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import Measure
from fundtrack.metrics.deliveries import Milestone
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import add_up
from fundtrack.publications.effects import effect_columns
from fundtrack.publications.effects import effect_table
from fundtrack.publications.pack_areas import area_page
from fundtrack.publications.pack_areas import milestone_table
from fundtrack.publications.pack_areas import money_quotable
from fundtrack.publications.pack_areas import run_quotables
from fundtrack.publications.pack_facts import PackFacts
from fundtrack.publications.pack_parts import INDEX
from fundtrack.publications.pack_parts import Drawing
from fundtrack.publications.pack_parts import Item
from fundtrack.publications.pack_parts import MonthPack
from fundtrack.publications.pack_parts import PackPage
from fundtrack.publications.pack_parts import Section
from fundtrack.publications.pack_parts import items_of
from fundtrack.publications.pack_parts import money_figures
from fundtrack.publications.pack_parts import rows_of
from fundtrack.sentences.needs import GOOD
from fundtrack.sentences.needs import Need
from fundtrack.sentences.overview import area_heading
from fundtrack.sentences.overview import overview_sentence
from fundtrack.sentences.packs import NO_RUN
from fundtrack.sentences.packs import NOTHING_NEXT
from fundtrack.sentences.packs import NOTHING_UNUSUAL
from fundtrack.sentences.packs import delivery_sentence
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.verdicts import verdict_heading

WHOLE = "Whole office"
LAPSING = (Measure.BUDGET, Measure.FORECAST, Measure.VARIANCE)
"""The figures that the office's sentence is made of."""

BARS_LEGEND = (
    ("budget", "budget"),
    ("forecast to 31 March", "forecast"),
    ("actual", "actual"),
    ("owed (accrued)", "owed"),
    ("profile to date", "ink"),
)
EFFECT_LEGEND = (
    ("effect and 95% interval", "actual"),
    ("too small for this design to see", "budget"),
)


def month_pack(
    facts: PackFacts, office: str, needs: Sequence[Need], *, is_example: bool
) -> MonthPack:
    """Write all that a month's pack says.

    Args:
        office: its name, as pages show it.
        needs: what needs somebody in the office, the hardest first.
        is_example: whether the office is made up in part.
    """
    unusual = items_of(need for need in needs if need.tone != GOOD)
    pages = [
        _office_page(facts, office, unusual),
        *(area_page(facts, area) for area in facts.areas),
    ]
    return MonthPack(
        month=facts.month,
        office=office,
        is_example=is_example,
        as_at=facts.as_at,
        info=facts.books.info,
        pages=pages,
        unusual=unusual,
    )


def _office_page(facts: PackFacts, office: str, unusual: Sequence[Item]) -> PackPage:
    lines = facts.cells
    totals = add_up(Cell(year=facts.year), lines) if lines else None
    places = _places(facts)
    sentence = overview_sentence(totals, places, facts.as_at)
    here = set(facts.areas)
    elsewhere = [run for run in facts.runs if run.found.area not in here]
    due = facts.due_table()
    return PackPage(
        name=INDEX,
        title=office,
        sentence=sentence,
        sub=f"Every fund and area, financial year {facts.year}, as at "
        f"{long_day(facts.as_at)}.",
        figures=money_figures(totals, facts.year),
        sections=(
            _money(facts, places, totals),
            _delivery(facts),
            _outcomes(facts),
            Section("What is unusual", [] if unusual else [NOTHING_UNUSUAL], unusual),
            Section("What is due", [] if due else [NOTHING_NEXT], tables=due),
        ),
        quotables=[
            *money_quotable("money/office", sentence, totals, LAPSING),
            *run_quotables(elsewhere),
        ],
    )


def _places(facts: PackFacts) -> list[tuple[str, PositionLine]]:
    return [
        (facts.named.area(line.cell.area) if line.cell.area != ANY else WHOLE, line)
        for line in facts.grouped(facts.cells, "area")
    ]


def _money(
    facts: PackFacts,
    places: Sequence[tuple[str, PositionLine]],
    totals: PositionLine | None,
) -> Section:
    if totals is None:
        return Section("Money", ["The books hold no money of this year."])
    by_area = position_table("Pounds by area", "Area", places, totals, WHOLE)
    funds = [
        (facts.named.fund(line.cell.fund), line)
        for line in facts.grouped(facts.cells, "fund")
    ]
    by_fund = position_table("Pounds by fund", "Fund", funds, totals, WHOLE)
    drawing = Drawing(
        spec="money_by_area",
        rows=rows_of(columns_by_area(places)),
        heading=area_heading(places),
        sub=f"Pounds, financial year {facts.year} to {long_day(facts.as_at)}, by area.",
        alternative="Bars of budget, forecast, actual, owed and profile to date by "
        "area; the table below holds the same figures",
        legend=BARS_LEGEND,
        table=by_area,
    )
    return Section("Money", drawings=[drawing], tables=[by_fund])


def _delivery(facts: PackFacts) -> Section:
    late = [(fund, it) for fund, it in facts.milestones if _is_late(it)]
    said = delivery_sentence("The office", [it for _, it in facts.milestones])
    return Section("Delivery", [said], tables=milestone_table(late, "Milestones late"))


def _is_late(milestone: Milestone) -> bool:
    return not milestone.actual_on and bool(milestone.days_late)


def _outcomes(facts: PackFacts) -> Section:
    runs = facts.runs
    if not runs:
        return Section("Did it change crime", [NO_RUN])
    named = [(f"{run.name}, {run.found.fund}", run.found) for run in runs]
    sources = sorted({run.found.provenance for run in runs})
    measures = sorted({spoken(run.found.measure).lower() for run in runs})
    heading = verdict_heading(
        [(name, found.verdict) for name, found in named],
        is_synthetic="synthetic" in sources,
    )
    drawing = Drawing(
        spec="effect_by_area",
        rows=rows_of(effect_columns(named)),
        heading=heading,
        sub=f"Change in {listed(measures)} after delivery, against similar places "
        f"without the fund; 95% interval. The crime counts are {listed(sources)}.",
        alternative="Effect and interval for each area; the table below holds the "
        "same figures",
        legend=EFFECT_LEGEND,
        table=effect_table(named),
    )
    return Section("Did it change crime", drawings=[drawing])
