"""Overview: are we in trouble, and what must I do today?"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.acts.needs import is_acting
from fundtrack.acts.needs import page_needs
from fundtrack.acts.needs import standing_needs
from fundtrack.charts.columns import columns_by_area
from fundtrack.charts.frozen import both_widths
from fundtrack.charts.money_tables import position_table
from fundtrack.charts.money_tables import with_claims
from fundtrack.charts.tables import show_day
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import UNSPLIT
from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import add_up
from fundtrack.metrics.run_freshness import Result
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.drill import Drill
from fundtrack.pages.filters import as_at_filter
from fundtrack.pages.filters import fund_filter
from fundtrack.pages.filters import year_filter
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.overview.money_map import placed
from fundtrack.pages.overview.money_map import show_map
from fundtrack.pages.overview.verdicts import last_found
from fundtrack.pages.overview.verdicts import show_verdicts
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import beside
from fundtrack.pages.parts import side_by_side
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import how_it_stands
from fundtrack.pages.pieces import key_figures
from fundtrack.pages.pieces import to_do
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import WHOLE_FUND
from fundtrack.pages.standing import Standing
from fundtrack.pages.standing import standing_for
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.periods import FinancialYear
from fundtrack.publications.effects import Found
from fundtrack.runs.registry import planned_results
from fundtrack.sentences.needs import Need
from fundtrack.sentences.overview import area_heading
from fundtrack.sentences.overview import has_ended
from fundtrack.sentences.overview import lapse_needs
from fundtrack.sentences.overview import overview_sentence
from fundtrack.sentences.overview import owed_meaning
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import percent_of
from fundtrack.sentences.register_needs import Named
from fundtrack.store.snapshot import Books

ASKS = frozenset({"fund", "year", "as_at"})
LEGEND = [
    {"text": "budget", "colour": "budget"},
    {"text": "forecast to 31 March", "colour": "forecast"},
    {"text": "actual", "colour": "actual", "shape": "thin"},
    {"text": "owed (accrued)", "colour": "owed", "shape": "thin"},
    {"text": "profile to date", "colour": "ink", "shape": "mark"},
]


class Overview:
    """The parts of Overview beneath its key figures."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._drill = Drill(session)
        self._needs, self._state = HTML(), HTML()
        self._chart = VegaView(
            "money-by-area", both_widths("money_by_area"), self._drill.open
        )
        self._map = VegaView("money-map", both_widths("money_map"), self._drill.open)
        self._verdicts = VegaView("effects", both_widths("effect_by_area"))
        self._lines = DataTable("position", self._drill.open)
        self._parts = {
            widget: Part(session, widget)
            for widget in (
                self._needs,
                self._state,
                self._chart,
                self._map,
                self._verdicts,
                self._lines,
            )
        }

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """Chart over state, beside the list; what a press opens; the rest."""
        part = self._parts
        listed = (self._chart, self._needs, self._state)
        top = beside([part[widget].box for widget in listed])
        top.add_class("aside")
        return [
            top,
            self._drill.widget,
            side_by_side([part[self._verdicts], part[self._map]]),
            part[self._lines].box,
        ]

    def read(self, books: Books, asked: Mapping[str, str]) -> Standing:
        """Read how the money stands."""
        return standing_for(self._session, books, asked)

    def opening(self, standing: Standing) -> Markup:
        """Write the sentence and what it is about."""
        return opening(standing)

    def figures(self, standing: Standing) -> Markup:
        """Write the key figures."""
        return figures(standing)

    def filters(self, standing: Standing) -> tuple[Filter, ...]:
        """Offer fund, year and day."""
        return fund_filter(standing), year_filter(standing), as_at_filter(standing)

    def show(self, books: Books, standing: Standing) -> None:
        """Fill the parts."""
        with self._parts[self._needs].filled():
            self._needs.value = self._to_do(books, standing)
        with self._parts[self._state].filled():
            self._state.value = state_of(books, standing)
        with self._parts[self._chart].filled():
            _show_chart(self._chart, standing)
        with self._parts[self._verdicts].filled():
            show_verdicts(self._verdicts, standing, self._found(standing))
        with self._parts[self._map].filled():
            areas = placed(books, places(standing), self._found(standing))
            show_map(self._map, standing, areas)
        with self._parts[self._lines].filled():
            _show_lines(self._lines, standing)
        self._drill.close()

    def _found(self, standing: Standing) -> tuple[Found, ...]:
        return last_found(self._session.workspace, standing.choice.fund)

    def _to_do(self, books: Books, standing: Standing) -> Markup:
        """Write what needs the reader; all there is to one who only reads."""
        results = planned_results(self._session.workspace)
        person = self._session.person
        needs = needs_of(books, standing, results, person)
        is_own = person is not None and is_acting(books, person, standing.today)
        return to_do(needs, urlencode(standing.choice.written()), is_own=is_own)


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    return Frame(session, Overview(session)).opened()


