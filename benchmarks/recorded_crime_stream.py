"""What `ingest recorded-crime` takes for a table of 360 MB of XML, beside calamine.

Run: python benchmarks/recorded_crime_stream.py [YEARS]
Makes an .ods of the published shape (made-up figures: 13 financial years of 44 forces,
144 offence codes and four quarters, unless told otherwise) and takes it in, hashing,
evidence, checks, the lake, the books, the panel and a published snapshot included.
Beside it python-calamine, which is in the lock for smaller files and lays every sheet
out in memory; it only reads. Each side is a process of its own; CPU is counted after
imports and memory is what the process grew by after them. A quarter of the table shows
whether memory grows with the file; what 1.4 GB takes is worked out from both.
Exits 1 when ours grew by more than 300 MB.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path

from python_calamine import CalamineWorkbook

from fundtrack.acts.home_office import ingest_recorded_crime
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.places import forces
from tests import builders
from tests import home_office_files as files

LARGEST_MB = 300
LAST_YEAR = 2025
YEARS = 13
CODES = 144
PARTNERSHIP_XML_MB = 1_400
NOON = datetime(2026, 7, 23, 12)  # noqa: DTZ001 - books keep naive UTC
SETTINGS = '[office]\nname = "Testshire"\nforce = "lancashire"\n'


def table_rows(year: int) -> Iterator[files.Row]:
    """Give a financial year's sheet, with the headings."""
    yield files.FORCE_HEADINGS
    chance = random.Random(year)  # noqa: S311 - made-up figures
    named = [force.name for force in forces().values()][:44]
    shown = f"{year}/{(year + 1) % 100:02d}"
    for quarter in (1, 2, 3, 4):
        for force in named:
            for code in range(CODES):
                offence = (f"{code}A", f"Offence of kind {code}", "Subgroup", "Group")
                count = chance.randrange(400)
                yield files.force_row(count, quarter, offence, force, shown)


def make_table(path: Path, years: int) -> float:
    """Write the table and give the megabytes of its XML."""
    last = range(LAST_YEAR - years + 1, LAST_YEAR + 1)
    sheets = {f"{year}_{(year + 1) % 100:02d}": table_rows(year) for year in last}
    files.ods_file(path, {"Cover": files.MADE_UP_COVER, **sheets})
    with zipfile.ZipFile(path) as packed:
        return packed.getinfo("content.xml").file_size / 1e6


def ours(table: Path, folder: Path) -> None:
    """Take the table in, as the command does."""
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    workspace = Workspace(folder)
    builders.record(workspace, lambda: NOON, builders.person("officer", Role.FINANCE))
    with _measuring():
        ingest_recorded_crime(Session(workspace, "officer", lambda: NOON), table)


def calamine(table: Path, _folder: Path) -> None:
    """Read every sheet, no more."""
    with _measuring():
        book = CalamineWorkbook.from_path(table)
        held = [book.get_sheet_by_name(name).to_python() for name in book.sheet_names]
    held.clear()


@contextmanager
def _measuring() -> Iterator[None]:
    """Print what the block takes: seconds of CPU, and growth in megabytes."""
    largest, start = _largest_mb(), time.process_time()
    yield
    cpu = time.process_time() - start
    print(json.dumps({"cpu": cpu, "mb": _largest_mb() - largest}))


def _largest_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1_000


SIDES = {"ours": ours, "calamine": calamine}


def measured(side: str, table: Path) -> dict[str, float]:
    """Run one side in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, side, str(table), folder]
        done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this file
    figures: dict[str, float] = json.loads(done.stdout)
    return figures


def main(years: int) -> int:
    """Measure every side and give the exit code."""
    found: dict[str, list[dict[str, float]]] = {side: [] for side in SIDES}
    sizes = []
    with tempfile.TemporaryDirectory() as folder:
        for part in (max(1, years // 4), years):
            table = Path(folder, f"{part}.ods")
            sizes.append(make_table(table, part))
            for side in SIDES:
                found[side].append(measured(side, table))
                said = "{cpu:.1f} s of CPU, {mb:.0f} MB of memory"
                shown = said.format(**found[side][-1])
                print(f"{sizes[-1]:.0f} MB of XML, {side}: {shown}")
    for side, (small, large) in found.items():
        beyond = (PARTNERSHIP_XML_MB - sizes[1]) / (sizes[1] - sizes[0])
        cpu, mb = (
            large[name] + beyond * (large[name] - small[name]) for name in ("cpu", "mb")
        )
        print(f"1.4 GB of XML, {side}: about {cpu:.0f} s of CPU, {mb:.0f} MB of memory")
    return int(found["ours"][1]["mb"] > LARGEST_MB)


if __name__ == "__main__":
    if sys.argv[1:2] and sys.argv[1] in SIDES:
        SIDES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
    else:
        sys.exit(main(int(sys.argv[1]) if sys.argv[1:] else YEARS))
