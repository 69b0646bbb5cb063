"""Outcomes: what happened to crime here, and may I compare?"""

from collections.abc import Mapping
from collections.abc import Sequence

from ipywidgets import HTML
from ipywidgets import DOMWidget
from ipywidgets import VBox

from fundtrack.charts.frozen import both_widths
from fundtrack.charts.outcome_columns import SYNTHETIC
from fundtrack.charts.outcome_columns import columns_by_district
from fundtrack.charts.outcome_columns import columns_by_period
from fundtrack.charts.outcome_columns import columns_of_map
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.metrics.founding_report import FORCE
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import founding_figures
from fundtrack.metrics.names import fund_names
from fundtrack.metrics.position import Reader
from fundtrack.metrics.surveys import Perceived
from fundtrack.metrics.surveys import perceptions
from fundtrack.metrics.surveys import survey_answers
from fundtrack.pages.frame import Frame
from fundtrack.pages.markup import Markup
from fundtrack.pages.markup import element
from fundtrack.pages.markup import text
from fundtrack.pages.outcomes.drill import OutcomeDrill
from fundtrack.pages.outcomes.filters import outcome_filters
from fundtrack.pages.outcomes.pieces import figures
from fundtrack.pages.outcomes.pieces import opening
from fundtrack.pages.outcomes.standing import ASKS
from fundtrack.pages.outcomes.standing import RATE
from fundtrack.pages.outcomes.standing import OutcomeStanding
from fundtrack.pages.outcomes.standing import read_outcomes
from fundtrack.pages.outcomes.tables import break_table
from fundtrack.pages.outcomes.tables import district_table
from fundtrack.pages.outcomes.tables import founding_table
from fundtrack.pages.outcomes.tables import press_of
from fundtrack.pages.outcomes.tables import press_of_district
from fundtrack.pages.outcomes.tables import series_table
from fundtrack.pages.outcomes.tables import share_table
from fundtrack.pages.outcomes.tables import survey_table
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import side_by_side
from fundtrack.pages.remembered import RememberedBooks
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.places import district_boundaries
from fundtrack.sentences.outcomes import break_name
from fundtrack.sentences.outcomes import district_heading
from fundtrack.sentences.outcomes import founding_heading
from fundtrack.sentences.outcomes import made_up_note
from fundtrack.sentences.outcomes import not_held
from fundtrack.sentences.outcomes import perception_sentence
from fundtrack.sentences.outcomes import series_heading
from fundtrack.sentences.outcomes import share_heading
from fundtrack.sentences.outcomes import spread_heading
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import listed
from fundtrack.store.snapshot import Books

PUBLISHED = {"text": "published", "colour": "actual", "shape": "thin"}
MADE_UP = {"text": "synthetic (made up)", "colour": "actual", "shape": "dash"}
PROVISIONAL = {"text": "may still be revised", "colour": "actual", "shape": "ring"}
GAP = {"text": "no file held", "colour": "budget"}


class Outcomes:
    """The parts of Outcomes beneath its key figures."""

    def __init__(self, session: PageSession) -> None:
        self._session = session
        self._drill = OutcomeDrill(session)
        press = self._drill.open
        self._series = VegaView("crime-by-month", both_widths("crime_by_month"), press)
        self._districts = VegaView(
            "crime-by-district", both_widths("rate_by_district"), press
        )
        self._map = VegaView("crime-map", both_widths("rate_map"), press)
        self._breaks = DataTable("breaks")
        self._shares = DataTable("outcome-rates")
        self._surveys = DataTable("surveys")
        self._unasked = HTML()
        self._founding = DataTable("annual-report")
        self._widgets = (
            self._series,
            self._map,
            self._districts,
            self._breaks,
            self._shares,
            self._surveys,
            self._founding,
        )
        self._parts = {widget: Part(session, widget) for widget in self._widgets}
        self._remembered = RememberedBooks()
        self._report: tuple[str, tuple[FoundingFigure, ...]] = ("", ())

    @property
    def asks(self) -> frozenset[str]:
        """What the address may say of this page."""
        return ASKS

    @property
    def body(self) -> list[DOMWidget]:
        """Series beside the map, what a press opens, then districts and tables."""
        series, drawn, *rest = (self._parts[widget] for widget in self._widgets)
        boxes = [part.box for part in rest]
        boxes[0].add_class("half")
        boxes.insert(-1, self._unasked)
        return [side_by_side([series, drawn]), self._drill.widget, *boxes]

    def read(self, books: Books, asked: Mapping[str, str]) -> OutcomeStanding:
        """Read the measure, place and months asked for."""
        return read_outcomes(self._session, self._remembered.on(books), asked)

    def opening(self, standing: OutcomeStanding) -> Markup:
        """Write the sentence and what it is about."""
        return opening(standing)

    def figures(self, standing: OutcomeStanding) -> Markup:
        """Write the key figures."""
        return figures(standing)

    def filters(self, standing: OutcomeStanding) -> tuple[Filter, ...]:
        """Offer measure, place, months, and count or rate."""
        return outcome_filters(standing)

    def show(self, books: Books, standing: OutcomeStanding) -> None:
        """Fill the parts; of an office without crime only what needs none."""
        remembered = self._remembered.on(books)
        for chart in (self._series, self._map, self._districts):
            hidden = "none" if standing.holds_nothing else None
            self._parts[chart].box.layout.display = hidden
        with self._parts[self._series].filled():
            _show_series(self._series, standing)
        with self._parts[self._districts].filled():
            _show_districts(self._districts, standing)
        with self._parts[self._map].filled():
            _show_map(self._map, standing)
        with self._parts[self._breaks].filled():
            _show_breaks(self._breaks, standing)
        with self._parts[self._shares].filled():
            _show_shares(self._shares, standing)
        with self._parts[self._surveys].filled():
            _show_surveys(self._surveys, remembered, standing)
            self._unasked.value = _asked_nobody(remembered)
        with self._parts[self._founding].filled():
            is_own = standing.settings.force == FORCE
            report = self._report_of(remembered) if is_own else ()
            _show_founding(self._founding, report, standing)
        self._drill.close()

    def _report_of(self, books: RememberedBooks) -> tuple[FoundingFigure, ...]:
        """Give the annual report's figures, made once for a snapshot."""
        if self._report[0] != books.info.snapshot:
            self._report = (books.info.snapshot, founding_figures(books))
        return self._report[1]


