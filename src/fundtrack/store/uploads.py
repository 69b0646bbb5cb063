"""Files that a reader sends to a page: in the page's private spool, gone with it.

Each lies in a folder of its own under a name that was cleaned. Nothing here is served
back: what a page offers lies beside the folder `uploads`, never in it.
"""

import os
import re
import secrets
import shutil
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from typing import Self

from fundtrack.errors import NoRoom
from fundtrack.store.connection import storage_errors

UPLOADS = "uploads"
KEPT = 4
"""How many files of one page are kept; the oldest makes room for another."""

SPARE_BYTES = 50_000_000
"""Room that must be left beside the file, for the books to go on."""

LONGEST_NAME = 120
OWNER_ALONE = 0o700
PART = ".part"
NO_NAME = "file"
TOKEN = re.compile(r"[0-9a-f]{32}")
_UNFIT = re.compile(r"[^\w .()&,+'-]")


@dataclass
class Draft:
    """A file on its way; it has its name once it is whole."""

    token: str
    path: Path
    _file: IO[bytes]

    @classmethod
    def begin(cls, spool: Path, name: str, size: int) -> Self:
        """Begin a file of so many bytes in a page's spool, under a cleaned name.

        Raises:
            NoRoom: when the disk has no room for it.
        """
        folder = spool / UPLOADS
        with storage_errors(folder):
            folder.mkdir(mode=OWNER_ALONE, exist_ok=True)
            _make_room(folder)
            free = shutil.disk_usage(folder).free
            if free < size + SPARE_BYTES:
                needed = (
                    f"{size + SPARE_BYTES:,} bytes are needed and {free:,} are free"
                )
                raise NoRoom(folder, needed)
            token = secrets.token_hex(16)
            own = folder / token
            own.mkdir(mode=OWNER_ALONE)
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
            file = os.fdopen(os.open(own / PART, flags, 0o600), "wb")
        return cls(token, own / clean_name(name), file)

    def write(self, chunk: bytes) -> None:
        """Add what has come.

        Raises:
            NoRoom: when it cannot be written.
        """
        with storage_errors(self.path.parent):
            self._file.write(chunk)

    def finish(self) -> None:
        """Give the file its name.

        Raises:
            NoRoom: when its last part cannot be written.
        """
        with storage_errors(self.path.parent):
            self._file.close()
            (self.path.parent / PART).replace(self.path)

    def drop(self) -> None:
        """Remove what has come so far."""
        try:
            self._file.close()
        except OSError:
            pass
        finally:
            shutil.rmtree(self.path.parent, ignore_errors=True)


def clean_name(written: str) -> str:
    """Give the last part of a name, in letters that are safe everywhere.

    A path in it, marks that steer a terminal and a leading dot go; the ending stays.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", written))[-1]
    fit = " ".join(_UNFIT.sub("", last).split()).lstrip(". ")
    stem, dot, ending = fit.rpartition(".")
    if not dot:
        return fit[:LONGEST_NAME] or NO_NAME
    room = LONGEST_NAME - len(ending) - 1
    return f"{stem[: max(room, 1)]}.{ending[:LONGEST_NAME]}" if stem else ending


def upload_of(spool: Path, token: str) -> Path | None:
    """Give the file that a token stands for, None where there is none."""
    if not TOKEN.fullmatch(token):
        return None
    held = [it for it in (spool / UPLOADS / token).glob("*") if it.name != PART]
    return held[0] if held else None


def drop_upload(path: Path) -> None:
    """Remove a file that was sent, with its folder."""
    if path.parent.parent.name == UPLOADS:
        shutil.rmtree(path.parent, ignore_errors=True)


def _make_room(folder: Path) -> None:
    held = sorted(folder.iterdir(), key=lambda it: it.stat().st_mtime_ns)
    for oldest in held[: max(len(held) - KEPT + 1, 0)]:
        shutil.rmtree(oldest, ignore_errors=True)
