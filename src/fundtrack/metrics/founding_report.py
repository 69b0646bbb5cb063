"""The figures of the founding annual report: published, ours, and why they differ.

Each is listed with what it is made of. What held data can reproduce is made again from
them; what they cannot is shown with the reason, and never left out.
"""

import csv
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fundtrack.metrics.breaks import Break
from fundtrack.metrics.breaks import Ruling
from fundtrack.metrics.breaks import rule_on
from fundtrack.metrics.measured import Measured
from fundtrack.metrics.measured import MeasureQuestion
from fundtrack.metrics.measured import measured
from fundtrack.metrics.measures import any_measure
from fundtrack.metrics.position import Reader
from fundtrack.periods import FinancialYear
from fundtrack.periods import Month
from fundtrack.places import reference_file

FORCE = "lancashire"


class Standing(StrEnum):
    """Whether a published figure was made again."""

    REPRODUCED = "reproduced"
    DIFFERS = "differs"
    NOT_REPRODUCIBLE = "not reproducible"
    NO_FIGURE = "no figure printed"


@dataclass(frozen=True, slots=True)
class PublishedFigure:
    """One line of the report: `published` is nothing where no figure is printed.

    `decimals` says how far it is printed, -2 to hundreds; `is_floor` that it is printed
    as "more than". `of` names the
    measures or the fund that it is of, the best first.
    """

    figure: str
    what: str
    published: float | None
    is_floor: bool
    decimals: int
    unit: str
    year: FinancialYear
    against: FinancialYear | None
    check: str
    of: tuple[str, ...]
    made_of: str
    beware: str
    why_not: str
    source: str


@dataclass(frozen=True, slots=True)
class FoundingFigure:
    """A published figure beside ours.

    `ours` is nothing where it cannot be made; `numerator` and `denominator` stand
    beside it where it is a rate or a change (of a change: the later and the earlier
    count). `because` says how ours was made, or why it was not; `says` what to beware
    of and the breaks that the figure crosses, which are `crossed`.
    """

    said: PublishedFigure
    ours: float | None
    numerator: int | None
    denominator: int | None
    because: str
    says: tuple[str, ...]
    crossed: tuple[Break, ...] = ()

    @property
    def difference(self) -> float | None:
        """Ours less the published figure."""
        if self.ours is None or self.said.published is None:
            return None
        return self.ours - self.said.published

    @property
    def standing(self) -> Standing:
        """Whether ours is the published figure, as far as that is printed."""
        if self.said.published is None:
            return Standing.NO_FIGURE
        if self.difference is None:
            return Standing.NOT_REPRODUCIBLE
        half = 10.0**-self.said.decimals / 2
        is_same = abs(self.difference) <= half or (
            self.said.is_floor and self.difference > 0
        )
        return Standing.REPRODUCED if is_same else Standing.DIFFERS


@dataclass(frozen=True, slots=True)
class _Made:
    ours: float
    numerator: int | None
    denominator: int | None
    because: str


def founding_figures(books: Reader) -> tuple[FoundingFigure, ...]:
    """List every figure of the report with ours beside it, as far as data are held.

    Args:
        books: a snapshot, with what was taken into its lake.
    """
    return tuple(_figure(books, said) for said in published_figures())


def published_figures() -> tuple[PublishedFigure, ...]:
    """Read the figures that the report prints or implies, in its order."""
    text = reference_file("founding_report.csv").read_text(encoding="utf-8")
    return tuple(_published(row) for row in csv.DictReader(text.splitlines()))


def _figure(books: Reader, said: PublishedFigure) -> FoundingFigure:
    made = _MAKERS[said.check](books, said)
    return FoundingFigure(
        said=said,
        ours=made.ours if made else None,
        numerator=made.numerator if made else None,
        denominator=made.denominator if made else None,
        because=made.because if made else said.why_not,
        says=_says(said),
        crossed=_ruling(said).crossed if said.against else (),
    )


