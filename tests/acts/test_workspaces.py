"""Making a workspace: whole or not at all."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.session import role_holdings
from fundtrack.acts.workspaces import init_workspace
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Holding
from fundtrack.domain.people import Role
from fundtrack.errors import NoRoom
from fundtrack.errors import WorkspaceExists
from fundtrack.store.snapshot import open_books

PARTS = {
    "evidence",
    "fundtrack.toml",
    "lake",
    "ledger.duckdb",
    "published",
    "registers.xlsx",
    "returns",
    "runs",
}


def test_a_workspace_has_all_its_parts_and_its_maker_as_administrator(
    tmp_path: Path, clock: Clock
) -> None:
    workspace = Workspace(tmp_path / "deep" / "office")
    made = init_workspace(workspace, clock, "jsmith")
    assert made.workspace == str(tmp_path / "deep" / "office")
    assert {part.name for part in workspace.folder.iterdir()} >= PARTS
    with open_books(workspace) as books:
        assert role_holdings(books, date(2024, 4, 5)) == [Holding("jsmith", Role.ADMIN)]
        (person,) = books.rows("people", known=2**60)
    assert person["account"] == "jsmith"


def test_settings_are_commented_and_read_back(tmp_path: Path, clock: Clock) -> None:
    workspace = Workspace(tmp_path / "office")
    init_workspace(workspace, clock, "jsmith")
    written = workspace.settings_file.read_text(encoding="utf-8")
    assert written.count("#") > 4
    settings = workspace.settings()
    assert (settings.port, settings.example, settings.story_ends_on) == (
        8866,
        False,
        None,
    )


def test_the_example_says_so_and_when_its_story_ends(
    tmp_path: Path, clock: Clock
) -> None:
    workspace = Workspace(tmp_path / "office")
    init_workspace(workspace, clock, "jsmith", example_ends_on=date(2025, 2, 5))
    settings = workspace.settings()
    assert settings.example
    assert settings.force == "lancashire"
    assert "EXAMPLE, not a return" in settings.office
    assert settings.story_ends_on == date(2025, 2, 5)
    with open_books(workspace) as books:
        assert role_holdings(books, date(2024, 4, 5)) == [Holding("admin", Role.ADMIN)]


def test_an_empty_folder_is_taken(tmp_path: Path, clock: Clock) -> None:
    init_workspace(Workspace(tmp_path), clock, "jsmith")
    assert {part.name for part in tmp_path.iterdir()} >= PARTS


@pytest.mark.parametrize("is_file", [True, False])
def test_a_folder_that_holds_anything_is_refused_and_left_alone(
    tmp_path: Path, clock: Clock, is_file: bool
) -> None:
    taken = tmp_path / "taken"
    if is_file:
        taken.write_text("mine", encoding="utf-8")
    else:
        taken.mkdir()
        (taken / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(WorkspaceExists, match="choose an empty folder"):
        init_workspace(Workspace(taken), clock, "jsmith")
    left = taken if is_file else taken / "mine.txt"
    assert left.read_text(encoding="utf-8") == "mine"


def test_a_move_that_fails_leaves_the_folder_empty(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    moved = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name == "fundtrack.toml":
            raise OSError(28, "No space left on device")
        return moved(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(NoRoom, match="No space left"):
        init_workspace(Workspace(tmp_path / "office"), clock, "jsmith")
    assert list((tmp_path / "office").iterdir()) == []
