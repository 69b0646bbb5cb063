"""Take away old snapshots that nothing names any more."""

from pathlib import Path

from fundtrack.config import Workspace

KEPT = 20
"""Newest snapshots that stay in any case: a page or notebook may be reading one."""

SLACK = 20
"""How many more there may be before any is taken away."""


FEWEST = 2
"""Newest snapshots that stay when the disk is full."""


def prune(
    workspace: Workspace, current: str, kept: int = KEPT, slack: int = SLACK
) -> None:
    """Take away old snapshots, but never one that a return, a pack or a run names.

    Panels stay: there are few, and an old snapshot needs its own. Whoever has a
    snapshot open reads on.
    """
    held = sorted(
        (file for file in workspace.published.glob("*.duckdb") if _is_books(file)),
        key=lambda file: file.stat().st_mtime,
        reverse=True,
    )
    if len(held) <= kept + slack:
        return
    named = _records(workspace)
    for file in held[kept:]:
        if file.stem != current and file.stem not in named:
            file.unlink(missing_ok=True)


def _is_books(file: Path) -> bool:
    return not file.name.startswith("panel-")


def _records(workspace: Workspace) -> str:
    files = [
        *workspace.returns.glob("*/manifest.json"),
        *workspace.packs.glob("*/manifest.json"),
        *workspace.runs.glob("*/result.json"),
    ]
    return "\n".join(file.read_text(encoding="utf-8") for file in files)
