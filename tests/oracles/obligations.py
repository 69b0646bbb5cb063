"""What an agreement asks for, written out month by month."""

from datetime import date
from datetime import timedelta


def quarter_ends(starts: date, ends: date) -> list[date]:
    """The last day of every quarter that the funding touches."""
    found = []
    day = starts
    while True:
        day += timedelta(days=1)
        is_quarter_end = day.month in {3, 6, 9, 12} and (
            (day + timedelta(days=1)).month != day.month
        )
        if is_quarter_end:
            found.append(day)
            if day >= ends:
                return found
