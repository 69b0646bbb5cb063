"""Payments to partners in a return: the accepted lines beneath them, and what lacks."""

from collections import defaultdict
from collections.abc import Iterator
from collections.abc import Mapping

from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_support import Support
from fundtrack.metrics.partner_claims import Supported
from fundtrack.money import Pence
from fundtrack.returns.layouts import Value
from fundtrack.returns.listing import Line
from fundtrack.returns.listing import Listing

NOTHING: Mapping[str, Value] = {
    "delivered_on": None,
    "evidence": "",
    "supported_by": "",
}
UNSUPPORTED = "nothing yet: unsupported"
PAID_AHEAD = "paid ahead"
TAKEN_BACK = "nothing: taken back"


def listing_rows(
    row: Mapping[str, Value], line: Line, supported: Supported
) -> Iterator[dict[str, Value]]:
    """Show a line of the listing: a payment to a partner by its accepted lines.

    What no line supports keeps a row of its own, so that the rows add up to the line.
    """
    found = supported.of_entry(line.entry, line.cell)
    if found is None:
        yield {**NOTHING, **row}
        return
    for part in found.parts:
        held = supported.lines[part.line.entry]
        yield {**row, **_as_claimed(row, held), "pence": part.pence}
    left = found.unsupported_pence
    back = Pence(found.payment.pence - found.kept_pence)
    for pence, why in ((left, UNSUPPORTED), (back, TAKEN_BACK)):
        if pence:
            yield {**row, **NOTHING, "pence": pence, "supported_by": why}


def paid_ahead(line: Line, supported: Supported) -> Pence:
    """Give what a partner was paid by a line and no delivery supports yet."""
    found = supported.of_entry(line.entry, line.cell)
    return found.unsupported_pence if found else Pence(0)


def _as_claimed(row: Mapping[str, Value], held: HeldRow) -> dict[str, Value]:
    sure = sorted({str(row["provenance"]), held.provenance})
    return {
        "supplier": held.text("supplier"),
        "description": f"{held.text('what')} (paid through {row['supplier']})",
        "reference": row["reference"],
        "delivered_on": held.dated,
        "evidence": held.text("evidence"),
        "supported_by": f"{held.partner}, {held.quarter}, line {held.number}",
        "provenance": ", ".join(sure),
    }


def claimed_payments(listing: Listing, supported: Supported) -> list[Support]:
    """Give the payments to partners that a claim is made of."""
    if not supported.payments:
        return []
    entries = {(line.entry, line.cell) for line in listing.eligible}
    return [
        each
        for each in supported.payments
        if (each.payment.entry, each.payment.cell) in entries
    ]


def unsupported_by_partner(payments: list[Support]) -> dict[str, list[Support]]:
    """Give the payments that lack support, by the partner paid."""
    found: dict[str, list[Support]] = defaultdict(list)
    for each in payments:
        if each.unsupported_pence:
            found[each.payment.partner].append(each)
    return dict(found)
