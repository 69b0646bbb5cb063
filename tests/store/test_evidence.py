"""Evidence: whole copies under the hash of their content."""

import hashlib
from pathlib import Path

import pytest

from fundtrack.config import Workspace
from fundtrack.errors import NoRoom
from fundtrack.store.evidence import evidence_path
from fundtrack.store.evidence import keep
from fundtrack.store.evidence import keep_copy
from fundtrack.store.evidence import sha256_of


def test_a_file_is_kept_once_under_its_hash(
    workspace: Workspace, tmp_path: Path
) -> None:
    original = tmp_path / "extract.csv"
    original.write_bytes(b"a,b\r\n1,2\r\n")
    sha256 = keep(workspace, original)
    assert sha256 == hashlib.sha256(b"a,b\r\n1,2\r\n").hexdigest()
    assert keep(workspace, original) == sha256
    assert [path.name for path in workspace.evidence.iterdir()] == [sha256]
    assert evidence_path(workspace, sha256).read_bytes() == original.read_bytes()


def test_a_file_that_cannot_be_read_leaves_nothing_behind(
    workspace: Workspace, tmp_path: Path
) -> None:
    with pytest.raises(NoRoom):
        keep(workspace, tmp_path / "gone.csv")
    assert list(workspace.evidence.iterdir()) == []


def test_a_copy_made_on_the_same_disk_is_moved_in_once(
    workspace: Workspace, tmp_path: Path
) -> None:
    original = tmp_path / "extract.csv"
    original.write_bytes(b"a,b\r\n1,2\r\n")
    sha256 = sha256_of(original)
    for _ in range(2):
        copy = tmp_path / "copy"
        copy.write_bytes(original.read_bytes())
        assert keep_copy(workspace, copy, sha256) == sha256
        assert not copy.exists()
    kept = evidence_path(workspace, sha256)
    assert kept.read_bytes() == original.read_bytes()
    assert kept.stat().st_mode & 0o777 == 0o600
