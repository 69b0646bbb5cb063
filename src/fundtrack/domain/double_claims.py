"""Double claims: the same cost asked for twice, of funds, in quarters or as match.

A cost is paid once. It may stand in the books twice as a payment, come twice in
partners' claims, or be given as match and claimed as spending of the grant.

Source: grants standard GovS 015: no duplicate funding of the same costs.
"""

from collections import defaultdict
from collections.abc import Hashable
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass

from fundtrack.domain.cells import Cell
from fundtrack.domain.line_conditions import plain
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import same_partner
from fundtrack.money import Pence


@dataclass(frozen=True, slots=True)
class Twice:
    """The same money in two places, each named by its entry.

    It `is_sure` where papers or references say so; equal sums of one giver only look
    like it.
    """

    entry: int
    place: str
    other_entry: int
    other_place: str
    what: str
    pence: Pence
    is_sure: bool = True

    @property
    def said(self) -> str:
        """Both places, and what is the same."""
        return (
            f"entry {self.entry} ({self.place}) and entry {self.other_entry} "
            f"({self.other_place}) are {self.what}"
        )


@dataclass(frozen=True, slots=True)
class Cost:
    """What a claim is made of: a line of spending, or an accepted line of a partner.

    `by` is the supplier paid, or the partner who claims; `reference` that of its bill.
    """

    entry: int
    fund: str
    by: str
    reference: str
    pence: Pence
    place: str


@dataclass(frozen=True, slots=True)
class Match:
    """What was given beside a grant, with the references of what was given."""

    entry: int
    fund: str
    giver: str
    is_cash: bool
    delivered_pence: Pence
    references: frozenset[str]

    @property
    def place(self) -> str:
        """The register row in words."""
        return f"{self.fund}, match of {self.giver}"


def references_of(written: str) -> frozenset[str]:
    """Read the references of a cell, parted by semicolons."""
    return frozenset(filter(None, map(plain, written.split(";"))))


def partner_lines_twice(lines: Iterable[HeldRow]) -> Iterator[Twice]:
    """Find accepted lines of one partner that are the same bill.

    Bills are told apart by their reference; a line without one is queried when it
    comes, and equal lines of one claim are.
    """
    held: dict[tuple[Hashable, ...], HeldRow] = {}
    for line in sorted(lines, key=lambda it: it.entry):
        if not line.facts.get("evidence"):
            continue
        key = (
            same_partner(line.partner),
            *(plain(str(line.facts.get(it, ""))) for it in ("supplier", "evidence")),
            *(line.facts.get(it) for it in ("net", "delivered_on")),
        )
        first = held.setdefault(key, line)
        is_other = (first.quarter, first.cell.fund) != (line.quarter, line.cell.fund)
        if is_other:
            yield Twice(
                first.entry,
                claim_place(first.cell, first),
                line.entry,
                claim_place(line.cell, line),
                f"the same bill {line.facts['evidence']} of {line.partner}",
                line.pence,
            )


def claim_place(cell: Cell, line: HeldRow) -> str:
    """Name the claim that a partner's line came in."""
    return f"{cell.fund}, claim of {line.partner} for {line.quarter}"


def match_claimed(costs: Iterable[Cost], given: Iterable[Match]) -> Iterator[Twice]:
    """Find what was given as match and is claimed as spending as well.

    A reference that both name is the same money. A sum that a giver gave in cash and
    was paid in one line looks like it.
    """
    by_reference: dict[str, list[Match]] = defaultdict(list)
    by_sum: dict[tuple[str, int], list[Match]] = defaultdict(list)
    for match in given:
        for reference in match.references:
            by_reference[reference].append(match)
        if match.is_cash and match.delivered_pence:
            by_sum[same_partner(match.giver), match.delivered_pence].append(match)
    for cost in costs:
        named = by_reference.get(plain(cost.reference), [])
        for match in named:
            what = f"the same bill {cost.reference}"
            yield _pair(cost, match, f"{what}, claimed and given as match")
        for match in by_sum.get((same_partner(cost.by), cost.pence), []):
            if match not in named:
                what = f"one sum paid to {cost.by} and given by it as match"
                yield _pair(cost, match, what, is_sure=False)


def _pair(cost: Cost, match: Match, what: str, *, is_sure: bool = True) -> Twice:
    return Twice(
        cost.entry, cost.place, match.entry, match.place, what, cost.pence, is_sure
    )
