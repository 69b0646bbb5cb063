"""Partners: what they were granted and paid, what their claims support, what is open.

A payment is not yet proof of spending: payment less accepted lines is unsupported.
"""

import json
from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import FACT
from fundtrack.domain.partner_claims import FORECAST_KIND
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Agreement
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import Grant
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.domain.partner_claims import same_partner
from fundtrack.domain.partner_support import AcceptedLine
from fundtrack.domain.partner_support import Payment
from fundtrack.domain.partner_support import Support
from fundtrack.domain.partner_support import support
from fundtrack.errors import UnknownName
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import by_fund_area_year
from fundtrack.money import Pence
from fundtrack.periods import DateRange
from fundtrack.periods import Quarter
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class Supported:
    """What supports the payments to partners, and the lines by their entry."""

    payments: tuple[Support, ...]
    lines: Mapping[int, HeldRow]

    def of_entry(self, entry: int, cell: Cell) -> Support | None:
        """Find what supports an entry's share of a budget cell; None for no payment."""
        for each in self.payments:
            if (each.payment.entry, each.payment.cell) == (entry, cell):
                return each
        return None

    def by_fund_area_year(self) -> dict[Cell, Pence]:
        """Give what is unsupported as `status` lists it."""
        found: dict[Cell, int] = defaultdict(int)
        for each in self.payments:
            cell = by_fund_area_year(each.payment.cell)
            found[cell] += each.unsupported_pence
        return {cell: Pence(pence) for cell, pence in found.items()}

    def by_entry(self) -> dict[int, Pence]:
        """Give what is unsupported of each entry that pays a partner."""
        found: dict[int, int] = defaultdict(int)
        for each in self.payments:
            found[each.payment.entry] += each.unsupported_pence
        return {entry: Pence(pence) for entry, pence in found.items()}


def grants(books: Reader, selection: Selection) -> list[Grant]:
    """List the onward grants of the fund and area asked for."""
    return [
        Grant(**row)
        for row in books.rows(
            "partner_grants", as_at=selection.as_at, known=selection.known
        )
        if selection.fund in {ANY, row["fund"]} and selection.area in {ANY, row["area"]}
    ]


def partner_named(found: Iterable[Grant], written: str) -> str:
    """Find a partner as the register of onward grants writes it.

    Raises:
        UnknownName: listing the partners the register holds.
    """
    names = list(dict.fromkeys(grant.partner for grant in found))
    wanted = same_partner(written.replace("-", " "))
    for name in names:
        if same_partner(name.replace("-", " ")) == wanted:
            return name
    raise UnknownName("partner in the register of onward grants", written, names)


def agreement(books: Reader, fund: str, as_at: date, known: int) -> Agreement | None:
    """Give what a fund's terms say of partners' claims; None where none are held."""
    found = books.rows("return_terms", fund=fund, as_at=as_at, known=known)
    if not found:
        return None
    said = json.loads(found[0]["terms"])
    ends = date.fromisoformat(said["funding_ends"])
    return Agreement(
        reference=str(said.get("agreement") or ""),
        period=DateRange(
            date.fromisoformat(said["funding_starts"]),
            date.fromordinal(ends.toordinal() + 1),
        ),
        asset_threshold_pence=said.get("asset_threshold_pence"),
        claims_needed=bool(said.get("claims_needed")),
    )


def held_rows(books: Reader, selection: Selection, partner: str) -> list[HeldRow]:
    """Read the rows of a partner's claims with the answers that stand; `*` for all."""
    rows = books.rows(
        "partner_rows", partner=partner, as_at=selection.as_at, known=selection.known
    )
    return [_held(row) for row in rows]


def _held(row: Row) -> HeldRow:
    said = json.loads(row["facts"])
    return HeldRow(
        entry=row["entry"],
        kind=row["kind"],
        partner=row["partner"],
        quarter=Quarter.parse(row["quarter"]),
        number=row["number"],
        answer=Answer(row["answer"]),
        said=tuple(said["said"]),
        cell=Cell.parse(row["cell"]),
        dated=row["effective_on"],
        pence=Pence(row["pence"]),
        facts={
            key.removeprefix(FACT): fact
            for key, fact in said.items()
            if key.startswith(FACT)
        },
        row=row["source_row"] or 0,
        provenance=row["provenance"],
    )


def supported(books: Reader, selection: Selection) -> Supported:
    """Lay the accepted lines of partners' claims under the payments to them."""
    given = grants(books, selection)
    if not given:
        return Supported((), {})
    funds = sorted({grant.fund for grant in given})
    paid = books.rows(
        "partner_payments", funds=funds, as_at=selection.as_at, known=selection.known
    )
    lines = {
        row.entry: row
        for row in held_rows(books, selection, ANY)
        if row.kind == LINE_KIND and row.answer is Answer.ACCEPTED
    }
    found = support(_payments(paid, given), map(_accepted, lines.values()))
    year = selection.financial_year
    return Supported(
        tuple(each for each in found if year in {ANY, each.payment.cell.year}), lines
    )


def _payments(paid: Iterable[Row], given: Iterable[Grant]) -> Iterator[Payment]:
    by_name: dict[str, list[Grant]] = defaultdict(list)
    for grant in given:
        for name in {grant.partner, grant.paid_as or grant.partner}:
            by_name[same_partner(name)].append(grant)
    for row in paid:
        cell = Cell.of_columns(row)
        for grant in by_name.get(same_partner(row["supplier"]), ()):
            if grant.covers(cell):
                yield Payment(
                    row["entry"],
                    grant.partner,
                    row["effective_on"],
                    cell,
                    Pence(row["pence"]),
                )
                break


def _accepted(row: HeldRow) -> AcceptedLine:
    return AcceptedLine(row.entry, row.partner, row.dated, row.cell, row.pence)


def delivery_began(books: Reader, fund: str, area: str, known: int) -> date | None:
    """Give the first day of delivery that partners' accepted rows of an area name.

    For an evaluation whose footprint names no start.
    """
    selection = Selection(date.max, known, fund, area)
    days = [
        row.dated
        for row in held_rows(books, selection, ANY)
        if row.answer is Answer.ACCEPTED
        and row.kind != FORECAST_KIND
        and (row.cell.fund, row.cell.area) == (fund, area)
    ]
    return min(days, default=None)
