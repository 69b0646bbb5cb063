"""A restore checks everything before anything is put in place."""

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts import restoring
from fundtrack.acts import returns
from fundtrack.acts.backups import backup
from fundtrack.acts.restoring import restore
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.errors import BackupRefused
from fundtrack.errors import NewerBooks
from fundtrack.errors import NoRoom
from fundtrack.errors import UserError
from fundtrack.errors import WorkspaceExists
from fundtrack.runs.registry import kept_runs
from fundtrack.store.archives import new_archive
from tests.acts.safe_offices import NEW_RUN
from tests.acts.safe_offices import OLD_RUN
from tests.acts.safe_offices import full_office
from tests.acts.safe_offices import made_backup
from tests.acts.safe_offices import tree
from tests.cli.test_app import EXAMPLE
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.source_tree import SOURCE
from tests.store.test_ledger import small_disk

ELSEWHERE = """
import sys
from pathlib import Path
from fundtrack.cli import main
file, example, return_id = sys.argv[1:]
codes = [main(["--workspace", "office", "restore", file])]
with Path("office/fundtrack.toml").open("a") as settings:
    settings.write(example)
for words in (["verify"], ["return", "verify", return_id]):
    codes.append(main(["--workspace", "office", *words]))
print(*codes)
"""
Change = Callable[[Path], None]


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office with something in every part."""
    return full_office(workspace)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Its backup."""
    return Path(shutil.copy(made_backup(), tmp_path / "b.zip"))


def now() -> datetime:
    """Nine in the morning of the day after."""
    return datetime(2024, 4, 25, 9, tzinfo=UTC).replace(tzinfo=None)


def changed(file: Path, change: Change, **said: object) -> Path:
    """Make a backup of another content, whose members are as its manifest says."""
    folder = file.with_suffix(".changed")
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
    facts = json.loads((folder / "manifest.json").read_text("utf-8"))
    (folder / "manifest.json").unlink()
    change(folder)
    other = file.with_name("other.zip")
    with new_archive(other) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and path.suffix not in {".lock", ".gate"}:
                archive.add_file(path.relative_to(folder).as_posix(), path)
        archive.seal({**facts, **said})
        archive.put_in_place(other)
    shutil.rmtree(folder)
    return other


def untouched(_: Path) -> None:
    """Change nothing."""


def in_books(statement: str) -> Change:
    """Change the books' file behind the program's back."""

    def change(folder: Path) -> None:
        with duckdb.connect(str(folder / "ledger.duckdb")) as con:
            con.execute(statement)

    return change


def in_file(pattern: str, text: str = "other") -> Change:
    """Change a file."""

    def change(folder: Path) -> None:
        next(folder.glob(pattern)).write_text(text, encoding="utf-8")

    return change


def test_what_is_restored_is_what_was_backed_up(
    office: Office, file: Path, tmp_path: Path
) -> None:
    other = Workspace(tmp_path / "other")
    done = restore(other, file, now)
    was, held = tree(office.workspace.folder), tree(other.folder)
    differing = {name for name in held if held[name] != was.get(name)}
    assert differing <= {"ledger.duckdb", "published/current.json"}
    entries = verify(office.session("auditor")).entries
    assert (done.entries, done.returns, done.findings) == (entries, (RETURN,), ())
    assert [run.run_id for run in kept_runs(other)] == [OLD_RUN, NEW_RUN]
    session = Office(other, office.day).session("cfo")
    assert verify(session, contains=done.head).is_ok
    assert returns.verify(session, RETURN).findings == ()


