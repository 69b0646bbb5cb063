"""Backup files: one zip of a workspace's parts, and a manifest that proves each.

The manifest is the last member. It gives the sha256 and the size of every other one,
the head of the books, and what is needed to know beforehand whether this program can
read them.
"""

import hashlib
import json
import os
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import IO
from typing import Any

from fundtrack.domain.events import Head
from fundtrack.errors import BackupRefused
from fundtrack.errors import FileStands
from fundtrack.store.connection import storage_errors

KIND = "fundtrack-backup"
FORMAT = 1
MANIFEST = "manifest.json"
FILES = ("fundtrack.toml", "ledger.duckdb", "registers.xlsx")
FOLDERS = ("evidence", "lake", "packs", "published", "returns", "runs")
"""What of a workspace a backup holds; nothing else may be put back."""

CHUNK_BYTES = 1 << 20
MANIFEST_BYTES = 1 << 26
QUICK = 1
LATEST_NS = 1 << 62
KNOWN_PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
SIGNS_OF_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    OverflowError,
    RuntimeError,
    ValueError,
    struct.error,
)
"""What Python's zip reader raises on a file that is cut, changed or not one."""

NOT_OURS = "it is not a backup of fundtrack"
CHANGED = "{} is not as the backup's manifest says"


@dataclass(frozen=True, slots=True)
class Member:
    """One file in a backup; `mtime_ns` tells runs of one day apart."""

    bytes: int
    sha256: str
    mtime_ns: int


@dataclass(slots=True)
class NewArchive:
    """A backup that is being written, under a name that nobody looks for."""

    aside: Path
    zip: zipfile.ZipFile
    members: dict[str, Member] = field(default_factory=dict)

    def add(self, name: str, source: IO[bytes], mtime_ns: int) -> str:
        """Take a file in under a name and give its sha256."""
        hashing, size = hashlib.sha256(), 0
        with self.zip.open(name, "w", force_zip64=True) as packed:
            while chunk := source.read(CHUNK_BYTES):
                hashing.update(chunk)
                size += len(chunk)
                packed.write(chunk)
        self.members[name] = Member(size, hashing.hexdigest(), mtime_ns)
        return hashing.hexdigest()

    def add_file(self, name: str, path: Path) -> str:
        """Take a file of the workspace in and give its sha256."""
        with path.open("rb") as source:
            return self.add(name, source, os.fstat(source.fileno()).st_mtime_ns)

    def seal(self, facts: Mapping[str, Any]) -> str:
        """Write the manifest, close the file, and give the sha256 of the whole."""
        members = {
            name: {"bytes": it.bytes, "sha256": it.sha256, "mtime_ns": it.mtime_ns}
            for name, it in self.members.items()
        }
        said = {"kind": KIND, "format": FORMAT, **facts, "members": members}
        self.zip.writestr(MANIFEST, json.dumps(said, indent=1, ensure_ascii=False))
        self.zip.close()
        with self.aside.open("rb") as file:
            os.fsync(file.fileno())
            return hashlib.file_digest(file, "sha256").hexdigest()

    def put_in_place(self, file: Path) -> None:
        """Give the finished backup its name.

        Raises:
            FileStands: when another file took the name meanwhile.
        """
        if file.exists():
            raise FileStands(file)
        self.aside.rename(file)


@contextmanager
def new_archive(file: Path) -> Iterator[NewArchive]:
    """Write a backup aside; what was not put in place at the end of the block goes.

    Raises:
        FileStands: when the file is there already.
        NoRoom: when the disk is full or the folder cannot be written.
    """
    if file.exists():
        raise FileStands(file)
    with storage_errors(file):
        handle, name = tempfile.mkstemp(
            prefix=f".{file.name}-", suffix=".new", dir=file.parent
        )
        try:
            with (
                os.fdopen(handle, "wb") as raw,
                zipfile.ZipFile(
                    raw, "w", zipfile.ZIP_DEFLATED, compresslevel=QUICK
                ) as packed,
            ):
                yield NewArchive(Path(name), packed)
        finally:
            Path(name).unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Archive:
    """A backup open for reading, its list of members checked."""

    file: Path
    zip: zipfile.ZipFile
    facts: Mapping[str, Any]
    members: Mapping[str, Member]

    @property
    def unpacked_bytes(self) -> int:
        """What the members take when unpacked."""
        return sum(member.bytes for member in self.members.values())

    def unpack(self, folder: Path) -> None:
        """Write every member below a folder, checking its size and its hash.

        Raises:
            BackupRefused: at the first member that is not as the manifest says.
            NoRoom: when the disk is full.
        """
        for name, member in self.members.items():
            path = folder / name
            with storage_errors(folder):
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("wb") as kept:
                    for chunk in self._chunks(name, member):
                        kept.write(chunk)
                os.utime(path, ns=(member.mtime_ns, member.mtime_ns))

    def _chunks(self, name: str, member: Member) -> Iterator[bytes]:
        hashing, left = hashlib.sha256(), member.bytes
        with reading(self.file):
            packed = self.zip.open(name)
        with packed:
            while True:
                with reading(self.file):
                    chunk = packed.read(CHUNK_BYTES)
                if not chunk or len(chunk) > left:
                    break
                hashing.update(chunk)
                left -= len(chunk)
                yield chunk
        if chunk or left or hashing.hexdigest() != member.sha256:
            raise BackupRefused(self.file, CHANGED.format(name))


