"""One year set against another: the same months of both, or not at all."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.errors import WrongArgument
from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.changes import Change
from fundtrack.metrics.changes import Counted
from fundtrack.metrics.changes import change_of
from fundtrack.metrics.changes import rule_for
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.position import Reader
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.periods import months_between

MONTHS_IN_YEAR = 12

Pair = tuple[Month, Month]
"""A month of the earlier year and the same month of the later one."""


@dataclass(frozen=True, slots=True)
class YearsQuestion:
    """Which measure of which place, in a year and in the year it is set against."""

    measure: str
    year: FinancialYear
    against: FinancialYear
    force: str | None = None
    area: str | None = None
    district: str | None = None


@dataclass(frozen=True, slots=True)
class YearChange:
    """A year's count against another's.

    `change` is nothing where a month or quarter that is compared is missing;
    `left_out` names the months of both years that a break kept out of it.
    """

    measure: Measure
    change: Change | None
    missing: tuple[str, ...]
    left_out: tuple[Month, ...]
    ruling: Ruling


def change_of_years(reader: Reader, question: YearsQuestion) -> YearChange:
    """Set a year against another, month by same month.

    Months that a break asks to leave out are left out on both sides, whole quarters
    where the counts come by quarter.

    Raises:
        AcrossBreak: when the break calendar does not let the two be compared.
        UnknownName, WrongArgument: when the question names what is not.
    """
    return _change_of_pairs(reader, _months_asked(question), _pairs(question))


def change_on_year_before(reader: Reader, asked: MeasureQuestion) -> YearChange:
    """Set months, a year of them at most, against the same months a year before.

    Raises:
        AcrossBreak, UnknownName, WrongArgument: as in `change_of_years`.
    """
    later = months_between(asked.first, asked.last)
    if len(later) > MONTHS_IN_YEAR:
        raise WrongArgument(f"{asked.first} to {asked.last} is more than a year")
    pairs = [(month.plus(-MONTHS_IN_YEAR), month) for month in later]
    return _change_of_pairs(reader, asked, pairs)


def _change_of_pairs(
    reader: Reader, asked: MeasureQuestion, pairs: Sequence[Pair]
) -> YearChange:
    places = counted_place(reader, asked).codes
    ruling = rule_for(asked.measure, pairs[0][0], pairs[-1][1], *places)
    kept = [*_kept(any_measure(asked.measure), pairs, ruling)]
    (earlier, lacks), (later, lacks_later) = (
        _summed(reader, asked, [pair[side] for pair in kept]) for side in (0, 1)
    )
    missing = (*lacks, *lacks_later)
    change = None
    if kept and not missing:
        change = change_of(
            asked.measure,
            Counted(earlier, pairs[0][0], pairs[-1][0]),
            Counted(later, pairs[0][1], pairs[-1][1]),
            *places,
        )
    out = {month for pair in pairs if pair not in kept for month in pair}
    return YearChange(
        measure=any_measure(asked.measure, pairs[-1][1]),
        change=change,
        missing=missing,
        left_out=tuple(sorted(out)),
        ruling=ruling,
    )


def _months_asked(question: YearsQuestion) -> MeasureQuestion:
    dates = question.year.dates
    return MeasureQuestion(
        question.measure,
        Month.of(dates.start),
        Month.of(dates.last_day),
        question.force,
        question.area,
        question.district,
    )


def _pairs(question: YearsQuestion) -> list[Pair]:
    before, after = sorted((question.against, question.year))
    sides = (
        months_between(Month.of(year.dates.start), Month.of(year.dates.last_day))
        for year in (before, after)
    )
    return list(zip(*sides, strict=True))


def _kept(measure: Measure, pairs: Sequence[Pair], ruling: Ruling) -> Iterator[Pair]:
    """Give the pairs that no spell keeps out, by whole quarters where need be."""
    out = {pair for pair in pairs if set(pair) & set(ruling.excluded)}
    if measure.counts_from is not CountsFrom.POLICE_UK:
        quarters = {Quarter.of(before.dates.start) for before, _ in out}
        out = {pair for pair in pairs if Quarter.of(pair[0].dates.start) in quarters}
    return (pair for pair in pairs if pair not in out)


def _summed(
    reader: Reader, asked: MeasureQuestion, months: Sequence[Month]
) -> tuple[int, tuple[str, ...]]:
    """Count the months, run by run, and name what is missing of them."""
    total = 0
    missing: list[str] = []
    for first, last in _runs(months):
        found = measured(reader, replace(asked, first=first, last=last))
        total += found.count or 0
        if found.count is None:
            missing += found.missing or (f"{first} to {last}",)
    return total, tuple(missing)


def _runs(months: Sequence[Month]) -> Iterator[tuple[Month, Month]]:
    starts = [month for month in months if month.plus(-1) not in months]
    ends = [month for month in months if month.plus(1) not in months]
    return zip(starts, ends, strict=True)
