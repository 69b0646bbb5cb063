"""Recorded crime and outcome rates again, by looking through a file's rows each time.

Rows are those of tests/home_office_files.py, as they are published.
"""

from collections.abc import Iterable
from collections.abc import Sequence

from tests.home_office_files import Row

SETS = {
    "charge": {1},
    "formal": {1, 2, 3, 6},
    "positive_excl_22": {1, 2, 3, 4, 6, 7, 8},
    "positive_incl_22": {1, 2, 3, 6, 7, 8, 22},
}


def recorded(
    rows: Sequence[Row], forces: Iterable[str], quarters: Iterable[int], code: str
) -> int | None:
    """Offences of a code over forces and quarters; None as soon as one is missing."""
    total = 0
    for force in forces:
        for quarter in quarters:
            found = [
                row[7]
                for row in rows
                if (row[2], row[1], row[6]) == (force, quarter, code)
            ]
            if not found or not isinstance(found[0], int):
                return None
            total += found[0]
    return total


def rated(
    rows: Sequence[Row], force: str, quarters: Sequence[str], named: str, basis: str
) -> tuple[int, int, int] | None:
    """Outcomes of a set, all outcomes, and code 0; None where one was not provided."""
    column = {"recorded": 11, "closed": 12}[basis]
    numerator = denominator = not_yet = 0
    for quarter in quarters:
        of_quarter = [row for row in rows if (row[2], row[1]) == (force, quarter)]
        if not of_quarter:
            return None
        for row in of_quarter:
            count, outcome = row[column], row[8]
            if isinstance(outcome, str) or count == "N/A":
                continue
            if not isinstance(count, int):
                return None
            if outcome == 0:
                not_yet += count
                continue
            denominator += count
            numerator += count if outcome in SETS[named] else 0
    return numerator, denominator, not_yet
