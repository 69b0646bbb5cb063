"""The data of the money charts as columns, from positions; amounts in whole pence."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from fundtrack.domain.figures import Measure
from fundtrack.domain.forecast_errors import ForecastRange
from fundtrack.metrics.months import MonthToDate
from fundtrack.metrics.position import PositionLine
from fundtrack.money import Pence
from fundtrack.money import show_pounds

Places = Sequence[tuple[str, PositionLine]]
Columns = dict[str, list[Any]]

BARS = {
    "budget": Measure.BUDGET,
    "forecast": Measure.FORECAST,
    "actual": Measure.ACTUAL,
    "owed": Measure.ACCRUED,
    "profile": Measure.PROFILE_TO_DATE,
}
WIDE_ROOM = 0.24
NARROW_ROOM = 0.42
"""How much of a bar's length its label beyond the end takes."""
OUTTURN = (
    *("forecast", "outturn", "outturn_at", "outturn_lift"),
    *("range_low", "range_high"),
)
NO_RANGE = ForecastRange(None, None, 0)
ABOVE, BELOW = -14, 18
"""How far a label stands from the point it names; the higher point's is above it."""


def columns_by_area(places: Places, *, has_ended: bool = False) -> Columns:
    """Give the data of `money_by_area`: a row for each area.

    Args:
        places: the areas.
        has_ended: whether the year is over, so that what was left has lapsed.
    """
    verb = "lapsed" if has_ended else "lapses"
    columns: Columns = {
        "place": [name for name, _ in places],
        "budget": [line.budget_pence for _, line in places],
        "forecast": [line.forecast_pence for _, line in places],
        "actual": [line.actual_pence for _, line in places],
        "owed_from": [line.actual_pence for _, line in places],
        "owed_to": [line.actual_pence + line.accrued_pence for _, line in places],
        "profile": [line.profile_to_date_pence for _, line in places],
        "label": [_lapse_label(line, verb) for _, line in places],
        "label_from": [_longest(line) for _, line in places],
        "room": _room(places, WIDE_ROOM),
        "room_narrow": _room(places, NARROW_ROOM),
    }
    return {**columns, **_presses(places, BARS)}


def columns_by_heading(places: Places) -> Columns:
    """Give the data of `money_by_heading`: a row for each cost heading."""
    columns: Columns = {
        "place": [name for name, _ in places],
        "budget": [line.budget_pence for _, line in places],
        "actual": [line.actual_pence for _, line in places],
    }
    wanted = {"budget": Measure.BUDGET, "actual": Measure.ACTUAL}
    return {**columns, **_presses(places, wanted)}


def columns_by_month(
    months: Sequence[MonthToDate],
    totals: PositionLine,
    likely: ForecastRange = NO_RANGE,
) -> Columns:
    """Give the data of `money_over_the_year`: a row for each month.

    It starts with the month before the first that was planned or spent in, so that a
    grant that begins in October is not drawn from April.
    """
    kept = _from_first(months)
    now = max(
        (at for at, m in enumerate(kept) if m.actual_pence is not None), default=0
    )
    ends = len(kept) - 1
    spent, outturn = kept[now].actual_pence or Pence(0), totals.forecast_pence
    is_outturn_above = outturn is None or outturn > spent
    columns: Columns = {
        "month": [f"{month.month_ends:%b %y}" for month in kept],
        "profile": [month.profile_pence for month in kept],
        "actual": [month.actual_pence for month in kept],
        "press_actual": [month_figure(month, totals) for month in kept],
        "budget": _only(kept, {0: totals.budget_pence}),
        "budget_label": _only(kept, {0: f"budget {in_thousands(totals.budget_pence)}"}),
        "spent": _only(kept, {now: f"actual {in_thousands(spent)}"}),
        "spent_at": _only(kept, {now: spent}),
        "spent_lift": _only(kept, {now: BELOW if is_outturn_above else ABOVE}),
        "spent_side": _only(kept, {now: "left" if now < len(kept) / 3 else "right"}),
        **dict.fromkeys(OUTTURN, _only(kept, {})),
    }
    if outturn is None or now == ends:
        return columns
    low, high = likely.low_pence, likely.high_pence
    says = "" if low is None else f" ({in_thousands(low)}–{in_thousands(high or low)})"
    return {
        **columns,
        "range_low": _cone(kept, now, spent, low),
        "range_high": _cone(kept, now, spent, high),
        "forecast": _cone(kept, now, spent, outturn),
        "outturn": _only(kept, {ends: f"forecast {in_thousands(outturn)}{says}"}),
        "outturn_at": _only(kept, {ends: outturn}),
        "outturn_lift": _only(kept, {ends: ABOVE if is_outturn_above else BELOW}),
    }


def month_figure(month: MonthToDate, totals: PositionLine) -> str:
    """Give the id of what was spent by a month's end; none for a month to come."""
    if month.actual_pence is None:
        return ""
    to_day = totals.figure(Measure.ACTUAL)
    return str(replace(to_day, as_at=min(month.month_ends, to_day.as_at)))


def columns_by_stage(stages: Sequence[tuple[str, Pence, str]]) -> Columns:
    """Give the data of `money_by_stage` from names, pence and figure ids."""
    return {
        "stage": [name for name, _, _ in stages],
        "pence": [pence for _, pence, _ in stages],
        "label": [show_pounds(pence) for _, pence, _ in stages],
        "label_narrow": [in_thousands(pence) for _, pence, _ in stages],
        "press_pence": [figure for _, _, figure in stages],
    }


def in_thousands(pence: Pence) -> str:
    """Write pence in thousands of pounds: `£410k`."""
    thousands = (abs(pence) + 50_000) // 100_000
    return f"{'−' if pence < 0 and thousands else ''}£{thousands:,}k"


def _presses(places: Places, wanted: dict[str, Measure]) -> Columns:
    return {
        f"press_{name}": [str(line.figure(measure)) for _, line in places]
        for name, measure in wanted.items()
    }


def _lapse_label(line: PositionLine, verb: str) -> str:
    variance = line.variance_pence
    if variance is None:
        return "no forecast"
    if variance > 0:
        return f"{show_pounds(variance)} over"
    return f"{show_pounds(Pence(-variance))} {verb}" if variance <= -100 else ""  # noqa: PLR2004


def _longest(line: PositionLine) -> int:
    owed = line.actual_pence + line.accrued_pence
    return max(line.budget_pence, line.forecast_pence or 0, owed)


def _room(places: Places, share: float) -> list[int]:
    longest = max((_longest(line) for _, line in places), default=0)
    wanted = round(longest * share)
    return [
        _longest(line) + (wanted if _lapse_label(line, "lapses") else 0)
        for _, line in places
    ]


def _only(rows: Sequence[object], held: Mapping[int, object]) -> list[object]:
    return [held.get(at) for at in range(len(rows))]


def _cone(
    rows: Sequence[object], now: int, spent: Pence, ends: Pence | None
) -> list[int | None]:
    """Draw a straight line from what is spent now to where the year may end."""
    last = len(rows) - 1
    if ends is None:
        return [None] * len(rows)
    rise = (ends - spent) / (last - now)
    return [
        None if at < now else round(spent + rise * (at - now))
        for at in range(len(rows))
    ]


def _from_first(months: Sequence[MonthToDate]) -> Sequence[MonthToDate]:
    first = next(
        (at for at, m in enumerate(months) if m.actual_pence or m.profile_pence), 0
    )
    return months[max(first - 1, 0) :]
