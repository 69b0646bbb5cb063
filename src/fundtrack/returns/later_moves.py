"""What moved in the ledger beneath a return after it was known, entry by entry.

A claim is of spent and accrued money on the days of its scope. Whatever is recorded
later on those days makes the figures that were certified differ from the ledger.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from datetime import datetime

from fundtrack.domain.cells import Cell
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.returns.scopes import Scope
from fundtrack.store.connection import Row

NAMED = 5
"""How many entries a sentence names; the others it counts."""


@dataclass(frozen=True, slots=True)
class Move:
    """An entry that moved money of a claim: who recorded it, when and why.

    `pence` is nil where it moved money from one budget cell of the claim to another.
    """

    entry: int
    recorded_at: datetime
    effective_on: date
    person: str
    kind: str
    why: str
    pence: Pence


@dataclass(frozen=True, slots=True)
class LaterMoves:
    """What the ledger holds for a claim now, less what it held when it was known.

    No moves where every budget cell of the claim stands as it stood, whatever came
    and went in between.
    """

    pence: Pence
    moves: tuple[Move, ...]


def later_moves(books: Reader, scope: Scope, until: int) -> LaterMoves:
    """Compare what a return is of, as it was known, with the ledger at an entry."""
    rows = books.rows(
        "return_moves",
        fund=scope.fund,
        since=scope.known,
        until=until,
        starts=scope.starts,
        ends=scope.eligible_until,
    )
    by_cell: dict[Cell, int] = defaultdict(int)
    for row in rows:
        by_cell[_cell(scope, row)] += row["pence"]
    moved = [row for row in rows if by_cell[_cell(scope, row)]]
    return LaterMoves(Pence(sum(by_cell.values())), tuple(_moves(moved)))


def later_findings(return_id: str, found: LaterMoves) -> tuple[Finding, ...]:
    """Say that certified figures are no longer the ledger's, and because of what."""
    if not found.moves:
        return ()
    named = ", ".join(_told(move) for move in found.moves[:NAMED])
    more = len(found.moves) - NAMED
    others = f" and {more} more" if more > 0 else ""
    return (
        Finding(
            rule="certified-figures",
            severity=Severity.WARN,
            message="certified figures no longer match the ledger: "
            f"{show_pence(found.pence)}, because of {named}{others}",
            fix="the difference goes into the fund's next return, or into a new "
            f"version: fundtrack return diff {return_id} --against now lists it",
        ),
    )


def _told(move: Move) -> str:
    return (
        f"entry {move.entry} ({move.kind.replace('_', ' ')} of "
        f"{show_pence(move.pence)} on {move.effective_on}, by {move.person}: "
        f"{move.why})"
    )


def _moves(rows: Iterable[Row]) -> list[Move]:
    """Add up the cells of each entry."""
    pence: dict[int, int] = defaultdict(int)
    first: dict[int, Row] = {}
    for row in rows:
        pence[row["entry"]] += row["pence"]
        first.setdefault(row["entry"], row)
    said = ("recorded_at", "effective_on", "person", "kind", "why")
    return [
        Move(entry=entry, pence=Pence(pence[entry]), **{it: row[it] for it in said})
        for entry, row in first.items()
    ]


def _cell(scope: Scope, row: Row) -> Cell:
    return Cell.of_columns({**row, "fund": scope.fund})
