"""A rehearsal is a copy of the office, gone when it is over."""

import os
import shutil
from pathlib import Path

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import NoRoom
from fundtrack.store.rehearsals import rehearsal
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.uploads import SPARE_BYTES
from tests import builders


def refuse(*_: object) -> None:
    raise OSError


@pytest.mark.parametrize("can_link", [True, False])
def test_a_rehearsal_holds_the_books_and_is_gone_when_it_is_over(
    workspace: Workspace,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    *,
    can_link: bool,
) -> None:
    builders.record(workspace, clock, builders.registers())
    info = current_snapshot(workspace)
    if not can_link:
        monkeypatch.setattr(os, "link", refuse)
    with rehearsal(workspace, info, tmp_path) as copy:
        assert copy.folder.parent == tmp_path
        assert current_snapshot(copy) == info
        assert (
            copy.ledger.read_bytes()
            == (workspace.published / f"{info.snapshot}.duckdb").read_bytes()
        )
    assert not copy.folder.exists()


def test_an_office_that_would_fill_the_disk_is_not_copied(
    workspace: Workspace,
    clock: Clock,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    builders.record(workspace, clock, builders.registers())
    info = current_snapshot(workspace)
    books = (workspace.published / f"{info.snapshot}.duckdb").stat().st_size
    needed = 2 * books + SPARE_BYTES
    room = shutil.disk_usage(tmp_path)._replace(free=needed - 1)
    monkeypatch.setattr(shutil, "disk_usage", lambda _: room)
    said = f"{needed:,} bytes are needed to try the file and {needed - 1:,} are free"
    with pytest.raises(NoRoom, match=said), rehearsal(workspace, info, tmp_path):
        pytest.fail("the office was copied")
    assert not list(tmp_path.glob(".new-*"))
