"""Which runs are out of date: what they read has moved since, and what of it."""

import hashlib
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from fundtrack.metrics.delivery_dates import delivery_starts
from fundtrack.metrics.evaluation_plans import registered_plans
from fundtrack.metrics.evaluation_plans import standing_plan
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.placed_areas import areas_of
from fundtrack.periods import Month
from fundtrack.places import reference_file
from fundtrack.store.snapshot import Books

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


def stale_runs(books: Books, results: Iterable[Result]) -> tuple[StaleRun, ...]:
    """List the runs that are out of date, and what moved since each was made.

    A run made from the current snapshot is never out of date. Counts are read again
    only where the panel file is another one.

    Args:
        books: the current snapshot.
        results: runs' results, oldest first; the last of each area and measure counts.
    """
    last = {(each["fund"], each["area"], each["measure"]): each for each in results}
    older = [
        each for each in last.values() if each.get("snapshot") != books.info.snapshot
    ]
    if not older:
        return ()
    now = _Now(books)
    checked = ((each, tuple(now.moved(each))) for each in older)
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


class _Now:
    """What the current snapshot says of that which runs read."""

    def __init__(self, books: Books) -> None:
        self._books = books
        self._plans = registered_plans(books, LAST_ENTRY)
        self._held = {
            (row["force"], row["month"])
            for row in books.rows("crime_coverage")
            if row["is_placed"]
        }
        self._starts: dict[tuple[str, str], Month | None] = {}
        self._footprints = {
            (row["fund"], row["area"]): row for row in books.rows("footprints")
        }

    def moved(self, result: Result) -> Iterator[str]:
        """Say what of that which a run read is not the same any more."""
        read: Result = result.get("read") or {}
        if not read:
            yield "it was made by an older program, which did not say what it read"
            return
        yield from self._plan_moved(result)
        yield from self._counts_moved(read)
        if calendar_version() != read["calendar"]:
            yield "the calendar of breaks has changed"
        yield from self._place_moved(result, read)

    def _plan_moved(self, result: Result) -> Iterator[str]:
        fund, area, measure = result["fund"], result["area"], result["measure"]
        stands = standing_plan(self._plans, fund, area, measure)
        if stands and stands.plan != result.get("plan_id"):
            yield f"{stands.plan} was registered"

    def _counts_moved(self, read: Result) -> Iterator[str]:
        if read["panel"] == self._books.info.panel:
            return
        force = read["force"]
        since = [month for month in read["missing"] if (force, month) in self._held]
        if since:
            yield f"months that were missing are held now: {', '.join(since)}"
        if counts_hash(self._counted(read)) != read["counts"]:
            yield "the crime counts compared have changed"

    def _counted(self, read: Result) -> Counted:
        """Read again the counts that a run compared."""
        placed = areas_of(read["forces"], read["wards"])
        rows = self._books.rows(
            "ward_month_counts",
            crime_types=read["crime_types"],
            months=read["months"],
            lsoas=[lsoa for lsoa, _, _ in placed],
            wards=[ward for _, ward, _ in placed],
            forces=[force for _, _, force in placed],
        )
        return [(row["ward"], row["month"], row["offences"]) for row in rows]

    def _place_moved(self, result: Result, read: Result) -> Iterator[str]:
        """Ask the footprint and the delivery, which set the places and the start."""
        fund, area = result["fund"], result["area"]
        found = self._footprints.get((fund, area))
        if found is None or lsoas_hash(found["lsoas"]) != read["footprint"]:
            yield "the footprint has changed"
            return
        stated = Month.parse(found["starts"][:7]) if found["starts"] else None
        if (fund, area) not in self._starts:
            self._starts[fund, area] = delivery_starts(
                self._books, fund, area, LAST_ENTRY, stated
            )
        starts = self._starts[fund, area]
        if str(starts or "") != read["starts"]:
            yield f"delivery is now held to have begun in {starts}"
