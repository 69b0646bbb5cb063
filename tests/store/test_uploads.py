"""Names are cleaned, drafts are whole or gone, tokens lead nowhere else."""

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from fundtrack.errors import NoRoom
from fundtrack.store.uploads import UPLOADS
from fundtrack.store.uploads import Draft
from fundtrack.store.uploads import clean_name
from fundtrack.store.uploads import drop_upload
from fundtrack.store.uploads import upload_of


class Usage(NamedTuple):
    """How full a disk is."""

    free: int


@pytest.mark.parametrize(
    ("written", "cleaned"),
    [
        ("March 24 extract.xlsx", "March 24 extract.xlsx"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\boot.ini", "boot.ini"),
        ("/etc/cron.d/x", "x"),
        ("..", "file"),
        ("", "file"),
        (".hidden.csv", "hidden.csv"),
        ("a\x00b\x1b[31m\u202egnp.exe", "ab31mgnp.exe"),
        ("dépenses mars.csv", "dépenses mars.csv"),
        ("<img src=x onerror=1>.csv", "img srcx onerror1.csv"),
        (f"{'n' * 300}.zip", f"{'n' * 116}.zip"),
        (".csv", "csv"),
        ("n" * 300, "n" * 120),
    ],
)
def test_a_name_is_cleaned(written: str, cleaned: str) -> None:
    assert clean_name(written) == cleaned


def test_a_file_is_there_once_it_is_whole(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "a.csv", 4)
    draft.write(b"ab")
    assert upload_of(tmp_path, draft.token) is None
    draft.write(b"cd")
    draft.finish()
    held = upload_of(tmp_path, draft.token)
    assert held == draft.path
    assert draft.path.read_bytes() == b"abcd"
    drop_upload(draft.path)
    assert not list((tmp_path / UPLOADS).iterdir())


def test_a_file_that_is_dropped_leaves_nothing(tmp_path: Path) -> None:
    draft = Draft.begin(tmp_path, "a.csv", 4)
    draft.write(b"ab")
    draft.drop()
    draft.drop()
    assert not list((tmp_path / UPLOADS).iterdir())


def test_a_file_for_which_there_is_no_room_is_not_begun(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: Usage(free=10))
    with pytest.raises(NoRoom, match="50,000,004 bytes are needed and 10 are free"):
        Draft.begin(tmp_path, "a.csv", 4)


@pytest.mark.parametrize("token", ["..", "", "0" * 32, "../../x", "A" * 32])
def test_a_token_that_was_not_given_leads_nowhere(tmp_path: Path, token: str) -> None:
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "secret").write_bytes(b"")
    assert upload_of(tmp_path, token) is None


def test_only_what_was_sent_is_dropped(tmp_path: Path) -> None:
    kept = tmp_path / "mine" / "a.csv"
    kept.parent.mkdir()
    kept.write_bytes(b"a")
    drop_upload(kept)
    assert kept.exists()