@contextmanager
def open_archive(file: Path) -> Iterator[Archive]:
    """Open a backup and check its manifest against the zip's own list.

    Raises:
        BackupRefused: when it is damaged, foreign, or made by a newer program.
    """
    with _opened(file) as raw:
        with reading(file):
            packed = zipfile.ZipFile(raw)
        with packed:
            facts = _manifest(file, packed)
            yield Archive(file, packed, facts, _members(file, packed, facts))


def backups_in(folder: Path, office: str) -> list[tuple[Path, Head]]:
    """List the backups of an office that a folder holds, with the head of each.

    What cannot be read as a backup, or is another office's, is passed over.
    """
    found = []
    for file in sorted(folder.glob("[!.]*")) if folder.is_dir() else ():
        with suppress(BackupRefused, KeyError, TypeError, ValueError):
            with open_archive(file) as archive:
                facts = archive.facts
            head = Head(int(facts["head"]["seq"]), str(facts["head"]["hash"]))
            if facts["office"] == office:
                found.append((file, head))
    return found


@contextmanager
def reading(file: Path) -> Iterator[None]:
    """Turn what is raised on a damaged zip into our own words."""
    try:
        yield
    except SIGNS_OF_DAMAGE as error:
        raise BackupRefused(file, f"it is damaged: {error}") from error


def _opened(file: Path) -> IO[bytes]:
    try:
        return file.open("rb")
    except OSError as error:
        raise BackupRefused(file, error.strerror or str(error)) from error


def _manifest(file: Path, packed: zipfile.ZipFile) -> dict[str, Any]:
    if MANIFEST not in packed.namelist():
        raise BackupRefused(file, NOT_OURS)
    with reading(file), packed.open(MANIFEST) as written:
        said = json.loads(written.read(MANIFEST_BYTES))
    if not isinstance(said, dict) or said.get("kind") != KIND:
        raise BackupRefused(file, NOT_OURS)
    if said.get("format") != FORMAT:
        raise BackupRefused(file, "it was made by another fundtrack; install that one")
    return said


def _members(
    file: Path, packed: zipfile.ZipFile, facts: Mapping[str, Any]
) -> dict[str, Member]:
    try:
        members = {name: _member(it) for name, it in facts["members"].items()}
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise BackupRefused(file, "its manifest lists no members") from error
    infos = packed.infolist()
    if sorted(info.filename for info in infos) != sorted([*members, MANIFEST]):
        raise BackupRefused(file, "its members are not those its manifest lists")
    for info in infos:
        if info.filename == MANIFEST:
            continue
        if not is_safe(info.filename):
            raise BackupRefused(file, f"it would write to “{info.filename}”")
        is_known = info.compress_type in KNOWN_PACKINGS
        if not is_known or info.file_size != members[info.filename].bytes:
            raise BackupRefused(file, CHANGED.format(info.filename))
    return members


def _member(said: Mapping[str, Any]) -> Member:
    member = Member(int(said["bytes"]), str(said["sha256"]), int(said["mtime_ns"]))
    if not 0 <= member.mtime_ns < LATEST_NS:
        raise ValueError(said)
    return member


def is_safe(name: str) -> bool:
    """Whether a member's name is one of a workspace's parts and stays inside it."""
    part, *steps = name.split("/")
    is_plain = not any(sign in name for sign in "\\:\0")
    is_inside = bool(steps) and not {"", ".", ".."} & set(steps)
    return is_plain and (is_inside if part in FOLDERS else name in FILES)
