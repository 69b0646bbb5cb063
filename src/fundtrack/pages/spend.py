"""Spend: where is each pound, and why is this bar as long as it is?"""

from collections.abc import Mapping

from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.charts.columns import columns_by_heading
from fundtrack.charts.columns import columns_by_month
from fundtrack.charts.columns import columns_by_stage
from fundtrack.charts.frozen import both_widths
from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import Measure
from fundtrack.metrics.attention import refused
from fundtrack.metrics.attention import suspense
from fundtrack.metrics.months import through_the_year
from fundtrack.metrics.position import PositionLine
from fundtrack.metrics.virements import waiting
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.controls import Filter
from fundtrack.pages.drill import Drill
from fundtrack.pages.filters import area_filter
from fundtrack.pages.filters import as_at_filter
from fundtrack.pages.filters import fund_filter
from fundtrack.pages.filters import heading_filter
from fundtrack.pages.filters import kind_filter
from fundtrack.pages.filters import year_filter
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.money_tables import month_table
from fundtrack.pages.money_tables import position_table
from fundtrack.pages.money_tables import stage_table
from fundtrack.pages.money_tables import virement_table
from fundtrack.pages.money_tables import waiting_table
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import side_by_side
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import key_figures
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import Standing
from fundtrack.pages.standing import standing_for
from fundtrack.pages.table import DataTable
from fundtrack.pages.view import VegaView
from fundtrack.sentences.needs import REFUSED
from fundtrack.sentences.needs import SUSPENSE
from fundtrack.sentences.needs import VIREMENTS
from fundtrack.sentences.overview import owed_meaning
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import percent_of
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.spend import heading_heading
from fundtrack.sentences.spend import pace_heading
from fundtrack.sentences.spend import spend_sentence
from fundtrack.sentences.spend import stage_heading
from fundtrack.store.snapshot import Books

ASKS = frozenset({"fund", "year", "area", "heading", "kind", "as_at"})
PACE_LEGEND = [
    {"text": "actual, added up", "colour": "actual", "shape": "thin"},
    {"text": "profile", "colour": "profile", "shape": "dash"},
    {"text": "forecast", "colour": "outturn", "shape": "dash"},
]
HEADING_LEGEND = [
    {"text": "budget", "colour": "budget"},
    {"text": "actual", "colour": "actual", "shape": "thin"},
]
NOTHING_TO_DRAW = "No money is held for this choice, so there is nothing to draw."


