"""Checks of what must be agreed or shown: virements, payments, papers."""

from collections.abc import Iterator

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.checks.places import LISTING
from fundtrack.returns.checks.places import Spot
from fundtrack.returns.checks.places import entries_named
from fundtrack.returns.checks.places import spotted
from fundtrack.returns.checks.surroundings import Surroundings
from fundtrack.returns.figures import Figures
from fundtrack.returns.rules import finding
from fundtrack.returns.support import claimed_payments
from fundtrack.returns.support import unsupported_by_partner


def no_waiting_virement(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """A budget that somebody asked to change is not settled."""
    for virement in around.virements:
        yield finding(
            "no-waiting-virement",
            f"virement {virement.number} of {show_pence(virement.pence)} from "
            f"{virement.from_cell} to {virement.to_cell} waits for a decision",
        )


def payments_supported(figures: Figures, _: Surroundings) -> Iterator[Finding]:
    """A payment is not yet proof of spending; the terms say whether that blocks.

    Source: statement by the partner's finance officer, clause "Records to be kept".
    """
    needed = figures.scope.terms.claims_needed
    paid = claimed_payments(figures.listing, figures.supported)
    for partner, lacking in unsupported_by_partner(paid).items():
        pence = Pence(sum(each.unsupported_pence for each in lacking))
        payments = [each.payment for each in lacking]
        named = entries_named([payment.entry for payment in payments])
        first = payments[0]
        yield spotted(
            "payments-supported",
            f"{show_pence(pence)} paid to {partner} is supported by no accepted line "
            f"of its claims: entries {named}",
            Spot(LISTING, (first.entry, first.cell), "pence"),
            severity=Severity.BLOCK if needed else None,
        )


def evidence_held(_: Figures, around: Surroundings) -> Iterator[Finding]:
    """Every pound claimed is supported; the agreement says from which sum and how hard.

    Source: records clause of the house template; the sum is the agreement's own.
    """
    found = around.evidence
    if found is None or found.over_pence is None:
        return
    if found.unsupported:
        named = entries_named([line.entry for line in found.unsupported])
        yield finding(
            "evidence-held",
            f"{found.supported} of {found.needed} lines over "
            f"{show_pence(found.over_pence)} have a paper; none is held for entries "
            f"{named}",
            severity=None if found.is_blocking else Severity.WARN,
        )
