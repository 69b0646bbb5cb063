"""What the crime of the whole country costs: taken in, counted, asked and taken again.

Run from the clone's folder: python -m benchmarks.national_scale [FORCES MONTHS FOLDER]
43 forces over 36 months unless told: about 20 million rows, 4 GB of files that are made
in FOLDER (kept there) or in a temporary one. Each side runs in a process of its own
after its imports. Bare: COPY (SELECT * FROM read_csv(...)) TO one Parquet file, of the
same files, as DuckDB does it when told nothing more; and again with the columns given
as text, which saves it the sniffing. Ours: hashing, evidence, checks, decision columns,
the books, the panel and a published snapshot. Exits 1 where a limit is passed.
"""

import json
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import duckdb

from benchmarks.ingest_crime import NOON
from benchmarks.ingest_crime import TYPES
from benchmarks.ingest_crime import new_office
from benchmarks.street_files import ALL_FORCES
from benchmarks.street_files import ALL_MONTHS
from benchmarks.street_files import FIRST
from benchmarks.street_files import write_street_files
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.store.snapshot import open_books

LARGEST_RATIO = 2.0
LARGEST_MB = 1000
LONGEST_FORCE_MS = 150
LONGEST_AGAIN_SECONDS = 30
ROUNDS = 5
GIVEN = f", auto_detect = FALSE, header = TRUE, columns = {TYPES}"
ASKED = ("Burglary", "Robbery", "Theft from the person", "Vehicle crime")

Figures = dict[str, float]


def bare(files: Path, office: Path, given: str = "") -> Figures:
    """Read every file and write its rows, no more."""
    target = office / "bare.parquet"
    con = duckdb.connect()
    found = _measured(
        lambda: con.execute(
            f"COPY (SELECT * FROM read_csv($files{given})) "  # noqa: S608 - our columns
            "TO $target (FORMAT PARQUET)",
            {"files": f"{files}/*/*-street.csv", "target": str(target)},
        )
    )
    con.close()
    target.unlink()
    return found


def bare_given(files: Path, office: Path) -> Figures:
    """Do as `bare` with the columns given."""
    return bare(files, office, GIVEN)


def ours(files: Path, office: Path) -> Figures:
    """Take the files in, as the command does."""
    session = Session(Workspace(office), "officer", lambda: NOON)
    return _measured(lambda: ingest_crime(session, [files]))


def forces_panel(files: Path, office: Path) -> Figures:
    """Ask the panel of the largest and of a middling force, each in a new process."""
    found: Figures = {}
    counts: dict[str, int] = {}
    for path in (files / str(FIRST)).glob("*.csv"):
        force = path.name.removeprefix(f"{FIRST}-").removesuffix("-street.csv")
        counts[force] = path.stat().st_size
    ranked = sorted(counts, key=counts.__getitem__)
    for name, force in (
        ("largest", ranked[-1]),
        ("middling", ranked[len(ranked) // 2]),
    ):
        found[f"{name}_ms"] = 1000 * _force_seconds(office, force)
    return found


def _force_seconds(office: Path, force: str) -> float:
    """Time a force's whole panel, by small area, month and type, as columns.

    The least of some rounds, for another program may hold the machine.
    """
    asked = "SELECT lsoa, month, crime_type, offences FROM crime.panel WHERE force = $f"
    seconds = []
    with open_books(Workspace(office)) as books:
        con = books._con  # noqa: SLF001 - the columns themselves, not dictionaries
        for _ in range(ROUNDS):
            started = time.perf_counter()
            con.execute(asked, {"f": force}).fetchnumpy()
            seconds.append(time.perf_counter() - started)
    return min(seconds)


def _measured(work: Callable[[], object]) -> Figures:
    cpu, wall = time.process_time(), time.perf_counter()
    work()
    return {
        "cpu": time.process_time() - cpu,
        "wall": time.perf_counter() - wall,
        "mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }


SIDES = {each.__name__: each for each in (bare, bare_given, ours, forces_panel)}


def alone(side: str, files: Path, office: Path) -> Figures:
    """Run one side in a process of its own and give what it measured."""
    done = subprocess.run(  # noqa: S603 - this very program
        [sys.executable, "-m", "benchmarks.national_scale", side, files, office],
        check=True,
        capture_output=True,
        text=True,
    )
    found: Figures = json.loads(done.stdout)
    return found


def measure(files: Path, office: Path) -> int:
    """Print every side and the ratios; give 1 where a limit is passed."""
    new_office(office)
    plain, given = alone("bare", files, office), alone("bare_given", files, office)
    first = alone("ours", files, office)
    again = alone("ours", files, office)
    panel = alone("forces_panel", files, office)
    ratio = first["cpu"] / plain["cpu"]
    print(f"DuckDB {duckdb.__version__}")
    for name, side in (
        ("bare COPY", plain),
        ("bare COPY, columns given", given),
        ("ingest crime and panel", first),
        ("the same again, unchanged", again),
    ):
        print(
            f"{name:26} {side['cpu']:7.1f} s of CPU {side['wall']:7.1f} s "
            f"{side['mb']:6.0f} MB"
        )
    print(f"ratio {ratio:.2f} to bare (at most {LARGEST_RATIO:g}), ", end="")
    print(f"{first['cpu'] / given['cpu']:.2f} with the columns given")
    print(f"memory {first['mb']:.0f} MB (at most {LARGEST_MB})")
    print(
        f"a force's panel {panel['middling_ms']:.0f} ms, of the largest force "
        f"{panel['largest_ms']:.0f} ms (at most {LONGEST_FORCE_MS})"
    )
    return int(
        ratio > LARGEST_RATIO
        or first["mb"] > LARGEST_MB
        or panel["middling_ms"] > LONGEST_FORCE_MS
        or again["wall"] > LONGEST_AGAIN_SECONDS
    )


def main() -> int:
    """Make the files where they are not held, and measure."""
    if len(sys.argv) > 1 and sys.argv[1] in SIDES:
        found = SIDES[sys.argv[1]](Path(sys.argv[2]), Path(sys.argv[3]))
        print(json.dumps(found))
        return 0
    forces, months, *folder = sys.argv[1:] or [str(ALL_FORCES), str(ALL_MONTHS)]
    with tempfile.TemporaryDirectory() as kept, tempfile.TemporaryDirectory() as office:
        files = Path(folder[0] if folder else kept)
        if not any(files.glob("*/*.csv")):
            write_street_files(files, int(forces), int(months))
        return measure(files, Path(office))


if __name__ == "__main__":
    sys.exit(main())
