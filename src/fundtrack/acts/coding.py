"""Code lines that wait in suspense: onto budget cells, or outside the funds."""

import json
from collections.abc import Mapping
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.acts.named_cells import check_project
from fundtrack.acts.orders import drawn_down
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import known_spending
from fundtrack.acts.spend_known import vat_rules
from fundtrack.domain.apportioning import Part
from fundtrack.domain.apportioning import Share
from fundtrack.domain.apportioning import apportioned
from fundtrack.domain.apportioning import apportioned_postings
from fundtrack.domain.apportioning import check_shares
from fundtrack.domain.apportioning import part_costs
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.eligibility import INELIGIBLE
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.domain.events import Provenance
from fundtrack.domain.events import Source
from fundtrack.domain.judgements import judged_coding
from fundtrack.domain.people import Permission
from fundtrack.domain.spending import vat_of
from fundtrack.domain.vat import VatRule
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.metrics.eligibility import eligibility_rules
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.store.connection import Row
from fundtrack.store.ledger import Ledger

CARRIED = (
    *("supplier", "description", "reference", "category", "source", "file"),
    *("order", "net_pence", "recoverable_vat_pence", "irrecoverable_vat_pence"),
)


@dataclass(frozen=True, slots=True)
class Coded:
    """The lines coded: the entry of each, and the last with the hash it got."""

    entries: tuple[int, ...]
    entry: int
    event_hash: str
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Coding:
    """Where a line goes, and who says so: a person, or a rule that a person applies.

    `why` is the person's reason to judge it eligible, whatever the rules say.
    """

    shares: tuple[Share, ...]
    said: str
    rule: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class MadeCodings:
    """What codings record: the coding of each line, then what they draw off orders."""

    events: tuple[NewEvent, ...]
    findings: tuple[Finding, ...]


def code_lines(session: Session, entries: Sequence[int], cell: Cell) -> Coded:
    """Take lines out of suspense and put them on a cell, or outside the funds.

    A refused row can be put outside only: its file is where it is corrected.

    Raises:
        WrongArgument: when the cell is not whole or of another year than a line, or
            an entry is not a line that waits.
        UnknownName: when the registers do not hold a part of the cell.
    """
    return _code(session, entries, (Share(cell),))


def share_lines(
    session: Session, entries: Sequence[int], shares: Sequence[Share], why: str = ""
) -> Coded:
    """Take lines out of suspense and share each over several cells, to the penny.

    Args:
        why: the reason to judge them eligible, whatever the eligibility rules say.

    Raises:
        WrongArgument: as `code_lines` does, and when the shares of percentages or
            pounds do not add to the whole.
        UnknownName: when the registers do not hold a part of a cell.
    """
    check_shares(shares)
    return _code(session, entries, tuple(shares), why)


def _code(
    session: Session, entries: Sequence[int], shares: tuple[Share, ...], why: str = ""
) -> Coded:
    if not entries:
        raise WrongArgument("name the entry of at least one line in suspense")
    coding = Coding(shares, f"coded by {session.person}", why=why)
    with session.writing(Permission.RECORD) as ledger:
        names = known_spending(ledger).names
        for share in shares:
            require_known(share.cell, names)
        return record_codings(session, ledger, dict.fromkeys(entries, coding))


def require_known(cell: Cell, names: SpendNames) -> None:
    """Refuse a cell that is not whole, or that the registers do not hold.

    Raises:
        WrongArgument: when it is not whole, or its project is of other areas.
        UnknownName: when a part of it is in no register.
    """
    if cell == OUTSIDE:
        return
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
    check_project(cell, names.projects.areas_of(cell.project, cell.fund))


