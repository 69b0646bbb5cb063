"""A backup is whole, made while people work, and recorded; or nothing is left."""

import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from fundtrack.acts import backups
from fundtrack.acts.backups import Backup
from fundtrack.acts.backups import backup
from fundtrack.acts.restoring import restore
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.errors import Busy
from fundtrack.errors import FiguresRefused
from fundtrack.errors import FileStands
from fundtrack.errors import NoRoom
from fundtrack.errors import NotAllowed
from fundtrack.store.evidence import sha256_of
from fundtrack.store.ledger import Ledger
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.turnstile import turnstile
from tests.acts.safe_offices import NEW_RUN
from tests.acts.safe_offices import OLD_RUN
from tests.acts.safe_offices import full_office
from tests.acts.safe_offices import tree
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.store.test_ledger import small_disk

WRITER = """
import sys
from pathlib import Path
from datetime import date
from fundtrack.config import Workspace, system_clock
from fundtrack.domain.events import NewEvent
from fundtrack.store.ledger import open_ledger
workspace, stop = Workspace(Path(sys.argv[1])), Path(sys.argv[2])
print("ready", flush=True)
while not stop.exists():
    with open_ledger(workspace, system_clock) as ledger:
        ledger.append([NewEvent("note", date(2024, 4, 1), "at work")], "cfo")
"""


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with something in every part."""
    return full_office(workspace)


def backed_up(office: Office, file: Path) -> Backup:
    """Back the office up."""
    return backup(office.session("finance.officer"), file)


def test_a_backup_holds_every_part_and_says_what_it_holds(
    office: Office, tmp_path: Path
) -> None:
    head = verify(office.session("auditor")).head
    made = backed_up(office, tmp_path / "b.zip")
    with zipfile.ZipFile(made.file) as packed:
        names = set(packed.namelist())
        said = json.loads(packed.read("manifest.json"))
    assert (made.head, made.bytes) == (head, (tmp_path / "b.zip").stat().st_size)
    assert made.sha256 == sha256_of(tmp_path / "b.zip")
    assert made.members == len(names) - 1 == len(said["members"])
    assert said["head"] == {"seq": made.entries, "hash": head}
    assert (said["made_by"], said["office"]) == ("finance.officer", "Testshire")
    assert said["made_at"] == "2024-04-24T09:00:00.000000"
    lake = [name for name in names if name.endswith(".parquet")]
    assert {name.split("/")[0] for name in names} == {
        *("manifest.json", "fundtrack.toml", "ledger.duckdb"),
        *("published", "lake", "evidence", "returns", "runs"),
    }
    assert len(lake) == 1
    assert f"returns/{RETURN}/{RETURN}.xlsx" in names
    assert {f"runs/{run}/result.json" for run in (OLD_RUN, NEW_RUN)} <= names


def test_a_backup_is_recorded_by_whom_and_of_what(
    office: Office, tmp_path: Path
) -> None:
    made = backed_up(office, tmp_path / "b.zip")
    with office.session("auditor").reading() as books:
        (row,) = books.rows("last_backup")
        assert books.info.head_seq == made.entry == made.entries + 1
    assert row == {"made_at": office.now(), "file": "b.zip", "unsaved_since": None}
    assert verify(office.session("auditor"), contains=made.head).contains == (
        made.entries
    )


def test_a_backup_has_a_free_name_and_a_permitted_maker(
    office: Office, tmp_path: Path
) -> None:
    (tmp_path / "b.zip").write_text("mine")
    before = tree(tmp_path)
    with pytest.raises(FileStands):
        backed_up(office, tmp_path / "b.zip")
    with pytest.raises(NotAllowed, match=r"who can: all\.hands, finance\.officer"):
        backup(office.session("reviewer"), tmp_path / "c.zip")
    assert tree(tmp_path) == before


def test_the_backup_folder_of_the_workspace_is_made(office: Office) -> None:
    folder = office.workspace.folder / "backups"
    assert backed_up(office, folder / "b.zip").file == str(folder / "b.zip")
    again = backed_up(office, folder / "c.zip")
    with zipfile.ZipFile(again.file) as packed:
        assert not any(name.startswith("backups") for name in packed.namelist())


def test_a_backup_while_another_process_writes_is_of_one_moment(
    office: Office, tmp_path: Path
) -> None:
    stop = tmp_path / "stop"
    before = verify(office.session("auditor")).entries
    command = [sys.executable, "-c", WRITER, str(office.workspace.folder), str(stop)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as writer:
        assert writer.stdout
        writer.stdout.readline()
        made = backed_up(office, tmp_path / "b.zip")
        stop.touch()
    assert writer.returncode == 0
    done = restore(Workspace(tmp_path / "other"), tmp_path / "b.zip", office.now)
    assert (done.head, done.entries) == (made.head, made.entries)
    found = verify(office.session("auditor"), contains=made.head)
    assert (found.within, found.contains) == ((), made.entries)
    assert found.entries > made.entries > before


def test_a_return_certified_after_the_books_were_taken_waits_for_the_next(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken = backups._take_evidence

    def meanwhile(*given: object) -> None:
        later = office.workspace.returns / "SSF5-2024-25-Q1-v1"
        shutil.copytree(office.workspace.returns / RETURN, later)
        taken(*given)  # type: ignore[arg-type]

    monkeypatch.setattr(backups, "_take_evidence", meanwhile)
    backed_up(office, tmp_path / "b.zip")
    done = restore(Workspace(tmp_path / "other"), tmp_path / "b.zip", office.now)
    assert done.returns == (RETURN,)


def test_an_import_of_crime_waits_while_the_lake_is_copied(
    office: Office, tmp_path: Path
) -> None:
    session = office.session("finance.officer")
    with turnstile(office.workspace.lake, 0), pytest.raises(Busy):
        backup(replace(session, wait_seconds=0), tmp_path / "b.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"office"}


def test_a_run_that_is_replaced_while_it_is_read_is_read_anew(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = office.workspace.runs / OLD_RUN
    read, turns = Path.read_bytes, iter(range(9))

    def replacing(path: Path) -> bytes:
        held = read(path)
        if next(turns) == 0:
            newer = folder.with_name("newer")
            shutil.copytree(folder, newer)
            (newer / "report.html").write_text("newer", encoding="utf-8")
            shutil.rmtree(folder)
            newer.rename(folder)
        return held

    monkeypatch.setattr(Path, "read_bytes", replacing)
    assert backups._whole_run(folder)["report.html"][0] == b"newer"
    assert backups._whole_run(folder.with_name("gone")) == {}


@pytest.mark.parametrize(
    ("part", "message"),
    [
        ("evidence/*", "it was changed since it was kept"),
        ("lake/street/*/*.parquet", "it is missing"),
        (f"returns/{RETURN}/*.html", "it was changed or is missing"),
    ],
)
def test_a_workspace_that_could_not_be_restored_is_not_backed_up(
    office: Office, tmp_path: Path, part: str, message: str
) -> None:
    path = next(office.workspace.folder.glob(part))
    if path.suffix == ".parquet":
        path.unlink()
    else:
        path.write_text("other")
    with pytest.raises(FiguresRefused, match=message):
        backed_up(office, tmp_path / "b.zip")
    assert {found.name for found in tmp_path.iterdir()} == {"office"}


def test_a_full_disk_leaves_nothing(office: Office, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    before = verify(office.session("auditor")).entries
    with small_disk(small, "size=64k"):
        with pytest.raises(NoRoom, match="No space left"):
            backed_up(office, small / "b.zip")
        assert list(small.iterdir()) == []
    assert verify(office.session("auditor")).entries == before


def test_a_backup_that_cannot_be_recorded_leaves_nothing(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> list[int]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Ledger, "append", full)
    with pytest.raises(NoRoom, match="No space left"):
        backed_up(office, tmp_path / "b.zip")
    assert {path.name for path in tmp_path.iterdir()} == {"office"}


def test_books_rebuilt_without_an_entry_fail_what_the_backup_printed(
    office: Office, tmp_path: Path
) -> None:
    made = backed_up(office, office.workspace.folder / "backups" / "b.zip")
    rebuilt = Office(Workspace(tmp_path / "rebuilt"), office.day)
    shutil.copytree(Path(made.file).parent, tmp_path / "rebuilt" / "backups")
    shutil.copy(office.workspace.settings_file, rebuilt.workspace.folder)
    first, *rest = [event for _, event in office.history]
    rebuilt.record(replace(first, reason="other"), *rest)
    found = verify(rebuilt.session("auditor"), contains=made.head)
    assert (found.chain_ok, found.balanced, found.snapshot_ok) == (True, True, True)
    assert (found.contains, found.backups_ok, found.is_ok) == (None, False, False)
    assert "a backup is not of these books" in found.in_words()
    assert {it.rule for it in found.findings} == {"backups", "contains"}
    assert current_snapshot(rebuilt.workspace).head_hash == found.head
