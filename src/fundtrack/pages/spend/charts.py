"""The charts of Spend: its year, its headings, the stages each pound goes through."""

from fundtrack.charts.columns import NO_RANGE
from fundtrack.charts.columns import columns_by_heading
from fundtrack.charts.columns import columns_by_month
from fundtrack.charts.columns import columns_by_stage
from fundtrack.charts.money_tables import month_table
from fundtrack.charts.money_tables import position_table
from fundtrack.charts.money_tables import with_outturn
from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import Measure
from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.domain.forecast_errors import forecast_range
from fundtrack.metrics.forecast_errors import past_forecasts
from fundtrack.metrics.months import through_the_year
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.pages.money_tables import stage_table
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.table import DataTable
from fundtrack.pages.widgets.view import VegaView
from fundtrack.periods import FinancialYear
from fundtrack.sentences.phrases import spoken
from fundtrack.sentences.spend import heading_heading
from fundtrack.sentences.spend import pace_heading
from fundtrack.sentences.spend import range_words
from fundtrack.sentences.spend import stage_heading
from fundtrack.store.snapshot import Books

PACE_LEGEND = [
    {"text": "actual, added up", "colour": "actual", "shape": "thin"},
    {"text": "profile", "colour": "profile", "shape": "dash"},
    {"text": "forecast", "colour": "outturn", "shape": "dash"},
]
LIKELY = {"text": "likely outturn", "colour": "forecast"}
HEADING_LEGEND = [
    {"text": "budget", "colour": "budget"},
    {"text": "actual", "colour": "actual", "shape": "thin"},
]
NOTHING_TO_DRAW = "No money is held for this choice, so there is nothing to draw."


def place_of(standing: Standing) -> str:
    """Name the place that the choice is about."""
    area = standing.choice.area
    return standing.fund_name if area == ANY else standing.area_name(area)


def period_of(standing: Standing) -> str:
    """Name the period that the choice is about."""
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


def show_pace(chart: VegaView, books: Books, standing: Standing) -> None:
    """Show the year month by month against its profile and budget."""
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
    likely = _likely(books, standing, totals)
    words = {
        "heading": pace_heading(months, choice.as_at),
        "sub": f"Cumulative pounds, {place_of(standing)}, financial year "
        f"{choice.year}; line across: budget {show_pounds(totals.budget_pence)}. "
        f"Click a point to see what was spent by then.{_range_said(standing, likely)}",
        "alt": "Lines of actual, profile and forecast through the year; the table "
        "below holds the same figures",
        "legend": [*PACE_LEGEND, LIKELY] if likely.low_pence else PACE_LEGEND,
        "source": _source(standing),
        "note": standing.copy_note,
    }
    table = month_table(months, totals, f"Cumulative pounds, {choice.year}")
    drawn = columns_by_month(months, totals, likely)
    chart.show(drawn, words, with_outturn(table, totals, likely))


def _is_running(standing: Standing) -> bool:
    """Whether the year chosen has not ended by the day chosen."""
    return standing.choice.year == str(FinancialYear.of(standing.choice.as_at))


def _is_whole(standing: Standing) -> bool:
    return (standing.choice.heading, standing.choice.kind) == (ANY, ANY)


def _likely(books: Books, standing: Standing, totals: PositionLine) -> ForecastRange:
    """Give the range of a running year's forecast, from the misses of past ones."""
    forecast = totals.forecast_pence
    if forecast is None or not (_is_running(standing) and _is_whole(standing)):
        return NO_RANGE
    as_at, known = standing.choice.as_at, standing.info.head_seq
    past = past_forecasts(books, standing.everything, as_at, known)
    spent = Pence(totals.actual_pence + totals.accrued_pence)
    return forecast_range(spent, forecast, past)


def _range_said(standing: Standing, likely: ForecastRange) -> str:
    totals = standing.totals
    if totals is None or totals.forecast_pence is None or not _is_running(standing):
        return ""
    return " " + range_words(likely, is_whole=_is_whole(standing))


def show_headings(chart: VegaView, standing: Standing) -> None:
    """Show what each heading has spent of its budget."""
    named = _headings(standing)
    totals = standing.totals
    if totals is None or not named:
        chart.show_nothing(NOTHING_TO_DRAW)
        return
    words = {
        "heading": heading_heading(named),
        "sub": f"Actual against budget, {period_of(standing)}, by cost heading. Click "
        "a bar to see its entries.",
        "alt": "Bars of actual and budget by cost heading; the table below holds the "
        "same figures",
        "legend": HEADING_LEGEND,
        "source": _source(standing),
        "note": standing.copy_note,
    }
    table = position_table(
        "Pounds by heading", "Heading", named, totals, place_of(standing)
    )
    chart.show(columns_by_heading(named), words, table)


def show_stages(chart: VegaView, standing: Standing) -> None:
    """Show how far each pound has come, from promised to received."""
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
    table = stage_table(stages, f"Pounds at each stage, {period_of(standing)}")
    chart.show(columns_by_stage(stages), words, table)


def _is_claimed(standing: Standing) -> bool:
    terms = standing.fund_terms
    is_local = terms is not None and terms.is_local
    return standing.choice.heading == ANY and not is_local


def _where_it_stands(standing: Standing, totals: PositionLine) -> str:
    said = [
        f"Where each pound stands, {place_of(standing)}, {period_of(standing)}.",
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


def show_lines(lines: DataTable, standing: Standing) -> None:
    """Show the position heading by heading."""
    totals = standing.totals
    if totals is None:
        lines.show(None)
        return
    caption = f"{place_of(standing)}, pounds by cost heading, {period_of(standing)}"
    lines.show(
        position_table(
            caption, "Heading", _headings(standing), totals, place_of(standing)
        ),
        heading="Heading by heading",
        sub="Press a figure to see the entries and source cells that sum to it.",
        files="yes",
        note=standing.copy_note,
    )
