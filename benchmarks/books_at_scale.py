"""How fast the position is worked out of a large ledger, beside pandas.

Run: PYTHONPATH=. python benchmarks/books_at_scale.py [ENTRIES]
Two postings an entry. Asks for a year, and for everything as at a day and as known at
an entry, warm; pandas answers the first question from the same rows in memory. Prints
medians and their ratio. Exits 1 when a question takes longer than the books promise:
300 ms for a year, 500 ms for any as at and as known.
"""

import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from datetime import date
from datetime import datetime
from datetime import timedelta
from pathlib import Path

import pandas as pd

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.spending import spend_event
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.store.snapshot import open_books
from tests import builders

ENTRIES = 500_000
AT_ONCE = 50_000
REPEATS = 7
YEAR_MS = 300
ANY_MS = 500
NOON = datetime(2024, 4, 5, 12)  # noqa: DTZ001 - books keep naive UTC
YEAR_END = date(2024, 3, 31)
CELLS = [
    Cell(f"F{fund}", f"a{area}", f"p{project}", "cctv", kind, f"20{year}-{year + 1}")
    for fund in range(20)
    for area in range(6)
    for project in range(3)
    for kind in ("capital", "revenue")
    for year in range(18, 26)
]


def main() -> None:
    """Record lines, ask, print the figures."""
    entries = int(sys.argv[1]) if len(sys.argv) > 1 else ENTRIES
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        postings = []
        for batch in _batches(entries):
            builders.record(workspace, lambda: NOON, batch)
            postings += [
                (
                    side.cell.fund,
                    side.cell.area,
                    side.cell.year,
                    side.account,
                    side.pence,
                )
                for event in batch
                for side in event.postings
            ]
        with open_books(workspace) as books:
            year = _ms(
                lambda: position(
                    books, Selection(YEAR_END, entries, financial_year="2023-24")
                )
            )
            earlier = _ms(lambda: position(books, Selection(YEAR_END, entries // 2)))
    frame = pd.DataFrame(postings, columns=["fund", "area", "year", "account", "pence"])
    beside = _ms(lambda: _by_pandas(frame))
    print(f"{2 * entries:,} postings: a year {year:.0f} ms, pandas {beside:.0f} ms")
    print(f"as at and as known {earlier:.0f} ms; pandas over ours {beside / year:.1f}")
    sys.exit(year > YEAR_MS or earlier > ANY_MS)


def _batches(entries: int) -> Iterator[list[NewEvent]]:
    chance = random.Random(1)  # noqa: S311 - places for made-up lines
    for start in range(0, entries, AT_ONCE):
        yield [
            _line(chance, row) for row in range(start, min(start + AT_ONCE, entries))
        ]


def _line(chance: random.Random, row: int) -> NewEvent:
    cell = chance.choice(CELLS)
    dated = date(int(cell.year[:4]), 4, 1) + timedelta(days=chance.randrange(365))
    return spend_event(builders.spend_line(row + 1, dated, cell, row=row), 1)


def _by_pandas(frame: pd.DataFrame) -> pd.DataFrame:
    year = frame[frame["year"] == "2023-24"]
    return year.pivot_table(
        index=["fund", "area"], columns="account", values="pence", aggfunc="sum"
    )


def _ms(ask: Callable[[], object]) -> float:
    taken = []
    for _ in range(REPEATS):
        begun = time.perf_counter()
        ask()
        taken.append((time.perf_counter() - begun) * 1_000)
    return statistics.median(taken)


if __name__ == "__main__":
    main()
