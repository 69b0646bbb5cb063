"""Which filters a page has, and how much each choice would show."""

from collections.abc import Callable
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from fundtrack.charts.tables import show_day
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.controls import Filter
from fundtrack.pages.widgets.controls import Option
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.periods import months_between

NOTHING = " (no money held)"
KINDS = {ANY: "Capital and revenue", "capital": "Capital", "revenue": "Revenue"}


def fund_filter(standing: Standing) -> Filter:
    """Offer every fund of the register, and all of them."""
    held = {line.cell.fund for line in standing.everything}
    options = [
        Option(fund, name, "" if fund in held else NOTHING)
        for fund, name in standing.funds.items()
    ]
    return Filter("fund", "Fund", (*options, Option(ANY, "All funds")))


def year_filter(standing: Standing) -> Filter:
    """Offer the financial years the fund has money in."""
    fund = Cell(fund=standing.choice.fund)
    years = {line.cell.year for line in standing.everything if fund.covers(line.cell)}
    options = [
        Option(year, year) for year in sorted((years | {standing.choice.year}) - {ANY})
    ]
    return Filter("year", "Financial year", (*options, Option(ANY, "All years")))


def as_at_filter(standing: Standing) -> Filter:
    """Offer today and the month ends of the year chosen that have passed."""
    days = {standing.today, standing.choice.as_at}
    if standing.choice.year != ANY:
        days |= set(_month_ends(standing.choice.year, standing.today))
    shown = sorted(days, reverse=True)
    return Filter("as_at", "As at", tuple(_day(day, standing.today) for day in shown))


def area_filter(standing: Standing) -> Filter:
    """Offer the areas the fund has money in."""
    found = _parts_held(standing, lambda cell: cell.area)
    ordered = [area for area in standing.areas if area in found]
    named = {ANY: "All areas", **{area: standing.area_name(area) for area in ordered}}
    return Filter("area", "Area", _noted(standing, "area", named))


def heading_filter(standing: Standing, names: Callable[[str], str]) -> Filter:
    """Offer the cost headings the fund has money under."""
    found = _parts_held(standing, lambda cell: cell.heading)
    named = {ANY: "All headings", **{each: names(each) for each in sorted(found)}}
    return Filter("heading", "Heading", _noted(standing, "heading", named))


def kind_filter(standing: Standing) -> Filter:
    """Offer capital, revenue, and both."""
    return Filter("kind", "Kind", _noted(standing, "kind", KINDS))


def _noted(
    standing: Standing, part: str, named: Mapping[str, str]
) -> tuple[Option, ...]:
    """Say of each choice whether it would hold money beside the other choices."""
    return tuple(
        Option(value, label, "" if _holds(standing, part, value) else NOTHING)
        for value, label in named.items()
    )


def _holds(standing: Standing, part: str, value: str) -> bool:
    wanted = replace(standing.choice.cell, **{part: value})
    return any(wanted.covers(line.cell) for line in standing.everything)


def _parts_held(standing: Standing, part: Callable[[Cell], str]) -> set[str]:
    chosen = Cell(fund=standing.choice.fund, year=standing.choice.year)
    held = {part(line.cell) for line in standing.everything if chosen.covers(line.cell)}
    return held - {ANY}


def _day(day: date, today: date) -> Option:
    return Option(str(day), f"{show_day(day)}{' (today)' if day == today else ''}")


def _month_ends(year: str, today: date) -> Iterable[date]:
    dates = FinancialYear.parse(year).dates
    months = months_between(Month.of(dates.start), Month.of(dates.last_day))
    return [month.dates.last_day for month in months if month.dates.last_day <= today]
