"""Ask what a measure came to, how it changed, and what the founding report says."""

from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.session import Session
from fundtrack.metrics.breaks import read_breaks
from fundtrack.metrics.founding_report import FoundingFigure
from fundtrack.metrics.founding_report import founding_figures
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measures import read_measures
from fundtrack.metrics.year_changes import YearsQuestion
from fundtrack.metrics.year_changes import change_of_years

COUNTED = "counted"
MISSING = "missing"


@dataclass(frozen=True, slots=True)
class MeasureAnswer:
    """What a measure came to: the count and what it is out of, beside the rate.

    Crimes are per 1,000 people or households, outcomes per cent. `breaks` tells what
    altered counts within the months asked.
    """

    measure: str
    version: str
    name: str
    first: str
    last: str
    count: int | None
    out_of: int | None
    rate: float | None
    per: str
    denominator: str
    not_yet: int | None
    unknown: int | None
    status: str
    missing: Sequence[str]
    breaks: Sequence[str]
    provenance: str | None
    source: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class ChangeAnswer:
    """A year set against another: both counts, the difference and the percentage.

    `left_out` are months that a break kept out on both sides.
    """

    measure: str
    version: str
    year: str
    against: str
    earlier: int | None
    later: int | None
    difference: int | None
    pct: float | None
    status: str
    missing: Sequence[str]
    left_out: Sequence[str]
    action: str | None
    breaks: Sequence[str]
    snapshot: str


@dataclass(frozen=True, slots=True)
class FoundingLine:
    """A figure of the founding report beside ours."""

    figure: str
    what: str
    published: float | None
    ours: float | None
    difference: float | None
    unit: str
    standing: str
    numerator: int | None
    denominator: int | None
    because: str
    made_of: str
    beware: Sequence[str]
    source: str


@dataclass(frozen=True, slots=True)
class FoundingList:
    """Every figure of the founding report, in its order."""

    figures: Sequence[FoundingLine]
    snapshot: str


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What can be counted, and what parts counts: every measure and every break."""

    measures: Sequence[dict[str, str]]
    breaks: Sequence[dict[str, str]]


def ask_measure(session: Session, question: MeasureQuestion) -> MeasureAnswer:
    """Count a measure in a place and time.

    Raises:
        UnknownName, WrongArgument: when the question names what is not.
    """
    with session.reading() as books:
        found = measured(books, question)
    return MeasureAnswer(
        measure=found.measure.measure,
        version=found.measure.version,
        name=found.measure.name,
        first=str(found.first),
        last=str(found.last),
        count=found.count,
        out_of=found.out_of,
        rate=found.rate,
        per=found.per,
        denominator=found.denominator.says if found.denominator else "",
        not_yet=found.not_yet,
        unknown=found.unknown,
        status=MISSING if found.count is None else COUNTED,
        missing=found.missing,
        breaks=found.ruling.says,
        provenance=found.provenance,
        source=found.measure.source,
        snapshot=found.snapshot,
    )


def ask_change(session: Session, question: YearsQuestion) -> ChangeAnswer:
    """Set a year against another.

    Raises:
        AcrossBreak: when the break calendar does not let the two be compared.
        UnknownName, WrongArgument: when the question names what is not.
    """
    with session.reading() as books:
        found = change_of_years(books, question)
        snapshot = books.info.snapshot
    change = found.change
    return ChangeAnswer(
        measure=found.measure.measure,
        version=found.measure.version,
        year=str(question.year),
        against=str(question.against),
        earlier=change.earlier.offences if change else None,
        later=change.later.offences if change else None,
        difference=change.difference if change else None,
        pct=change.pct if change else None,
        status=COUNTED if change else MISSING,
        missing=found.missing,
        left_out=[str(month) for month in found.left_out],
        action=found.ruling.action,
        breaks=found.ruling.says,
        snapshot=snapshot,
    )


def list_founding(session: Session) -> FoundingList:
    """List the founding report's figures beside ours."""
    with session.reading() as books:
        figures = [_line(each) for each in founding_figures(books)]
        return FoundingList(figures, books.info.snapshot)


def list_measures() -> Catalogue:
    """List every version of every measure, and the break calendar."""
    return Catalogue(
        measures=[
            {
                "measure": each.measure,
                "version": each.version,
                "name": each.name,
                "counts": ", ".join(each.crime_types or each.subgroups),
                "from": str(each.counts_from),
                "per": str(each.denominator),
                "valid_from": str(each.valid_from or ""),
                "valid_to": str(each.valid_to or ""),
                "finest": each.finest,
                "note": each.note,
                "source": each.source,
            }
            for each in read_measures()
        ],
        breaks=[
            {
                "break": each.name,
                "first": str(each.first),
                "last": str(each.last or ""),
                "touches": ", ".join(each.crime_types),
                "sources": ", ".join(each.counts_from),
                "places": ", ".join(each.places),
                "action": str(each.action),
                "instead": each.instead,
                "what": each.what,
                "source": each.source,
            }
            for each in read_breaks()
        ],
    )


def _line(found: FoundingFigure) -> FoundingLine:
    said = found.said
    return FoundingLine(
        figure=said.figure,
        what=said.what,
        published=said.published,
        ours=found.ours,
        difference=found.difference,
        unit=said.unit,
        standing=found.standing,
        numerator=found.numerator,
        denominator=found.denominator,
        because=found.because,
        made_of=said.made_of,
        beware=found.says,
        source=said.source,
    )