def opening(standing: Standing) -> Markup:
    """Write the sentence and what it is about."""
    sentence = overview_sentence(
        standing.totals, places(standing), standing.choice.as_at
    )
    return head(sentence, f"{standing.fund_name}, all areas. {carry_over(standing)}")


def figures(standing: Standing) -> Markup:
    """Write the key figures: budget, spent, owed, forecast, what would lapse."""
    totals = standing.totals
    return key_figures(_figures(standing, totals)) if totals else ""


def places(standing: Standing) -> list[tuple[str, PositionLine]]:
    """Give each area's name with its line; what only carries a claim is left out."""
    lines = standing.grouped("area")
    return [
        (standing.area_name(line.cell.area), line)
        for line in lines
        if line.budget_pence or line.profile_to_date_pence or line.actual_pence
    ]


def by_fund_and_area(standing: Standing) -> list[tuple[str, PositionLine]]:
    """Give each area's line; while all funds are chosen, each fund's areas apart.

    What only carries a claim is left to the sum, as on the chart.
    """
    groups: dict[tuple[str, str], list[PositionLine]] = {}
    for line in standing.cells:
        groups.setdefault((line.cell.fund, line.cell.area), []).append(line)
    is_all = standing.choice.fund == ANY
    order = [ANY, *standing.areas]
    found = []
    for fund, area in sorted(groups, key=lambda it: (it[0], order.index(it[1]))):
        named = UNSPLIT if area == ANY else area
        cell = replace(standing.choice.cell, fund=fund, area=named)
        line = add_up(cell, groups[fund, area])
        name = standing.area_name(area)
        said = f"{standing.funds.get(fund, fund)}: {name}" if is_all else name
        if line.budget_pence or line.profile_to_date_pence or line.actual_pence:
            found.append((said, line))
    return found


def needs_of(
    books: Books,
    standing: Standing,
    results: Sequence[Result] = (),
    person: str | None = None,
) -> list[Need]:
    """List what needs the reader, or anybody where nobody is signed in."""
    selection = Selection(standing.today, standing.info.head_seq)
    named = Named(standing.funds, standing.areas)
    return page_needs(books, selection, named, results, person)


def state_of(books: Books, standing: Standing) -> Markup:
    """Write how the books stand: what lapses, the tie-out, the live waivers."""
    selection = Selection(standing.today, standing.info.head_seq)
    found = [*lapses(standing), *standing_needs(books, selection)]
    return how_it_stands(found, urlencode(standing.choice.written()))


def lapses(standing: Standing) -> list[Need]:
    """List what lapses at the end of the year chosen, area by area."""
    as_at = standing.choice.as_at
    fund = standing.choice.fund
    return lapse_needs(fund, standing.totals, places(standing), as_at)


def carry_over(standing: Standing) -> str:
    """Say what becomes of money that is not spent."""
    terms = standing.fund_terms
    if standing.choice.year == ANY:
        return f"Every year held, to {long_day(standing.choice.as_at)}."
    if terms is None or terms.carries_over is None:
        return "The books hold no terms that say whether unspent money is carried over."
    if terms.carries_over:
        return "Money that is not spent by year end may be carried over."
    return "Money that is not spent by year end cannot be carried over."


