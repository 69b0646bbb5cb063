"""A backup file is whole and safe to unpack, or it is refused in words."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from fundtrack.domain.events import Head
from fundtrack.errors import BackupRefused
from fundtrack.errors import FileStands
from fundtrack.errors import NoRoom
from fundtrack.store.archives import NewArchive
from fundtrack.store.archives import backups_in
from fundtrack.store.archives import is_safe
from fundtrack.store.archives import new_archive
from fundtrack.store.archives import open_archive

HELD = {"fundtrack.toml": b"settings", "evidence/ab/cd": b"evidence" * 900}
FACTS = {"office": "Testshire", "head": {"seq": 3, "hash": "c" * 64}}


def made(file: Path, held: Mapping[str, bytes] = HELD) -> Path:
    """Write a backup of some members."""
    with new_archive(file) as archive:
        for name, content in held.items():
            archive.add(name, io.BytesIO(content), 1_700_000_000_000_000_001)
        archive.seal(FACTS)
        archive.put_in_place(file)
    return file


def forged(
    file: Path, members: Mapping[str, bytes], said: Mapping[str, Any] | None = None
) -> Path:
    """Write a zip by hand, with whatever manifest."""
    listed = {
        name: {
            "bytes": len(content),
            "sha256": hashlib.sha256(content).hexdigest(),
            "mtime_ns": 1,
        }
        for name, content in members.items()
    }
    manifest = {"kind": "fundtrack-backup", "format": 1, "members": listed}
    with zipfile.ZipFile(file, "w") as packed:
        for name, content in members.items():
            packed.writestr(name, content)
        packed.writestr("manifest.json", json.dumps({**manifest, **(said or {})}))
    return file


def refused(file: Path, folder: Path) -> str:
    """Say why a backup is not unpacked."""
    with pytest.raises(BackupRefused) as error, open_archive(file) as archive:
        archive.unpack(folder)
    return str(error.value)


def test_what_was_put_in_comes_out_with_its_time(tmp_path: Path) -> None:
    with open_archive(made(tmp_path / "b.zip")) as archive:
        archive.unpack(tmp_path / "out")
        assert archive.facts["head"] == FACTS["head"]
        assert archive.unpacked_bytes == sum(map(len, HELD.values()))
    for name, content in HELD.items():
        path = tmp_path / "out" / name
        assert path.read_bytes() == content
        assert path.stat().st_mtime_ns == 1_700_000_000_000_000_001


def test_the_hash_given_is_that_of_the_file(tmp_path: Path) -> None:
    with new_archive(tmp_path / "b.zip") as archive:
        sha256 = archive.seal(FACTS)
        archive.put_in_place(tmp_path / "b.zip")
    assert hashlib.sha256((tmp_path / "b.zip").read_bytes()).hexdigest() == sha256


def test_a_file_that_stands_there_is_kept(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(FileStands, match="choose another name"):
        made(tmp_path / "b.zip")
    with new_archive(tmp_path / "c.zip") as archive:
        (tmp_path / "c.zip").write_text("mine")
        with pytest.raises(FileStands):
            archive.put_in_place(tmp_path / "c.zip")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
        "b.zip": "mine",
        "c.zip": "mine",
    }


def test_what_was_not_finished_leaves_nothing(tmp_path: Path) -> None:
    def broken(archive: NewArchive) -> None:
        archive.add("fundtrack.toml", io.BytesIO(b"x"), 0)
        raise KeyError

    with pytest.raises(KeyError), new_archive(tmp_path / "b.zip") as archive:
        broken(archive)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoRoom, match="No such file"):
        made(tmp_path / "gone" / "b.zip")


def test_every_cut_of_the_file_is_refused(tmp_path: Path) -> None:
    whole = made(tmp_path / "b.zip").read_bytes()
    cut = tmp_path / "cut.zip"
    for length in range(0, len(whole), max(1, len(whole) // 40)):
        cut.write_bytes(whole[:length])
        assert "cannot be restored" in refused(cut, tmp_path / "out")


def test_a_changed_byte_is_refused_or_changes_no_member(tmp_path: Path) -> None:
    whole = bytearray(made(tmp_path / "b.zip").read_bytes())
    bad, out = tmp_path / "bad.zip", tmp_path / "out"
    for at in range(len(whole)):
        whole[at] ^= 0xFF
        bad.write_bytes(whole)
        whole[at] ^= 0xFF
        try:
            with open_archive(bad) as archive:
                archive.unpack(out)
        except BackupRefused:
            continue
        for name, content in HELD.items():
            assert (out / name).read_bytes() == content, at


def test_another_file_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    assert "it is damaged" in refused(tmp_path / "b.zip", tmp_path)
    assert "Is a directory" in refused(tmp_path, tmp_path)
    assert "No such file" in refused(tmp_path / "none.zip", tmp_path)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as packed:
        packed.writestr("a.txt", "a")
    assert "not a backup of fundtrack" in refused(tmp_path / "other.zip", tmp_path)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"kind": "other"}, "it is not a backup of fundtrack"),
        ({"format": 2}, "it was made by another fundtrack"),
        ({"members": None}, "its manifest lists no members"),
        ({"members": {"fundtrack.toml": {}}}, "its manifest lists no members"),
        ({"members": {}}, "its members are not those its manifest lists"),
    ],
)
def test_a_manifest_that_does_not_fit_is_refused(
    tmp_path: Path, said: dict[str, object], why: str
) -> None:
    file = forged(tmp_path / "b.zip", {"fundtrack.toml": b"x"}, said)
    assert why in refused(file, tmp_path / "out")


@pytest.mark.parametrize(
    ("field", "wrong", "why"),
    [
        ("bytes", 2, "fundtrack.toml is not as the backup's manifest says"),
        ("sha256", "0" * 64, "fundtrack.toml is not as the backup's manifest says"),
        ("mtime_ns", 1 << 62, "its manifest lists no members"),
        ("mtime_ns", "soon", "its manifest lists no members"),
    ],
)
def test_a_member_that_is_not_as_listed_is_refused(
    tmp_path: Path, field: str, wrong: object, why: str
) -> None:
    listed = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest(), "mtime_ns": 1}
    said = {"members": {"fundtrack.toml": {**listed, field: wrong}}}
    file = forged(tmp_path / "b.zip", {"fundtrack.toml": b"x"}, said)
    assert why in refused(file, tmp_path / "out")


@pytest.mark.parametrize(
    "name",
    [
        "../fundtrack.toml",
        "/etc/passwd",
        "evidence/../../x",
        "evidence//x",
        "evidence/./x",
        "evidence/",
        "evidence",
        "evidence\\x",
        "C:/x",
        "other.txt",
        "fundtrack.toml/x",
        "ledger.duckdb.wal",
    ],
)
def test_a_name_that_leaves_the_workspace_is_refused(tmp_path: Path, name: str) -> None:
    assert not is_safe(name)
    said = refused(forged(tmp_path / "b.zip", {name: b"x"}), tmp_path / "out")
    assert "it would write to" in said or "it is damaged" in said
    assert [path.name for path in tmp_path.iterdir()] == ["b.zip"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_member_that_is_there_twice_is_refused(tmp_path: Path) -> None:
    file = forged(tmp_path / "b.zip", {"fundtrack.toml": b"x"})
    with zipfile.ZipFile(file, "a") as packed:
        packed.writestr("fundtrack.toml", "y")
    assert "its members are not those" in refused(file, tmp_path / "out")


def test_a_member_packed_otherwise_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "b.zip"
    listed = {"bytes": 1, "sha256": hashlib.sha256(b"x").hexdigest(), "mtime_ns": 1}
    manifest = {"kind": "fundtrack-backup", "format": 1}
    with zipfile.ZipFile(file, "w") as packed:
        packed.writestr("fundtrack.toml", b"x", zipfile.ZIP_BZIP2)
        said = {**manifest, "members": {"fundtrack.toml": listed}}
        packed.writestr("manifest.json", json.dumps(said))
    assert "not as the backup's manifest says" in refused(file, tmp_path / "out")


def test_the_backups_of_an_office_are_listed_with_their_heads(tmp_path: Path) -> None:
    assert backups_in(tmp_path / "none", "Testshire") == []
    made(tmp_path / "b.zip")
    forged(tmp_path / "c.zip", {"fundtrack.toml": b"x"})
    (tmp_path / "notes.txt").write_text("mine")
    assert backups_in(tmp_path, "Testshire") == [
        (tmp_path / "b.zip", Head(3, "c" * 64))
    ]
    assert backups_in(tmp_path, "Elsewhere") == []
