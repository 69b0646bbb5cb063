"""What Spend says: what is spent, what is on order, what runs behind."""

from collections.abc import Sequence
from datetime import date

from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.domain.outturns import FEWEST_TRIALS
from fundtrack.metrics.months import MonthToDate
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds
from fundtrack.sentences.empty import NO_BUDGET
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import percent_of

DAYS_IN_WEEK = 7


def spend_sentence(place: str, period: str, totals: PositionLine | None) -> str:
    """Say how much is spent of how much, what is owed, and what is on order."""
    if totals is None or not (totals.budget_pence or totals.actual_pence):
        return NO_BUDGET
    spent = (
        f"{place} has {_spent(totals.actual_pence)} "
        f"{show_pounds(totals.budget_pence)} for {period}"
    )
    is_owed = totals.accrued_pence > 0
    owed = f"{show_pounds(totals.accrued_pence)} is owed" if is_owed else ""
    ordered = (
        f"{show_pounds(totals.committed_pence)} is ordered and not yet delivered"
        if totals.committed_pence
        else ""
    )
    more = " and ".join(part for part in (owed, ordered) if part)
    return f"{spent}; {more or 'nothing more is owed or on order'}."


def pace_heading(months: Sequence[MonthToDate], as_at: date) -> str:
    """Say how many weeks spending runs behind its profile, or ahead of it."""
    if not months or months[0].profile_pence is None:
        return "No profile has been given to measure spending against"
    spent = max(
        (m for m in months if m.actual_pence is not None),
        key=lambda month: month.month_ends,
        default=None,
    )
    if spent is None:
        return "The year has not begun"
    if as_at >= months[-1].month_ends:
        return _at_year_end(spent.actual_pence or Pence(0), months[-1].profile_pence)
    day = as_at
    weeks = round(
        (day - _day_planned(months, spent.actual_pence or 0)).days / DAYS_IN_WEEK
    )
    if not weeks:
        return "Spending keeps to its profile"
    way = "behind" if weeks > 0 else "ahead of"
    return f"Spending runs {counted(abs(weeks), 'week')} {way} its profile"


def range_words(likely: ForecastRange, *, is_whole: bool) -> str:
    """Say what the range of a forecast rests on, or why none can be given.

    Args:
        is_whole: whether whole areas are looked at, as past forecasts are tried.
    """
    if not is_whole:
        return "No range: past forecasts are tried for whole areas, not parts of them."
    if likely.low_pence is not None and likely.high_pence is not None:
        return (
            f"Shaded: {show_pounds(likely.low_pence)} to "
            f"{show_pounds(likely.high_pence)}, as far as four in five of "
            f"{likely.trials} past forecasts missed on this day of their year."
        )
    if likely.trials < FEWEST_TRIALS:
        return (
            f"No range: {counted(likely.trials, 'past forecast')} can be tried against "
            f"what its year cost, and {FEWEST_TRIALS} are needed."
        )
    return "No range: nothing is forecast to come."


def heading_heading(places: Sequence[tuple[str, PositionLine]]) -> str:
    """Say which heading has the least of its budget spent."""
    budgeted = [(name, line) for name, line in places if line.budget_pence > 0]
    if not budgeted:
        return "No heading has a budget here"
    name, line = min(
        budgeted, key=lambda place: place[1].actual_pence / place[1].budget_pence
    )
    share = percent_of(line.actual_pence, line.budget_pence)
    return f"Least of its budget spent: {name}, {share}"


def stage_heading(totals: PositionLine, *, is_claimed: bool) -> str:
    """Say what is spent and not claimed, and claimed and not received.

    Args:
        is_claimed: whether this money is claimed of a funder by these cells.
    """
    eligible = totals.actual_pence + totals.accrued_pence
    if not is_claimed:
        free = Pence(totals.budget_pence - totals.committed_pence - eligible)
        return f"{show_pounds(free)} is allocated and not yet ordered, owed or spent"
    unclaimed = Pence(eligible - totals.claimed_pence)
    return (
        f"{show_pounds(unclaimed)} has been spent or is owed and not yet claimed; "
        f"{show_pounds(totals.owed_to_us_pence)} is claimed and not yet received"
    )


def _spent(pence: Pence) -> str:
    if pence >= 0:
        return f"spent {show_pounds(pence)} of"
    credited = show_pounds(Pence(-pence))
    return f"been credited {credited} more than it has paid, with a budget of"


def _at_year_end(spent: Pence, profile: Pence | None) -> str:
    gap = Pence((profile or 0) - spent)
    if not gap:
        return "The year ended on its profile"
    way = "under" if gap > 0 else "over"
    return f"The year ended {show_pounds(Pence(abs(gap)))} {way} its profile"


def _day_planned(months: Sequence[MonthToDate], spent: int) -> date:
    """Give the day by which the profile had meant to spend as much."""
    starts = months[0].month_ends.replace(day=1)
    before, planned = starts, 0
    for month in months:
        profile = month.profile_pence or 0
        if profile >= spent and profile > planned:
            share = (spent - planned) / (profile - planned)
            return before + (month.month_ends - before) * max(share, 0)
        before, planned = month.month_ends, profile
    return before
