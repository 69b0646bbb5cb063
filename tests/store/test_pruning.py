"""Old snapshots go, but never one that a return or a run names."""

import os

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.store.pruning import KEPT
from fundtrack.store.pruning import SLACK
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import publish


def old_snapshots(workspace: Workspace, count: int) -> list[str]:
    """Snapshots older than any that is published, the oldest first."""
    workspace.published.mkdir(exist_ok=True)
    names = [f"{number:016x}" for number in range(count)]
    for age, name in enumerate(names):
        file = workspace.published / f"{name}.duckdb"
        file.touch()
        os.utime(file, (age, age))
    return names


def held(workspace: Workspace) -> set[str]:
    """The snapshots that are there."""
    files = workspace.published.glob("*.duckdb")
    return {file.stem for file in files if not file.name.startswith("panel-")}


def test_old_snapshots_go_but_those_named_stay(
    workspace: Workspace, clock: Clock
) -> None:
    names = old_snapshots(workspace, KEPT + SLACK)
    for folder, file in (("returns", "manifest.json"), ("runs", "result.json")):
        record = workspace.folder / folder / "one" / file
        record.parent.mkdir(parents=True)
        record.write_text(f'{{"snapshot": "{names[len(folder) - 4]}"}}')
    publish(workspace, clock)
    current = current_snapshot(workspace).snapshot
    newest = set(names[-(KEPT - 1) :])
    assert held(workspace) == {current, names[0], names[3]} | newest


def test_a_few_old_snapshots_stay(workspace: Workspace, clock: Clock) -> None:
    names = old_snapshots(workspace, KEPT + SLACK - 1)
    publish(workspace, clock)
    assert set(names) < held(workspace)
