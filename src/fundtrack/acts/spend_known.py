"""What the books already know when a file of spending arrives."""

from collections import Counter
from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.spend_imports import SourceKind
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import OpenRefusal
from fundtrack.ingest.spend_names import Named
from fundtrack.ingest.spend_names import NameIndex
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.metrics.position import Reader
from fundtrack.periods import Month


@dataclass(frozen=True, slots=True)
class KnownSpending:
    """The registers' names, the kinds of sources, and the months a ledger covers."""

    names: SpendNames
    kinds: dict[str, SourceKind]
    ledger_months: frozenset[Month]


def known_spending(books: Reader) -> KnownSpending:
    """Read what the checks of a file need to know."""
    return KnownSpending(
        names=_names(books),
        kinds={
            row["source"]: SourceKind(row["source_kind"])
            for row in books.rows("spend_sources")
        },
        ledger_months=frozenset(
            Month.of(row["starts_on"]) for row in books.rows("ledger_months")
        ),
    )


def held_from(books: Reader, source: str) -> Held:
    """Read what the books hold from one source."""
    refusals = books.rows("spend_refusals", source=source)
    held = books.rows("spend_held", source=source)
    files = books.rows("spend_files", source=source)
    return Held(
        lines=Counter({row["row_key"]: row["line_count"] for row in held}),
        refused=Counter(row["row_key"] for row in refusals),
        open_refusals=[
            OpenRefusal(row["entry"], frozenset(row["broken"]), row["rest_key"])
            for row in refusals
            if row["is_open"]
        ],
        control_totals={row["sha256"]: row["control_total_pence"] for row in files},
    )


def _names(books: Reader) -> SpendNames:
    budgets = frozenset(Cell(*row.values()) for row in books.rows("budget_cells"))
    headings = sorted({cell.heading for cell in budgets} - {ANY})
    return SpendNames(
        funds=NameIndex(Named(row["fund"], row["name"]) for row in books.rows("funds")),
        areas=NameIndex(Named(row["area"], row["name"]) for row in books.rows("areas")),
        projects=NameIndex(
            Named(row["project"], row["name"], row["fund"], row["area"])
            for row in books.rows("spend_projects")
        ),
        headings=NameIndex(Named(heading, heading) for heading in headings),
        budgets=budgets,
    )
