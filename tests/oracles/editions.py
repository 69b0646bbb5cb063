"""A slow twin of year-to-date matching: what twelve editions should do to the books.

It knows nothing of hashes, entries or imports. An edition is a list of rows; the twin
keeps the rows that the books should hold after each, as plain lists, and takes a row
for the same line when all its words are equal, one held row for one row.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from datetime import date

CODING = slice(0, 5)
FACTS = slice(5, None)
DATE, AMOUNT = 5, 6
Row = tuple[object, ...]


@dataclass(frozen=True)
class Counts:
    """What an edition says against the books before it."""

    new: int
    unchanged: int
    recoded: int
    vanished: int


@dataclass
class Twin:
    """The rows that the books hold of one source."""

    held: list[Row] = field(default_factory=list)

    def take(self, edition: Sequence[Row]) -> Counts:
        """Follow an edition whole and count what it changed."""
        left = list(self.held)
        unmatched: list[Row] = []
        for row in edition:
            if row in left:
                left.remove(row)
            else:
                unmatched.append(row)
        unchanged = len(edition) - len(unmatched)
        recoded = 0
        for row in unmatched:
            same = [old for old in left if old[FACTS] == row[FACTS]]
            if same:
                left.remove(same[0])
                recoded += 1
        days = [row[DATE] for row in edition]
        gone = [old for old in left if _between(days, old[DATE])]
        kept = [old for old in left if old not in gone]
        counts = Counts(len(unmatched) - recoded, unchanged, recoded, len(gone))
        self.held = [*edition, *kept]
        return counts

    def by_heading(self) -> dict[str, int]:
        """Add up the pence of each heading, lines that wait for coding apart."""
        found: Counter[str] = Counter()
        for row in self.held:
            found[str(row[3] or "")] += round(float(str(row[AMOUNT])) * 100)
        return {heading: pence for heading, pence in found.items() if pence}


def _between(days: Sequence[object], day: object) -> bool:
    """Whether a day lies in the months from the first to the last of some days."""
    months = [(one.year, one.month) for one in days if isinstance(one, date)]
    if not isinstance(day, date):
        return False
    return min(months) <= (day.year, day.month) <= max(months)
