"""A copy of an office on which an act is tried, so that the office stays as it is."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.errors import NoRoom
from fundtrack.store.connection import storage_errors
from fundtrack.store.evidence import evidence_path
from fundtrack.store.lake import read_lake
from fundtrack.store.panel import LAST_BUILT
from fundtrack.store.snapshot import POINTER
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.uploads import SPARE_BYTES

PREFIX = ".new-rehearsal-"
COPIES = 2
"""What the books take on the disk: themselves, and what is published of them."""


@contextmanager
def rehearsal(
    workspace: Workspace, info: SnapshotInfo, aside: Path
) -> Iterator[Workspace]:
    """Lend a copy of the office as a snapshot holds it; it is gone when the block ends.

    The books are copied. The files of the lake and the panel, which never change under
    their names, are linked where the disk can do that. Of evidence only the counts that
    stand behind the lake are there.

    Args:
        workspace: the office.
        info: the snapshot whose books are taken.
        aside: the folder in which the copy stands meanwhile.

    Raises:
        NoRoom: when the copy cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix=PREFIX, dir=aside) as name:
        copy = Workspace(Path(name))
        with storage_errors(aside):
            _build(workspace, info, copy)
        yield copy


def _build(workspace: Workspace, info: SnapshotInfo, copy: Workspace) -> None:
    snapshot = f"{info.snapshot}.duckdb"
    books = workspace.published / snapshot
    needed = COPIES * books.stat().st_size + SPARE_BYTES
    free = shutil.disk_usage(copy.folder).free
    if free < needed:
        said = f"{needed:,} bytes are needed to try the file and {free:,} are free"
        raise NoRoom(copy.folder.parent, said)
    shutil.copyfile(workspace.settings_file, copy.settings_file)
    if workspace.lake.is_dir():
        shutil.copytree(workspace.lake, copy.lake, copy_function=_same)
    for folder in (copy.published, copy.evidence, copy.runs, copy.returns):
        folder.mkdir()
    reference = read_lake(workspace).reference
    if reference:
        kept = evidence_path(workspace, reference)
        _same(kept, evidence_path(copy, reference))
    shutil.copyfile(books, copy.ledger)
    for named in (snapshot, info.panel, LAST_BUILT, POINTER):
        held = workspace.published / named
        if named and held.is_file():
            _same(held, copy.published / named)


def _same(held: str | Path, copy: str | Path) -> None:
    """Give a file a second name, or copy it to where the disk cannot do that."""
    try:
        os.link(held, copy)
    except OSError:
        shutil.copyfile(held, copy)
