"""Code lines that wait in suspense: onto a budget cell, or outside the funds."""

import json
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.orders import drawn_down
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import known_spending
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.people import Permission
from fundtrack.domain.spending import coding_postings
from fundtrack.domain.spending import set_aside_postings
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.store.connection import Row

OUTSIDE = Cell(fund="outside")
"""Named instead of a cell for what no fund here pays."""

CARRIED = (
    *("supplier", "description", "reference", "category", "source", "file"),
    "order",
)


@dataclass(frozen=True, slots=True)
class Coded:
    """The lines coded: the entry of each, and the last with the hash it got."""

    entries: tuple[int, ...]
    entry: int
    event_hash: str
    findings: tuple[Finding, ...] = ()


def code_lines(session: Session, entries: Sequence[int], cell: Cell) -> Coded:
    """Take lines out of suspense and put them on a cell, or outside the funds.

    A refused row can be put outside only: its file is where it is corrected.

    Raises:
        WrongArgument: when the cell is not whole or of another year than a line, or
            an entry is not a line that waits.
        UnknownName: when the registers do not hold a part of the cell.
    """
    if not entries:
        raise WrongArgument("name the entry of at least one line in suspense")
    with session.writing(Permission.RECORD) as ledger:
        if cell != OUTSIDE:
            _require_known(cell, known_spending(ledger).names)
        wanted = list(dict.fromkeys(entries))
        found = {
            row["entry"]: row for row in ledger.rows("spend_lines", entries=wanted)
        }
        events = [_coding(session, found, entry, cell) for entry in wanted]
        drawn = drawn_down(ledger, events)
        recorded = ledger.append([*events, *drawn.events], session.person)
        coded = tuple(recorded[: len(events)])
        return Coded(coded, recorded[-1], ledger.head.hash, drawn.findings)


def _require_known(cell: Cell, names: SpendNames) -> None:
    if not cell.is_whole:
        raise WrongArgument(
            f"“{cell}” is not a whole cell; write FUND/AREA/PROJECT/HEADING/KIND/YEAR, "
            "or outside for what no fund here pays"
        )
    for kind, written, index in (
        ("fund", cell.fund, names.funds),
        ("area", cell.area, names.areas),
        ("project", cell.project, names.projects),
        ("heading", cell.heading, names.headings),
    ):
        if written not in index.find(written):
            raise UnknownName(kind, written, index.near(written))


def _coding(
    session: Session, found: dict[int, Row], entry: int, cell: Cell
) -> NewEvent:
    row = _waiting(found, entry)
    said = json.loads(row["payload"])
    return NewEvent(
        kind="coding",
        effective_on=row["effective_on"],
        reason=f"coded to {cell.fund if cell == OUTSIDE else cell}",
        payload={
            **{name: said[name] for name in CARRIED if name in said},
            "line": entry,
            "cell": str(cell),
            "coding": f"coded by {session.person}",
            "pence": row["pence"],
        },
        postings=_postings(row, entry, cell),
        source=Source(
            row["source_sha256"],
            row["source_sheet"],
            row["source_row"],
            row["source_column"],
        ),
        corrects=entry,
        provenance=Provenance(row["provenance"]),
    )


def _waiting(found: dict[int, Row], entry: int) -> Row:
    row = found.get(entry)
    if row is None:
        raise WrongArgument(f"entry {entry} is not a line of spending")
    if row["is_answered"] or row["kind"] not in {"suspense", "refused_line"}:
        raise WrongArgument(f"entry {entry} is not in suspense, so nothing was coded")
    return row


def _postings(row: Row, entry: int, cell: Cell) -> tuple[Posting, ...]:
    waiting_in = Cell(fund=row["fund"])
    pence = Pence(row["pence"])
    if cell == OUTSIDE:
        return set_aside_postings(waiting_in, pence) if pence else ()
    if row["kind"] == "refused_line":
        raise WrongArgument(
            f"entry {entry} is a refused row; correct it in its file and take that in "
            "again, or put it outside the funds"
        )
    year = str(FinancialYear.of(row["effective_on"]))
    if cell.year != year:
        raise WrongArgument(
            f"entry {entry} is dated {row['effective_on']}; name a cell of {year}"
        )
    if waiting_in.fund not in {ANY, cell.fund}:
        raise WrongArgument(
            f"entry {entry} belongs to {waiting_in.fund}; name a cell of that fund"
        )
    return coding_postings(waiting_in, cell, pence) if pence else ()
