"""The doctor says what is wrong and what to do, whatever can no longer be opened."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from fundtrack.acts import doctor
from fundtrack.acts.backups import backup
from fundtrack.acts.doctor import Check
from fundtrack.acts.doctor import examine
from fundtrack.acts.workspaces import init_workspace
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.store.evidence import keep
from fundtrack.store.migrations import Migration
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.turnstile import turnstile
from tests.acts.safe_offices import full_office

DAY = datetime(2024, 4, 24, 9, tzinfo=UTC).replace(tzinfo=None)
NAMES = [
    *("program", "settings", "permissions", "disk", "books", "chain", "balances"),
    *("references", "copies", "sources", "backup", "snapshot", "lake", "evidence"),
    "leftovers",
]
Harm = Callable[[Workspace], object]


@pytest.fixture
def well(tmp_path: Path) -> Workspace:
    """A workspace that was made today."""
    workspace = Workspace(tmp_path / "office")
    init_workspace(workspace, lambda: DAY, "jsmith")
    return workspace


def wrong(workspace: Workspace, day: datetime = DAY) -> dict[str, str]:
    """Give what is wrong, by the name of the check."""
    found = examine(workspace, lambda: day, 0)
    assert all(check.fix for check in found.checks if not check.ok)
    assert found.is_ok == all(check.ok for check in found.checks)
    return {check.name: check.message for check in found.checks if not check.ok}


def test_a_new_workspace_is_well(well: Workspace) -> None:
    found = examine(well, lambda: DAY, 0)
    assert [check.name for check in found.checks] == NAMES
    assert [check for check in found.checks if not check.ok or check.fix] == []
    assert found.in_words()[4] == "well   books: 2 entries can be read"


def written(name: str, held: bytes = b"other") -> Harm:
    """Overwrite the first file of a name."""
    return lambda workspace: next(workspace.folder.glob(name)).write_bytes(held)


def removed(name: str) -> Harm:
    """Remove the first file of a name."""
    return lambda workspace: next(workspace.folder.glob(name)).unlink()


def in_books(*statements: str) -> Harm:
    """Change the books' file behind the program's back."""

    def harm(workspace: Workspace) -> None:
        with duckdb.connect(str(workspace.ledger)) as con:
            for statement in statements:
                con.execute(statement)

    return harm


def foreign(workspace: Workspace) -> None:
    """Put a database of something else there."""
    workspace.ledger.unlink()
    in_books("CREATE TABLE mine (a INTEGER)")(workspace)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (removed("ledger.duckdb"), {"books": "the file is gone"}),
        (written("ledger.duckdb"), {"books": "it is not a DuckDB file"}),
        (written("ledger.duckdb", b""), {"books": "it is empty"}),
        (foreign, {"books": "is a database of something else"}),
        (in_books("UPDATE schema_version SET version = 9"), {"books": "version 9"}),
        (in_books("UPDATE schema_version SET sha256 = ''"), {"books": "was changed"}),
        (
            in_books("UPDATE event SET reason = 'x' WHERE seq = 2"),
            {"chain": "entry 2 was changed after it was recorded"},
        ),
        (
            in_books("DELETE FROM event WHERE seq = 2"),
            {"copies": "its head, entry 2, is not held"},
        ),
        (removed("fundtrack.toml"), {"settings": "is not a fundtrack workspace"}),
        (written("fundtrack.toml", b"[["), {"settings": "cannot be read"}),
        (written("lake.txt"), {}),
    ],
)
def test_what_is_wrong_is_said(
    well: Workspace, harm: Harm, said: dict[str, str]
) -> None:
    (well.folder / "lake.txt").touch()
    harm(well)
    found = wrong(well)
    assert {name for name in found if name not in {"snapshot", "copies"}} == {
        name for name in said if name != "copies"
    }
    assert all(words in found[name] for name, words in said.items())


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (written("published/current.json"), "holds no snapshot yet"),
        (written("published/[0-9a-f]*.duckdb"), "it is not a DuckDB file"),
        (removed("published/panel-*.duckdb"), "holds no snapshot yet"),
    ],
)
def test_a_snapshot_that_cannot_be_read_is_said(
    well: Workspace, harm: Harm, said: str
) -> None:
    harm(well)
    assert said in wrong(well)["snapshot"]


def test_a_panel_that_was_changed_is_said(workspace: Workspace) -> None:
    office = full_office(workspace)
    panel = workspace.published / current_snapshot(workspace).panel
    with duckdb.connect(str(panel)) as con:
        con.execute("UPDATE panel SET row_count = row_count + 1")
    said = f"{panel.name} was changed"
    assert wrong(workspace, office.now())["snapshot"] == said


def test_a_folder_that_is_no_workspace_is_said(tmp_path: Path) -> None:
    found = wrong(Workspace(tmp_path / "none" / "deep"))
    assert set(found) == {"settings", "books", "snapshot"}


def test_books_that_somebody_holds_are_said(well: Workspace) -> None:
    with turnstile(well.ledger, 0):
        assert "somebody else is writing" in wrong(well)["books"]


def test_books_that_await_a_migration_are_said(
    well: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    newer = [Migration(2, "0002_more.sql", "SELECT 1")]
    monkeypatch.setattr("fundtrack.store.verification.awaited", lambda *_: newer)
    (books,) = [it for it in examine(well, lambda: DAY, 0).checks if it.name == "books"]
    said = "the next act will bring them up to date (0002_more.sql)"
    assert books == Check("books", ok=True, message=said)


def test_a_place_that_may_not_be_written_is_said(
    well: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "access", lambda path, _: path != well.runs)
    assert wrong(well) == {"permissions": "this account may not write to runs"}


def test_a_disk_that_is_nearly_full_is_said(
    well: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    usage = shutil.disk_usage(well.folder)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=5_000_000))
    assert wrong(well)["disk"].startswith("5 MB are free, 1")


def test_a_database_engine_that_is_too_new_is_said(
    well: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor, "version_of", lambda _: "3.0.0")
    assert "DuckDB 3.0.0" in wrong(well)["program"]


def test_entries_that_no_backup_holds_for_a_week_are_said(
    workspace: Workspace,
) -> None:
    office = full_office(workspace)
    assert "backup" not in wrong(workspace, office.now() - timedelta(days=2))
    later = office.now() + timedelta(days=9)
    said = "there is none yet; the oldest entry that is in none is 17 days old"
    assert wrong(workspace, later)["backup"] == said
    backup(office.session("finance.officer"), workspace.folder / "backups" / "b.zip")
    assert "backup" not in wrong(workspace, later)
    with (workspace.folder / SETTINGS_FILE).open("a") as settings:
        settings.write("\n[example]\nis_example = true\n")
    office.record(*[event for _, event in office.history[:1]])
    assert "backup" not in wrong(workspace, later + timedelta(days=99))


@pytest.mark.parametrize(
    ("harm", "check", "said"),
    [
        (removed("lake/street/*/*.parquet"), "lake", "1 months are missing or damaged"),
        (written("lake/street/*/*.parquet"), "lake", "1 months are missing or damaged"),
        (written("lake/manifest.json"), "lake", "manifest.json cannot be read"),
        (removed("evidence/*"), "lake", "the files of 1 months are not in evidence"),
        (removed("evidence/*"), "sources", "2 files that entries name are not in"),
        (written("evidence/*"), "evidence", "1 files are not what was taken in"),
        (written("returns/*/*.html"), "copies", "it was changed or is missing"),
    ],
)
def test_harm_to_the_other_parts_is_said(
    workspace: Workspace, harm: Harm, check: str, said: str
) -> None:
    office = full_office(workspace)
    harm(workspace)
    assert said in wrong(workspace, office.now())[check]


def test_what_a_killed_command_left_is_said_after_an_hour(well: Workspace) -> None:
    left = well.evidence / ".new-abc"
    left.touch()
    keep(well, well.settings_file)
    moment = DAY.replace(tzinfo=UTC).timestamp()
    os.utime(left, (moment - 60, moment - 60))
    assert wrong(well) == {}
    os.utime(left, (moment - 7200, moment - 7200))
    assert wrong(well) == {
        "leftovers": "1 were left by a command that was ended: evidence/.new-abc"
    }
