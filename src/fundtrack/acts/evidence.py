"""Keep the papers behind entries: attach a file to one, as the register would say."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.domain.cells import ANY
from fundtrack.domain.corrections import HeldEntry
from fundtrack.domain.delivery_registers import EvidenceState
from fundtrack.domain.delivery_registers import Supports
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Permission
from fundtrack.errors import WrongArgument
from fundtrack.metrics.entries import read_entry
from fundtrack.store.evidence import keep


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was kept: which entry it shows, and the entry that says so."""

    entry: int
    event_hash: str
    supports: int
    sha256: str
    file: str


def attach(session: Session, entry: int, file: Path, *, verified: bool) -> Attached:
    """Keep a file and record that it shows an entry, from that entry's own day.

    What is said of a coding or correction of a line counts for the line.

    Raises:
        UnknownName: when there is no such entry.
        WrongArgument: when there is no such file.
    """
    if not file.is_file():
        raise WrongArgument(f"there is no file {file}")
    with session.writing(Permission.RECORD) as ledger:
        held = read_entry(ledger, entry)
        sha256 = keep(session.workspace, file)
        state = EvidenceState.VERIFIED if verified else EvidenceState.RECEIVED
        event = NewEvent(
            kind="evidence",
            effective_on=held.event.effective_on,
            reason=f"{file.name} shows entry {entry}",
            payload={
                **_place(held),
                "supports": str(Supports.ENTRY),
                "which": str(held.line),
                "file": file.name,
                "state": str(state),
            },
            evidence=sha256,
        )
        (recorded,) = ledger.append([event], session.person)
        return Attached(recorded, ledger.head.hash, held.line, sha256, file.name)


def _place(held: HeldEntry) -> Mapping[str, str]:
    """Name the entry's fund, area and project; empty where it is for no one of them."""
    parts = zip(("fund", "area", "project"), held.cell.parts[:3], strict=True)
    return {
        name: str(held.said.get(name) or "") if part == ANY else part
        for name, part in parts
    }
