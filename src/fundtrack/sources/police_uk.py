"""police.uk files: what lies in zips, folders and single files, ready to be read.

A street or outcomes file is named `YYYY-MM-force-street.csv`; its month, force and
kind are taken from that name, or from its rows when it was renamed. Nothing here
trusts a zip: member names are never used as paths, and sizes are looked at first.
"""

import hashlib
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from pathlib import PurePosixPath
from typing import IO
from typing import Self

from fundtrack.errors import FileRefused
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.findings import has_blocking

CHUNK_BYTES = 1 << 18
LARGEST_MEMBER_BYTES = 1 << 30
"""No force has published a month a tenth of this size."""

LARGEST_RATIO = 200
"""Street files shrink about fivefold; a member that shrinks more is no such file."""

ALWAYS_FINE_BYTES = 1 << 20

NAMED = re.compile(
    r"(?P<month>\d{4}-(?:0[1-9]|1[0-2]))-(?P<force>[a-z]+(?:-[a-z]+)*?)"
    r"-(?P<kind>street|outcomes|stop-and-search)\b.*\.(?:csv|json)",
    re.IGNORECASE,
)

DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, NotImplementedError)
"""What reading a damaged zip, or one packed in a way nobody here packs, raises."""

ZIP = ".zip"
READABLE = (".csv", ".json", ZIP)


class Kind(StrEnum):
    """What a police.uk file holds a row of."""

    STREET = "street"
    OUTCOMES = "outcomes"
    STOPS = "stop-and-search"


@dataclass(frozen=True, slots=True)
class PoliceFile:
    """A file on disk, or a member of a zip: `shown` names it to the user.

    `month`, `force` and `kind` are what the name says, empty where it says nothing.
    """

    path: Path
    member: str = ""

    @property
    def shown(self) -> str:
        """The file's name, with the zip's before it."""
        return f"{self.path.name}/{self.member}" if self.member else self.path.name

    @property
    def name(self) -> str:
        """The last part of the name."""
        return PurePosixPath(self.member).name if self.member else self.path.name

    @property
    def month(self) -> str:
        """The month in the name, `YYYY-MM`."""
        return self._named("month")

    @property
    def force(self) -> str:
        """The force in the name, as a slug."""
        return self._named("force").lower()

    @property
    def kind(self) -> Kind | None:
        """The kind in the name."""
        named = self._named("kind").lower()
        return Kind(named) if named else None

    @property
    def is_json(self) -> bool:
        """Whether the file is the API's form."""
        return self.name.lower().endswith(".json")

    def _named(self, part: str) -> str:
        found = NAMED.fullmatch(self.name)
        return found[part] if found else ""


class Unpacker:
    """Copies files and members of zips out to files of ours, one zip open at a time."""

    def __init__(self) -> None:
        self._open: zipfile.ZipFile | None = None
        self._hashes: dict[Path, str] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        if self._open:
            self._open.close()

    def unpack(self, file: PoliceFile, target: Path) -> str:
        """Copy the content of a file to the target and give its sha256.

        Raises:
            FileRefused: when the file cannot be opened, or the zip or its member is
                damaged or cut short.
        """
        hashing = hashlib.sha256()
        try:
            with self._content(file) as content, target.open("wb") as copy:
                while chunk := content.read(CHUNK_BYTES):
                    hashing.update(chunk)
                    copy.write(chunk)
        except DAMAGED as error:
            raise FileRefused([damaged(file.shown)]) from error
        return hashing.hexdigest()

    def kept_as(self, file: PoliceFile) -> str:
        """Give the sha256 under which evidence keeps the file, or its whole zip.

        Raises:
            FileRefused: when it cannot be opened.
        """
        if file.path not in self._hashes:
            try:
                with file.path.open("rb") as whole:
                    found = hashlib.file_digest(whole, "sha256").hexdigest()
            except OSError as error:
                raise FileRefused([_closed(file.shown, error)]) from error
            self._hashes[file.path] = found
        return self._hashes[file.path]

    def _content(self, file: PoliceFile) -> IO[bytes]:
        try:
            if not file.member:
                return file.path.open("rb")
            if not self._open or self._open.filename != str(file.path):
                self.__exit__()
                self._open = zipfile.ZipFile(file.path)
            return self._open.open(file.member)
        except OSError as error:
            raise FileRefused([_closed(file.shown, error)]) from error


