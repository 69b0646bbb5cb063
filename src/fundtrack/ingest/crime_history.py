"""Checks of crime files against the months around them: collapses, absent forces."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from itertools import pairwise

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.sources.police_uk import Kind
from fundtrack.store.lake import Key
from fundtrack.store.lake import Lake
from fundtrack.store.lake import Partition

COLLAPSE_PCT = 70
"""A fall by three quarters is a collapse; known ones stop just short of that."""

SMALLEST_MONTH = 100
"""Below this many crimes a month a fall may be chance."""

MANY_FORCES = 20
"""Forces in a month from which on it is taken to be of the whole country."""


def check_history(taken: Sequence[Partition], lake: Lake) -> list[Finding]:
    """Check the months taken in against the others held, those taken in included.

    Args:
        taken: the months of one call.
        lake: the lake with them in it.
    """
    street = [at for at in lake.partitions.values() if at.kind == Kind.STREET]
    keys = {partition.key for partition in taken}
    return [*_check_collapse(street, keys), *_check_absent(street, keys)]


def crimes_of(partition: Partition) -> int:
    """Count a month's distinct crimes."""
    return partition.rows - partition.repeated_id


def _check_collapse(street: Iterable[Partition], taken: set[Key]) -> Iterator[Finding]:
    """Tell of a force that fell by three quarters from one month to the next held.

    It is a fall in what the force sent far more often than one in crime.
    """
    by_force: dict[str, list[Partition]] = defaultdict(list)
    for partition in sorted(street, key=lambda at: at.key):
        if not partition.is_from_api:
            by_force[partition.force].append(partition)
    for months in by_force.values():
        for before, after in pairwise(months):
            if {before.key, after.key} & taken and _has_collapsed(before, after):
                yield _collapse(before, after)


def _has_collapsed(before: Partition, after: Partition) -> bool:
    most = crimes_of(before) * (100 - COLLAPSE_PCT)
    return crimes_of(before) >= SMALLEST_MONTH and crimes_of(after) * 100 <= most


def _collapse(before: Partition, after: Partition) -> Finding:
    fall = round(100 - 100 * crimes_of(after) / crimes_of(before))
    return Finding(
        rule="crime-collapse",
        severity=Severity.WARN,
        message=f"{after.force} fell from {crimes_of(before):,} crimes in "
        f"{before.month} to {crimes_of(after):,} in {after.month} (-{fall} %): more "
        "likely rows that were not sent than crimes that did not happen",
        fix="take the month in again when it is published anew; until then read it as "
        "incomplete",
        file=after.file,
        found=f"{crimes_of(after)}",
    )


def _check_absent(street: Iterable[Partition], taken: set[Key]) -> Iterator[Finding]:
    """Tell of a force that a month of the whole country lacks: missing, not nought."""
    held: dict[str, set[str]] = defaultdict(set)
    for partition in street:
        held[partition.month].add(partition.force)
    known = set().union(*held.values())
    for month in sorted({month for kind, _, month in taken if kind == Kind.STREET}):
        absent = sorted(known - held[month])
        if len(held[month]) >= MANY_FORCES and absent:
            yield Finding(
                rule="crime-force-absent",
                severity=Severity.WARN,
                message=f"{month} has no file of {', '.join(absent)}, held for other "
                "months: they count as missing, not as nought",
                fix="ask the publisher for the months, or leave the forces out",
                found=month,
            )
