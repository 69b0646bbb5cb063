"""How long a backup of large books takes, beside a plain copy and a plain zip.

Run: PYTHONPATH=. python benchmarks/back_up.py [ENTRIES]
Two postings an entry. `backup` publishes, verifies every entry and file, and packs what
the books name; the others pack or copy the books' file alone and check nothing. Prints
the books name; the others pack or copy the file of the books and check nothing. Prints
the backup does not hold every entry.
"""

import shutil
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from fundtrack.acts.backups import backup
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from tests import builders
from tests.conftest import SETTINGS

ENTRIES = 500_000
AT_ONCE = 50_000
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
PERSON = "finance.officer"


def main() -> None:
    """Record lines, back them up in three ways, print what each took."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        aside = Path(folder)
        workspace = _office(aside / "office", entries)
        session = Session(workspace, PERSON, lambda: NOON)
        held = workspace.ledger
        copied = _cpu(lambda: shutil.copyfile(held, aside / "copy.duckdb"))
        zipped = _cpu(lambda: _zip(held, aside / "plain.zip"))
        made = []
        ours = _cpu(lambda: made.append(backup(session, aside / "ours.zip")))
        size = held.stat().st_size / 1e6
    print(f"{2 * entries:,} postings, books of {size:.0f} MB, backup of ", end="")
    print(f"{made[0].bytes / 1e6:.0f} MB with {made[0].entries:,} entries")
    print(f"backup {ours:.1f} s of CPU, zip {zipped:.1f} s, copy {copied:.2f} s")
    print(f"backup over zip {ours / zipped:.1f}, over copy {ours / copied:.0f}")
    sys.exit(made[0].entries <= entries)


def _office(folder: Path, entries: int) -> Workspace:
    workspace = Workspace(folder)
    folder.mkdir()
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    for part in (workspace.lake, workspace.evidence, workspace.returns, workspace.runs):
        part.mkdir()
    builders.record(workspace, lambda: NOON, builders.person(PERSON, Role.FINANCE))
    for start in range(0, entries, AT_ONCE):
        rows = range(start, min(start + AT_ONCE, entries))
        lines = [builders.actual(100 + row, row=row) for row in rows]
        builders.record(workspace, lambda: NOON, lines)
    return workspace


def _zip(held: Path, file: Path) -> None:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.write(held)


def _cpu(work: Callable[[], object]) -> float:
    begun = time.process_time()
    work()
    return time.process_time() - begun


if __name__ == "__main__":
    main()
