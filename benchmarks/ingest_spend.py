"""How long 10,000 lines of a finance extract take, and what the bare reading costs.

Run: PYTHONPATH=. python benchmarks/ingest_spend.py
Ours: reading, hashing, checks, evidence, the books and a published snapshot; then the
same file again, which changes nothing. Bare: the workbook's cells read by the same
library and no more. Exits 1 when the first import takes 5 seconds of CPU time or more.
"""

import random
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import partial
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.sources.tables import read_tables
from tests import builders
from tests import workbooks

LINES = 10_000
LONGEST_SECONDS = 5.0
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
SEED = 20240405


def clock() -> datetime:
    """Give the moment of the benchmark."""
    return NOON


def extract(path: Path) -> Path:
    """Write an extract of synthetic lines over one financial year."""
    chance = random.Random(SEED)  # noqa: S311 - figures to read, not secrets
    days = [date(2023, 4, 1) + timedelta(days=day) for day in range(366)]
    rows = [
        workbooks.coded(
            round(chance.uniform(-500, 9_000), 2),
            chance.choice(days),
            reference=f"INV-{line}",
        )
        for line in range(LINES)
    ]
    return workbooks.workbook(path, {"Lines": [workbooks.CODED, *rows]})


def seconds(act: Callable[[], object]) -> float:
    """Measure an act's CPU time."""
    started = time.process_time()
    act()
    return time.process_time() - started


def main() -> int:
    """Take the file in twice, say what it cost, and whether that is too much."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        settings = '[office]\nname = "Testshire"\nforce = "testshire"\n'
        (workspace.folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
        people = builders.person("officer", Role.FINANCE)
        budget = builders.allocation(5_000_000_00)
        builders.record(workspace, clock, [*builders.registers(), *people, budget])
        session = Session(workspace, "officer", clock)
        path = extract(workspace.folder / "extract.xlsx")
        options = SpendOptions(source="ledger", kind="ledger")
        act = partial(ingest_spend, session, [path], options)
        bare = seconds(partial(read_tables, path))
        first, again = seconds(act), seconds(act)
        held = act().files[0].already_held
    print(f"{held:,} lines: {first:.2f} s of CPU time, again {again:.2f} s")
    print(f"bare reading {bare:.2f} s: ratio {first / bare:.1f}")
    return int(first >= LONGEST_SECONDS)


if __name__ == "__main__":
    sys.exit(main())
