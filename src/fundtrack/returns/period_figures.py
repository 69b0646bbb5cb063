"""The money of a year or a funding period, tied to the returns sent for it."""

from collections import Counter
from collections.abc import Callable
from collections.abc import Iterable
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import timedelta

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Former
from fundtrack.domain.figures import Measure
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.returns.figures import Figures
from fundtrack.returns.listing import Line
from fundtrack.returns.scopes import Terms
from fundtrack.returns.scopes import day_before
from fundtrack.returns.scopes import former_before
from fundtrack.returns.table import Figure
from fundtrack.returns.table import row_cell


@dataclass(frozen=True, slots=True)
class Period:
    """The days that a statement is of; `year` is None for the whole funding period."""

    starts: date
    until: date
    year: FinancialYear | None

    def __str__(self) -> str:
        """Name it in a sentence."""
        return f"financial year {self.year}" if self.year else "funding period"

    @property
    def cell_year(self) -> str:
        """The financial year of the budget cells, `*` for all."""
        return str(self.year) if self.year else ANY


@dataclass(frozen=True, slots=True)
class QuarterClaim:
    """What was claimed for a quarter and what arrived of it."""

    return_id: str
    quarter: Quarter
    sent_on: date
    last_received_on: date | None
    claimed_pence: Pence
    received_pence: Pence

    @property
    def owed_pence(self) -> Pence:
        """What did not arrive yet."""
        return Pence(self.claimed_pence - self.received_pence)


@dataclass(frozen=True, slots=True)
class PeriodFigures:
    """What a period cost, what was claimed for it, and what stands between the two.

    `late` was in no return of the period; `earlier` is of the time before and was
    first in a return of the period, because it came late.
    """

    period: Period
    eligible: Figure
    by_heading: dict[Cell, Figure]
    by_row: dict[Cell, Figure]
    late: Figure
    earlier: Figure
    claims: tuple[QuarterClaim, ...]

    @property
    def claimed_pence(self) -> Pence:
        """What the returns of the period claimed together."""
        return Pence(sum(claim.claimed_pence for claim in self.claims))

    @property
    def received_pence(self) -> Pence:
        """What arrived of these claims."""
        return Pence(sum(claim.received_pence for claim in self.claims))

    @property
    def owed_pence(self) -> Pence:
        """What of these claims did not arrive; below nought was paid too much."""
        return Pence(self.claimed_pence - self.received_pence)

    @property
    def counted_pence(self) -> Pence:
        """What the returns of the period counted as eligible."""
        own = (self.eligible.pence or 0) - (self.late.pence or 0)
        return Pence(own + (self.earlier.pence or 0))

    @property
    def put_off_pence(self) -> Pence:
        """What they counted and did not claim: it was above the maximum sum.

        Below nought where they claimed what returns before had to put off.
        """
        return Pence(self.counted_pence - self.claimed_pence)


def period_of(terms: Terms, year: FinancialYear | None) -> Period:
    """Give the days of a year, or of all, that the agreement pays for."""
    starts, until = terms.funding_starts, terms.funding_ends
    if year is None:
        return Period(starts, until, None)
    days = year.dates
    return Period(max(starts, days.start), min(until, days.last_day), year)


def read_period_figures(
    books: Reader, figures: Figures, period: Period, on: date
) -> PeriodFigures:
    """Work out the figures of a period.

    Args:
        figures: of the return of the period's last quarter.
        on: the day up to which receipts count.
    """
    scope = figures.scope
    before = former_before(books, scope, period.starts)
    after = former_before(books, scope, period.until + timedelta(days=1))
    lines = [it for it in figures.listing.eligible if it.dated <= period.until]
    own = [it for it in lines if it.dated >= period.starts]
    earlier = [
        it
        for it in lines
        if it.dated < period.starts and _held(after, it) and not _held(before, it)
    ]
    whole = FigureId(
        Measure.ELIGIBLE, scope.cell, period.until, scope.known, period.starts
    )
    known = after.known if after else 0
    of_before = (day_before(period.starts), known, scope.starts, before)
    return PeriodFigures(
        period=period,
        eligible=Figure(_total(own), whole),
        by_heading=_by_cell(own, whole, _heading_cell),
        by_row=_by_cell(own, whole, row_cell),
        late=Figure(
            _total(it for it in own if not _held(after, it)), replace(whole, less=after)
        ),
        earlier=Figure(
            _total(earlier), FigureId(Measure.ELIGIBLE, scope.cell, *of_before)
        ),
        claims=_claims(books, figures, period, on),
    )


def _held(former: Former | None, line: Line) -> bool:
    return former is not None and former.held(line.entry, line.dated)


def _total(lines: Iterable[Line]) -> Pence:
    return Pence(sum(line.pence for line in lines))


def _heading_cell(cell: Cell) -> Cell:
    return Cell(cell.fund, heading=cell.heading, kind=cell.kind)


def _by_cell(
    lines: Iterable[Line], whole: FigureId, group: Callable[[Cell], Cell]
) -> dict[Cell, Figure]:
    sums: Counter[Cell] = Counter()
    for line in lines:
        sums[group(line.cell)] += line.pence
    return {
        cell: Figure(Pence(sums[cell]), replace(whole, cell=cell))
        for cell in sorted(sums)
    }


def _claims(
    books: Reader, figures: Figures, period: Period, on: date
) -> tuple[QuarterClaim, ...]:
    scope = figures.scope
    found = books.rows(
        "claims_by_quarter", fund=scope.fund, as_at=on, known=scope.known
    )
    claims = [
        QuarterClaim(
            return_id=row["return_id"],
            quarter=Quarter.parse(row["quarter"]),
            sent_on=row["sent_on"],
            last_received_on=row["last_received_on"],
            claimed_pence=Pence(row["claimed_pence"]),
            received_pence=Pence(row["received_pence"]),
        )
        for row in found
    ]
    return tuple(
        claim
        for claim in claims
        if period.year is None or claim.quarter.year == period.year
    )