class Spend:
    """The parts of Spend beneath its key figures."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._drill = Drill(session)
        press = self._drill.open
        self._pace = VegaView(
            "over-the-year", both_widths("money_over_the_year"), press
        )
        self._headings = VegaView("headings", both_widths("money_by_heading"), press)
        self._stages = VegaView("stages", both_widths("money_by_stage"), press)
        self._lines = DataTable("spending-by-heading", press)
        self._suspense = DataTable(SUSPENSE)
        self._refused = DataTable(REFUSED)
        self._virements = DataTable(VIREMENTS)
        self._widgets = (
            self._pace,
            self._headings,
            self._stages,
            self._lines,
            self._suspense,
            self._refused,
            self._virements,
        )
        self._parts = {widget: Part(session, widget) for widget in self._widgets}
        self._parts[self._stages].box.add_class("half")

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """Pace beside headings, what a press opens, stages, then the tables."""
        pace, headings, *rest = (self._parts[widget] for widget in self._widgets)
        boxes = [part.box for part in rest]
        return [side_by_side([pace, headings]), self._drill.widget, *boxes]

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
        """Offer fund, year, area, heading, kind and day."""
        return (
            fund_filter(standing),
            year_filter(standing),
            area_filter(standing),
            heading_filter(standing, spoken),
            kind_filter(standing),
            as_at_filter(standing),
        )

    def show(self, books: Books, standing: Standing) -> None:
        """Fill the parts."""
        with self._parts[self._pace].filled():
            _show_pace(self._pace, books, standing)
        with self._parts[self._headings].filled():
            _show_headings(self._headings, standing)
        with self._parts[self._stages].filled():
            _show_stages(self._stages, standing)
        with self._parts[self._lines].filled():
            _show_lines(self._lines, standing)
        with self._parts[self._suspense].filled():
            _show_suspense(self._suspense, books, standing)
        with self._parts[self._refused].filled():
            _show_refused(self._refused, books, standing)
        with self._parts[self._virements].filled():
            _show_virements(self._virements, books, standing)
        self._drill.close()


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    return Frame(session, Spend(session)).opened()


def opening(standing: Standing) -> Markup:
    """Write the sentence and what it is about."""
    sentence = spend_sentence(_place(standing), _period(standing), standing.totals)
    choice = standing.choice
    what = [
        standing.fund_name,
        "all areas" if choice.area == ANY else standing.area_name(choice.area),
        "" if choice.heading == ANY else spoken(choice.heading),
        "" if choice.kind == ANY else choice.kind,
    ]
    named = ", ".join(part for part in what if part)
    return head(sentence, f"{named}. As at {long_day(choice.as_at)}.")


def figures(standing: Standing) -> Markup:
    """Write the key figures: budget, on order, owed, spent, still free."""
    totals = standing.totals
    if totals is None:
        return ""
    budget = totals.budget_pence
    used = totals.committed_pence + totals.accrued_pence + totals.actual_pence
    free = Pence(budget - used)
    return key_figures(
        (
            KeyFigure(
                "Budget", show_pounds(budget), _period(standing), totals.budget_marks
            ),
            KeyFigure(
                "On order", show_pounds(totals.committed_pence), "not yet delivered"
            ),
            KeyFigure("Owed", show_pounds(totals.accrued_pence), owed_meaning(totals)),
            KeyFigure(
                "Spent",
                show_pounds(totals.actual_pence),
                f"{percent_of(totals.actual_pence, budget)} of budget",
                totals.actual_marks,
            ),
            KeyFigure(
                "Still free",
                show_pounds(free),
                "neither ordered, owed nor spent"
                if free >= 0
                else "more than the budget",
                is_bad=free < 0,
            ),
        )
    )


def _place(standing: Standing) -> str:
    area = standing.choice.area
    return standing.fund_name if area == ANY else standing.area_name(area)


def _period(standing: Standing) -> str:
    year = standing.choice.year
    return "all years" if year == ANY else year


def _source(standing: Standing) -> str:
    return f"Source: office ledger, snapshot {standing.info.snapshot[:8]}"


def _headings(standing: Standing) -> list[tuple[str, PositionLine]]:
    lines = standing.grouped("heading")
    return [
        ("No heading" if line.cell.heading == ANY else spoken(line.cell.heading), line)
        for line in lines
        if line.budget_pence or line.actual_pence or line.accrued_pence
    ]


def _show_pace(chart: VegaView, books: Books, standing: Standing) -> None:
    choice, totals = standing.choice, standing.totals
    if totals is None:
        chart.show_nothing(NOTHING_TO_DRAW)
        return
    if choice.year == ANY:
        chart.show_nothing(
            "Choose one financial year to see its spending month by month."
        )
        return
    months = through_the_year(books, choice.cell, choice.as_at, standing.info.head_seq)
    words = {
        "heading": pace_heading(months, choice.as_at),
        "sub": f"Cumulative pounds, {_place(standing)}, financial year {choice.year}; "
        f"line across: budget {show_pounds(totals.budget_pence)}. Click a point to see "
        "what was spent by then.",
        "alt": "Lines of actual, profile and forecast through the year; the table "
        "below holds the same figures",
        "legend": PACE_LEGEND,
        "source": _source(standing),
        "note": standing.copy_note,
    }
    table = month_table(months, totals, f"Cumulative pounds, {choice.year}")
    chart.show(columns_by_month(months, totals), words, table)


def _show_headings(chart: VegaView, standing: Standing) -> None:
    named = _headings(standing)
    totals = standing.totals
    if totals is None or not named:
        chart.show_nothing(NOTHING_TO_DRAW)
        return
    words = {
        "heading": heading_heading(named),
        "sub": f"Actual against budget, {_period(standing)}, by cost heading. Click a "
        "bar to see its entries.",
        "alt": "Bars of actual and budget by cost heading; the table below holds the "
        "same figures",
        "legend": HEADING_LEGEND,
        "source": _source(standing),
        "note": standing.copy_note,
    }
    table = position_table(
        "Pounds by heading", "Heading", named, totals, _place(standing)
    )
    chart.show(columns_by_heading(named), words, table)


def _show_stages(chart: VegaView, standing: Standing) -> None:
    totals = standing.totals
    if totals is None:
        chart.show_nothing(NOTHING_TO_DRAW)
        return
    stages = _stages(standing, totals)
    words = {
        "heading": stage_heading(totals, is_claimed=_is_claimed(standing)),
        "sub": _where_it_stands(standing, totals),
        "alt": "Pounds at each stage; the table below holds the same figures",
        "source": _source(standing),
        "note": standing.copy_note,
    }
    table = stage_table(stages, f"Pounds at each stage, {_period(standing)}")
    chart.show(columns_by_stage(stages), words, table)


def _is_claimed(standing: Standing) -> bool:
    terms = standing.fund_terms
    is_local = terms is not None and terms.is_local
    return standing.choice.heading == ANY and not is_local


def _where_it_stands(standing: Standing, totals: PositionLine) -> str:
    said = [
        f"Where each pound stands, {_place(standing)}, {_period(standing)}.",
        "Each stage holds what has come as far or further.",
    ]
    if totals.accrued_pence < 0:
        said.append(
            f"Owed is below spent by {show_pounds(Pence(-totals.accrued_pence))} of "
            "last year's accruals, reversed into this year."
        )
    if standing.choice.heading != ANY:
        said.append("Claims are made for all headings together.")
    return " ".join(said)


def _stages(standing: Standing, totals: PositionLine) -> list[tuple[str, Pence, str]]:
    owed = Pence(totals.accrued_pence + totals.actual_pence)
    ordered = Pence(totals.committed_pence + owed)
    stages = [
        ("Allocated", totals.budget_pence, str(totals.figure(Measure.BUDGET))),
        ("Ordered", ordered, ""),
        ("Owed", owed, str(totals.figure(Measure.ELIGIBLE))),
        ("Spent", totals.actual_pence, str(totals.figure(Measure.ACTUAL))),
    ]
    if totals.awarded_pence > 0:
        awarded = str(totals.figure(Measure.AWARDED))
        stages.insert(0, ("Promised", totals.awarded_pence, awarded))
    if _is_claimed(standing):
        stages += [
            ("Claimed", totals.claimed_pence, str(totals.figure(Measure.CLAIMED))),
            ("Received", totals.received_pence, str(totals.figure(Measure.RECEIVED))),
        ]
    return stages


def _show_lines(lines: DataTable, standing: Standing) -> None:
    totals = standing.totals
    if totals is None:
        lines.show(None)
        return
    caption = f"{_place(standing)}, pounds by cost heading, {_period(standing)}"
    lines.show(
        position_table(
            caption, "Heading", _headings(standing), totals, _place(standing)
        ),
        heading="Heading by heading",
        sub="Press a figure to see the entries and source cells that sum to it.",
        files="yes",
        note=standing.copy_note,
    )


def _show_suspense(table: DataTable, books: Books, standing: Standing) -> None:
    found = suspense(books, standing.info.head_seq)
    if not found:
        table.show(None)
        return
    pence = Pence(sum(line.pence or 0 for line in found))
    heading = f"{counted(len(found), 'line')} in suspense, {show_pounds(pence)}"
    table.show(
        waiting_table(found, heading, is_money=True),
        heading=heading,
        sub="Paid, but nobody has said from which budget. They are in no bar above. "
        "Say which: fundtrack code LINE --cell CELL",
        files="yes",
        note=standing.copy_note,
    )


def _show_refused(table: DataTable, books: Books, standing: Standing) -> None:
    found = refused(books, standing.info.head_seq)
    if not found:
        table.show(None)
        return
    heading = f"{counted(len(found), 'row')} refused"
    table.show(
        waiting_table(found, heading, is_money=False),
        heading=heading,
        sub="Rows of an extract that could not be read. They are in no figure above, "
        "and they block a return of their fund and period until put right.",
        files="yes",
        note=standing.copy_note,
    )


def _show_virements(table: DataTable, books: Books, standing: Standing) -> None:
    found = waiting(books, standing.info.head_seq)
    if not found:
        table.show(None)
        return
    heading = f"{counted(len(found), 'virement')} waiting for a decision"
    table.show(
        virement_table(found, heading),
        heading=heading,
        sub="Nothing has moved yet. Somebody other than the person who asked approves: "
        "fundtrack virement approve NUMBER",
    )
