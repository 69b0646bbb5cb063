"""What is counted, as named measures with versions: one row of a file for each.

A measure over police.uk is a sum of its crime types, known by small area; one over
the Home Office's tables is a sum of offence subgroups, known by force and community
safety partnership; an outcome rate sets outcomes of a named set over offences.
"""

import csv
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from fundtrack.errors import Refused
from fundtrack.errors import UnknownName
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Series
from fundtrack.periods import Month
from fundtrack.places import reference_file

DEFAULT_MEASURE = "neighbourhood-crime"


class Denominator(StrEnum):
    """What a rate of a measure is per 1,000 of; none where nothing fitting is held."""

    PEOPLE = "people"
    HOUSEHOLDS = "households"
    OFFENCES = "offences"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure and one version of its definition.

    `crime_types` are police.uk's and `subgroups` the Home Office's, one of the two is
    empty; `words` must stand in an offence's description where they are given;
    `outcome_set` and `basis` are those of an outcome rate. The version holds for
    counts from `valid_from` to `valid_to`, both included, without an end where None.
    `finest` is the smallest place it is known for: small area, partnership or force.
    """

    measure: str
    version: str
    name: str
    crime_types: tuple[str, ...]
    note: str
    source: str
    counts_from: CountsFrom = CountsFrom.POLICE_UK
    subgroups: tuple[str, ...] = ()
    words: str = ""
    outcome_set: str = ""
    basis: str = ""
    denominator: Denominator = Denominator.PEOPLE
    valid_from: Month | None = None
    valid_to: Month | None = None
    finest: str = "small area"

    def holds_in(self, month: Month) -> bool:
        """Whether this version defines counts of the month."""
        return (self.valid_from is None or self.valid_from <= month) and (
            self.valid_to is None or month <= self.valid_to
        )

    def series(self, *places: str, is_by_small_area: bool = True) -> Series:
        """Give what the break calendar has to know of counts in these places."""
        return Series(
            names=self.crime_types or self.subgroups,
            counts_from=self.counts_from,
            places=places,
            is_by_small_area=is_by_small_area and self.finest == "small area",
        )


class NotByWard(Refused):
    """A measure was asked for by ward that is counted for larger places alone."""

    def __init__(self, measure: Measure, known: list[str]) -> None:
        super().__init__(
            f"{measure.name.lower()} is counted by {measure.finest} and not by ward, "
            f"so no ward can be compared by it; choose of {', '.join(known)}"
        )


@cache
def read_measures() -> tuple[Measure, ...]:
    """Read every version of the measures that travel with the program."""
    text = reference_file("measures.csv").read_text(encoding="utf-8")
    return tuple(_measure(row) for row in csv.DictReader(text.splitlines()))


def find_measure(written: str) -> Measure:
    """Find a measure that is known by ward, by its id or its name, capitals aside.

    Raises:
        UnknownName: listing the measures there are.
        NotByWard: when it is counted for larger places alone.
    """
    found = any_measure(written)
    if found.counts_from is not CountsFrom.POLICE_UK:
        raise NotByWard(found, _by_ward())
    return found


def any_measure(written: str, on: Month | None = None) -> Measure:
    """Find a measure of any source, in the version of a month or in its last one.

    Raises:
        UnknownName: listing the measures there are, or that no version is so old.
    """
    wanted = written.strip().casefold()
    versions = [
        each
        for each in read_measures()
        if wanted in {each.measure, each.name.casefold()}
    ]
    if not versions:
        known = dict.fromkeys(each.measure for each in read_measures())
        raise UnknownName("measure", written, list(known))
    if on is None:
        return versions[-1]
    for version in versions:
        if version.holds_in(on):
            return version
    raise UnknownName(f"version for {on} of the measure", versions[-1].measure)


def _by_ward() -> list[str]:
    return [
        each.measure
        for each in read_measures()
        if each.counts_from is CountsFrom.POLICE_UK
    ]


def _measure(row: dict[str, str]) -> Measure:
    return Measure(
        measure=row["measure"],
        version=row["version"],
        name=row["name"],
        crime_types=_listed(row["crime_types"]),
        note=row["note"],
        source=row["source"],
        counts_from=CountsFrom(row["source_of_counts"]),
        subgroups=_listed(row["subgroups"]),
        words=row["words"],
        outcome_set=row["outcome_set"],
        basis=row["basis"],
        denominator=Denominator(row["denominator"]),
        valid_from=Month.parse(row["valid_from"]) if row["valid_from"] else None,
        valid_to=Month.parse(row["valid_to"]) if row["valid_to"] else None,
        finest=row["finest"],
    )


def _listed(written: str) -> tuple[str, ...]:
    return tuple(written.split("|")) if written else ()
