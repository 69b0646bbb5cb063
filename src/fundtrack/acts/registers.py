"""Take in registers: all rows of all files, or nothing."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from pathlib import Path

from fundtrack.acts.obligations import record_obligations
from fundtrack.acts.session import Session
from fundtrack.acts.session import role_holdings
from fundtrack.domain.allocations import Allocation
from fundtrack.domain.allocations import allocation_replaced
from fundtrack.domain.awards import Award
from fundtrack.domain.awards import Standing
from fundtrack.domain.awards import award_replaced
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Source
from fundtrack.domain.people import Permission
from fundtrack.domain.people import who_may
from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import has_blocking
from fundtrack.findings import worst_first
from fundtrack.ingest.register_events import Recording
from fundtrack.ingest.register_holdings import Holdings
from fundtrack.ingest.registers import RegisterPlan
from fundtrack.ingest.registers import plan_registers
from fundtrack.sources.registers import RegisterFile
from fundtrack.sources.registers import read_registers
from fundtrack.store.evidence import keep
from fundtrack.store.ledger import Ledger


@dataclass(frozen=True, slots=True)
class RegisterImport:
    """What was read and recorded: `unchanged` rows were held already."""

    rows: int
    accepted: int
    refused: int
    unchanged: int
    entries: int
    findings: tuple[Finding, ...]


def ingest_registers(session: Session, paths: Sequence[Path]) -> RegisterImport:
    """Take in register workbooks or CSV files.

    Raises:
        FileRefused: when anything in any file is wrong; its findings say what.
        NotAllowed: when the person may not change these registers.
    """
    files = _read(paths)
    with session.holding() as ledger:
        holdings = Holdings(ledger.rows("register_entries"))
        plan = plan_registers(files, holdings, session.today)
        if has_blocking(plan.findings):
            raise FileRefused(worst_first(plan.findings))
        _require(session, ledger, plan)
        entries = _record_files(session, ledger, files, plan)
        new = [_with_paper(session, files, recording) for recording in plan.new]
        for events in _batches(ledger, new, holdings):
            entries += len(ledger.append(events, session.person))
        entries += record_obligations(session, ledger)
    rows = sum(len(file.rows) for file in files)
    return RegisterImport(
        rows=rows,
        accepted=rows,
        refused=0,
        unchanged=rows - len(_changed_rows(plan)),
        entries=entries,
        findings=plan.findings,
    )


def _read(paths: Sequence[Path]) -> list[RegisterFile]:
    files = []
    findings: list[Finding] = []
    for path in paths:
        try:
            files.append(read_registers(path))
        except FileRefused as error:
            findings.extend(error.findings)
    if findings:
        raise FileRefused(findings)
    return files


def _require(session: Session, ledger: Ledger, plan: RegisterPlan) -> None:
    """Ask for what the change needs; while nobody may ingest, an administrator may."""
    holdings = role_holdings(ledger, session.today)
    is_first = not who_may(Permission.INGEST, holdings)
    if plan.changes_people or is_first:
        session.require(ledger, Permission.ADMINISTER)
    if not is_first and (plan.changes_others or not plan.changes_people):
        session.require(ledger, Permission.INGEST)


def _record_files(
    session: Session,
    ledger: Ledger,
    files: Sequence[RegisterFile],
    plan: RegisterPlan,
) -> int:
    """Keep each file that brings anything, and record that it was taken in."""
    recorded = 0
    changed = _changed_rows(plan)
    for file in files:
        brought = sum(file_hash == file.sha256 for file_hash, _, _ in changed)
        if brought:
            keep(session.workspace, file.path)
            event = _import_event(session, file, brought)
            recorded += len(ledger.append([event], session.person))
    return recorded


def _with_paper(
    session: Session, files: Sequence[RegisterFile], recording: Recording
) -> Recording:
    """Keep the paper that a row of the evidence register names and lies beside it."""
    event = recording.event
    name = str(event.payload.get("file") or "")
    if event.kind != "evidence" or not name or Path(name).name != name:
        return recording
    row = recording.entry.row
    beside = next(file.path.parent for file in files if file.sha256 == row.sha256)
    paper = beside / name
    if not paper.is_file():
        return recording
    kept = keep(session.workspace, paper)
    return replace(recording, event=replace(event, evidence=kept))


def _import_event(session: Session, file: RegisterFile, brought: int) -> NewEvent:
    return NewEvent(
        kind="register_import",
        effective_on=session.today,
        reason="registers taken in",
        payload={
            "file": file.path.name,
            "rows": len(file.rows),
            "accepted": len(file.rows),
            "refused": 0,
            "unchanged": len(file.rows) - brought,
        },
        source=Source(file.sha256),
        evidence=file.sha256,
    )


def _changed_rows(plan: RegisterPlan) -> set[tuple[str, str, int]]:
    rows = [recording.entry.row for recording in plan.new]
    return {(row.sha256, row.sheet, row.number) for row in rows}


def _batches(
    ledger: Ledger, new: Sequence[Recording], holdings: Holdings
) -> Iterator[list[NewEvent]]:
    """Give the events to append together, so that a new version sees what stands."""
    batch: list[NewEvent] = []
    begun: dict[tuple[str, str], int] = {}
    for recording in new:
        said = recording.version_of
        if said is not None:
            kind, fund = recording.event.kind, said.cell.fund
            standing = begun.get((kind, fund), holdings.standing_version(kind, fund))
            if said.version > standing:
                yield batch
                batch = _replaced(ledger, said)
            begun[kind, fund] = max(standing, said.version)
        batch.append(recording.event)
    yield batch


def _replaced(ledger: Ledger, said: Award | Allocation) -> list[NewEvent]:
    fund = said.cell.fund
    if isinstance(said, Award):
        standing = _standing(ledger, "standing_awards", fund)
        event = award_replaced(standing, said.version, said)
    else:
        standing = _standing(ledger, "standing_allocations", fund)
        event = allocation_replaced(standing, said.version, said)
    return [event] if event else []


def _standing(ledger: Ledger, query: str, fund: str) -> list[Standing]:
    return [
        Standing(Cell.of_columns(row), row["pence"])
        for row in ledger.rows(query, fund=fund)
    ]
