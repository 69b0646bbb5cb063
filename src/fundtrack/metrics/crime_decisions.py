"""What the imports decided of the crime rows, month by month; a gap has a row too."""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.metrics.crime import FIRST_MONTH
from fundtrack.metrics.crime import LAST_MONTH
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.periods import months_between
from fundtrack.places import find_force

STREET = "street"
COUNTED = "counted"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MonthDecisions:
    """How a month of one force was taken in; everything counted is None in a gap.

    `row_count` are rows as published and `offences` the distinct crimes among them.
    `blank_id` rows have no id and never count as repeats; `repeated_id` rows name a
    crime once more under one type; `named_before` crimes stand in an earlier month of
    the force as well. `other_vintage` rows carry an LSOA code that only the census
    other than `lsoa_vintage` has, `unknown_lsoa` rows one that neither has. A figure
    that was not taken when the month came in is None.
    """

    force: str
    month: str
    status: str
    row_count: int | None = None
    offences: int | None = None
    blank_id: int | None = None
    repeated_id: int | None = None
    named_before: int | None = None
    no_location: int | None = None
    outside_force: int | None = None
    unknown_lsoa: int | None = None
    other_vintage: int | None = None
    lsoa_vintage: str | None = None
    provenance: str | None = None
    is_from_api: bool | None = None


def decisions(
    reader: Reader,
    force: str | None = None,
    first: str | None = None,
    last: str | None = None,
) -> Sequence[MonthDecisions]:
    """List what was decided of each month of street files taken in.

    Args:
        reader: a snapshot.
        force: its slug or name; every force where None.
        first: the first month asked, `YYYY-MM`; the first held where None.
        last: the last month asked; the last held where None.

    Returns:
        One per force and month, a month between without a file as missing.

    Raises:
        UnknownName, NotAPeriod: when the force or a month is not one.
    """
    rows = reader.rows(
        "crime_decisions",
        kind=STREET,
        force=find_force(force).force if force else "",
        first=str(Month.parse(first)) if first else FIRST_MONTH,
        last=str(Month.parse(last)) if last else LAST_MONTH,
    )
    held = {
        (row["force"], row["month"]): MonthDecisions(status=COUNTED, **row)
        for row in rows
    }
    return [
        held.get((at, month)) or MonthDecisions(at, month, MISSING)
        for at in dict.fromkeys(at for at, _ in held)
        for month in _between([month for of, month in held if of == at])
    ]


def named_before(reader: Reader) -> Mapping[tuple[str, str], int]:
    """Count, by force and month, the crimes that an earlier month named first."""
    asked = {"force": "", "first": FIRST_MONTH, "last": LAST_MONTH}
    return {
        (row["force"], row["month"]): row["named_before"]
        for row in reader.rows("crime_decisions", kind=STREET, **asked)
    }


def _between(held: Sequence[str]) -> list[str]:
    first, last = Month.parse(min(held)), Month.parse(max(held))
    return [str(month) for month in months_between(first, last)]