def record_codings(
    session: Session, ledger: Ledger, codings: Mapping[int, Coding]
) -> Coded:
    """Record what lines that wait are coded to, by their entries.

    What the agreement of a cell's fund does not pay is kept outside it, and said.

    Raises:
        WrongArgument: when an entry is not a line that waits, or its coding does not
            fit it.
    """
    made = made_codings(ledger, codings)
    recorded = ledger.append(made.events, session.person)
    coded = tuple(recorded[: len(codings)])
    return Coded(coded, recorded[-1], ledger.head.hash, made.findings)


def made_codings(books: Reader, codings: Mapping[int, Coding]) -> MadeCodings:
    """Work out what codings would record, and record nothing.

    Raises:
        WrongArgument: as `record_codings` does.
    """
    rows = books.rows("spend_lines", entries=list(codings))
    found = {row["entry"]: row for row in rows}
    rules = vat_rules(books)
    eligibility = eligibility_rules(books, LAST_ENTRY)
    events: list[NewEvent] = []
    refused: list[Finding] = []
    for entry, coding in codings.items():
        made = _coding(_waiting(found, entry), coding, rules)
        cells = [share.cell for share in coding.shares]
        event, refusal = judged_coding(made, cells, eligibility, coding.why)
        events.append(event)
        refused += [_ineligible(entry, event, refusal)] if refusal else []
    drawn = drawn_down(books, events)
    return MadeCodings((*events, *drawn.events), (*refused, *drawn.findings))


def _ineligible(entry: int, event: NewEvent, refusal: Refusal) -> Finding:
    cell = event.payload["refused_cell"]
    return Finding(
        "line-ineligible",
        Severity.WARN,
        f"entry {entry} is kept outside the fund of {cell}: {refusal.said}",
        f"leave it so, or judge otherwise: fundtrack code {entry} --cell {cell} "
        "--reason WHY",
    )


def _coding(row: Row, coding: Coding, rules: Mapping[str, VatRule]) -> NewEvent:
    entry, said = row["entry"], json.loads(row["payload"])
    for share in coding.shares:
        _require_fits(row, entry, share.cell)
    pence = Pence(row["pence"])
    parts = apportioned(pence, coding.shares)
    costs = part_costs(parts, vat_of(said), rules)
    where = " and ".join(
        part.cell.fund if part.cell == OUTSIDE else str(part.cell) for part in parts
    )
    return NewEvent(
        kind="coding",
        effective_on=row["effective_on"],
        reason=f"coded to {where}",
        payload={
            **{name: said[name] for name in CARRIED if name in said},
            "line": entry,
            "coding": coding.said,
            "pence": pence,
            **({"rule": coding.rule} if coding.rule else {}),
            **_where(parts),
            **({} if sum(costs) == pence else {"cost_pence": sum(costs)}),
        },
        postings=apportioned_postings(Cell(fund=row["fund"]), parts, costs),
        source=Source(
            row["source_sha256"],
            row["source_sheet"],
            row["source_row"],
            row["source_column"],
        ),
        corrects=entry,
        provenance=Provenance(row["provenance"]),
    )


def _where(parts: Sequence[Part]) -> Payload:
    if len(parts) == 1:
        return {"cell": str(parts[0].cell)}
    return {"shares": [f"{part.cell}={part.basis}" for part in parts]}


def _waiting(found: Mapping[int, Row], entry: int) -> Row:
    row = found.get(entry)
    if row is None:
        raise WrongArgument(f"entry {entry} is not a line of spending")
    if row["kind"] == INELIGIBLE and not row["is_waiting"]:
        raise WrongArgument(
            f"entry {entry} is not eligible; give a --reason to judge otherwise"
        )
    if not row["is_waiting"]:
        raise WrongArgument(f"entry {entry} is not in suspense, so nothing was coded")
    return row


def _require_fits(row: Row, entry: int, cell: Cell) -> None:
    if cell == OUTSIDE:
        return
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
    if row["fund"] not in {ANY, cell.fund}:
        raise WrongArgument(
            f"entry {entry} belongs to {row['fund']}; name a cell of that fund"
        )
