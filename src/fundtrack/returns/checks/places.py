"""Where on a return's own sheets a finding has its place, before they are laid out."""

from collections.abc import Hashable
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.rules import finding

CLAIM, RECONCILIATION = "claim", "reconciliation"
TABLE, LISTING, OUTPUTS = "table", "listing", "outputs"
CLAIM_NOW = "Claim for this quarter"
CLAIMED_SO_FAR = "Claimed so far, this claim included"
MOST_CAPITAL = "Of it at most capital"
DIFFERENCE = "Difference"
"""Rows of the sheets Claim and Reconciliation, by what stands in their first column."""
MOST_NAMED = 10


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell of a section: the section's name, what names its row, and the field.

    A row of the claim or the reconciliation is named by its words, one of the table by
    its cell, a line of the listing by its entry and cell, an
    output by area, project and name.
    """

    rows: str
    key: Hashable
    shows: str


NOWHERE = Spot(CLAIM, None, "what")


@dataclass(frozen=True, slots=True)
class Spotted(Finding):
    """A finding whose sheet, row and column are known once the sheets are laid out."""

    spot: Spot = NOWHERE


def spotted(
    rule: str,
    message: str,
    spot: Spot,
    *,
    severity: Severity | None = None,
    found: str | None = None,
) -> Spotted:
    """Say what one rule found in a cell of the return itself."""
    said = finding(rule, message, severity=severity)
    return Spotted(said.rule, said.severity, message, said.fix, found=found, spot=spot)


def entries_named(entries: Sequence[int]) -> str:
    """Name entries: the first ten, and how many more there are."""
    named = ", ".join(map(str, entries[:MOST_NAMED]))
    more = len(entries) - MOST_NAMED
    return f"{named} and {more} more" if more > 0 else named
