"""What may be claimed at most, and what has been claimed before."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.awards import Standing
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.cells import SpendKind
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import share_out
from fundtrack.returns.listing import Listing
from fundtrack.returns.scopes import Scope

NIL = Pence(0)


@dataclass(frozen=True, slots=True)
class Limits:
    """The award's sums by kind of spending and year, as known; `*` where not named."""

    sums: Mapping[tuple[str, str], Pence]

    @property
    def total_pence(self) -> Pence:
        """The whole award."""
        return Pence(sum(self.sums.values()))

    @property
    def has_years(self) -> bool:
        """Whether every figure of the award names its financial year."""
        return bool(self.sums) and all(year != ANY for _, year in self.sums)

    @property
    def names_a_year(self) -> bool:
        """Whether any figure of the award names its financial year."""
        return any(year != ANY for _, year in self.sums)

    def of_year(self, year: str) -> Pence:
        """The maximum sum of a year; what names no year counts for any."""
        years = {year, ANY}
        return Pence(sum(sum_ for (_, at), sum_ in self.sums.items() if at in years))

    def of_kind(self, kind: str) -> Pence | None:
        """What the award gives for capital or revenue, None where it does not say."""
        named = [sum_ for (said, _), sum_ in self.sums.items() if said == kind]
        return Pence(sum(named)) if named else None


@dataclass(frozen=True, slots=True)
class Excess:
    """Eligible spending above what the award lets the fund claim."""

    year: str
    limit_pence: Pence
    pence: Pence


@dataclass(frozen=True, slots=True)
class ClaimedBefore:
    """What was claimed before, cell by cell, and the day of the last claim.

    `replaced_pence` is the part of it that earlier versions of this very return
    claimed: this version takes their place.
    """

    parts: tuple[Standing, ...]
    last_on: date | None
    replaced_pence: Pence = NIL

    @property
    def pence(self) -> Pence:
        """All that was claimed before, earlier versions of this return included."""
        return Pence(sum(part.pence for part in self.parts))


def read_limits(books: Reader, scope: Scope) -> Limits:
    """Read the award's sums as they counted at the quarter's end."""
    found = books.rows(
        "return_award_limits", fund=scope.fund, as_at=scope.ends, known=scope.known
    )
    return Limits(
        {(row["spend_kind"], row["financial_year"]): row["pence"] for row in found}
    )


def read_claimed_before(books: Reader, scope: Scope) -> ClaimedBefore:
    """Read what was claimed before this version of the return was."""
    found = books.rows(
        "return_claims",
        fund=scope.fund,
        quarter=str(scope.quarter),
        known=scope.known,
    )
    parts = tuple(
        Standing(Cell.of_columns({**row, "fund": scope.fund}), Pence(row["pence"]))
        for row in found
    )
    return ClaimedBefore(
        parts,
        max((row["last_on"] for row in found), default=None),
        Pence(sum(row["own_pence"] for row in found)),
    )


def capital_limit(scope: Scope, limits: Limits) -> Pence | None:
    """The most that may be capital: the agreement's cap, else the award's capital."""
    if scope.terms.capital_cap_pence is not None:
        return scope.terms.capital_cap_pence
    return limits.of_kind(SpendKind.CAPITAL)


def excesses(listing: Listing, limits: Limits) -> tuple[Excess, ...]:
    """Work out what lies above the maximum sum, by year where the award names years.

    Source: model grant funding agreement, "Maximum Sum"; no claim may exceed it.
    """
    spent: dict[str, int] = defaultdict(int)
    for line in listing.eligible:
        spent[line.cell.year if limits.has_years else ANY] += line.pence
    above = []
    for year, pence in sorted(spent.items()):
        limit = limits.of_year(year) if limits.has_years else limits.total_pence
        if pence > limit:
            above.append(Excess(year, limit, Pence(pence - limit)))
    return tuple(above)


def claim_parts(
    listing: Listing, over: tuple[Excess, ...], before: ClaimedBefore
) -> tuple[Standing, ...]:
    """Share the claim over area, kind of spending and year.

    What lies above the maximum sum is taken off in proportion; what was claimed
    before is taken off where it was claimed, by earlier versions of the return too:
    a later version moves what it claims beyond them.
    """
    spent: dict[Cell, int] = defaultdict(int)
    for line in listing.eligible:
        spent[line.cell] += line.pence
    parts: dict[Cell, int] = defaultdict(int)
    for cell, pence in spent.items():
        parts[Cell(cell.fund, cell.area, ANY, ANY, cell.kind, cell.year)] += pence
    for excess in over:
        cells = [
            cell
            for cell in sorted(parts)
            if excess.year in {ANY, cell.year} and parts[cell] > 0
        ]
        taken = share_out(excess.pence, [parts[cell] for cell in cells])
        for cell, pence in zip(cells, taken, strict=True):
            parts[cell] -= pence
    for part in before.parts:
        parts[part.cell] -= part.pence
    return tuple(
        Standing(cell, Pence(pence)) for cell, pence in sorted(parts.items()) if pence
    )
