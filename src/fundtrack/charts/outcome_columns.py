"""The data of the charts of recorded crime as columns."""

from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from datetime import timedelta
from itertools import groupby
from typing import Any

from fundtrack.metrics.breaks import Break
from fundtrack.metrics.crime_places import DistrictCount
from fundtrack.metrics.crime_series import PeriodCount
from fundtrack.periods import Month

Columns = dict[str, list[Any]]
Row = dict[str, Any]

FIELDS = (
    "month",
    "published",
    "synthetic",
    "settled",
    "provisional",
    "press_settled",
    "press_provisional",
    "gap_from",
    "gap_middle",
    "gap_to",
    "gap_label",
    "break_at",
    "break_label",
    "break_row",
    "break_side",
)
HALF_MONTH = timedelta(days=15)
SYNTHETIC = "synthetic"
WIDE_ROOM, NARROW_ROOM = 0.35, 0.85
"""How much of the longest bar's length a label beyond its end takes."""
EDGE, WIDE_EDGE = 0.6, 2.4


def columns_by_period(
    series: Sequence[PeriodCount],
    breaks: Sequence[tuple[Break, str]],
    press: Callable[[PeriodCount], str],
    *,
    is_rate: bool,
) -> Columns:
    """Give the data of `crime_by_month`: months, what is missing, what changed.

    Args:
        series: the months or quarters.
        breaks: what altered the counts, each with its short name.
        press: names what a press on a month asks for.
        is_rate: whether rates are drawn instead of counts.
    """
    rows = [_period(at, press(at), is_rate=is_rate) for at in series]
    rows += _gaps(series)
    if series:
        rows += _breaks(breaks, series[0].first, series[-1].last)
    return {name: [row.get(name) for row in rows] for name in FIELDS}


def columns_by_district(
    places: Sequence[DistrictCount],
    chosen: Sequence[str],
    press: Callable[[DistrictCount], str],
) -> Columns:
    """Give the data of `rate_by_district`: the longest bar first.

    Args:
        places: the districts; those without a count are left out.
        chosen: codes of those that belong to the place shown.
        press: names what a press on a bar asks for.
    """
    told = [at for at in places if at.count is not None]
    has_rate = any(at.rate is not None for at in told)
    sized = [(at, at.rate if has_rate else float(at.count or 0)) for at in told]
    sized = [(at, size) for at, size in sized if size is not None]
    sized.sort(key=lambda it: -(it[1] or 0))
    longest = max((size or 0 for _, size in sized), default=0)
    rows = [
        {
            "place": at.name,
            "chosen": size if at.district in chosen else None,
            "other": None if at.district in chosen else size,
            "press_chosen": press(at),
            "press_other": press(at),
            "label": _label(at),
            "its_end": size,
            "room": (size or 0) + longest * WIDE_ROOM,
            "room_narrow": (size or 0) + longest * NARROW_ROOM,
        }
        for at, size in sized
    ]
    names = list(rows[0]) if rows else []
    return {name: [row[name] for row in rows] for name in names}


def columns_of_map(
    places: Sequence[DistrictCount],
    chosen: Sequence[str],
    outlines: Mapping[str, Mapping[str, Any]],
    press: Callable[[DistrictCount], str],
) -> Columns:
    """Give the data of `rate_map`: the districts of which outlines are held.

    Args:
        places: the districts, each with its count.
        chosen: codes of those that belong to the place shown.
        outlines: geometries by the districts' codes.
        press: names what a press on a district asks for.
    """
    has_rate = any(at.rate is not None for at in places)
    drawn = [at for at in places if at.district in outlines]
    # What stands out is drawn last, so that no neighbour covers its outline.
    drawn.sort(key=lambda at: at.district in chosen)
    is_part = any(at.district not in chosen for at in drawn)
    return {
        "type": ["Feature"] * len(drawn),
        "geometry": [outlines[at.district] for at in drawn],
        "place": [at.name for at in drawn],
        "size": [at.rate if has_rate else at.count for at in drawn],
        "edge": [
            WIDE_EDGE if is_part and at.district in chosen else EDGE for at in drawn
        ],
        "press_districts": [press(at) for at in drawn],
    }


def _period(at: PeriodCount, press: str, *, is_rate: bool) -> Row:
    drawn = at.rate if is_rate else at.count
    is_made_up = at.provenance == SYNTHETIC
    return {
        "month": _day(at.first.dates.start),
        "published": None if is_made_up else drawn,
        "synthetic": drawn if is_made_up else None,
        "settled": None if at.is_provisional else drawn,
        "provisional": drawn if at.is_provisional else None,
        "press_settled": press,
        "press_provisional": press,
    }


def _gaps(series: Sequence[PeriodCount]) -> list[Row]:
    """Shade each run of months without a file, to half way to its neighbours."""
    gaps = []
    for is_missing, members in groupby(series, key=lambda at: at.count is None):
        run = [*members]
        if not is_missing:
            continue
        starts = run[0].first.dates.start - HALF_MONTH
        ends = run[-1].first.dates.start + HALF_MONTH
        gaps.append(
            {
                "gap_from": _day(starts),
                "gap_middle": _day(starts + (ends - starts) / 2),
                "gap_to": _day(ends),
                "gap_label": "no file held",
            }
        )
    return gaps


def _breaks(
    breaks: Sequence[tuple[Break, str]], first: Month, last: Month
) -> list[Row]:
    """Draw each break once, in a row of its own above; a spell where it begins."""
    length = (last.dates.start - first.dates.start).days or 1
    rows = []
    for row, (found, name) in enumerate(reversed(breaks)):
        at = max(found.first, first).dates.start
        is_late = (at - first.dates.start).days > length / 2
        rows.append(
            {
                "break_at": _day(at),
                "break_label": f"{name} ↴" if is_late else f"↳ {name}",
                "break_row": row,
                "break_side": "right" if is_late else "left",
            }
        )
    return rows


def _label(at: DistrictCount) -> str:
    few = ", few" if at.is_small else ""
    if at.rate is None or at.out_of is None:
        return f"{at.count:,}{few}"
    return f"{at.rate:,.1f} ({at.count:,} of {at.out_of.number:,}{few})"


def _day(day: date) -> str:
    return day.isoformat()
