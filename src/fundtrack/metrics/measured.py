"""A measure of a place and time: how many, out of how many, and what is missing.

A count that lacks one of its months or quarters is missing as a whole: a part of a sum
is never shown as the sum.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.errors import WrongArgument
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.crime import CountQuestion
from fundtrack.metrics.crime import counts
from fundtrack.metrics.denominators import PER
from fundtrack.metrics.denominators import Denominator
from fundtrack.metrics.denominators import denominators
from fundtrack.metrics.measures import Denominator as OutOf
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.names import area_id
from fundtrack.metrics.outcome_rates import OutcomeQuestion
from fundtrack.metrics.outcome_rates import outcome_rates
from fundtrack.metrics.police_outcomes import PoliceOutcomeQuestion
from fundtrack.metrics.police_outcomes import police_outcomes
from fundtrack.metrics.position import Reader
from fundtrack.metrics.recorded_crime import RecordedQuestion
from fundtrack.metrics.recorded_crime import recorded_crime
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.places import districts
from fundtrack.places import districts_of
from fundtrack.places import find_district
from fundtrack.places import find_force
from fundtrack.places import forces

HALF_YEAR = 6
PER_CENT = 100


@dataclass(frozen=True, slots=True)
class MeasureQuestion:
    """Which measure of which place: a force, one of the office's areas or a district.

    Months are both included.
    """

    measure: str
    first: Month
    last: Month
    force: str | None = None
    area: str | None = None
    district: str | None = None

    def counted_by(self, *dimensions: str) -> CountQuestion:
        """Ask for the recorded crimes of its place and months, by some dimensions."""
        return CountQuestion(
            force=self.force,
            area=self.area,
            district=self.district,
            first=str(self.first),
            last=str(self.last),
            by=dimensions,
        )


@dataclass(frozen=True, slots=True)
class Measured:
    """What a measure came to.

    Of an outcome rate, `not_yet` counts crimes without an outcome so far and `unknown`
    those whose outcome is not known; both are in neither count nor denominator.

    `count` is how many, nothing where it is missing; `out_of` people, households or
    outcomes, nothing where none is held; `rate` per 1,000 for crimes and per cent for
    outcomes. `missing` names months or quarters without a figure; `ruling` the breaks
    inside the months asked.
    """

    measure: Measure
    first: Month
    last: Month
    count: int | None
    out_of: int | None
    denominator: Denominator | None
    missing: tuple[str, ...]
    provenance: str | None
    ruling: Ruling
    snapshot: str
    not_yet: int | None = None
    unknown: int | None = None

    @property
    def rate(self) -> float | None:
        """Per 1,000 people or households, or per cent of outcomes."""
        if self.count is None or not self.out_of:
            return None
        per = PER_CENT if self.measure.outcome_set else PER
        return per * self.count / self.out_of

    @property
    def per(self) -> str:
        """What the rate is out of, in words."""
        if self.measure.outcome_set:
            return "% of outcomes"
        return f"per 1,000 {self.measure.denominator}"


@dataclass(frozen=True, slots=True)
class CountedPlace:
    """Where is counted: `districts` hold a force's when a force is asked for."""

    force: str = ""
    districts: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """The force and districts, as the break calendar names places."""
        return tuple(code for code in (self.force, *self.districts) if code)


@dataclass(slots=True)
class _Tally:
    """A count as it comes from one source; `count` is nothing where it is missing."""

    count: int | None = None
    out_of: int | None = None
    missing: tuple[str, ...] = ()
    provenance: str | None = None
    denominator: Denominator | None = None
    not_yet: int | None = None
    unknown: int | None = None


