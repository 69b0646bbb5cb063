"""Apportioning: one line shared over several budget cells, to the penny.

A part may lie outside the funds, as when the force bears half of a post.
"""

from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from decimal import InvalidOperation
from fractions import Fraction

from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.events import Posting
from fundtrack.domain.spending import coding_postings
from fundtrack.domain.spending import set_aside_postings
from fundtrack.domain.vat import Vat
from fundtrack.domain.vat import VatRule
from fundtrack.errors import WrongArgument
from fundtrack.money import Pence
from fundtrack.money import parse_pounds
from fundtrack.money import share_out
from fundtrack.money import show_pence

WHOLE = 100
FEWEST = 2
HOW = "write it like CELL=40% or CELL=1,234.50"


@dataclass(frozen=True, slots=True)
class Share:
    """What a cell bears of a line: a percentage, a sum, or all of it if neither."""

    cell: Cell
    pct: Fraction | None = None
    pence: Pence | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """What a cell bears of one line, in pence, and on what basis in words."""

    cell: Cell
    pence: Pence
    basis: str


def parse_share(written: str) -> Share:
    """Read a share as it is typed: `CELL=40%`, or `CELL=1,234.50` in pounds.

    Raises:
        WrongArgument: when it is neither.
        NotMoney: when what stands for pounds is not money.
    """
    named, is_given, said = written.rpartition("=")
    if not is_given:
        raise WrongArgument(f"“{written}” is no share; {HOW}")
    cell = Cell.parse(named)
    if not said.strip().endswith("%"):
        return Share(cell, pence=parse_pounds(said))
    try:
        pct = Decimal(said.strip().removesuffix("%").strip())
    except InvalidOperation as error:
        raise WrongArgument(f"“{said.strip()}” is no percentage; {HOW}") from error
    if not 0 < pct < WHOLE:
        raise WrongArgument(f"“{said.strip()}” is not between 0% and 100%; {HOW}")
    return Share(cell, pct=Fraction(pct))


def check_shares(shares: Sequence[Share]) -> None:
    """Refuse shares that can share nothing out, whatever the line.

    Raises:
        WrongArgument: when there are fewer than two, percentages stand beside pounds
            or do not add to 100, or a cell is named twice.
    """
    if len(shares) < FEWEST:
        raise WrongArgument("a line is shared over two cells at least; or use --cell")
    if len({share.cell for share in shares}) < len(shares):
        raise WrongArgument("a cell is named twice; give it one share")
    by_pct = [share.pct for share in shares if share.pct is not None]
    if by_pct and len(by_pct) < len(shares):
        raise WrongArgument("name either percentages or pounds, not both")
    if by_pct and sum(by_pct) != WHOLE:
        raise WrongArgument(
            f"the shares add to {float(sum(by_pct)):g}%, and must add to 100%"
        )


def apportioned(pence: Pence, shares: Sequence[Share]) -> tuple[Part, ...]:
    """Share one line out; the parts add to the line.

    Percentages leave odd pennies to the largest remainders. A single share is the
    whole line, and has no basis.

    Raises:
        WrongArgument: when pounds do not add to the line.
    """
    if len(shares) < FEWEST:
        return (Part(shares[0].cell, pence, ""),)
    by_pct = [share.pct for share in shares if share.pct is not None]
    if by_pct:
        parts = share_out(pence, by_pct)
        bases = [f"{float(pct):g}% of {show_pence(pence)}" for pct in by_pct]
    else:
        parts = [share.pence or Pence(0) for share in shares]
        bases = [f"{show_pence(part)} of {show_pence(pence)}" for part in parts]
    if sum(parts) != pence:
        raise WrongArgument(
            f"the shares add to {show_pence(Pence(sum(parts)))}, and the line is of "
            f"{show_pence(pence)}"
        )
    return tuple(
        Part(share.cell, part, basis)
        for share, part, basis in zip(shares, parts, bases, strict=True)
    )


def apportioned_postings(
    waiting_in: Cell, parts: Sequence[Part], costs: Sequence[Pence]
) -> tuple[Posting, ...]:
    """Take a line out of suspense and put its parts where they belong.

    Args:
        costs: what each part's fund bears of it, the VAT it does not pay left out.
    """
    sides: list[Posting] = []
    for part, cost in zip(parts, costs, strict=True):
        if not part.pence:
            continue
        if part.cell == OUTSIDE:
            sides.extend(set_aside_postings(waiting_in, part.pence))
        else:
            sides.extend(coding_postings(waiting_in, part.cell, part.pence, cost))
    return tuple(sides)


def part_costs(
    parts: Sequence[Part], vat: Vat | None, rules: Mapping[str, VatRule]
) -> tuple[Pence, ...]:
    """Work out what each part's fund bears; all of it where the VAT is unknown.

    The line's cost under a fund's rule is shared as the line is, odd pennies by largest
    remainder.
    """
    if vat is None:
        return tuple(part.pence for part in parts)
    weights = [abs(part.pence) for part in parts]
    if not any(weights):
        return tuple(part.pence for part in parts)
    costs: list[Pence] = []
    for at, part in enumerate(parts):
        rule = rules.get(part.cell.fund, VatRule.NET_OF_RECOVERABLE)
        cost = share_out(vat.cost_pence(rule), weights)[at]
        costs.append(part.pence if part.cell == OUTSIDE else cost)
    return tuple(costs)