def build(session: PageSession) -> VBox:
    """Build the page for what its address asks."""
    return Frame(session, Outcomes(session)).opened()


def _ruling(standing: OutcomeStanding) -> Ruling:
    place = standing.place.key.partition(":")
    codes = (place[2],) if place[0] == "force" else standing.codes
    series = standing.measure.series(*codes, is_by_small_area=False)
    return rule_on(series, standing.choice.first, standing.choice.last)


def _show_series(chart: VegaView, standing: OutcomeStanding) -> None:
    if all(each.count is None for each in standing.series):
        labels = [each.label for each in standing.series]
        why = not_held(labels) if labels else "no month is held for this choice"
        chart.show_nothing(f"Nothing is drawn: {why}.")
        return
    is_rate = standing.choice.show == RATE and standing.has_rate
    breaks = [(each, break_name(each)) for each in _ruling(standing).crossed]
    measure = standing.measure
    unit = f"per 1,000 {measure.denominator}" if is_rate else "recorded"
    held = len(standing.months) - len(standing.lacking)
    caption = f"{measure.name}, {unit} a {standing.noun}, {standing.place.name}"
    words = {
        "heading": series_heading(standing.series, standing.noun),
        "sub": f"{caption}. Click a point to see what it is made of.",
        "alt": f"Line of {measure.name.lower()} by {standing.noun}, with gaps where "
        "no file is held; the table below holds the same figures",
        "legend": _legend(standing.series),
        "source": f"Source: {_source(standing)}; {held} of {len(standing.months)} "
        f"months held; snapshot {standing.info.snapshot[:8]}",
        "note": standing.copy_note,
    }
    columns = columns_by_period(
        standing.series,
        breaks,
        lambda at: press_of(standing, at),
        is_rate=is_rate,
    )
    chart.show(columns, words, series_table(standing, caption))


def _legend(series: Sequence[PeriodCount]) -> list[dict[str, str]]:
    """Name what is drawn, and nothing that is not."""
    provenances = {each.provenance for each in series if each.count is not None}
    drawn = (
        (PUBLISHED, provenances != {SYNTHETIC}),
        (MADE_UP, SYNTHETIC in provenances),
        (PROVISIONAL, any(each.is_provisional for each in series)),
        (GAP, any(each.count is None for each in series)),
    )
    return [item for item, is_drawn in drawn if is_drawn]


def _show_districts(chart: VegaView, standing: OutcomeStanding) -> None:
    told = [place for place in standing.districts if place.count is not None]
    if not told:
        chart.show_nothing(_no_districts(standing))
        return
    caption = _district_caption(standing)
    whose = {place.out_of.edition for place in told if place.out_of}
    words = {
        "heading": spread_heading(told),
        "sub": f"{caption}; in brackets the count and what it is out of."
        f"{made_up_note([place.provenance for place in told])}",
        "alt": "Bars of the rate by district; the table below holds the same figures",
        "source": "; ".join([f"Source: {_source(standing)}", *sorted(whose)]),
        "note": standing.copy_note,
    }
    columns = columns_by_district(
        told, _chosen(standing), lambda at: press_of_district(standing, at)
    )
    chart.show(columns, words, district_table(standing, caption))


