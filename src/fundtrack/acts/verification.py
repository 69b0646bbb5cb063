"""Verify the books: the chain, the balances, the references, every copy of the head."""

from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.pack_verifying import pack_findings
from fundtrack.acts.session import Session
from fundtrack.domain.events import EMPTY_HEAD
from fundtrack.domain.events import Head
from fundtrack.errors import BooksUnreadable
from fundtrack.errors import NoSnapshot
from fundtrack.errors import UserError
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.returns.frozen import MANIFEST
from fundtrack.returns.frozen import changed_files
from fundtrack.returns.frozen import read_manifest
from fundtrack.store.archives import backups_in
from fundtrack.store.evidence import evidence_path
from fundtrack.store.evidence import sha256_of
from fundtrack.store.panel import is_as_named
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from fundtrack.store.verification import Audit
from fundtrack.store.verification import Fault
from fundtrack.store.verification import open_audit

COPY_BACK = "copy it back from a backup, named by its sha256"
EVIDENCE = "evidence"
RESTORE = "keep the workspace aside and restore it from the last backup"
BACKUPS = "backups"


@dataclass(frozen=True, slots=True)
class Verified:
    """What verification found, with the contract's keys.

    `contains` is the entry that has the hash asked for, None when there is none or
    nothing was asked.
    """

    entries: int
    head: str
    chain_ok: bool
    balanced: bool
    references_ok: bool
    snapshot_ok: bool
    returns_ok: bool
    findings: tuple[Finding, ...]
    asked_for: str | None = None
    contains: int | None = None
    backups_ok: bool = True
    evidence_ok: bool = True
    packs_ok: bool = True

    @property
    def is_ok(self) -> bool:
        """Whether everything holds, the hash asked for included."""
        return not self.findings

    @property
    def within(self) -> tuple[Finding, ...]:
        """What is wrong in the workspace itself, backups elsewhere left out."""
        beside = {BACKUPS, EVIDENCE}
        return tuple(it for it in self.findings if it.rule not in beside)

    def in_words(self) -> list[str]:
        """Say what was found, a line for each thing that holds or does not."""
        held = (
            (self.chain_ok, "the chain of hashes is whole", "the chain is broken"),
            (self.balanced, "every entry balances", "entries do not balance"),
            (self.references_ok, "every reference holds", "references are broken"),
            (
                self.snapshot_ok,
                "the snapshot is of these books",
                "the snapshot is not of these books",
            ),
            (
                self.returns_ok,
                "every frozen return is as certified",
                "a frozen return is not as certified",
            ),
        )
        return [
            f"{self.entries:,} entries, head {self.head}",
            *((well if is_so else badly) for is_so, well, badly in held),
            *([] if self.backups_ok else ["a backup is not of these books"]),
            *([] if self.packs_ok else ["a released pack is not as released"]),
            *([] if self.evidence_ok else ["evidence is not as it was taken in"]),
            *(f"  {found.place}: {found.message}" for found in self.findings),
        ]


def verify(session: Session, contains: str | None = None) -> Verified:
    """Recompute the books and compare every copy of their head.

    Args:
        contains: the hash of an entry, from something signed or sent, that the books
            must hold.
    """
    with open_audit(session.workspace, session.wait_seconds) as audit:
        chain = _said("chain", audit.chain_faults())
        balances = _said("balances", audit.balance_faults())
        references = _said("references", audit.reference_faults())
        snapshot = _snapshot_findings(session, audit)
        returns = _return_findings(session, audit)
        packs = pack_findings(session.workspace.packs, audit)
        backups = _backup_findings(session, audit)
        evidence = _evidence_findings(session, audit)
        entry = audit.entry_with(contains) if contains is not None else None
        missing = (
            [_not_held(contains)] if contains is not None and entry is None else []
        )
        return Verified(
            entries=audit.entries,
            head=audit.head.hash,
            chain_ok=not chain,
            balanced=not balances,
            references_ok=not references,
            snapshot_ok=not snapshot,
            returns_ok=not returns,
            findings=(
                *chain,
                *balances,
                *references,
                *snapshot,
                *returns,
                *packs,
                *backups,
                *evidence,
                *missing,
            ),
            asked_for=contains,
            contains=entry,
            backups_ok=not backups,
            evidence_ok=not evidence,
            packs_ok=not packs,
        )


