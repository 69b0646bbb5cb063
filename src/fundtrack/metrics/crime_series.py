"""A measure month by month, or quarter by quarter: what a series is drawn from.

A month whose file is not held stands in the series without a count; nothing is put in
its place. The newest months are provisional: forces send earlier months again with
later ones, and a later file may count them otherwise.

Source: data.police.uk, changelog and "About the data": each release may revise months
that were published before.
"""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.crime import counts
from fundtrack.metrics.denominators import PER
from fundtrack.metrics.denominators import Denominator
from fundtrack.metrics.denominators import denominators
from fundtrack.metrics.measured import CountedPlace
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import forces_around
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measured import one_or_mixed
from fundtrack.metrics.measures import Denominator as OutOf
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.periods import months_between

PROVISIONAL_MONTHS = 3
"""The newest month held and the two before it may still be revised."""

MONTHS_IN_QUARTER = 3

Line = Mapping[str, str | int | None]


@dataclass(frozen=True, slots=True)
class PeriodCount:
    """A measure in a month, or in a quarter where it is published by quarter.

    `count` is nothing where a file is missing; `out_of` is whom or what its rate is
    out of, nothing where no estimate is held or the measure has none.
    """

    label: str
    first: Month
    last: Month
    count: int | None
    provenance: str | None
    is_provisional: bool
    out_of: Denominator | None = None

    @property
    def rate(self) -> float | None:
        """How many per 1,000 people or households in the month or quarter."""
        if self.count is None or self.out_of is None or not self.out_of.number:
            return None
        return PER * self.count / self.out_of.number


def months_held(
    reader: Reader, measure: Measure, place: CountedPlace
) -> tuple[Month, ...]:
    """List the months that a measure is held for in a place, in order.

    Of a place of several forces a month is held when one of them has it: the series
    shows it as missing all the same.
    """
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        return _months_of_tables(reader, place)
    wanted = set(forces_around(place))
    held = {
        row["month"]
        for row in reader.rows("crime_coverage")
        if row["force"] in wanted and (place.force or row["is_placed"])
    }
    return tuple(Month.parse(month) for month in sorted(held))


def crime_series(reader: Reader, question: MeasureQuestion) -> tuple[PeriodCount, ...]:
    """Count a measure month by month, or quarter by quarter, in a place.

    Raises:
        UnknownName: when the measure, force, area or district is not known.
        WrongArgument: when no one place is named.
    """
    measure = any_measure(question.measure, question.last)
    place = counted_place(reader, question)
    held = months_held(reader, measure, place)
    newest = held[-1:] or (question.last,)
    settled = newest[0].plus(-PROVISIONAL_MONTHS)
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        found = _by_quarter(reader, question)
    else:
        found = _by_month(reader, question, measure)
    years = [each.first.year for each in found]
    people = people_by_year(reader, measure, place.districts, years)
    return tuple(
        replace(
            each,
            is_provisional=each.count is not None and each.last > settled,
            out_of=people.get(each.first.year),
        )
        for each in found
    )


def _by_month(
    reader: Reader, question: MeasureQuestion, measure: Measure
) -> list[PeriodCount]:
    found = counts(reader, question.counted_by("month", "type"))
    lines: dict[str, list[Line]] = defaultdict(list)
    for line in found.counts:
        lines[str(line["month"])].append(line)
    return [
        _month(month, lines.get(str(month), []), measure)
        for month in months_between(question.first, question.last)
    ]


def _month(month: Month, lines: Sequence[Line], measure: Measure) -> PeriodCount:
    """Add up the types of a month, unless a file of it is missing."""
    is_held = bool(lines) and not any(line["files_missing"] for line in lines)
    count = sum(
        int(line["offences"] or 0)
        for line in lines
        if line["type"] in measure.crime_types
    )
    return PeriodCount(
        label=str(month),
        first=month,
        last=month,
        count=count if is_held else None,
        provenance=one_or_mixed(line["provenance"] for line in lines)
        if is_held
        else None,
        is_provisional=False,
    )


def _by_quarter(reader: Reader, question: MeasureQuestion) -> list[PeriodCount]:
    found = []
    quarter = Quarter.of(question.first.dates.start)
    while Month.of(quarter.dates.start) <= question.last:
        first, last = Month.of(quarter.dates.start), Month.of(quarter.dates.last_day)
        of_it = measured(reader, replace(question, first=first, last=last))
        found.append(
            PeriodCount(
                label=str(quarter),
                first=first,
                last=last,
                count=of_it.count,
                provenance=of_it.provenance,
                is_provisional=False,
            )
        )
        quarter = quarter.following
    return found


def _months_of_tables(reader: Reader, place: CountedPlace) -> tuple[Month, ...]:
    level = "force" if place.force else "csp"
    held = {
        row["period"]
        for row in reader.rows("recorded_coverage", level=level)
        if (place.force and row["force"] == place.force)
        or row["district"] in place.districts
    }
    return tuple(
        Month.of(Quarter.parse(quarter).dates.start).plus(after)
        for quarter in sorted(held)
        for after in range(MONTHS_IN_QUARTER)
    )


def people_by_year(
    reader: Reader, measure: Measure, places: Sequence[str], years: Iterable[int]
) -> Mapping[int, Denominator]:
    """Give people or households of districts for each year, all of one edition.

    A measure that has neither, and districts without an estimate, give none.
    """
    asked = sorted(set(years))
    if measure.denominator not in {OutOf.PEOPLE, OutOf.HOUSEHOLDS} or not asked:
        return {}
    found = denominators(reader, measure.denominator, places, asked)
    return dict(zip(asked, found, strict=False))
