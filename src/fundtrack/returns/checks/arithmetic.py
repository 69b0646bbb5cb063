"""Checks of the whole claim: its sums, its ties, what it may come to."""

from collections.abc import Iterator

from fundtrack.domain.cells import SpendKind
from fundtrack.findings import Finding
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import CLAIM
from fundtrack.returns.checks.places import CLAIM_NOW
from fundtrack.returns.checks.places import CLAIMED_SO_FAR
from fundtrack.returns.checks.places import DIFFERENCE
from fundtrack.returns.checks.places import MOST_CAPITAL
from fundtrack.returns.checks.places import RECONCILIATION
from fundtrack.returns.checks.places import TABLE
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.figures import lineage_sums
from fundtrack.returns.limits import capital_limit
from fundtrack.returns.listing import total
from fundtrack.returns.table import COLUMNS


def lines_sum_to_claim(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A claim is its lines and nothing else."""
    tied = figures.reconciliation
    listed = total(figures.listing.eligible) - tied.above_maximum_pence
    listed -= tied.claimed_earlier_pence
    if listed != tied.claim_pence:
        yield spotted(
            "lines-sum-to-claim",
            f"the lines add up to {show_pence(Pence(listed))}, "
            f"the claim is {show_pence(tied.claim_pence)}",
            Spot(CLAIM, CLAIM_NOW, "pence"),
        )


def claim_ties_to_ledger(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """Two roads, one figure.

    Source: annual reconciliation, grants standard GovS 015, requirement 9.
    """
    tied = figures.reconciliation
    if tied.difference_pence:
        yield spotted(
            "claim-ties-to-ledger",
            f"the ledger holds {show_pence(tied.ledger_pence)}, the claim is "
            f"{show_pence(tied.claim_pence)}: "
            f"{show_pence(tied.difference_pence)} is not explained",
            Spot(RECONCILIATION, DIFFERENCE, "pence"),
        )


def cells_sum_to_lines(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A figure that cannot be traced to its lines may not be sent."""
    sums = lineage_sums(figures.lineage)
    for row in figures.table:
        for name in COLUMNS:
            figure = row.figures[name]
            traced = sums.get(figure.id, Pence(0))
            if figure.pence is not None and figure.pence != traced:
                yield spotted(
                    "cells-sum-to-lines",
                    f"{figure.id} is {show_pence(figure.pence)}, "
                    f"its lines add up to {show_pence(traced)}",
                    Spot(TABLE, row.cell, name),
                )


def claim_within_maximum(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """No claim may exceed the maximum sum.

    Source: model grant funding agreement, "Maximum Sum".
    """
    tied = figures.reconciliation
    claimed = tied.claim_pence + tied.claimed_earlier_pence
    if claimed > figures.limits.total_pence:
        yield spotted(
            "claim-within-maximum",
            f"{show_pence(Pence(claimed))} would be claimed of an award of "
            f"{show_pence(figures.limits.total_pence)}",
            Spot(CLAIM, CLAIMED_SO_FAR, "pence"),
        )


def capital_within_cap(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """The funder fixes how much may be capital."""
    limit = capital_limit(figures.scope, figures.limits)
    spent = sum(
        line.pence
        for line in figures.listing.eligible
        if line.cell.kind == SpendKind.CAPITAL
    )
    if limit is not None and spent > limit:
        yield spotted(
            "capital-within-cap",
            f"capital is {show_pence(Pence(spent))} and may be {show_pence(limit)}",
            Spot(CLAIM, MOST_CAPITAL, "pence"),
        )
