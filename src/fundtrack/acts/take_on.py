"""Take on what was spent, claimed and received before the books began."""

from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.people import Permission
from fundtrack.domain.take_on import HOW_TO
from fundtrack.domain.take_on import TAKE_ON
from fundtrack.domain.take_on import take_on_event
from fundtrack.errors import FileRefused
from fundtrack.errors import WrongArgument
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.ingest.take_on import TakeOnPlan
from fundtrack.ingest.take_on import TakeOnSetting
from fundtrack.ingest.take_on import plan_take_on
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.sources.register_workbook import write_registers
from fundtrack.sources.registers import RegisterFile
from fundtrack.sources.registers import read_registers
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class TakeOnImport:
    """What was taken on; `entry` is the import's, which `reverse` undoes.

    `already_held` are rows of a file that was taken in before, which change nothing.
    """

    rows: int
    accepted: int
    refused: int
    already_held: int
    entries: int
    spent_pence: Pence
    claimed_pence: Pence
    received_pence: Pence
    entry: int
    event_hash: str
    findings: tuple[Finding, ...]


def write_blank_take_on(path: Path) -> None:
    """Write the workbook an office fills.

    Raises:
        WrongArgument: when something stands there already.
    """
    if path.exists():
        raise WrongArgument(f"{path} is there already; name a file that is not")
    write_registers(path, {}, (), (TAKE_ON,), HOW_TO)


def ingest_take_on(session: Session, path: Path) -> TakeOnImport:
    """Take in a take-on file: all its rows or, when anything is wrong, none.

    Raises:
        FileRefused: when a row cannot be read, or its fund already holds spending,
            claims or receipts of its quarter.
    """
    file = read_registers(path, (TAKE_ON,))
    with session.writing(Permission.INGEST) as ledger:
        held = ledger.rows("take_on_held", sha256=file.sha256)
        if held:
            return _held_already(ledger, file, held[0]["entry"])
        plan = plan_take_on(file, _setting(session, ledger))
        if has_blocking(plan.findings):
            raise FileRefused([it for it in plan.findings if has_blocking([it])])
        keep(session.workspace, path)
        entry = ledger.head.seq + 1
        events = [_import_event(session, file, plan)]
        events += [take_on_event(each, entry) for each in plan.sums]
        entries = ledger.append(events, session.person)
        return TakeOnImport(
            rows=len(file.rows),
            accepted=len(file.rows),
            refused=0,
            already_held=0,
            entries=len(entries),
            spent_pence=plan.total("spent"),
            claimed_pence=plan.total("claimed"),
            received_pence=plan.total("received"),
            entry=entry,
            event_hash=ledger.head.hash,
            findings=plan.findings,
        )


def _held_already(ledger: Ledger, file: RegisterFile, entry: int) -> TakeOnImport:
    nought = Pence(0)
    found = ledger.rows("event_hash", seq=entry)
    return TakeOnImport(
        rows=len(file.rows),
        accepted=0,
        refused=0,
        already_held=len(file.rows),
        entries=0,
        spent_pence=nought,
        claimed_pence=nought,
        received_pence=nought,
        entry=entry,
        event_hash=found[0]["hash"],
        findings=(),
    )


def _setting(session: Session, ledger: Ledger) -> TakeOnSetting:
    return TakeOnSetting(
        holdings=Holdings(ledger.rows("register_entries")),
        quarters_held=frozenset(
            (row["fund"], Quarter.of(row["month_starts"]))
            for row in ledger.rows("months_held")
        ),
        today=session.today,
    )


def _import_event(session: Session, file: RegisterFile, plan: TakeOnPlan) -> NewEvent:
    return NewEvent(
        kind="take_on",
        effective_on=session.today,
        reason=f"{len(file.rows)} rows of {file.path.name} taken on",
        payload={
            "file": file.path.name,
            "rows": len(file.rows),
            "spent_pence": plan.total("spent"),
            "claimed_pence": plan.total("claimed"),
            "received_pence": plan.total("received"),
        },
        source=Source(file.sha256),
        evidence=file.sha256,
    )