def test_on_another_machine_it_verifies_and_its_return_is_made_again(
    file: Path, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    env = {"HOME": str(home), "PYTHONPATH": str(SOURCE)}
    command = [sys.executable, "-c", ELSEWHERE, str(file), EXAMPLE, RETURN]
    done = subprocess.run(
        command, cwd=home, env=env, check=True, capture_output=True, text=True
    )
    assert done.stdout.splitlines()[-1] == "0 0 0"


def test_work_goes_on_in_what_was_restored(file: Path, tmp_path: Path) -> None:
    other = Office(Workspace(tmp_path / "other"), now().date())
    restore(other.workspace, file, now)
    session = other.session("finance.officer")
    returns.submit(session, RETURN, SENT)
    assert backup(session, tmp_path / "next.zip").entry == verify(session).entries
    assert verify(session).is_ok


@pytest.mark.parametrize("is_file", [True, False])
def test_a_workspace_is_never_replaced(
    office: Office, file: Path, tmp_path: Path, is_file: bool
) -> None:
    taken = tmp_path / "taken"
    if is_file:
        taken.write_text("mine")
    else:
        taken.mkdir()
        (taken / "mine.txt").write_text("mine")
    for folder in (taken, office.workspace.folder):
        before = tree(folder) if folder.is_dir() else folder.read_bytes()
        with pytest.raises(WorkspaceExists):
            restore(Workspace(folder), file, now)
        assert before == (tree(folder) if folder.is_dir() else folder.read_bytes())


def test_a_workspace_made_meanwhile_is_left_alone(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "other"

    def meanwhile(*_: object) -> None:
        (folder / "mine.txt").write_text("mine")

    monkeypatch.setattr(restoring, "_require_whole", meanwhile)
    with pytest.raises(WorkspaceExists):
        restore(Workspace(folder), file, now)
    assert tree(folder) == {"mine.txt": b"mine"}


def cut_off(folder: Path) -> None:
    """Cut the tail off, and hide what would tell."""
    in_books("DELETE FROM event WHERE seq > 28")(folder)


def damaged_panel(folder: Path) -> None:
    """Put another number into the panel that the current snapshot names."""
    pointer = json.loads((folder / "published/current.json").read_text("utf-8"))
    with duckdb.connect(str(folder / "published" / pointer["panel"])) as con:
        con.execute("UPDATE panel SET row_count = row_count + 1")


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (in_books("UPDATE event SET reason = 'x' WHERE seq = 9"), "entry 9 was chang"),
        (in_books("DELETE FROM event WHERE seq = 12"), "entry 13 does not follow"),
        (in_books("UPDATE posting SET pence = -pence"), "was changed after"),
        (cut_off, r"its head, entry \d+, is not held"),
        (in_file("evidence/*"), "is not what its name says"),
        (in_file("returns/*/*.html"), "it was changed or is missing"),
        (in_file("published/current.json"), "published holds no snapshot yet"),
        (damaged_panel, "its counts are not as it is named"),
        (in_file("ledger.duckdb"), "it is not a DuckDB file"),
        (in_file("fundtrack.toml", "[["), "the settings cannot be read"),
        (lambda folder: (folder / "fundtrack.toml").unlink(), "not a fundtrack work"),
        (lambda folder: (folder / "ledger.duckdb").unlink(), "the file is gone"),
    ],
)
def test_a_backup_that_does_not_hold_is_refused_and_nothing_is_left(
    file: Path, tmp_path: Path, change: Change, why: str
) -> None:
    with pytest.raises(BackupRefused, match=why):
        restore(Workspace(tmp_path / "other"), changed(file, change), now)
    assert not (tmp_path / "other").exists()


@pytest.mark.parametrize(
    ("said", "error", "why"),
    [
        ({"schema_version": 99}, NewerBooks, "install the newer fundtrack"),
        ({"schema_version": None}, BackupRefused, "its manifest does not say"),
        ({"head": {}}, BackupRefused, "its manifest does not say 'hash'"),
        ({"head": {"seq": 3, "hash": "ab"}}, BackupRefused, "its manifest says ab"),
        ({"entries": 3}, BackupRefused, "its books end in"),
        ({"snapshot": "x"}, BackupRefused, "its books end in"),
    ],
)
def test_a_manifest_that_promises_other_books_is_refused(
    file: Path,
    tmp_path: Path,
    said: dict[str, object],
    error: type[UserError],
    why: str,
) -> None:
    other = changed(file, untouched, **said)
    with pytest.raises(error, match=why):
        restore(Workspace(tmp_path / "other"), other, now)
    assert not (tmp_path / "other").exists()


def test_an_older_backup_is_restored_though_a_later_one_is_there(
    office: Office, tmp_path: Path
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    settings = office.workspace.settings_file
    settings.write_text(
        settings.read_text() + f'\n[backup]\nfolder = "{elsewhere.as_posix()}"\n'
    )
    session = office.session("finance.officer")
    backup(session, tmp_path / "older.zip")
    backup(session, elsewhere / "later.zip")
    other = Workspace(tmp_path / "other")
    restore(other, tmp_path / "older.zip", now)
    found = verify(Office(other, office.day).session("auditor"))
    assert [it.rule for it in found.findings] == ["backups"]


def test_a_return_that_is_not_made_again_is_said(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: object) -> None:
        raise WorkspaceExists(tmp_path)

    monkeypatch.setattr(returns, "verify", unable)
    done = restore(Workspace(tmp_path / "other"), file, now)
    assert (done.returns, len(done.findings)) == ((), 1)
    assert done.findings[0].file == f"returns/{RETURN}"


def test_a_full_disk_leaves_nothing(file: Path, tmp_path: Path) -> None:
    small = tmp_path / "small"
    small.mkdir()
    with small_disk(small, "size=2m"):
        with pytest.raises(NoRoom, match="bytes are needed and"):
            restore(Workspace(small), file, now)
        with pytest.raises(NoRoom, match="bytes are needed and"):
            restore(Workspace(small / "deep"), file, now)
        assert list(small.iterdir()) == []
    with small_disk(small, "ro"), pytest.raises(NoRoom, match="Read-only"):
        restore(Workspace(small / "office"), file, now)
