"""Restore a backup into an empty folder: checked whole before it is put in place."""

import shutil
import tempfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts import returns
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.acts.workspaces import move_in
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import BackupRefused
from fundtrack.errors import NewerBooks
from fundtrack.errors import NoRoom
from fundtrack.errors import UserError
from fundtrack.errors import WorkspaceExists
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.store.archives import FOLDERS
from fundtrack.store.archives import Archive
from fundtrack.store.archives import open_archive
from fundtrack.store.evidence import sha256_of
from fundtrack.store.migrations import schema_version
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books

HASH_LENGTH = 64


@dataclass(frozen=True, slots=True)
class Promised:
    """What the manifest of a backup says it holds."""

    made_at: str
    schema: int
    entries: int
    head: str
    snapshot: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A workspace put in place from a backup.

    `returns` are the certified returns that were made again and came out the same;
    `findings` tell what did not.
    """

    workspace: str
    file: str
    made_at: str
    entries: int
    head: str
    snapshot: str
    members: int
    returns: tuple[str, ...]
    findings: tuple[Finding, ...]


def restore(workspace: Workspace, file: Path, clock: Clock) -> Restored:
    """Put a backup into a folder that is empty or not there yet.

    Every member's hash, the chain of entries and the head are checked while it lies
    aside; then it is moved in, its settings last. Certified returns are made again
    from what stands there.

    Raises:
        WorkspaceExists: when the folder holds anything.
        BackupRefused, NewerBooks: as their sentences say; nothing is then left.
        NoRoom: when the disk is full or the folder cannot be written.
    """
    folder = workspace.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise WorkspaceExists(folder)
    was_there = folder.exists()
    try:
        with open_archive(file) as archive:
            promised = _promised(archive)
            folder.mkdir(parents=True, exist_ok=True)
            _put_in_place(archive, promised, workspace, clock)
            members = len(archive.members)
    except OSError as error:
        raise NoRoom(folder, error.strerror or str(error)) from error
    finally:
        if not was_there:
            with suppress(OSError):
                folder.rmdir()
    again, findings = _returns_again(workspace, clock)
    return Restored(
        workspace=str(folder),
        file=str(file),
        made_at=promised.made_at,
        entries=promised.entries,
        head=promised.head,
        snapshot=promised.snapshot,
        members=members,
        returns=again,
        findings=findings,
    )


def _promised(archive: Archive) -> Promised:
    facts = archive.facts
    try:
        promised = Promised(
            made_at=str(facts["made_at"]),
            schema=int(facts["schema_version"]),
            entries=int(facts["entries"]),
            head=str(facts["head"]["hash"]),
            snapshot=str(facts["snapshot"]),
        )
    except (KeyError, TypeError, ValueError) as error:
        said = f"its manifest does not say {error}"
        raise BackupRefused(archive.file, said) from error
    if promised.schema > schema_version():
        raise NewerBooks(archive.file, promised.schema, schema_version())
    return promised


def _put_in_place(
    archive: Archive, promised: Promised, workspace: Workspace, clock: Clock
) -> None:
    folder = workspace.folder
    free = shutil.disk_usage(folder).free
    if free < archive.unpacked_bytes:
        said = f"{archive.unpacked_bytes:,} bytes are needed and {free:,} are free"
        raise NoRoom(folder, said)
    with tempfile.TemporaryDirectory(dir=folder, prefix=".new-") as aside:
        built = Workspace(Path(aside))
        archive.unpack(built.folder)
        for part in FOLDERS:
            (built.folder / part).mkdir(exist_ok=True)
        _require_whole(archive, promised, built, clock)
        if [part.name for part in folder.iterdir()] != [built.folder.name]:
            raise WorkspaceExists(folder)
        move_in(built, workspace)


def _require_whole(
    archive: Archive, promised: Promised, built: Workspace, clock: Clock
) -> None:
    """Refuse a backup whose books are not what its manifest promises.

    Raises:
        BackupRefused: saying what does not hold.
    """
    for path in sorted(built.evidence.iterdir()):
        if len(path.name) == HASH_LENGTH and sha256_of(path) != path.name:
            said = f"evidence/{path.name} is not what its name says"
            raise BackupRefused(archive.file, said)
    try:
        built.settings()
        found = verify(Session(built, "", clock))
        info = current_snapshot(built)
    except UserError as error:
        said = str(error).replace(f"{built.folder}/", "")
        raise BackupRefused(archive.file, said, error.findings) from error
    if wrong := found.within:
        said = f"{wrong[0].place}: {wrong[0].message}"
        raise BackupRefused(archive.file, said, wrong)
    held = (found.entries, found.head, info.snapshot)
    if held != (promised.entries, promised.head, promised.snapshot):
        said = f"its books end in {found.head}, its manifest says {promised.head}"
        raise BackupRefused(archive.file, said)


def _returns_again(
    workspace: Workspace, clock: Clock
) -> tuple[tuple[str, ...], tuple[Finding, ...]]:
    """Make every certified return again from the restored workspace."""
    is_example = workspace.settings().example
    session = Session(workspace, "", clock, is_example=is_example)
    with open_books(workspace) as books:
        certified = [row["return_id"] for row in books.rows("verify_returns")]
    same: list[str] = []
    findings: list[Finding] = []
    for return_id in certified:
        try:
            found = returns.verify(session, return_id).findings
        except UserError as error:
            found = (_not_made_again(return_id, str(error)),)
        findings.extend(found)
        same.extend([] if found else [return_id])
    return tuple(same), tuple(findings)


def _not_made_again(return_id: str, message: str) -> Finding:
    fix = "ask for it again with: fundtrack return verify " + return_id
    place = f"returns/{return_id}"
    return Finding("return-reproduced", Severity.BLOCK, message, fix, file=place)
