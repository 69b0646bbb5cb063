"""Evidence: every source file ever taken in, kept under the hash of its content."""

import hashlib
import os
import tempfile
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.store.connection import storage_errors

CHUNK_BYTES = 1 << 20
OWNER_ALONE = 0o600
"""What a file made by `keep` allows, too."""


def keep(workspace: Workspace, path: Path) -> str:
    """Copy a file into `evidence/` unless it is there, and give its sha256.

    The copy is whole before it has its name. The original name is not kept here: it
    stands in the books, in the event that read the file.

    Raises:
        NoRoom: when the file cannot be copied.
    """
    with storage_errors(workspace.evidence):
        workspace.evidence.mkdir(exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=".new-", dir=workspace.evidence)
        aside = Path(name)
        try:
            with os.fdopen(handle, "wb") as copy, path.open("rb") as original:
                hashing = hashlib.sha256()
                while chunk := original.read(CHUNK_BYTES):
                    hashing.update(chunk)
                    copy.write(chunk)
                copy.flush()
                os.fsync(copy.fileno())
            sha256 = hashing.hexdigest()
            kept = evidence_path(workspace, sha256)
            if not kept.exists():
                aside.replace(kept)
        finally:
            aside.unlink(missing_ok=True)
    return sha256


def keep_copy(workspace: Workspace, copy: Path, sha256: str) -> str:
    """Move a whole copy of a file, made on the same disk, into `evidence/`.

    Args:
        workspace: whose evidence it is.
        copy: the copy, which is gone afterwards.
        sha256: the hash of its content, taken while it was copied.

    Returns:
        The sha256, as `keep` does.

    Raises:
        NoRoom: when the copy cannot be moved.
    """
    with storage_errors(workspace.evidence):
        workspace.evidence.mkdir(exist_ok=True)
        copy.chmod(OWNER_ALONE)
        with copy.open("rb") as file:
            os.fsync(file.fileno())
        kept = evidence_path(workspace, sha256)
        if kept.exists():
            copy.unlink()
        else:
            copy.replace(kept)
    return sha256


def evidence_path(workspace: Workspace, sha256: str) -> Path:
    """Say where a file of this content is kept, whether or not it is."""
    return workspace.evidence / sha256


def sha256_of(path: Path) -> str:
    """Hash a file's content."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
