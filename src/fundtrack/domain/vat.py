"""VAT: what a line costs the office, what comes back from HMRC, what may be claimed.

Source: VAT Act 1994, s.33: a commissioner recovers most of the VAT it pays, so grant
agreements pay costs net of it; VAT that is not recovered is a cost, which an agreement
may or may not pay.
"""

from dataclasses import dataclass
from enum import StrEnum

from fundtrack.money import Pence


class VatRule(StrEnum):
    """What an agreement pays of a line, as its terms say."""

    NET = "net of VAT"
    NET_OF_RECOVERABLE = "net of recoverable VAT"
    """VAT that HMRC does not give back is paid as well."""


class AmountBasis(StrEnum):
    """Whether the amount of a line holds its VAT, by what its heading says."""

    NET = "net"
    GROSS = "gross"
    UNSAID = "unsaid"


@dataclass(frozen=True, slots=True)
class Vat:
    """The three parts of a line; a line whose parts are not known has none of this."""

    net_pence: Pence
    recoverable_pence: Pence
    irrecoverable_pence: Pence

    def cost_pence(self, rule: VatRule) -> Pence:
        """Give what an agreement pays of the line under its rule."""
        if rule is VatRule.NET:
            return self.net_pence
        return Pence(self.net_pence + self.irrecoverable_pence)


@dataclass(frozen=True, slots=True)
class VatCells:
    """What the cells of a row say of its VAT; None where a cell is empty or missing."""

    vat_pence: Pence | None = None
    recoverable_pence: Pence | None = None
    irrecoverable_pence: Pence | None = None

    @property
    def is_empty(self) -> bool:
        """Whether the row says nothing of VAT."""
        cells = (self.vat_pence, self.recoverable_pence, self.irrecoverable_pence)
        return all(cell is None for cell in cells)

    @property
    def agrees(self) -> bool:
        """Whether the three, where all are given, add up."""
        parts = (self.recoverable_pence, self.irrecoverable_pence)
        if self.vat_pence is None or None in parts:
            return True
        return self.vat_pence == sum(part or 0 for part in parts)


def read_vat_rule(written: str | None) -> VatRule | None:
    """Read the terms' words; None where they are no rule, the strictest then counts."""
    plain = " ".join((written or VatRule.NET).casefold().split())
    return {rule.casefold(): rule for rule in VatRule}.get(plain)


def split_vat(pence: Pence, basis: AmountBasis, cells: VatCells) -> Vat | None:
    """Work out the parts of a line; None where its cells leave any of them open.

    No VAT at all is known whatever the heading of the amount says. Otherwise two of
    VAT, recoverable and irrecoverable must be given, and whether the amount holds them.
    """
    parts = _parts(cells)
    if parts is None or not cells.agrees:
        return None
    recoverable, irrecoverable = parts
    vat = recoverable + irrecoverable
    if basis is AmountBasis.UNSAID and (recoverable or irrecoverable):
        return None
    net = pence - vat if basis is AmountBasis.GROSS else pence
    return Vat(Pence(net), Pence(recoverable), Pence(irrecoverable))


def _parts(cells: VatCells) -> tuple[int, int] | None:
    vat = cells.vat_pence
    recoverable, irrecoverable = cells.recoverable_pence, cells.irrecoverable_pence
    if recoverable is not None and irrecoverable is not None:
        return recoverable, irrecoverable
    if vat is None:
        return None
    if recoverable is not None:
        return recoverable, vat - recoverable
    if irrecoverable is not None:
        return vat - irrecoverable, irrecoverable
    return None if vat else (0, 0)
