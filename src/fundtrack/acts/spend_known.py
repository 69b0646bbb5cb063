"""What the books already know when a file of spending arrives."""

from collections import Counter
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import field
from sys import intern

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import Posting
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.domain.vat import VatRule
from fundtrack.domain.vat import read_vat_rule
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import HeldLine
from fundtrack.ingest.spend_matching import OpenRefusal
from fundtrack.ingest.spend_names import Named
from fundtrack.ingest.spend_names import NameIndex
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.store.connection import Row

TEXTS = ("supplier", "description", "reference", "category")


@dataclass(frozen=True, slots=True)
class KnownSpending:
    """The registers' names, the kinds of sources, and the months a ledger covers.

    `sources` has the source of every file taken in, by its sha256; `vat_rules` what
    each fund's agreement pays of VAT.
    """

    names: SpendNames
    kinds: dict[str, SourceKind]
    sources: dict[str, str]
    ledger_months: frozenset[Month]
    vat_rules: dict[str, VatRule] = field(default_factory=dict)


def known_spending(books: Reader) -> KnownSpending:
    """Read what the checks of a file need to know."""
    return KnownSpending(
        names=_names(books),
        kinds={
            row["source"]: SourceKind(row["source_kind"])
            for row in books.rows("spend_sources")
        },
        sources={row["sha256"]: row["source"] for row in books.rows("import_sources")},
        ledger_months=frozenset(
            Month.of(row["starts_on"]) for row in books.rows("ledger_months")
        ),
        vat_rules=vat_rules(books),
    )


def vat_rules(books: Reader) -> dict[str, VatRule]:
    """Read what each agreement pays of VAT: the least where its words are no rule."""
    return {
        row["fund"]: read_vat_rule(row["vat_rule"]) or VatRule.NET
        for row in books.rows("fund_vat_rules")
    }


def held_from(books: Reader, source: str) -> Held:
    """Read what the books hold from one source."""
    refusals = books.rows("spend_refusals", source=source)
    recorded = list(_held_lines(books.rows("spend_held", source=source)))
    files = books.rows("spend_files", source=source)
    return Held(
        recorded=recorded,
        renewals={row["entry"]: frozenset(map(int, row["renews"])) for row in files},
        lines=Counter(line.row_key for line in recorded),
        refused=Counter(row["row_key"] for row in refusals),
        open_refusals=[
            OpenRefusal(row["entry"], frozenset(row["broken"]), row["rest_key"])
            for row in refusals
            if row["is_open"]
        ],
        control_totals=_control_totals(files),
    )


def standing_postings(
    books: Reader, lines: Sequence[int]
) -> dict[int, tuple[Posting, ...]]:
    """Read where the money of lines stands by now, by the line's entry."""
    standing: dict[int, tuple[Posting, ...]] = {}
    for row in books.rows("spend_standing", entries=list(lines)):
        cell = Cell.of_columns(row)
        side = Posting(Account(row["account"]), cell, Pence(row["pence"]))
        standing[row["line"]] = (*standing.get(row["line"], ()), side)
    return standing


def _control_totals(files: Sequence[Row]) -> dict[str, Pence | None]:
    totals: dict[str, Pence | None] = {}
    for row in files:
        given = row["control_total_pence"]
        totals[row["sha256"]] = totals.get(row["sha256"]) if given is None else given
    return totals


def _held_lines(rows: list[Row]) -> Iterator[HeldLine]:
    """Make lines of rows, which are used up: both at once would fill the memory."""
    rows.reverse()
    while rows:
        row = rows.pop()
        yield HeldLine(
            entry=row["entry"],
            import_entry=row["import_entry"],
            dated=row["dated"],
            facts=(
                intern(row["dated"].isoformat()),
                row["pence"],
                *(intern(row[text]) for text in TEXTS),
            ),
            row_key=row["row_key"],
            order=row["order_number"],
            coded_fund=intern(row["coded_fund"]),
        )


def _names(books: Reader) -> SpendNames:
    budgets = frozenset(map(Cell.of_columns, books.rows("budget_cells")))
    headings = sorted({cell.heading for cell in budgets} - {ANY})
    return SpendNames(
        funds=NameIndex(Named(row["fund"], row["name"]) for row in books.rows("funds")),
        areas=NameIndex(Named(row["area"], row["name"]) for row in books.rows("areas")),
        projects=NameIndex(
            Named(row["project"], row["name"], row["fund"], row["area"])
            for row in books.rows("projects")
        ),
        headings=NameIndex(Named(heading, heading) for heading in headings),
        budgets=budgets,
    )
