"""Outcomes of a measure by every named set and both bases, side by side.

Each set and basis gives another rate of the same crimes, so a rate is shown among the
others and never alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from fundtrack.metrics.breaks import CountsFrom
from fundtrack.metrics.measured import CountedPlace
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import counted_place
from fundtrack.metrics.measured import forces_around
from fundtrack.metrics.measured import one_or_mixed
from fundtrack.metrics.measures import Measure
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.outcome_rates import BASES
from fundtrack.metrics.outcome_rates import OutcomeQuestion
from fundtrack.metrics.outcome_rates import OutcomeSet
from fundtrack.metrics.outcome_rates import find_outcome_set
from fundtrack.metrics.outcome_rates import outcome_rates
from fundtrack.metrics.outcome_rates import outcome_sets
from fundtrack.metrics.police_outcomes import PoliceOutcomeQuestion
from fundtrack.metrics.police_outcomes import police_outcomes
from fundtrack.metrics.position import Reader
from fundtrack.metrics.proportions import Share
from fundtrack.metrics.proportions import share_of
from fundtrack.periods import Quarter


@dataclass(frozen=True, slots=True)
class OutcomeShare:
    """Outcomes of one set among all outcomes, on one basis.

    The counts are nothing where a month or quarter is missing; `not_yet` are crimes
    without an outcome so far and `unknown` those whose outcome is not known.
    """

    of_set: OutcomeSet
    basis: str
    numerator: int | None
    denominator: int | None
    not_yet: int | None
    unknown: int | None
    missing: tuple[str, ...]
    provenance: str | None

    @property
    def share(self) -> Share | None:
        """The share of all outcomes, where there is any outcome."""
        if self.numerator is None or not self.denominator:
            return None
        return share_of(self.numerator, self.denominator)


def outcome_shares(
    reader: Reader, question: MeasureQuestion
) -> tuple[OutcomeShare, ...]:
    """Give every set on both bases for a measure of police.uk or of the tables.

    The tables know outcomes by force alone: of a smaller place there are none of them.

    Raises:
        UnknownName, WrongArgument: when the question names what is not.
    """
    measure = any_measure(question.measure, question.last)
    place = counted_place(reader, question)
    if measure.counts_from is CountsFrom.HOME_OFFICE:
        return tuple(_of_tables(reader, question, measure, place))
    return tuple(_of_files(reader, question, measure, place))


def _sets() -> list[OutcomeSet]:
    return [
        find_outcome_set(name) for name in dict.fromkeys(n for n, _ in outcome_sets())
    ]


def _of_files(
    reader: Reader, question: MeasureQuestion, measure: Measure, place: CountedPlace
) -> Iterator[OutcomeShare]:
    for basis in BASES:
        for each in _sets():
            found = police_outcomes(
                reader,
                PoliceOutcomeQuestion(
                    outcome_set=each.name,
                    basis=basis,
                    crime_types=measure.crime_types,
                    forces=forces_around(place),
                    districts=() if place.force else place.districts,
                    first=question.first,
                    last=question.last,
                ),
            )
            yield OutcomeShare(
                each,
                basis,
                found.numerator,
                found.denominator,
                found.not_yet,
                found.unknown,
                found.missing,
                one_or_mixed(found.provenances),
            )


def _of_tables(
    reader: Reader, question: MeasureQuestion, measure: Measure, place: CountedPlace
) -> Iterator[OutcomeShare]:
    if not place.force:
        return
    first, last = (
        str(Quarter.of(month.dates.start)) for month in (question.first, question.last)
    )
    for basis in BASES:
        for each in _sets():
            found = outcome_rates(
                reader,
                OutcomeQuestion(
                    outcome_set=each.name,
                    basis=basis,
                    force=place.force,
                    first=first,
                    last=last,
                    by=("force",),
                    subgroups=measure.subgroups,
                ),
            )
            for line in found.rates:
                yield OutcomeShare(
                    each,
                    basis,
                    _whole(line["numerator"]),
                    _whole(line["denominator"]),
                    _whole(line["not_yet"]),
                    None,
                    tuple(found.quarters) if line["status"] == "missing" else (),
                    str(line["provenance"]) if line["provenance"] else None,
                )


def _whole(found: str | float | None) -> int | None:
    return None if found is None else int(found)
