"""First screens that were drawn whole, kept beside the snapshot that they show."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass
from datetime import date
from functools import cache
from functools import lru_cache
from pathlib import Path

import fundtrack
from fundtrack.config import Clock
from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.pages.markup import Markup
from fundtrack.store.connection import storage_errors
from fundtrack.store.files import written_aside
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import current_snapshot

FOLDER = Path(".cache") / "first-screens"
KEY_LENGTH = 16
KEPT = 32
"""How many are kept in memory once read; each is some 100 KB."""


@dataclass(frozen=True, slots=True)
class KeptScreen:
    """A page as it opens without a choice: the day, what that chooses, its HTML."""

    as_at: date
    chosen: dict[str, str]
    markup: Markup

    def answers(self, asked: dict[str, str]) -> bool:
        """Whether it shows what an address asks for, which may be nothing."""
        return all(self.chosen.get(name) == said for name, said in asked.items())


def screens_folder(workspace: Workspace, clock: Clock) -> Path:
    """Give where the screens of this moment are kept, drawn or not.

    Raises:
        NoSnapshot: when nothing has been published.
        NoWorkspace: when the folder is not a workspace.
    """
    settings = workspace.settings()
    info = current_snapshot(workspace)
    return folder_of(workspace, info, settings, settings.today(clock))


def folder_of(
    workspace: Workspace, info: SnapshotInfo, settings: Settings, today: date
) -> Path:
    """Give where the screens of a snapshot and a day are kept, drawn or not.

    Its name stands for all that they are drawn from: snapshot, day, office, finished
    runs and the program itself.
    """
    parts = [repr(settings), str(today), repr(info), program_files()]
    parts += _runs(workspace)
    key = hashlib.sha256("\n".join(parts).encode()).hexdigest()[:KEY_LENGTH]
    return workspace.folder / FOLDER / key


def kept_screen(folder: Path, name: str) -> KeptScreen | None:
    """Read a page's screen; None before it is drawn, and when it is damaged."""
    path = folder / f"{name}.json"
    try:
        return _read(path) if path.is_file() else None
    except (OSError, ValueError, KeyError):
        return None


def keep_screen(folder: Path, name: str, screen: KeptScreen) -> None:
    """Write a page's screen, whole or not at all.

    Raises:
        NoRoom: when it cannot be written.
    """
    with storage_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)
        with written_aside(folder / f"{name}.json") as aside:
            aside.write_text(json.dumps(asdict(screen), default=str), encoding="utf-8")


@cache
def program_files() -> str:
    """Name the program by its files' sizes and times, as this process found them."""
    room = Path(fundtrack.__file__).parent
    found = sorted(path for path in room.rglob("*") if path.suffix != ".pyc")
    told = [(str(path), path.stat().st_size, path.stat().st_mtime_ns) for path in found]
    return hashlib.sha256(repr(told).encode()).hexdigest()


@lru_cache(maxsize=KEPT)
def _read(path: Path) -> KeptScreen:
    held = json.loads(path.read_text(encoding="utf-8"))
    day = date.fromisoformat(held["as_at"])
    return KeptScreen(day, held["chosen"], held["markup"])


def _runs(workspace: Workspace) -> Iterator[str]:
    for path in sorted(workspace.runs.glob("[!.]*/result.json")):
        yield f"{path.parent.name} {path.stat().st_mtime_ns}"