def _award(books: Reader, said: PublishedFigure) -> _Made | None:
    """Add up the award's cells that stand, in pounds."""
    pence = sum(
        row["pence"]
        for fund in said.of
        for row in books.rows("standing_awards", fund=fund)
    )
    if not pence:
        return None
    return _Made(pence / 100, None, None, "the award versions in the books")


def _count(books: Reader, said: PublishedFigure) -> _Made | None:
    """Count the year, by the first measure that is held; a rate where it is one."""
    for name in said.of:
        found = _year(books, name, said.year)
        if found.measure.outcome_set and found.rate is not None:
            return _Made(found.rate, found.count, found.out_of, _how(found, said))
        if found.count is not None and not found.measure.outcome_set:
            return _Made(float(found.count), None, None, _how(found, said))
    return None


def _fewer(books: Reader, said: PublishedFigure) -> _Made | None:
    both = _both(books, said)
    if both is None:
        return None
    earlier, later, how = both
    return _Made(float(earlier - later), later, earlier, how)


def _change(books: Reader, said: PublishedFigure) -> _Made | None:
    both = _both(books, said)
    if both is None or not both[0]:
        return None
    earlier, later, how = both
    return _Made(100 * (later - earlier) / earlier, later, earlier, how)


def _nothing(_: Reader, __: PublishedFigure) -> None:
    """Make nothing: an output, or a line without a figure."""


_MAKERS: Mapping[str, Callable[[Reader, PublishedFigure], _Made | None]] = {
    "award": _award,
    "count": _count,
    "fewer": _fewer,
    "change": _change,
    "none": _nothing,
}


def _both(books: Reader, said: PublishedFigure) -> tuple[int, int, str] | None:
    """Count both years of a comparison by the first measure that has them."""
    for name in said.of:
        earlier = _year(books, name, said.against or said.year)
        later = _year(books, name, said.year)
        if earlier.count is not None and later.count is not None:
            return earlier.count, later.count, _how(later, said)
    return None


def _year(books: Reader, measure: str, year: FinancialYear) -> Measured:
    first, last = _months(year)
    return measured(books, MeasureQuestion(measure, first, last, force=FORCE))


def _months(year: FinancialYear) -> tuple[Month, Month]:
    return Month.of(year.dates.start), Month.of(year.dates.last_day)


def _how(found: Measured, said: PublishedFigure) -> str:
    """Say by which measure ours was made, and whether that is the report's own."""
    measure = found.measure
    how = f"{measure.name.lower()}, version {measure.version} ({measure.source})"
    if measure.measure != said.of[0]:
        better = any_measure(said.of[0])
        how += f", in place of {better.name.lower()}, which is not held"
    return f"{how}, made up" if found.provenance != "published" else how


def _says(said: PublishedFigure) -> tuple[str, ...]:
    beware = (said.beware,) if said.beware else ()
    return (*beware, *(_ruling(said).says if said.against else ()))


def _ruling(said: PublishedFigure) -> Ruling:
    """Say which breaks lie between the two years of a comparison."""
    first, _ = _months(said.against or said.year)
    _, last = _months(said.year)
    return rule_on(any_measure(said.of[0], last).series(FORCE), first, last)


def _published(row: dict[str, str]) -> PublishedFigure:
    return PublishedFigure(
        figure=row["figure"],
        what=row["what"],
        published=float(row["published"]) if row["published"] else None,
        is_floor=row["is_floor"] == "yes",
        decimals=int(row["decimals"]),
        unit=row["unit"],
        year=FinancialYear.parse(row["year"]),
        against=FinancialYear.parse(row["against"]) if row["against"] else None,
        check=row["check"],
        of=tuple(row["of"].split("|")) if row["of"] else (),
        made_of=row["made_of"],
        beware=row["beware"],
        why_not=row["why_not"],
        source=row["source"],
    )
