"""An office with coding rules, and the words to take registers and lines in."""

from collections.abc import Mapping
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from fundtrack.acts.coding_rules import switch_rule
from fundtrack.acts.coding_rules import try_rule
from fundtrack.acts.registers import RegisterImport
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.people import Role
from tests import builders
from tests import workbooks

CELL = builders.CELL
LIGHTING = "SSF5/blackpool/town-centre-cctv/lighting/capital/2023-24"
ANY_YEAR = str(CELL).replace("2023-24", "*")
HEADINGS = "Rule,Order,Supplier,Category,Amount to,Target,Owner,Reason"
CAMERAS = f"cameras,10,cam ltd,,,{ANY_YEAR},finance.officer,columns"
BILLS = "bills,20,,vehicles,,outside,ann,the force's own"
WAITING = ("SSF5", None, None, None, None)
NO_FUND = (None,) * 5
LAST = 10**6


def office(workspace: Workspace, clock: Clock) -> Session:
    """An office with two budget cells and a finance officer."""
    events = [
        *builders.registers(),
        builders.allocation(90_000),
        builders.allocation(90_000, builders.CELL.parse(LIGHTING)),
        *builders.person("finance.officer", Role.FINANCE),
        *builders.person("ann"),
    ]
    builders.record(workspace, clock, events)
    return Session(workspace, "finance.officer", clock)


def take_rules(session: Session, *rows: str) -> RegisterImport:
    """Take the register of coding rules in."""
    return take_register(session, HEADINGS, *rows, name="coding rules.csv")


def take_register(
    session: Session, *rows: str, name: str = "eligibility.csv"
) -> RegisterImport:
    """Take a register in from its headings and rows."""
    path = session.workspace.folder / name
    path.write_text("\n".join(rows), encoding="utf-8")
    return ingest_registers(session, [path])


def turn_on(session: Session, *names: str) -> None:
    """Test rules and turn them on."""
    for name in names:
        try_rule(session, name)
        switch_rule(session, name, RuleState.ON)


def line(
    pounds: object,
    supplier: str = "Cam Ltd (200398)",
    cell: Sequence[object] = NO_FUND,
    dated: date = date(2024, 1, 15),
) -> workbooks.Row:
    """A row of a ledger extract."""
    return (*cell, dated, pounds, supplier, "columns", "INV-1")


def take_ledger(
    session: Session, path: Path, *rows: workbooks.Row, is_dry_run: bool = False
) -> SpendImport:
    """Take a ledger extract in."""
    workbooks.workbook(path, {"Jan": [workbooks.CODED, *rows]})
    options = SpendOptions(source="ledger", kind="ledger", is_dry_run=is_dry_run)
    return ingest_spend(session, [path], options)


def take_published(
    session: Session, path: Path, *rows: workbooks.Row, source: str = "pcc"
) -> SpendImport:
    """Take a published list in."""
    workbooks.workbook(path, {"Jan": [workbooks.PUBLISHED, *rows]})
    options = SpendOptions(source=source, kind="published")
    return ingest_spend(session, [path], options)


def balances(session: Session) -> Mapping[str, int]:
    """Give what is spent, in suspense and outside, in pence."""
    with session.reading() as books:
        found = books.rows("ruled_lines")
    sums: dict[str, int] = {}
    for row in found:
        account = row["account"]
        sums[account] = sums.get(account, 0) + row["pence"]
    return sums


def waiting(session: Session) -> list[int]:
    """List the entries in suspense."""
    with session.reading() as books:
        return [row["entry"] for row in books.rows("suspense", known=LAST)]
