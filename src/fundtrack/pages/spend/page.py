"""Spend: where is each pound, and why is this bar as long as it is?"""

from collections.abc import Mapping

from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.charts.frozen import both_widths
from fundtrack.domain.cells import ANY
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.drill import Drill
from fundtrack.pages.filters import area_filter
from fundtrack.pages.filters import as_at_filter
from fundtrack.pages.filters import fund_filter
from fundtrack.pages.filters import heading_filter
from fundtrack.pages.filters import kind_filter
from fundtrack.pages.filters import year_filter
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import side_by_side
from fundtrack.pages.pieces import KeyFigure
from fundtrack.pages.pieces import head
from fundtrack.pages.pieces import key_figures
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.charts import period_of
from fundtrack.pages.spend.charts import place_of
from fundtrack.pages.spend.charts import show_headings
from fundtrack.pages.spend.charts import show_lines
from fundtrack.pages.spend.charts import show_pace
from fundtrack.pages.spend.charts import show_stages
from fundtrack.pages.spend.coding_desk import CodingDesk
from fundtrack.pages.spend.partner_payments import PartnerPayments
from fundtrack.pages.spend.virement_desk import VirementDesk
from fundtrack.pages.spend.waiting import show_refused
from fundtrack.pages.standing import Standing
from fundtrack.pages.standing import standing_for
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.sentences.needs import REFUSED
from fundtrack.sentences.overview import owed_meaning
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import percent_of
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.spend import spend_sentence
from fundtrack.store.snapshot import Books

ASKS = frozenset({"fund", "year", "area", "heading", "kind", "as_at"})


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
        self._partners = PartnerPayments(session)
        self.coding = CodingDesk(session)
        self._refused = DataTable(REFUSED)
        self.virements = VirementDesk(session)
        self._widgets = (
            self._pace,
            self._headings,
            self._stages,
            self._lines,
            self._refused,
        )
        self._parts = {widget: Part(session, widget) for widget in self._widgets}
        self._parts[self._stages].box.add_class("half")

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """The button, pace beside headings, what a press opens, stages, the tables."""
        pace, headings, stages, lines, refused = (
            self._parts[widget] for widget in self._widgets
        )
        return [
            self.virements.asks,
            side_by_side([pace, headings]),
            self._drill.widget,
            stages.box,
            lines.box,
            self._partners.widget,
            self.coding.widget,
            refused.box,
            self.virements.decides,
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
            show_pace(self._pace, books, standing)
        with self._parts[self._headings].filled():
            show_headings(self._headings, standing)
        with self._parts[self._stages].filled():
            show_stages(self._stages, standing)
        with self._parts[self._lines].filled():
            show_lines(self._lines, standing)
        self._partners.show(books, standing)
        self.coding.show(books, standing)
        with self._parts[self._refused].filled():
            show_refused(self._refused, books, standing)
        self.virements.show(books, standing)
        self._drill.close()


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    contents = Spend(session)
    frame = Frame(session, contents)
    contents.virements.changed = contents.coding.changed = frame.change
    return frame.opened()


def opening(standing: Standing) -> Markup:
    """Write the sentence and what it is about."""
    sentence = spend_sentence(place_of(standing), period_of(standing), standing.totals)
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
    return key_figures(
        (
            KeyFigure(
                "Budget", show_pounds(budget), period_of(standing), totals.budget_marks
            ),
            KeyFigure(
                "On order",
                show_pounds(totals.committed_pence),
                "not yet delivered",
                totals.committed_marks,
            ),
            KeyFigure(
                "Owed",
                show_pounds(totals.accrued_pence),
                owed_meaning(totals),
                totals.accrued_marks,
            ),
            KeyFigure(
                "Spent",
                show_pounds(totals.actual_pence),
                f"{percent_of(totals.actual_pence, budget)} of budget",
                totals.actual_marks,
            ),
            _free_figure(totals),
        )
    )


def _free_figure(totals: PositionLine) -> KeyFigure:
    used = totals.committed_pence + totals.accrued_pence + totals.actual_pence
    free = Pence(totals.budget_pence - used)
    meaning = "neither ordered, owed nor spent" if free >= 0 else "more than the budget"
    return KeyFigure(
        "Still free", show_pounds(free), meaning, totals.free_marks, is_bad=free < 0
    )
