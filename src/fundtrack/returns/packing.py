"""Pack the members of a document so that the same members give the same bytes."""

import io
import zipfile
import zlib
from collections.abc import Iterable
from dataclasses import dataclass

FIXED_TIME = (1980, 1, 1, 0, 0, 0)
LONG = 4_000_000
"""From how many bytes a member is made smaller."""
QUICKEST = 1


@dataclass(frozen=True, slots=True)
class Member:
    """One file inside a document, in pieces."""

    name: str
    pieces: Iterable[bytes]


def packed(members: Iterable[Member]) -> bytes:
    """Pack members in the order given, with fixed times, by no machine's habits.

    Short members are stored as they are; only long ones depend on how zlib packs.
    """
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as kept:
        for member in members:
            entry = zipfile.ZipInfo(member.name, FIXED_TIME)
            entry.create_system = 0
            content = b"".join(member.pieces)
            is_long = len(content) > LONG
            packing = zipfile.ZIP_DEFLATED if is_long else zipfile.ZIP_STORED
            kept.writestr(entry, content, packing, QUICKEST)
    return written.getvalue()


def unpacked(document: bytes) -> dict[str, bytes] | None:
    """Give what a document holds, however it was packed; None when it is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(document)) as held:
            return {name: held.read(name) for name in held.namelist()}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError):
        return None