def _show_map(chart: VegaView, standing: OutcomeStanding) -> None:
    told = [place for place in standing.districts if place.count is not None]
    outlines = district_boundaries()
    if not told:
        chart.show_nothing(_no_districts(standing))
        return
    if not any(place.district in outlines for place in told):
        chart.show_nothing(
            "No outlines of these districts are held, so no map is drawn; the bars "
            "beneath hold the same figures."
        )
        return
    caption = _district_caption(standing)
    words = {
        "heading": district_heading(told, f"1,000 {standing.measure.denominator}"),
        "sub": f"{caption}. Click a district to see what its count is made of."
        f"{made_up_note([place.provenance for place in told])}",
        "alt": "Map of the rate by district; the table below holds the same figures",
        "source": f"Source: {_source(standing)}; boundaries ONS, contains OS data "
        "(Crown copyright and database right)",
        "note": standing.copy_note,
    }
    columns = columns_of_map(
        told, _chosen(standing), outlines, lambda at: press_of_district(standing, at)
    )
    chart.show(columns, words, district_table(standing, caption))


def _no_districts(standing: OutcomeStanding) -> str:
    missing = standing.period.found.missing if standing.period else ()
    why = not_held(missing) if missing else "nothing is held by district"
    return f"Districts cannot be set side by side: {why}."


def _district_caption(standing: OutcomeStanding) -> str:
    measure, story = standing.measure, standing.story
    when = story.when if story else ""
    if str(measure.denominator) not in {"people", "households"}:
        return f"{measure.name}, {when}"
    return f"{measure.name} per 1,000 {measure.denominator}, {when}"


def _chosen(standing: OutcomeStanding) -> Sequence[str]:
    return standing.codes or [place.district for place in standing.districts]


def _source(standing: OutcomeStanding) -> str:
    return "Home Office tables" if standing.is_quarterly else "police.uk files"


def _show_breaks(table: DataTable, standing: OutcomeStanding) -> None:
    breaks = _ruling(standing).crossed if standing.period else ()
    if not breaks:
        table.show(None)
        return
    heading = f"{counted(len(breaks), 'change')} that crime did not make"
    table.show(
        break_table(breaks, heading),
        heading=heading,
        sub="What altered these counts between the months shown, from the calendar of "
        "breaks.",
        files="yes",
        note=standing.copy_note,
    )


def _show_shares(table: DataTable, standing: OutcomeStanding) -> None:
    period, story = standing.period, standing.story
    if period is None or story is None:
        table.show(None)
        return
    told = [each for each in period.shares if each.numerator is not None]
    if not told:
        table.show(None)
        return
    lacking = [each.basis for each in period.shares if each.numerator is None]
    bases = listed(list(dict.fromkeys(lacking)))
    left_out = f" Nothing is held on the basis {bases}." if bases else ""
    heading = share_heading(period.shares, story.when)
    table.show(
        share_table(told, heading),
        heading=heading,
        sub=f"{standing.measure.name}, {standing.place.name}, {story.when}. “Positive” "
        "has no one national meaning: each set is named with its outcome codes. No "
        f"share is shown of fewer than 30 outcomes.{left_out}",
        files="yes",
        note=standing.copy_note,
    )


def _show_surveys(table: DataTable, books: Reader, standing: OutcomeStanding) -> None:
    answers = survey_answers(books)
    if not answers:
        table.show(None)
        return
    heading = f"{counted(len(answers), 'question')} asked of people"
    table.show(
        survey_table(answers, heading),
        heading=heading,
        sub="Shares of those asked, with the range that fits so many people; a change "
        "counts for a scheme only beyond that of its comparison area.",
        files="yes",
        note=standing.copy_note,
    )


def _asked_nobody(books: Reader) -> Markup:
    """Say which funds are meant to make people feel safer, and that none was asked."""
    if survey_answers(books):
        return ""
    aimed = [
        name
        for fund, name in fund_names(books).items()
        if perceptions(books, fund, "").status is Perceived.NOT_MEASURED
    ]
    heading = element("h2", text("Whether people feel safer is not measured"))
    return heading + element("p", text(perception_sentence(aimed)), class_="sub")


def _show_founding(
    table: DataTable, found: Sequence[FoundingFigure], standing: OutcomeStanding
) -> None:
    if not found:
        table.show(None)
        return
    heading = founding_heading(found)
    table.show(
        founding_table(found, heading),
        heading=heading,
        sub="What the annual report said, and what its figures are made of.",
        files="yes",
        note=standing.copy_note,
    )
