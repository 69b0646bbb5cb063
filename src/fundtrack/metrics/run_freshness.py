"""Which runs are out of date: what they read has moved since, and what of it."""

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from fundtrack.metrics.delivery_dates import delivery_of
from fundtrack.metrics.evaluation_plans import RegisteredPlan
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.evaluation_plans import standing_plan
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.placed_areas import areas_of
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.places import reference_file

Result = Mapping[str, Any]
Counted = Iterable[tuple[str, str, int]]
HASH_LENGTH = 12


@dataclass(frozen=True, slots=True)
class StaleRun:
    """A run that was made before what it read moved: `moved` says what, in words."""

    run_id: str
    fund: str
    area: str
    measure: str
    moved: tuple[str, ...]


def stale_runs(
    books: Reader, snapshot: str, results: Iterable[Result]
) -> tuple[StaleRun, ...]:
    """List the runs that are out of date.

    Args:
        books: the current snapshot.
        snapshot: its id; a run made from it is never out of date.
        results: runs' results, oldest first; the last of each area and measure counts.
    """
    last = {(each["fund"], each["area"], each["measure"]): each for each in results}
    older = [each for each in last.values() if each.get("snapshot") != snapshot]
    if not older:
        return ()
    plans = registered_plans(books, LAST_ENTRY)
    checked = ((each, tuple(_moved(books, each, plans))) for each in older)
    return tuple(
        StaleRun(
            run_id=str(each.get("run_id", "")),
            fund=each["fund"],
            area=each["area"],
            measure=each["measure"],
            moved=moved,
        )
        for each, moved in checked
        if moved
    )


def lsoas_hash(lsoas: Iterable[str]) -> str:
    """Hash the small areas of a footprint, in whatever order they come."""
    return hashlib.sha256("\n".join(sorted(lsoas)).encode()).hexdigest()[:HASH_LENGTH]


@cache
def calendar_version() -> str:
    """Name the calendar of breaks by its content."""
    text = reference_file("breaks.csv").read_bytes()
    return hashlib.sha256(text).hexdigest()[:HASH_LENGTH]


def counts_hash(counted: Counted) -> str:
    """Hash counts by ward and month, in whatever order they come."""
    lines = sorted(f"{ward} {month} {offences}\n" for ward, month, offences in counted)
    return hashlib.sha256("".join(lines).encode()).hexdigest()[:HASH_LENGTH]


def _moved(
    books: Reader, result: Result, plans: Sequence[RegisteredPlan]
) -> Iterator[str]:
    """Say what of that which a run read is not the same any more."""
    read: Result = result.get("read") or {}
    if not read:
        yield "it was made by an older program, which did not say what it read"
        return
    yield from _plan_moved(result, plans)
    yield from _months_moved(books, read)
    if counts_hash(_counted(books, read)) != read["counts"]:
        yield "the crime counts compared have changed"
    if calendar_version() != read["calendar"]:
        yield "the calendar of breaks has changed"
    yield from _place_moved(books, result, read)


def _plan_moved(result: Result, plans: Sequence[RegisteredPlan]) -> Iterator[str]:
    stands = standing_plan(plans, result["fund"], result["area"], result["measure"])
    if stands and stands.plan != result.get("plan_id"):
        yield f"{stands.plan} was registered"


def _months_moved(books: Reader, read: Result) -> Iterator[str]:
    held = {
        row["month"]
        for row in books.rows("crime_coverage")
        if row["force"] == read["force"]
    }
    since = sorted({*read["missing"]} & held)
    if since:
        yield f"months that were missing are held now: {', '.join(since)}"


def _counted(books: Reader, read: Result) -> Counted:
    """Read again the counts that a run compared."""
    placed = areas_of(read["forces"], read["wards"])
    rows = books.rows(
        "ward_month_counts",
        crime_types=read["crime_types"],
        months=read["months"],
        lsoas=[lsoa for lsoa, _, _ in placed],
        wards=[ward for _, ward, _ in placed],
        forces=[force for _, _, force in placed],
    )
    return [(row["ward"], row["month"], row["offences"]) for row in rows]


def _place_moved(books: Reader, result: Result, read: Result) -> Iterator[str]:
    """Ask the footprint and the delivery, which set the places and the start."""
    fund, area = result["fund"], result["area"]
    found = [
        row
        for row in books.rows("footprints")
        if (row["fund"], row["area"]) == (fund, area)
    ]
    if not found or lsoas_hash(found[0]["lsoas"]) != read["footprint"]:
        yield "the footprint has changed"
        return
    written = found[0]["starts"]
    stated = Month.parse(written[:7]) if written else None
    starts = delivery_of(books, fund, area, LAST_ENTRY, stated).starts
    if str(starts or "") != read["starts"]:
        yield f"delivery is now held to have begun in {starts}"