def measured(reader: Reader, question: MeasureQuestion) -> Measured:
    """Count a measure in a place and time, with what it is out of.

    Raises:
        UnknownName: when the measure, force, area or district is not known.
        WrongArgument: when the months are not whole quarters and the measure is
            published by quarter, or the place is none that it is known for.
    """
    measure = any_measure(question.measure, question.last)
    if question.last < question.first:
        raise WrongArgument(f"{question.last} comes before {question.first}")
    place = counted_place(reader, question)
    tally = {
        CountsFrom.POLICE_UK: _of_police_uk,
        CountsFrom.POLICE_UK_OUTCOMES: _of_police_outcomes,
        CountsFrom.HOME_OFFICE: _of_tables,
        CountsFrom.HOME_OFFICE_OUTCOMES: _of_outcomes,
    }[measure.counts_from](reader, question, measure, place)
    if measure.denominator in {OutOf.PEOPLE, OutOf.HOUSEHOLDS}:
        _set_over_people(reader, question, measure, place, tally)
    series = measure.series(*place.codes, is_by_small_area=False)
    return Measured(
        measure=measure,
        first=question.first,
        last=question.last,
        count=tally.count,
        out_of=tally.out_of,
        denominator=tally.denominator,
        missing=tally.missing,
        provenance=tally.provenance,
        ruling=rule_on(series, question.first, question.last),
        snapshot=getattr(getattr(reader, "info", None), "snapshot", ""),
        not_yet=tally.not_yet,
        unknown=tally.unknown,
    )


def counted_place(reader: Reader, question: MeasureQuestion) -> CountedPlace:
    """Look up the force, area or district that a question names.

    Raises:
        UnknownName: when it is not known.
        WrongArgument: when none is named, or several are.
    """
    named = [question.force, question.area, question.district]
    if sum(name is not None for name in named) != 1:
        raise WrongArgument("name one force, one area or one district")
    if question.force:
        force = find_force(question.force)
        return CountedPlace(force.force, tuple(at.code for at in districts_of(force)))
    if question.district:
        return CountedPlace(districts=(find_district(question.district).code,))
    area = area_id(reader, question.area or "")
    within = next(row for row in reader.rows("areas") if row["area"] == area)
    codes = dict.fromkeys(find_district(at).code for at in within["districts"])
    return CountedPlace(districts=tuple(codes))


def forces_around(place: CountedPlace) -> list[str]:
    """Give the force of a place, or those whose areas its districts lie in."""
    if place.force:
        return [place.force]
    areas = {districts()[code].police_area for code in place.districts}
    return [slug for slug, force in forces().items() if force.police_area in areas]


def _of_police_uk(
    reader: Reader, question: MeasureQuestion, measure: Measure, _: CountedPlace
) -> _Tally:
    found = counts(reader, question.counted_by("type"))
    lines = [line for line in found.counts if line["type"] in measure.crime_types]
    held = {line["provenance"] for line in found.counts} - {None}
    if found.months_missing or not held:
        return _Tally(missing=tuple(found.months_missing))
    return _Tally(
        count=sum(int(line["offences"] or 0) for line in lines),
        provenance=one_or_mixed(held),
    )


def _of_tables(
    reader: Reader, question: MeasureQuestion, measure: Measure, place: CountedPlace
) -> _Tally:
    first, last = quarters_of(question, measure)
    codes = codes_named(reader, measure)
    answers = [
        recorded_crime(
            reader,
            RecordedQuestion(
                level="force" if place.force else "csp",
                force=place.force or None,
                district=None if place.force else district,
                first=first,
                last=last,
                by=("quarter",),
                codes=codes,
                subgroups=measure.subgroups,
            ),
        )
        for district in (("",) if place.force else place.districts)
    ]
    lines = [line for answer in answers for line in answer.counts]
    if measure.words and not codes:
        lines = []
    return _summed(lines, "offences", "offences", (first, last), len(answers))


