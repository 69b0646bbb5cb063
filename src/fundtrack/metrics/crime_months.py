"""What counts of recorded crime are made of: districts and types, and the files."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.crime import counts
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import codes_named
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import quarters_of
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.position import Reader
from fundtrack.metrics.recorded_crime import RecordedQuestion
from fundtrack.metrics.recorded_crime import recorded_crime
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True)
class CountPart:
    """A part of a count: crimes of a type in a district.

    `district` is empty for those of a force that no district can be told of.
    """

    district: str
    crime_type: str
    count: int


def parts_of_count(reader: Reader, question: MeasureQuestion) -> tuple[CountPart, ...]:
    """Take a count apart: police.uk by district and type, the tables by offence.

    What a force recorded without a place, or in a small area cut between districts,
    stands under no district, so that the parts sum to the count.

    Args:
        reader: a snapshot.
        question: a month that is not held has no parts.
    """
    measure = any_measure(question.measure, question.last)
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        return tuple(_offences(reader, question, measure))
    placed = counts(reader, question.counted_by("district", "type"))
    whole = counts(reader, question.counted_by("type"))
    parts = [
        CountPart(str(line["district"]), str(line["type"]), int(line["offences"] or 0))
        for line in placed.counts
        if line["type"] in measure.crime_types and line["offences"]
    ]
    for line in whole.counts:
        crime_type = str(line["type"])
        told = sum(part.count for part in parts if part.crime_type == crime_type)
        rest = int(line["offences"] or 0) - told
        if crime_type in measure.crime_types and rest:
            parts.append(CountPart("", crime_type, rest))
    return tuple(parts)


def _offences(
    reader: Reader, question: MeasureQuestion, measure: Measure
) -> Iterator[CountPart]:
    """Take quarters of the tables apart by district and offence, named by its code."""
    place = counted_place(reader, question)
    first, last = quarters_of(question, measure)
    codes = codes_named(reader, measure)
    if measure.words and not codes:
        return
    for district in ("",) if place.force else place.districts:
        found = recorded_crime(
            reader,
            RecordedQuestion(
                level="force" if place.force else "csp",
                force=place.force or None,
                district=district or None,
                first=first,
                last=last,
                by=("subgroup", "code"),
                codes=codes,
                subgroups=measure.subgroups,
            ),
        )
        for line in found.counts:
            name = f"{line['subgroup']} (code {line['code']})"
            yield CountPart(district, name, int(line["offences"] or 0))


@dataclass(frozen=True, slots=True)
class MonthFile:
    """A file that a month was counted from: its rows, and what they lack.

    `file` is empty where only counts of the month are held, which travel with the
    program. `entry` is the entry of the books that took it in; `times` how often the
    month was taken in. A figure is None where it was not counted then.
    """

    force: str
    month: str
    file: str
    entry: int | None
    times: int
    row_count: int | None
    repeated_id: int | None
    no_location: int | None
    outside_force: int | None
    provenance: str


def files_of_months(
    reader: Reader, forces: Sequence[str], first: Month, last: Month
) -> tuple[MonthFile, ...]:
    """Say from which files the months of these forces were counted."""
    rows = reader.rows(
        "crime_month_files", forces=list(forces), first=str(first), last=str(last)
    )
    return tuple(MonthFile(**row) for row in rows)
