"""What broke the series: changes of rules and of the world that a window may cross."""

import csv
from collections.abc import Iterable
from dataclasses import dataclass

from fundtrack.evaluation.windows import Windows
from fundtrack.periods import Month
from fundtrack.places import reference_file

EVERY_TYPE = "*"


@dataclass(frozen=True, slots=True)
class Break:
    """A change that alters counts without any change in crime.

    `last` is the last month of a spell that ended, nothing for a lasting change that
    begins in `first`; `crime_types` holds `*` where every type is touched.
    """

    name: str
    first: Month
    last: Month | None
    crime_types: tuple[str, ...]
    what: str
    source: str

    def touches(self, crime_types: Iterable[str]) -> bool:
        """Whether it alters counts of any of these types."""
        return EVERY_TYPE in self.crime_types or bool(
            set(crime_types) & set(self.crime_types)
        )

    def is_inside(self, windows: Windows) -> bool:
        """Whether months on both sides of it, or months of the spell, are compared."""
        first, last = windows.pre[0], windows.post[-1]
        if self.last is None:
            return first < self.first <= last
        return self.first <= last and self.last >= first


def read_breaks() -> tuple[Break, ...]:
    """Read the calendar of breaks that travels with the program."""
    text = reference_file("breaks.csv").read_text(encoding="utf-8")
    return tuple(
        Break(
            name=row["break"],
            first=Month.parse(row["first_month"]),
            last=Month.parse(row["last_month"]) if row["last_month"] else None,
            crime_types=tuple(row["crime_types"].split("|")),
            what=row["what"],
            source=row["source"],
        )
        for row in csv.DictReader(text.splitlines())
    )


def breaks_inside(
    breaks: Iterable[Break], windows: Windows, crime_types: Iterable[str]
) -> tuple[Break, ...]:
    """List the breaks that the comparison crosses."""
    if not windows.months:
        return ()
    types = tuple(crime_types)
    return tuple(
        found for found in breaks if found.touches(types) and found.is_inside(windows)
    )