def _of_outcomes(
    reader: Reader, question: MeasureQuestion, measure: Measure, place: CountedPlace
) -> _Tally:
    if not place.force:
        raise WrongArgument(f"{measure.name.lower()} is known by force alone")
    first, last = quarters_of(question, measure)
    answer = outcome_rates(
        reader,
        OutcomeQuestion(
            outcome_set=measure.outcome_set,
            basis=measure.basis,
            force=place.force,
            first=first,
            last=last,
            by=("quarter",),
            subgroups=measure.subgroups,
        ),
    )
    tally = _summed(answer.rates, "numerator", "denominator", (first, last), 1)
    if tally.count is not None:
        tally.not_yet = sum(int(line["not_yet"] or 0) for line in answer.rates)
    return tally


def _of_police_outcomes(
    reader: Reader, question: MeasureQuestion, measure: Measure, place: CountedPlace
) -> _Tally:
    found = police_outcomes(
        reader,
        PoliceOutcomeQuestion(
            outcome_set=measure.outcome_set,
            basis=measure.basis,
            crime_types=measure.crime_types,
            forces=forces_around(place),
            districts=() if place.force else place.districts,
            first=question.first,
            last=question.last,
        ),
    )
    return _Tally(
        count=found.numerator,
        out_of=found.denominator,
        missing=found.missing,
        provenance=one_or_mixed(found.provenances),
        not_yet=found.not_yet,
        unknown=found.unknown,
    )


def quarters_of(question: MeasureQuestion, measure: Measure) -> tuple[str, str]:
    """Give the quarters that the months are, which the tables are published by."""
    first, last = (
        Quarter.of(month.dates.start) for month in (question.first, question.last)
    )
    starts, ends = first.dates.start, last.dates.end
    if (starts, ends) != (question.first.dates.start, question.last.dates.end):
        raise WrongArgument(
            f"{measure.name.lower()} is published by quarter; ask for whole quarters"
        )
    return str(first), str(last)


def codes_named(reader: Reader, measure: Measure) -> Sequence[str]:
    """Give the offence codes of a measure told apart by words; none where it is not."""
    if not measure.words:
        return ()
    subgroups = [name.lower() for name in measure.subgroups]
    rows = reader.rows("offence_codes_named", subgroups=subgroups, word=measure.words)
    return [row["offence_code"] for row in rows]


def _summed(
    lines: Sequence[Mapping[str, str | int | float | None]],
    count: str,
    out_of: str,
    quarters: tuple[str, str],
    places: int,
) -> _Tally:
    """Add up quarters, unless one of them has no figure in one of the places."""
    wanted = _between(*quarters)
    told = [line for line in lines if line[count] is not None]
    missing = [
        quarter
        for quarter in wanted
        if sum(line["quarter"] == quarter for line in told) < places
    ]
    if missing:
        return _Tally(missing=tuple(missing))
    held = {line["provenance"] for line in told}
    total = sum(int(line[count] or 0) for line in told)
    beside = sum(int(line[out_of] or 0) for line in told)
    return _Tally(total, beside if out_of != count else None, (), one_or_mixed(held))


def _between(first: str, last: str) -> list[str]:
    quarter, listed = Quarter.parse(first), []
    while str(quarter) <= last:
        listed.append(str(quarter))
        quarter = quarter.following
    return listed


def _set_over_people(
    reader: Reader,
    question: MeasureQuestion,
    measure: Measure,
    place: CountedPlace,
    tally: _Tally,
) -> None:
    """Set a count over people or households of the year its middle falls in."""
    span = (question.last.year - question.first.year) * 12
    span += question.last.number - question.first.number
    year = question.first.plus(span // 2).year
    found = denominators(reader, measure.denominator, place.districts, [year])
    if found:
        (tally.denominator,) = found
        tally.out_of = tally.denominator.number


def one_or_mixed(found: Iterable[str | int | float | None]) -> str | None:
    """Give the one provenance there is, "mixed" for several, nothing for none."""
    told = {str(each) for each in found if each}
    if len(told) > 1:
        return "mixed"
    return next(iter(told), None)