def _figures(standing: Standing, totals: PositionLine) -> Sequence[KeyFigure]:
    year = standing.choice.year
    budget, spent = totals.budget_pence, totals.actual_pence
    profile = totals.profile_to_date_pence
    says = f"; profile says {percent_of(profile, budget)}" if profile else ""
    lapses = None if totals.variance_pence is None else Pence(-totals.variance_pence)
    return (
        KeyFigure(
            "Budget" if year == ANY else f"Budget {year}",
            show_pounds(budget),
            _of_award(standing),
            totals.budget_marks,
        ),
        KeyFigure(
            "Spent",
            show_pounds(spent),
            f"{percent_of(spent, budget)} of budget{says}",
            totals.actual_marks,
        ),
        KeyFigure(
            "Owed",
            show_pounds(totals.accrued_pence),
            owed_meaning(totals),
            totals.accrued_marks,
        ),
        KeyFigure(
            "Forecast" if year == ANY else "Forecast to 31 March",
            show_pounds(totals.forecast_pence),
            "what is spent, owed and still to come",
            totals.forecast_marks,
        ),
        replace(
            _lapse_figure(lapses, budget, is_over=_is_over(standing, totals)),
            marks=totals.variance_marks,
        ),
    )


def _is_over(standing: Standing, totals: PositionLine) -> bool:
    return has_ended(totals, standing.choice.as_at)


def _lapse_figure(lapses: Pence | None, budget: Pence, *, is_over: bool) -> KeyFigure:
    if lapses is not None and lapses < 0:
        over = Pence(-lapses)
        meaning = f"{percent_of(over, budget)} more than the budget"
        label = "Was overspent" if is_over else "Would be overspent"
        return KeyFigure(label, show_pounds(over), meaning, is_bad=True)
    meaning = "no forecast for part of the budget"
    if lapses is not None:
        meaning = f"{percent_of(lapses, budget)} of budget" if lapses else "nothing"
    label = "Lapsed" if is_over else "Would lapse"
    return KeyFigure(label, show_pounds(lapses), meaning, is_bad=bool(lapses))


def _of_award(standing: Standing) -> str:
    fund = Cell(fund=standing.choice.fund)
    awarded = sum(
        line.awarded_pence for line in standing.everything if fund.covers(line.cell)
    )
    if not awarded:
        return "no award is held"
    return f"of {show_pounds(Pence(awarded))} awarded over all years"


def _show_chart(chart: VegaView, standing: Standing) -> None:
    totals = standing.totals
    if totals is None:
        chart.show_nothing(
            "Nothing is held for this choice, so there is nothing to draw."
        )
        return
    named = places(standing)
    table = position_table("Pounds by area", "Area", named, totals, standing.fund_name)
    columns = columns_by_area(named, has_ended=has_ended(totals, standing.choice.as_at))
    chart.show(columns, _words(standing, area_heading(named)), table)


def _words(standing: Standing, heading: str) -> dict[str, Any]:
    as_at = standing.choice.as_at
    year = standing.choice.year
    period, until = "all years", as_at
    if year != ANY:
        period = f"financial year {year}"
        until = min(as_at, FinancialYear.parse(year).dates.last_day)
    return {
        "heading": heading,
        "sub": f"Pounds, {period} to {long_day(until)}, by area. "
        "Click a bar to see what it is made of.",
        "alt": "Bars of budget, forecast, actual, owed and profile to date by area; "
        "the table below holds the same figures",
        "legend": LEGEND,
        "source": f"Source: office ledger, snapshot {standing.info.snapshot[:8]}, "
        f"as at {show_day(as_at)}",
        "note": standing.copy_note,
    }


def _show_lines(lines: DataTable, standing: Standing) -> None:
    totals = standing.totals
    if totals is None:
        lines.show(None)
        return
    named = by_fund_and_area(standing)
    whole = standing.fund_name or WHOLE_FUND
    caption = f"{standing.fund_name}, pounds by area"
    table = position_table(caption, "Area", named, totals, whole)
    lines.show(
        with_claims(table, named, totals),
        heading="The same money, line by line",
        sub="Press a figure to see the entries and source cells that sum to it.",
        files="yes",
        note=standing.copy_note,
    )
