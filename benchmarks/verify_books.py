"""How many entries a second `verify` recomputes.

Run: PYTHONPATH=. python benchmarks/verify_books.py [ENTRIES]
Whole verification: chain, balances, references, the snapshot's copy of the head. Prints
the rate of the chain alone and of it all, by the clock and by seconds of CPU, which
a busy machine changes less. Exits 1 when the chain is slower than
100,000 entries a second; 200,000 is what two idle cores should reach.
"""

import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.store.verification import open_audit
from tests import builders

ENTRIES = 50_000
SLOWEST = 100_000
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC


def main() -> None:
    """Record lines, verify them, print the rates."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        lines = [builders.actual(100 + row, row=row) for row in range(entries)]
        builders.record(workspace, lambda: NOON, lines)
        begun, cpu = time.perf_counter(), time.process_time()
        with open_audit(workspace) as audit:
            faults = audit.chain_faults()
        chain, chain_cpu = time.perf_counter() - begun, time.process_time() - cpu
        begun, cpu = time.perf_counter(), time.process_time()
        found = verify(Session(workspace, "auditor", lambda: NOON))
        whole, whole_cpu = time.perf_counter() - begun, time.process_time() - cpu
    for name, clock, work in (
        ("chain", chain, chain_cpu),
        ("all of verify", whole, whole_cpu),
    ):
        print(f"{entries:,} entries: {name} {entries / clock:,.0f} a second,", end=" ")
        print(f"{entries / work:,.0f} a second of CPU")
    is_right = found.is_ok and not faults
    sys.exit(0 if is_right and entries / chain >= SLOWEST else 1)


if __name__ == "__main__":
    main()
