"""Say what is wrong with a workspace, as far as it can still be read."""

import os
import re
import shutil
import sys
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from importlib.metadata import version as version_of
from pathlib import Path

from fundtrack import __version__
from fundtrack.acts.session import Session
from fundtrack.acts.verification import RESTORE
from fundtrack.acts.verification import verify
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import UserError
from fundtrack.findings import Finding
from fundtrack.store.evidence import evidence_path
from fundtrack.store.evidence import sha256_of
from fundtrack.store.lake import Partition
from fundtrack.store.lake import parquet_files
from fundtrack.store.lake import read_lake
from fundtrack.store.panel import is_as_named
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from fundtrack.store.tables import TablePart
from fundtrack.store.tables import read_tables_held
from fundtrack.store.tables import table_files
from fundtrack.store.verification import Audit
from fundtrack.store.verification import open_audit

OLDEST_PYTHON = (3, 11)
ENGINES = ((1, 5, 6), (3,))
"""DuckDB from the first up to but not the second."""

SPARE_BYTES = 100_000_000
COPIES = 3
BACKUP_DAYS = 7
AT_WORK = timedelta(hours=1)
HASH_LENGTH = 64
PARQUET = b"PAR1"
HEADS = ("snapshot", "panel", "returns", "backups")


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was looked at; `fix` is empty when nothing is wrong."""

    name: str
    ok: bool
    message: str
    fix: str = ""

    @property
    def in_words(self) -> list[str]:
        """The check as a line, and what to do as another."""
        line = f"{'well ' if self.ok else 'WRONG'}  {self.name}: {self.message}"
        return [line, *([f"       {self.fix}"] if self.fix else [])]


@dataclass(frozen=True, slots=True)
class Examined:
    """What the doctor found, with the contract's keys."""

    workspace: str
    checks: tuple[Check, ...]

    @property
    def is_ok(self) -> bool:
        """Whether nothing is wrong."""
        return all(check.ok for check in self.checks)

    def in_words(self) -> list[str]:
        """Say what was found, a check a line."""
        return [line for check in self.checks for line in check.in_words]


def examine(workspace: Workspace, clock: Clock, wait_seconds: float) -> Examined:
    """Look at every part on its own: what cannot be opened hides nothing else."""
    checks = (
        _program(),
        _settings(workspace),
        _permissions(workspace),
        _room(workspace),
        *_books(workspace, clock, wait_seconds),
        _snapshot(workspace),
        _lake(workspace),
        _evidence(workspace),
        _leftovers(workspace, clock()),
    )
    return Examined(str(workspace.folder), checks)


def _program() -> Check:
    python, engine = sys.version_info[:2], version_of("duckdb")
    parts = tuple(int(part) for part in re.findall(r"\d+", engine)[:3])
    said = f"fundtrack {__version__}, Python {python[0]}.{python[1]}, DuckDB {engine}"
    is_ok = python >= OLDEST_PYTHON and ENGINES[0] <= parts < ENGINES[1]
    fix = "" if is_ok else "install Python 3.11 or newer and DuckDB from 1.5.6 to 2"
    return Check("program", is_ok, said, fix)


def _settings(workspace: Workspace) -> Check:
    try:
        settings = workspace.settings()
    except UserError as error:
        return _failed("settings", error)
    kind = ", an example" if settings.example else ""
    return Check("settings", ok=True, message=f"{settings.office}{kind}")


def _permissions(workspace: Workspace) -> Check:
    parts = (
        workspace.folder,
        workspace.ledger,
        workspace.published,
        workspace.evidence,
        workspace.lake,
        workspace.runs,
        workspace.returns,
    )
    closed = [
        path.name
        for path in parts
        if path.exists() and not os.access(path, os.R_OK | os.W_OK)
    ]
    if closed:
        said = f"this account may not write to {', '.join(closed)}"
        fix = "let this account read and write there, or use the account that may"
        return Check("permissions", ok=False, message=said, fix=fix)
    return Check("permissions", ok=True, message="this account may write everywhere")


def _room(workspace: Workspace) -> Check:
    folder = next(
        at
        for at in (workspace.folder, *workspace.folder.resolve().parents)
        if at.is_dir()
    )
    free = shutil.disk_usage(folder).free
    books = workspace.ledger.stat().st_size if workspace.ledger.is_file() else 0
    needed = SPARE_BYTES + COPIES * books
    said = f"{free // 1_000_000:,} MB are free, {needed // 1_000_000:,} MB are needed"
    fix = "" if free >= needed else "make room on the disk before the next act"
    return Check("disk", free >= needed, said, fix)


def _books(workspace: Workspace, clock: Clock, wait_seconds: float) -> Iterator[Check]:
    """Open the books; only if that succeeds can what they hold be checked."""
    try:
        with open_audit(workspace, wait_seconds) as audit:
            waiting = audit.awaiting(workspace.ledger)
            if not waiting:
                named = audit.rows("evidence_named")
                saved = _saved(workspace, audit, clock())
        if waiting:
            said = f"the next act will bring them up to date ({', '.join(waiting)})"
            yield Check("books", ok=True, message=said)
            return
        found = verify(Session(workspace, "", clock, wait_seconds))
    except UserError as error:
        yield _failed("books", error)
        return
    yield Check("books", ok=True, message=f"{found.entries:,} entries can be read")
    for rules, well in (
        (("chain",), "the chain of hashes is whole"),
        (("balances",), "every entry balances"),
        (("references",), "every reference holds"),
        (HEADS, "every copy of the head is of these books"),
    ):
        yield _of_rules(rules, well, found.findings)
    yield _held(workspace, [row["sha256"] for row in named])
    yield saved


