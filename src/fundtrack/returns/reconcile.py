"""Tie the claim to the ledger: two roads to one figure, every difference named."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.figures import FigureId
from fundtrack.domain.figures import Measure
from fundtrack.metrics.position import Position
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.limits import NIL
from fundtrack.returns.limits import ClaimedBefore
from fundtrack.returns.limits import Excess
from fundtrack.returns.listing import Listing
from fundtrack.returns.listing import total
from fundtrack.returns.scopes import Scope
from fundtrack.returns.scopes import day_before

Balances = Mapping[date, Position]
"""The fund's position at the end of each day that a return needs."""


@dataclass(frozen=True, slots=True)
class ReconcilingItem:
    """Money that is in the ledger and not in the claim, and why."""

    item: str
    reason: str
    pence: Pence
    figure: str | None = None


@dataclass(frozen=True, slots=True)
class Reconciliation:
    """The ledger's figure, the claim's figure, and what stands between them.

    `spent_pence` is what the accounts say was spent and accrued since the agreement's
    period began, `eligible_pence` what the lines that may be claimed for add up to;
    `replaced_pence` is the part of what was claimed before that earlier versions of
    this return claimed.
    """

    spent_pence: Pence
    eligible_pence: Pence
    claimed_before_pence: Pence
    items: tuple[ReconcilingItem, ...]
    above_maximum_pence: Pence
    replaced_pence: Pence = NIL

    @property
    def claimed_earlier_pence(self) -> Pence:
        """What the returns of earlier quarters claimed."""
        return Pence(self.claimed_before_pence - self.replaced_pence)

    @property
    def ledger_pence(self) -> Pence:
        """What the ledger holds for the period, less what earlier returns claimed."""
        return Pence(self.spent_pence - self.claimed_earlier_pence)

    @property
    def claim_pence(self) -> Pence:
        """What is asked for now."""
        kept = self.eligible_pence - self.above_maximum_pence
        return Pence(kept - self.claimed_earlier_pence)

    @property
    def difference_pence(self) -> Pence:
        """What nobody has explained; must be nil."""
        named = sum(item.pence for item in self.items)
        return Pence(self.ledger_pence - self.claim_pence - named)


def reconcile(
    scope: Scope,
    balances: Balances,
    listing: Listing,
    over: tuple[Excess, ...],
    before: ClaimedBefore,
) -> Reconciliation:
    """Set the ledger's balances against the lines of the claim."""
    return Reconciliation(
        spent_pence=Pence(
            _eligible(balances[scope.ends])
            - _eligible(balances[day_before(scope.starts)])
        ),
        eligible_pence=listing.eligible_pence,
        claimed_before_pence=before.pence,
        items=(*_after_the_period(scope, listing), *(_above(it) for it in over)),
        above_maximum_pence=Pence(sum(excess.pence for excess in over)),
        replaced_pence=before.replaced_pence,
    )


def _eligible(found: Position) -> int:
    return found.totals.actual_pence + found.totals.accrued_pence


def _after_the_period(scope: Scope, listing: Listing) -> list[ReconcilingItem]:
    if not listing.after_period:
        return []
    after = scope.terms.funding_ends
    starts = min(line.dated for line in listing.after_period)
    figure = FigureId(Measure.ELIGIBLE, scope.cell, scope.ends, scope.known, starts)
    return [
        ReconcilingItem(
            item="spending after the funding period",
            reason=f"{len(listing.after_period)} lines are dated after {after}",
            pence=total(listing.after_period),
            figure=str(figure),
        )
    ]


def _above(excess: Excess) -> ReconcilingItem:
    whose = "of the award" if excess.year == ANY else f"for {excess.year}"
    return ReconcilingItem(
        item=f"spending above the maximum sum {whose}",
        reason=f"the maximum sum {whose} is {show_pence(excess.limit_pence)}",
        pence=excess.pence,
    )
