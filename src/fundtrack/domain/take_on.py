"""Take-on: what was spent, claimed and received before the books began.

One row a fund, area, heading, kind and quarter, with the sums of the quarter. They
count on the quarter's last day. What was claimed and received stands on area, kind and
year, as the claims of returns do, so that the first return takes them off.
"""

from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.register_columns import AREA
from fundtrack.domain.register_columns import FUND
from fundtrack.domain.register_columns import HEADING
from fundtrack.domain.register_columns import KIND
from fundtrack.domain.register_columns import SURE
from fundtrack.domain.register_columns import Column
from fundtrack.domain.register_columns import Reads
from fundtrack.domain.register_columns import Register
from fundtrack.money import Pence
from fundtrack.periods import Quarter

BEFORE = "before-take-on"
"""The project of what was spent before the books began, where the file names none."""

AMOUNTS = ("spent", "claimed", "received")
TAKE_ON = Register(
    "Take-on",
    "What was spent, claimed and received before the books began, a row for each "
    "quarter; sums of the quarter alone, not so far",
    (
        FUND,
        AREA,
        Column(
            "Project",
            "project",
            Reads.NAME,
            f"Empty: {BEFORE}",
            "",
            refers="Projects",
        ),
        HEADING,
        KIND,
        Column(
            "Quarter",
            "quarter",
            Reads.QUARTER,
            "The quarter that the sums are of",
            "2023-24 Q3",
            is_required=True,
        ),
        Column("Spent (£)", "spent", Reads.POUNDS, "Paid and owed, net", "20000"),
        Column("Claimed (£)", "claimed", Reads.POUNDS, "Asked of the funder", "20000"),
        Column("Received (£)", "received", Reads.POUNDS, "Paid by the funder", ""),
        *SURE,
    ),
)
HOW_TO = (
    "Fill in one row for each quarter before the books begin.",
    "A row whose first cell begins with e.g. is an example and is never taken in.",
    "Take the file in with: fundtrack ingest take-on take-on.xlsx",
)


@dataclass(frozen=True, slots=True)
class TakenOn:
    """One sum of one row: what was spent, claimed or received in a quarter."""

    what: str
    cell: Cell
    quarter: Quarter
    pence: Pence
    reason: str
    file: str
    read_from: Source
    provenance: Provenance = Provenance.RECORDED


def take_on_event(taken: TakenOn, import_entry: int) -> NewEvent:
    """Record one sum, on the last day of its quarter."""
    cell = taken.cell
    if taken.what != "spent":
        cell = Cell(cell.fund, cell.area, ANY, ANY, cell.kind, cell.year)
    into, out_of = _SIDES[taken.what]
    return NewEvent(
        kind=f"take_on_{taken.what}",
        effective_on=taken.quarter.dates.last_day,
        reason=taken.reason or f"taken on, {taken.quarter}",
        payload={
            "fund": cell.fund,
            "cell": str(cell),
            "heading": taken.cell.heading,
            "quarter": str(taken.quarter),
            "pence": taken.pence,
            "description": f"{taken.what} in {taken.quarter}, before the books began",
            "file": taken.file,
            "import": import_entry,
        },
        postings=(
            Posting(out_of, cell, Pence(_SIGNS[taken.what] * -taken.pence)),
            Posting(into, cell, Pence(_SIGNS[taken.what] * taken.pence)),
        ),
        source=taken.read_from,
        provenance=taken.provenance,
    )


_SIDES = {
    "spent": (Account.SPENT, Account.ALLOCATED),
    "claimed": (Account.CLAIMED, Account.PROMISED),
    "received": (Account.RECEIVED, Account.CLAIMED),
}
_SIGNS = {"spent": 1, "claimed": -1, "received": -1}
"""Where money comes from is negative, where it is positive."""