def _of_rules(rules: tuple[str, ...], well: str, findings: Iterable[Finding]) -> Check:
    name = rules[0] if len(rules) == 1 else "copies"
    wrong = [finding for finding in findings if finding.rule in rules]
    if not wrong:
        return Check(name, ok=True, message=well)
    more = f" (and {len(wrong) - 1} more)" if len(wrong) > 1 else ""
    said = f"{wrong[0].place}: {wrong[0].message}{more}"
    return Check(name, ok=False, message=said, fix=wrong[0].fix)


def _held(workspace: Workspace, named: Iterable[str]) -> Check:
    """Whether every file that an entry names is still kept."""
    missing = [it for it in named if not evidence_path(workspace, it).is_file()]
    if not missing:
        return Check("sources", ok=True, message="every file that entries name is kept")
    said = f"{len(missing)} files that entries name are not in evidence: {missing[0]}"
    fix = "copy them back from a backup, named by their sha256"
    return Check("sources", ok=False, message=said, fix=fix)


def _saved(workspace: Workspace, audit: Audit, now: datetime) -> Check:
    """Whether a backup holds what was recorded more than a week ago."""
    (row,) = audit.rows("last_backup")
    if _is_example(workspace):
        return Check("backup", ok=True, message="an example needs none")
    made = f"the last is {row['file']}" if row["made_at"] else "there is none yet"
    since = row["unsaved_since"]
    if since is None:
        return Check("backup", ok=True, message=f"{made}; it holds every entry")
    days = (now - since).days
    said = f"{made}; the oldest entry that is in none is {days} days old"
    is_ok = days < BACKUP_DAYS
    fix = "" if is_ok else "make one now: fundtrack backup FILE, and every night"
    return Check("backup", is_ok, said, fix)


def _is_example(workspace: Workspace) -> bool:
    try:
        return workspace.settings().example
    except UserError:
        return False


def _snapshot(workspace: Workspace) -> Check:
    fix = "make another with: fundtrack publish"
    try:
        info = current_snapshot(workspace)
        with open_books(workspace, info):
            said = f"{info.snapshot}, {info.rows:,} entries"
        if info.panel and not is_as_named(workspace.published / info.panel):
            said = f"{info.panel} was changed"
            fix = f"remove it, then {fix}"
            return Check("snapshot", ok=False, message=said, fix=fix)
    except UserError as error:
        said = str(error).partition("; ")[0]
        broken = "remove the file named, if it is there, then "
        return Check("snapshot", ok=False, message=said, fix=broken + fix)
    return Check("snapshot", ok=True, message=said)


def _lake(workspace: Workspace) -> Check:
    """Look at the months of police.uk, then at the parts of the further tables."""
    manifest = "manifest.json"
    try:
        held = list(read_lake(workspace).partitions.values())
        manifest = "tables.json"
        parts = list(read_tables_held(workspace).parts.values())
    except (KeyError, OSError, TypeError, ValueError) as error:
        said = f"lake/{manifest} cannot be read ({error})"
        return Check("lake", ok=False, message=said, fix=RESTORE)
    months = _files(workspace, parquet_files(workspace, held), held, "months")
    tables = _files(workspace, table_files(workspace, parts), parts, "tables' parts")
    if not months.ok:
        return months
    if not tables.ok:
        return tables
    said = months.message if not parts else f"{months.message}; {tables.message}"
    return Check("lake", ok=True, message=said)


def _files(
    workspace: Workspace,
    files: Sequence[str],
    held: Sequence[Partition | TablePart],
    of: str,
) -> Check:
    broken = [Path(name).name for name in files if not _is_parquet(Path(name))]
    lost = [it for it in held if not evidence_path(workspace, it.evidence).is_file()]
    fix = "take them in again with: fundtrack ingest, and the verb they came by"
    if broken:
        said = f"{len(broken)} {of} are missing or damaged: {broken[0]}"
        return Check("lake", ok=False, message=said, fix=fix)
    if lost:
        said = f"the files of {len(lost)} {of} are not in evidence: {lost[0].file}"
        return Check("lake", ok=False, message=said, fix=fix)
    return Check("lake", ok=True, message=f"{len(files)} {of}, each with its file")


def _is_parquet(path: Path) -> bool:
    if not path.is_file():
        return False
    held = path.read_bytes()
    return held.startswith(PARQUET) and held.endswith(PARQUET)


def _evidence(workspace: Workspace) -> Check:
    kept = sorted(workspace.evidence.glob("[!.]*"))
    changed = [
        path.name
        for path in kept
        if len(path.name) == HASH_LENGTH and sha256_of(path) != path.name
    ]
    if changed:
        said = f"{len(changed)} files are not what was taken in: {changed[0]}"
        fix = "copy them back from a backup, named by their sha256"
        return Check("evidence", ok=False, message=said, fix=fix)
    return Check("evidence", ok=True, message=f"{len(kept)} files, as they were taken")


def _leftovers(workspace: Workspace, now: datetime) -> Check:
    """Look for what a command that was ended left behind, an hour ago or longer."""
    left = [
        path.relative_to(workspace.folder).as_posix()
        for path in sorted(workspace.folder.rglob("*"))
        if _is_aside(path) and now - _changed_at(path) > AT_WORK
    ]
    if left:
        said = f"{len(left)} were left by a command that was ended: {left[0]}"
        return Check("leftovers", ok=False, message=said, fix="remove them")
    return Check("leftovers", ok=True, message="nothing is left over")


def _is_aside(path: Path) -> bool:
    name = path.name
    return name.endswith(".new") or name.startswith(".new-") or name == ".staging"


def _changed_at(path: Path) -> datetime:
    moment = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    return moment.replace(tzinfo=None)


def _failed(name: str, error: UserError) -> Check:
    message, _, fix = str(error).partition("; ")
    return Check(name, ok=False, message=message, fix=fix)
