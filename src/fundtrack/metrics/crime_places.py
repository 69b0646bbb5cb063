"""A measure in each district of a force, beside what its rate is out of."""

from collections import defaultdict
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.domain.surveys import SMALLEST_BASE
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.crime import counts
from fundtrack.metrics.crime_series import people_by_year
from fundtrack.metrics.denominators import PER
from fundtrack.metrics.denominators import Denominator
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measured import one_or_mixed
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.position import Reader
from fundtrack.places import District
from fundtrack.places import districts_of
from fundtrack.places import find_force

Line = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class DistrictCount:
    """How many a district had, and out of whom; no count where a file is missing."""

    district: str
    name: str
    count: int | None
    out_of: Denominator | None
    provenance: str | None

    @property
    def rate(self) -> float | None:
        """How many per 1,000 people or households."""
        if self.count is None or self.out_of is None or not self.out_of.number:
            return None
        return PER * self.count / self.out_of.number

    @property
    def is_small(self) -> bool:
        """Whether so few were counted that a handful more would move the rate."""
        return self.count is not None and self.count < SMALLEST_BASE


def by_district(
    reader: Reader, question: MeasureQuestion, force: str
) -> tuple[DistrictCount, ...]:
    """Count a measure in every district of a force, over the months of a question.

    Args:
        reader: a snapshot.
        question: its measure and months; its place is passed over.
        force: slug of the force.

    Returns:
        One for each district, by name.
    """
    asked = replace(question, force=None, area=None, district=None)
    measure = any_measure(asked.measure, asked.last)
    places = districts_of(find_force(force))
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        return tuple(_of_tables(reader, asked, place) for place in places)
    return _of_files(reader, asked, measure, (force, places))


def _of_tables(
    reader: Reader, asked: MeasureQuestion, place: District
) -> DistrictCount:
    found = measured(reader, replace(asked, district=place.code))
    return DistrictCount(
        place.code, place.name, found.count, found.denominator, found.provenance
    )


def _of_files(
    reader: Reader,
    asked: MeasureQuestion,
    measure: Measure,
    where: tuple[str, Sequence[District]],
) -> tuple[DistrictCount, ...]:
    force, places = where
    within = replace(asked, force=force)
    found = counts(reader, within.counted_by("district", "type"))
    is_whole = not found.months_missing and bool(found.counts)
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in found.counts:
        if line["type"] in measure.crime_types:
            lines[str(line["district"])].append(line)
    provenance = one_or_mixed(line["provenance"] for line in found.counts)
    return tuple(
        DistrictCount(
            district=place.code,
            name=place.name,
            count=sum(int(line["offences"] or 0) for line in lines[place.code])
            if is_whole
            else None,
            out_of=_out_of(reader, asked, measure, place),
            provenance=provenance if is_whole else None,
        )
        for place in places
    )


def _out_of(
    reader: Reader, asked: MeasureQuestion, measure: Measure, place: District
) -> Denominator | None:
    """Give people or households of the year that the middle of the months falls in."""
    span = (asked.last.year - asked.first.year) * 12
    span += asked.last.number - asked.first.number
    year = asked.first.plus(span // 2).year
    return people_by_year(reader, measure, [place.code], [year]).get(year)
