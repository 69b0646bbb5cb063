"""How much dearer `ingest crime` is than bare reading of the same files.

Run: python benchmarks/ingest_crime.py [FOLDER_OF_STREET_ZIPS]
Both sides run in this process after their imports, on the same engine and with the
same compression. Bare: DuckDB's read_csv of each member, unpacked beforehand and its
columns given, to one Parquet file a month. Ours, from the zips: unpacking, hashing,
checks, decision columns, evidence, the books, the panel and a published snapshot.
Exits 1 when the ratio of CPU time is over 2 or memory over 500 MB.
"""

import contextlib
import resource
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

import duckdb

from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Payload
from fundtrack.sources.police_uk import Kind
from fundtrack.sources.police_uk_forms import COLUMNS
from fundtrack.store.ledger import open_ledger

SHARED = Path(__file__).parents[2] / "shared" / "data" / "police_uk_lancashire"
LARGEST_RATIO = 2.0
LARGEST_MB = 500
ROUNDS = 3
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
TYPES = dict.fromkeys(COLUMNS[Kind.STREET], "VARCHAR")
BARE = f"""
COPY (
    SELECT * FROM read_csv($csv, auto_detect = FALSE, header = TRUE, columns = {TYPES})
) TO $parquet (FORMAT PARQUET, COMPRESSION ZSTD)
"""  # noqa: S608 - the published headings, from this program's own list


def bare(members: Path, target: Path) -> None:
    """Read every member and write it, no more."""
    con = duckdb.connect()
    for csv in sorted(members.glob("*/*-street.csv")):
        paths = {"csv": str(csv), "parquet": str(target / f"{csv.stem}.parquet")}
        con.execute(BARE, paths)
    con.close()


def ours(zips: Path, target: Path) -> None:
    """Take the zips in, as the command does."""
    session = Session(Workspace(target), "officer", lambda: NOON)
    ingest_crime(session, [zips])


def new_office(folder: Path) -> None:
    """Make a workspace with one finance officer."""
    settings = '[office]\nname = "Benchmark"\nforce = "lancashire"\n'
    (folder / SETTINGS_FILE).write_text(settings, encoding="utf-8")
    person: Payload = {"person": "officer", "name": "Officer", "account": ""}
    role: Payload = {"person": "officer", "role": "finance", "held": True}
    facts = {"person": person, "role": role}
    events = [NewEvent(kind, NOON.date(), "starts", facts[kind]) for kind in facts]
    with open_ledger(Workspace(folder), lambda: NOON) as ledger:
        ledger.append(events, "officer")


def cpu_seconds(work: Callable[[], None]) -> float:
    """Give the CPU time, of every thread, that the work took."""
    before = time.process_time()
    work()
    return time.process_time() - before


def unpack(zips: Path, target: Path) -> None:
    """Unpack every zip of a folder."""
    for path in sorted(zips.glob("*.zip")):
        with zipfile.ZipFile(path) as archive:
            archive.extractall(target)


def measure(zips: Path) -> tuple[float, float]:
    """Give the least CPU time of each side over some rounds, taken in turn."""
    seconds: dict[str, list[float]] = {"bare": [], "ours": []}
    with contextlib.ExitStack() as stack:
        members = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        unpack(zips, members)
        for _ in range(ROUNDS):
            out = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            office = Path(stack.enter_context(tempfile.TemporaryDirectory()))
            new_office(office)
            seconds["bare"].append(cpu_seconds(partial(bare, members, out)))
            seconds["ours"].append(cpu_seconds(partial(ours, zips, office)))
    return min(seconds["bare"]), min(seconds["ours"])


def main() -> int:
    """Print both sides, their ratio and the memory taken."""
    zips = Path(sys.argv[1]) if len(sys.argv) > 1 else SHARED
    bare_seconds, our_seconds = measure(zips)
    megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    ratio = our_seconds / bare_seconds
    print(f"bare read_csv to Parquet  {bare_seconds:6.2f} s of CPU")
    print(f"ingest crime from zips    {our_seconds:6.2f} s of CPU")
    print(f"ratio {ratio:.2f} (at most {LARGEST_RATIO:g})")
    print(f"memory {megabytes:.0f} MB (at most {LARGEST_MB})")
    return int(ratio > LARGEST_RATIO or megabytes > LARGEST_MB)


if __name__ == "__main__":
    sys.exit(main())
