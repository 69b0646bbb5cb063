"""What Overview says: the money that lapses, and where; or that nothing is wrong."""

from collections.abc import Sequence
from datetime import date
from urllib.parse import urlencode

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.periods import FinancialYear
from fundtrack.sentences.empty import NO_BUDGET
from fundtrack.sentences.needs import STOP
from fundtrack.sentences.needs import Need
from fundtrack.sentences.phrases import how_much_of_it
from fundtrack.sentences.phrases import listed
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.phrases import percent_of

Places = Sequence[tuple[str, PositionLine]]
"""Each area's name with its line."""

BEHIND = 0.9
PENCE_IN_POUND = 100


def overview_sentence(totals: PositionLine | None, places: Places, as_at: date) -> str:
    """Say the one thing a reader should know about this money."""
    if totals is None or not totals.budget_pence:
        return NO_BUDGET
    if totals.cell.year == ANY:
        return _over_all_years(totals)
    if totals.variance_pence is None:
        return _without_forecast(totals, places)
    if totals.variance_pence < 0:
        return _lapsing(totals, places, as_at)
    if totals.variance_pence > 0:
        return _overspent(totals, places, as_at)
    return _exact(totals, as_at)


def area_heading(places: Places) -> str:
    """Say what the chart by area shows: who is behind, who will use everything.

    Of a year that has ended it says what was left instead, for nobody can catch up.
    """
    if ended := _at_year_end(places):
        return ended
    ahead = [name for name, line in places if _uses_everything(line)]
    if furthest := _furthest_behind(places):
        name, how_far = furthest
        first = f"{name} is {how_far} behind its profile"
        others = [other for other in ahead if other != name]
        verb = "uses" if len(others) == 1 else "use"
        return f"{first}; {listed(others)} {verb} everything" if others else first
    if ahead and len(ahead) == len(places):
        return "Every area uses its whole budget"
    if any(line.profile_to_date_pence for _, line in places):
        return "Every area keeps to its profile"
    return "No profile has been given to measure the areas against"


def owed_meaning(totals: PositionLine) -> str:
    """Say what the owed figure means; below nought it is what last year owed."""
    if totals.accrued_pence < 0:
        return (
            "last year's accruals, reversed into this year; their bills are in what "
            "was spent or still to come"
        )
    return "goods received, not yet paid"


def has_ended(totals: PositionLine, as_at: date) -> bool:
    """Whether the one year that is summed up has ended by a day."""
    return totals.cell.year != ANY and as_at >= _year_end(totals)


def lapse_needs(
    fund: str, totals: PositionLine | None, lines: Places, as_at: date
) -> list[Need]:
    """Say what lapses at the year's end in each area, the most first, with the way."""
    if totals is None or totals.cell.year == ANY:
        return []
    verb = "lapsed" if has_ended(totals, as_at) else "lapses"
    ends = long_day(_year_end(totals))
    found = sorted(
        (line.variance_pence, name, line.cell)
        for name, line in lines
        if line.variance_pence is not None and line.variance_pence <= -PENCE_IN_POUND
    )
    return [
        Need(
            STOP,
            show_pounds(Pence(-variance)),
            f"{verb} in {name} on {ends}, unless it is moved."
            if verb == "lapses"
            else f"{verb} in {name} on {ends}.",
            path=_on_spend(fund, cell, as_at),
        )
        for variance, name, cell in found
    ]


def _on_spend(fund: str, cell: Cell, as_at: date) -> str:
    chosen = {"fund": fund, "year": cell.year, "as_at": str(as_at), "area": cell.area}
    return f"/spend?{urlencode(chosen)}"


def _over_all_years(totals: PositionLine) -> str:
    spent = Pence(totals.actual_pence + totals.accrued_pence)
    return (
        f"{show_pounds(spent)} of the {show_pounds(totals.budget_pence)} budgeted over "
        "all years has been spent or is owed."
    )


