"""All figures of one return, read from a snapshot as known at an entry."""

from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.metrics.eligibility import Eligibility
from fundtrack.metrics.eligibility import eligibility
from fundtrack.metrics.partner_claims import Supported
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.returns.limits import ClaimedBefore
from fundtrack.returns.limits import Excess
from fundtrack.returns.limits import Limits
from fundtrack.returns.limits import excesses
from fundtrack.returns.limits import read_claimed_before
from fundtrack.returns.limits import read_limits
from fundtrack.returns.lineage import Lineage
from fundtrack.returns.lineage import read_lineage
from fundtrack.returns.lineage_parts import read_plans
from fundtrack.returns.listing import Listing
from fundtrack.returns.listing import read_listing
from fundtrack.returns.reconcile import Reconciliation
from fundtrack.returns.reconcile import reconcile
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import with_former
from fundtrack.returns.table import COLUMNS
from fundtrack.returns.table import Figure
from fundtrack.returns.table import TableRow
from fundtrack.returns.table import table_days
from fundtrack.returns.table import table_rows


@dataclass(frozen=True, slots=True)
class Figures:
    """What a return says in money, and the entries beneath each figure.

    The last row of `table` is the fund's total; `supported` are the payments to
    partners and the accepted lines beneath them, `eligibility` the lines that the
    agreement does not pay.
    """

    scope: Scope
    listing: Listing
    limits: Limits
    over: tuple[Excess, ...]
    before: ClaimedBefore
    reconciliation: Reconciliation
    table: tuple[TableRow, ...]
    lineage: Lineage
    supported: Supported
    eligibility: Eligibility

    @property
    def eligible(self) -> Figure:
        """Eligible spending since the agreement's period began."""
        return self.table[-1].figures["cumulative"]

    @property
    def spent(self) -> Figure:
        """What the balances say was spent and accrued in the agreement's period."""
        return Figure(self.reconciliation.spent_pence, spent_id(self.scope))

    @property
    def awarded(self) -> FigureId:
        """Name the whole award."""
        return awarded_id(self.scope)

    @property
    def awarded_in_year(self) -> FigureId | None:
        """Name the award for the year; None where it can only be worked out."""
        if self.limits.has_years:
            return awarded_id(self.scope, self.scope.year)
        return None if self.limits.names_a_year else self.awarded

    @property
    def claimed_before(self) -> Figure:
        """What earlier returns claimed."""
        return Figure(self.before.pence, claimed_id(self.scope, self.before))


def read_figures(books: Reader, scope: Scope) -> Figures:
    """Work out every figure of a return."""
    scope = with_former(books, scope)
    listing = read_listing(books, scope)
    limits = read_limits(books, scope)
    before = read_claimed_before(books, scope)
    over = excesses(listing, limits)
    balances = {
        day: position(books, Selection(day, scope.known, scope.fund))
        for day in table_days(scope)
    }
    lines = (*listing.eligible, *listing.after_period)
    claimed = claimed_id(scope, before)
    plans = read_plans(books, scope)
    table = table_rows(scope, balances, lines, plans)
    reconciliation = reconcile(scope, balances, listing, over, before)
    items = [FigureId.parse(it.figure) for it in reconciliation.items if it.figure]
    awarded = [awarded_id(scope)]
    if limits.has_years:
        awarded.append(awarded_id(scope, scope.year))
    whole = Selection(scope.ends, scope.known, scope.fund)
    return Figures(
        scope=scope,
        listing=listing,
        limits=limits,
        over=over,
        before=before,
        reconciliation=reconciliation,
        table=table,
        # In a first quarter two cells are the same figure, which is listed once.
        lineage=read_lineage(
            books,
            scope,
            listing,
            plans,
            [*items, *awarded, claimed, spent_id(scope), *_said(table)],
        ),
        supported=supported(books, whole),
        eligibility=eligibility(books, whole, scope.starts),
    )


def awarded_id(scope: Scope, year: str = ANY) -> FigureId:
    """Name the award as it counted at the quarter's end."""
    return FigureId(
        Measure.AWARDED, Cell(scope.fund, year=year), scope.ends, scope.known
    )


def spent_id(scope: Scope) -> FigureId:
    """Name what was spent and accrued in the agreement's period so far."""
    return FigureId(Measure.ELIGIBLE, scope.cell, scope.ends, scope.known, scope.starts)


def claimed_id(scope: Scope, before: ClaimedBefore) -> FigureId:
    """Name what was claimed before: all of it, whenever it was submitted."""
    as_at = max(scope.ends, before.last_on or scope.ends)
    return FigureId(Measure.CLAIMED, scope.cell, as_at, scope.known)


def lineage_sums(lineage: Lineage) -> dict[FigureId, Pence]:
    """Add up the lines beneath each figure."""
    return lineage.sums


def _said(table: tuple[TableRow, ...]) -> list[FigureId]:
    return [
        row.figures[name].id
        for row in table
        for name in COLUMNS
        if row.pence(name) is not None
    ]