def _evidence_findings(session: Session, audit: Audit) -> list[Finding]:
    """Every file in evidence that an entry names, beside its hash in the books.

    What was only read from is missed by doctor; here a paper that is gone is.
    """
    found = []
    for row in audit.rows("verify_evidence"):
        kept = evidence_path(session.workspace, row["sha256"])
        if not kept.is_file():
            is_lost, what = row["is_evidence"], "is not there any more"
        else:
            is_lost, what = sha256_of(kept) != kept.name, "was altered since"
        if is_lost:
            said = f"the file that entry {row['entry']} names {what}"
            place = f"evidence/{row['sha256']}"
            found.append(Finding(EVIDENCE, Severity.BLOCK, said, COPY_BACK, file=place))
    return found


def _snapshot_findings(session: Session, audit: Audit) -> list[Finding]:
    """The pointer's copy of the head, and the head inside the snapshot's file."""
    try:
        info = current_snapshot(session.workspace)
    except NoSnapshot:
        return [_finding("snapshot", "published", "there is no pointer to read")]
    place = f"published/{info.snapshot}.duckdb"
    found = []
    if not audit.holds(Head(info.head_seq, info.head_hash)):
        found.append(
            _finding("snapshot", place, f"its head, entry {info.head_seq}, is not held")
        )
    try:
        with open_books(session.workspace) as books:
            rows = books.rows("verify_heads", seq=info.head_seq, hash="")
            last = books.rows("last_entry")[0]["known"]
        if not is_as_named(session.workspace.published / info.panel):
            panel = f"published/{info.panel}"
            found.append(_finding("panel", panel, "its counts are not as it is named"))
    except (BooksUnreadable, NoSnapshot):
        return [*found, _finding("snapshot", place, "it cannot be opened")]
    inside = Head(last, rows[0]["hash"]) if rows else EMPTY_HEAD
    if inside != Head(info.head_seq, info.head_hash):
        found.append(_finding("snapshot", place, "it does not end in its own head"))
    return found


def _return_findings(session: Session, audit: Audit) -> list[Finding]:
    """Every manifest's copy of the head, and every frozen file."""
    certified = audit.certified_returns()
    kept = session.workspace.returns
    found = [
        finding
        for return_id, sha256 in certified.items()
        for finding in _frozen_findings(kept / return_id, sha256, audit)
    ]
    uncertified = {path.parent.name for path in kept.glob(f"*/{MANIFEST}")}
    return [
        *found,
        *(
            _finding("returns", f"returns/{name}", "the books certified no such return")
            for name in sorted(uncertified - certified.keys())
        ),
    ]


def _frozen_findings(folder: Path, sha256: str | None, audit: Audit) -> list[Finding]:
    place = f"returns/{folder.name}"
    try:
        facts = read_manifest(folder)
        info = SnapshotInfo(**facts["snapshot"])
        workbook = facts["files"].get(f"{folder.name}.xlsx")
    except (BooksUnreadable, KeyError, TypeError):
        return [_finding("returns", place, "it has no manifest to read")]
    said = [
        (
            audit.holds(Head(info.head_seq, info.head_hash)),
            f"its head, entry {info.head_seq}, is not held",
        ),
        (workbook == sha256, "its workbook is not the one that was certified"),
    ]
    return [
        *(_finding("returns", place, message) for is_so, message in said if not is_so),
        *(
            _finding("returns", f"{place}/{each.place}", "it was changed or is missing")
            for each in changed_files(folder, facts)
        ),
    ]


def _backup_findings(session: Session, audit: Audit) -> list[Finding]:
    """Every backup's copy of the head, as far as backups are where settings say."""
    workspace = session.workspace
    with suppress(UserError):
        settings = workspace.settings()
        folder = workspace.folder / settings.backup_folder
        return [
            _finding(BACKUPS, str(file), f"its head, entry {head.seq}, is not held")
            for file, head in backups_in(folder, settings.office)
            if not audit.holds(head)
        ]
    return []


def _said(rule: str, faults: Iterable[Fault]) -> list[Finding]:
    return [
        _finding(rule, "ledger.duckdb", f"entry {fault.entry} {fault.message}")
        for fault in faults
    ]


def _not_held(contains: str) -> Finding:
    message = f"no entry has the hash {contains}"
    return _finding("contains", "ledger.duckdb", message)


def _finding(rule: str, place: str, message: str) -> Finding:
    return Finding(rule, Severity.BLOCK, message, RESTORE, file=place)