def _without_forecast(totals: PositionLine, places: Places) -> str:
    spent = Pence(totals.actual_pence + totals.accrued_pence)
    silent = [name for name, line in places if line.forecast_pence is None]
    return (
        f"{show_pounds(spent)} of the {show_pounds(totals.budget_pence)} for "
        f"{totals.cell.year} has been spent or is owed; {listed(silent)} "
        f"{'has' if len(silent) == 1 else 'have'} given no forecast, so nobody can say "
        "what will lapse."
    )


def _lapsing(totals: PositionLine, places: Places, as_at: date) -> str:
    lapses = Pence(-(totals.variance_pence or 0))
    ends = _year_end(totals)
    money = f"{show_pounds(lapses)} of the {show_pounds(totals.budget_pence)}"
    where = _where_it_sits(places, lapses)
    if as_at >= ends:
        year = totals.cell.year
        return f"{money} for {year} was not spent by {long_day(ends)}; {where}."
    return (
        f"{money} for {totals.cell.year} will lapse on 31 March unless it is moved; "
        f"{where}."
    )


def _overspent(totals: PositionLine, places: Places, as_at: date) -> str:
    over = Pence(totals.variance_pence or 0)
    name, most = max(
        ((name, Pence(line.variance_pence or 0)) for name, line in places),
        key=lambda place: place[1],
    )
    tense = "was" if as_at >= _year_end(totals) else "will be"
    return (
        f"The {show_pounds(totals.budget_pence)} for {totals.cell.year} {tense} "
        f"overspent by {show_pounds(over)}; the most, {show_pounds(most)}, in {name}."
    )


def _exact(totals: PositionLine, as_at: date) -> str:
    budget = show_pounds(totals.budget_pence)
    if as_at >= _year_end(totals):
        return f"Nothing lapsed: all of the {budget} for {totals.cell.year} was used."
    return (
        f"Nothing will lapse: all of the {budget} for {totals.cell.year} is forecast."
    )


def _year_end(totals: PositionLine) -> date:
    return FinancialYear.parse(totals.cell.year).dates.last_day


def _at_year_end(places: Places) -> str:
    """Say who left most of a budget, or spent most beyond it; else nothing."""
    found = [
        (line.variance_pence, name, line.budget_pence)
        for name, line in places
        if line.variance_pence is not None and has_ended(line, line.as_at)
    ]
    if not found:
        return ""
    variance, name, budget = min(found)
    if variance <= -PENCE_IN_POUND:
        left = Pence(-variance)
        share = f" ({percent_of(left, budget)})" if left <= budget else ""
        return f"{name} left {show_pounds(left)}{share} of its budget unspent"
    variance, name, _ = max(found)
    if variance >= PENCE_IN_POUND:
        return f"{name} spent {show_pounds(Pence(variance))} more than its budget"
    return "Every area used its whole budget"


def _where_it_sits(places: Places, lapses: Pence) -> str:
    under = [
        (name, Pence(-line.variance_pence))
        for name, line in places
        if line.variance_pence is not None and line.variance_pence < 0
    ]
    name, most = max(under, key=lambda place: place[1])
    if len(under) == 1:
        return f"all of it sits in {name}"
    share = how_much_of_it(most, Pence(max(lapses, sum(part for _, part in under))))
    if share:
        return f"{share} of it sits in {name}"
    return f"the most, {show_pounds(most)}, sits in {name}"


def _uses_everything(line: PositionLine) -> bool:
    return bool(line.budget_pence) and line.variance_pence == 0


def _furthest_behind(places: Places) -> tuple[str, str] | None:
    behind = []
    for name, line in places:
        profile = line.profile_to_date_pence or Pence(0)
        used = line.actual_pence + line.accrued_pence
        if profile > 0 and used < profile * BEHIND:
            behind.append((used / profile, name, Pence(profile - used), profile))
    if not behind:
        return None
    _, name, missing, profile = min(behind)
    share = f" ({percent_of(missing, profile)})" if missing <= profile else ""
    return name, f"{show_pounds(missing)}{share}"
