"""Back the workspace up into one file while people work."""

import io
import json
from collections.abc import Iterable
from contextlib import ExitStack
from contextlib import suppress
from dataclasses import asdict
from dataclasses import dataclass
from pathlib import Path

from fundtrack.acts.publishing import publish_now
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import moment_text
from fundtrack.errors import FiguresRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.packs import releases
from fundtrack.returns.frozen import program
from fundtrack.returns.frozen import read_manifest
from fundtrack.runs.registry import kept_runs
from fundtrack.store.archives import FILES
from fundtrack.store.archives import NewArchive
from fundtrack.store.archives import new_archive
from fundtrack.store.lake import MANIFEST as LAKE_MANIFEST
from fundtrack.store.lake import parquet_files
from fundtrack.store.lake import read_lake
from fundtrack.store.ledger import open_ledger
from fundtrack.store.migrations import schema_version
from fundtrack.store.panel import LAST_BUILT
from fundtrack.store.snapshot import POINTER
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books
from fundtrack.store.tables import MANIFEST as TABLES_MANIFEST
from fundtrack.store.tables import read_tables_held
from fundtrack.store.tables import table_files
from fundtrack.store.turnstile import turnstile

HASH_LENGTH = 64
TRIES = 100
RESTORE = "keep the workspace aside and restore it from the last backup"
BOOKS = "ledger.duckdb"


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made, with the contract's keys.

    `head` is the hash of the last of `entries`: whoever keeps it can ask later, with
    `verify --contains`, whether the books still hold it. `entry` records the backup
    itself and is therefore not in it.
    """

    file: str
    bytes: int
    sha256: str
    entries: int
    head: str
    snapshot: str
    members: int
    entry: int


def backup(session: Session, file: Path) -> Backup:
    """Make a backup under a name that is free, and record it in the books.

    The books are taken as a snapshot, under the turnstile; everything else is named
    by its content or never changes, and is copied while others work. Only imports of
    crime files wait, until the lake is copied.

    Raises:
        NotAllowed: when the person may not publish.
        FileStands: when the file is there already.
        FiguresRefused: when the books or files are not as recorded, so that the
            backup could not be restored.
        NoRoom: when the disk is full; nothing is then left.
    """
    if session.workspace.folder.resolve() in file.resolve().parents:
        file.parent.mkdir(parents=True, exist_ok=True)
    with new_archive(file) as archive:
        info = _take(session, archive)
        settings = session.workspace.settings()
        sha256 = archive.seal(
            {
                "made_at": moment_text(session.clock()),
                "made_by": session.person,
                "office": settings.office,
                **program(),
                "schema_version": schema_version(),
                "entries": info.rows,
                "head": {"seq": info.head_seq, "hash": info.head_hash},
                "snapshot": info.snapshot,
            }
        )
        made = Backup(
            file=str(file),
            bytes=archive.aside.stat().st_size,
            sha256=sha256,
            entries=info.rows,
            head=info.head_hash,
            snapshot=info.snapshot,
            members=len(archive.members),
            entry=0,
        )
        return _recorded(session, archive, made)


def _recorded(session: Session, archive: NewArchive, made: Backup) -> Backup:
    """Name the file and record it, both or neither."""
    file = Path(made.file)
    event = NewEvent(
        kind="backup",
        effective_on=session.today,
        reason="backup made",
        payload={
            "file": file.name,
            "sha256": made.sha256,
            "bytes": made.bytes,
            "entries": made.entries,
            "head": made.head,
            "snapshot": made.snapshot,
        },
    )
    with ExitStack() as undo:
        with open_ledger(
            session.workspace, session.clock, session.wait_seconds
        ) as ledger:
            (entry,) = ledger.append([event], session.person)
            archive.put_in_place(file)
            undo.callback(file.unlink, missing_ok=True)
        undo.pop_all()
    session.publish_recorded()
    return Backup(**{**asdict(made), "entry": entry})


def _take(session: Session, archive: NewArchive) -> SnapshotInfo:
    """Take all parts in, the books first: what they name is there by then."""
    workspace = session.workspace
    with turnstile(workspace.lake, session.wait_seconds):
        info = publish_now(session)
        if found := verify(session).within:
            raise FiguresRefused(found)
        _take_files(archive, workspace, _lake_files(workspace))
    pointer = json.dumps(asdict(info), indent=1).encode()
    archive.add(f"published/{POINTER}", io.BytesIO(pointer), 0)
    archive.add_file(BOOKS, workspace.published / f"{info.snapshot}.duckdb")
    others = [name for name in FILES if name != BOOKS]
    _take_files(archive, workspace, (workspace.folder / name for name in others))
    _take_evidence(archive, workspace)
    frozen = [*_certified(workspace, info), *_released(workspace, info)]
    for folder in frozen:
        _take_files(archive, workspace, sorted(folder.rglob("*")))
    _take_runs(archive, workspace)
    _take_files(archive, workspace, _published_files(workspace, info, frozen))
    return info


def _take_files(
    archive: NewArchive, workspace: Workspace, paths: Iterable[Path]
) -> None:
    for path in paths:
        name = path.relative_to(workspace.folder).as_posix()
        if path.is_file() and name not in archive.members:
            archive.add_file(name, path)


def _lake_files(workspace: Workspace) -> list[Path]:
    """List what the lake consists of.

    Raises:
        FiguresRefused: when a file that its manifest names is gone.
    """
    held = read_lake(workspace).partitions.values()
    parts = read_tables_held(workspace).parts.values()
    named = [*parquet_files(workspace, held), *table_files(workspace, parts)]
    files = [Path(name) for name in named]
    missing = [
        _damage(path, workspace, "is missing") for path in files if not path.is_file()
    ]
    if missing:
        raise FiguresRefused(missing)
    built = workspace.published / LAST_BUILT
    manifests = [workspace.lake / LAKE_MANIFEST, workspace.lake / TABLES_MANIFEST]
    return [*manifests, built, *files]


def _take_evidence(archive: NewArchive, workspace: Workspace) -> None:
    """Take every file of evidence, whose name tells what it must contain.

    Raises:
        FiguresRefused: when one was changed since it was taken in.
    """
    changed = []
    for path in sorted(workspace.evidence.glob("[!.]*")):
        sha256 = archive.add_file(f"evidence/{path.name}", path)
        if len(path.name) == HASH_LENGTH and sha256 != path.name:
            changed.append(_damage(path, workspace, "was changed since it was kept"))
    if changed:
        raise FiguresRefused(changed)


def _certified(workspace: Workspace, info: SnapshotInfo) -> list[Path]:
    """List the folders of the returns that the books taken hold as certified."""
    with open_books(workspace, info) as books:
        rows = books.rows("verify_returns")
    return [workspace.returns / row["return_id"] for row in rows]


def _released(workspace: Workspace, info: SnapshotInfo) -> list[Path]:
    """List the folders of the packs that the books taken hold as released."""
    with open_books(workspace, info) as books:
        return [workspace.packs / release.name for release in releases(books)]


def _published_files(
    workspace: Workspace, info: SnapshotInfo, frozen: Iterable[Path]
) -> list[Path]:
    """List the panels, and the snapshots that a return, a pack or a run names."""
    named = {
        info.snapshot,
        *(read_manifest(folder)["snapshot"]["snapshot"] for folder in frozen),
        *(str(run.result.get("snapshot")) for run in kept_runs(workspace)),
    }
    snapshots = [workspace.published / f"{name}.duckdb" for name in sorted(named)]
    return [*snapshots, *sorted(workspace.published.glob("panel-*.duckdb"))]


def _take_runs(archive: NewArchive, workspace: Workspace) -> None:
    for run in kept_runs(workspace):
        for name, (held, mtime_ns) in _whole_run(run.folder).items():
            archive.add(f"runs/{run.run_id}/{name}", io.BytesIO(held), mtime_ns)


def _whole_run(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Read the files of a run, anew when the run was replaced meanwhile."""
    for _ in range(TRIES):
        with suppress(FileNotFoundError):
            before = folder.stat().st_ino
            found = {
                path.relative_to(folder).as_posix(): (
                    path.read_bytes(),
                    path.stat().st_mtime_ns,
                )
                for path in sorted(folder.rglob("*"))
                if path.is_file()
            }
            if folder.stat().st_ino == before:
                return found
    return {}


def _damage(path: Path, workspace: Workspace, message: str) -> Finding:
    place = path.relative_to(workspace.folder).as_posix()
    return Finding("backup", Severity.BLOCK, f"it {message}", RESTORE, file=place)