def find_files(paths: Iterable[Path]) -> tuple[list[PoliceFile], list[Finding]]:
    """List what the paths hold, zips and folders opened, in order of name.

    A single file is taken by whatever name; in a zip or folder only files with a
    published name are, so that a list of contents beside them does no harm.

    Returns:
        The files that may be street or outcomes files, and what was found on the way:
        files skipped, and zips that cannot be opened.
    """
    files: list[PoliceFile] = []
    findings: list[Finding] = []
    for path in paths:
        found = list(_found(path, findings))
        is_single = path.is_file() and path.suffix.lower() != ZIP
        named = [(file, file.kind) for file in found]
        wanted = [(file, kind) for file, kind in named if is_single or kind]
        if not is_single:
            findings.extend(_skipped(file) for file, kind in named if not kind)
        if not (wanted or has_blocking(findings)):
            findings.append(_nothing(path))
        files.extend(file for file, kind in wanted if kind is not Kind.STOPS)
        findings.extend(_skipped(file) for file, kind in wanted if kind is Kind.STOPS)
    return files, findings


def _found(path: Path, findings: list[Finding]) -> Iterator[PoliceFile]:
    for inside in _inside(path, findings):
        if inside.suffix.lower() == ZIP:
            yield from _members(inside, findings)
        else:
            yield PoliceFile(inside)


def damaged(shown: str) -> Finding:
    """Say that a zip is damaged or was only downloaded in part."""
    return Finding(
        rule="crime-zip-damaged",
        severity=Severity.BLOCK,
        message="the zip is damaged or was only downloaded in part",
        fix="download it again and take in the whole file",
        file=shown,
    )


def _inside(path: Path, findings: list[Finding]) -> list[Path]:
    if path.is_dir():
        inside = (at for at in path.rglob("*") if at.suffix.lower() in READABLE)
        return sorted(at for at in inside if at.is_file())
    if not path.is_file():
        findings.append(_absent(path))
        return []
    if path.suffix.lower() not in READABLE:
        findings.append(_foreign(path))
        return []
    return [path]


def _members(path: Path, findings: list[Finding]) -> list[PoliceFile]:
    try:
        with zipfile.ZipFile(path) as archive:
            listed = [info for info in archive.infolist() if not info.is_dir()]
    except OSError as error:
        findings.append(_closed(path.name, error))
        return []
    except DAMAGED:
        findings.append(damaged(path.name))
        return []
    members = []
    times = Counter(info.filename for info in listed)
    for info in sorted(listed, key=lambda info: info.filename):
        file = PoliceFile(path, info.filename)
        wrong = _untrusted(file, info, times[info.filename])
        if wrong:
            findings.append(wrong)
        else:
            members.append(file)
    return members


def _closed(shown: str, error: OSError) -> Finding:
    return Finding(
        rule="crime-file-closed",
        severity=Severity.BLOCK,
        message=f"the file cannot be opened ({error.strerror or error})",
        fix="allow reading it, or copy it to where this account may read",
        file=shown,
    )


def _untrusted(file: PoliceFile, info: zipfile.ZipInfo, times: int) -> Finding | None:
    parts = info.filename.replace("\\", "/").split("/")
    if ".." in parts or parts[0] == "" or ":" in parts[0]:
        found = "its name leads out of the zip"
    elif info.flag_bits & 1:
        found = "it is locked by a password"
    elif times > 1:
        found = "the zip names it more than once"
    elif info.file_size > LARGEST_MEMBER_BYTES or (
        info.file_size > ALWAYS_FINE_BYTES
        and info.file_size > LARGEST_RATIO * info.compress_size
    ):
        found = f"it would unpack to {info.file_size} bytes, as no published month does"
    else:
        return None
    return Finding(
        rule="crime-zip-untrusted",
        severity=Severity.BLOCK,
        message=f"this member cannot be police.uk's: {found}",
        fix="download the archive again from its publisher",
        file=file.shown,
    )


def _skipped(file: PoliceFile) -> Finding:
    return Finding(
        rule="crime-member-skipped",
        severity=Severity.WARN,
        message="this is neither a street nor an outcomes file and was skipped",
        fix="nothing to do",
        file=file.shown,
    )


def _nothing(path: Path) -> Finding:
    return Finding(
        rule="crime-nothing-here",
        severity=Severity.BLOCK,
        message="it holds no street or outcomes file",
        fix="name a police.uk zip, a folder of its files, or one such file",
        file=path.name,
    )


def _absent(path: Path) -> Finding:
    return Finding(
        rule="crime-file-absent",
        severity=Severity.BLOCK,
        message="there is no such file or folder",
        fix="check the path",
        file=str(path),
    )


def _foreign(path: Path) -> Finding:
    return Finding(
        rule="crime-not-police-uk",
        severity=Severity.BLOCK,
        message="this is not a police.uk file: those end in .csv, .json or .zip",
        fix="name a police.uk zip, a folder of its files, or one such file",
        file=path.name,
    )
