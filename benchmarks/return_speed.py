"""How long a large return takes: prepared and checked, written, certified.

Run: PYTHONPATH=. python benchmarks/return_speed.py [LINES]
An office with 50,000 ledger lines in one quarter and rules of eligibility. Each figure
is of a process of its own; time is CPU time. Exits 1 when a bound is missed.
1. The return prepared and checked: under 3 s, and under 300 MB more than the program
   held before it.
2. The workbook written: under 5 s; the same cells written by pandas with openpyxl from
   the exported lines, after a group-by of them.
3. Every file of the return made, as certifying does. No bound.
4. The return of a fund that had as many lines in each of the three quarters before,
   prepared and checked. No bound.
"""

import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TypeVar

import pandas as pd

from fundtrack.acts.return_files import order_for
from fundtrack.acts.return_files import read_filed
from fundtrack.acts.returns import prepare
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility_register import ELIGIBILITY_KIND
from fundtrack.domain.events import NewEvent
from fundtrack.domain.spending import spend_event
from fundtrack.periods import Quarter
from fundtrack.returns.layouts import Sheet
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import make_papers
from fundtrack.returns.making import render_sheets
from fundtrack.returns.sections import sheets
from fundtrack.returns.texts import csv_bytes
from fundtrack.returns.workbook import Properties
from fundtrack.returns.workbook import workbook_bytes
from fundtrack.store.ledger import open_ledger
from fundtrack.store.snapshot import publish
from tests import builders
from tests.conftest import SETTINGS
from tests.returns.office import PEOPLE
from tests.returns.office import terms

LINES = 50_000
PREPARE_SECONDS = 3.0
PREPARE_MEGABYTES = 300
WORKBOOK_SECONDS = 5.0
SEED = 20240416
NOW = datetime(2024, 4, 16, 9)  # noqa: DTZ001 - books keep naive UTC
QUARTER = Quarter.parse("2023-24 Q4")
AREAS = [f"area-{number}" for number in range(8)]
CELLS = [
    Cell("SSF5", area, f"{area}-{heading}", heading, kind, "2023-24")
    for area in AREAS
    for heading in ("cctv", "lighting", "patrols", "outreach")
    for kind in ("capital", "revenue")
]
Made = TypeVar("Made")
BEGINS = date(2023, 4, 1)


def now() -> datetime:
    """Give the moment of the benchmark."""
    return NOW


def beginning() -> list[NewEvent]:
    """People, registers, terms, award, budgets and what the agreement does not pay."""
    agreed = terms(funding_starts="2023-04-01", vat_unknown_pence=None)
    return [
        *builders.registers(*AREAS),
        *(it for name, roles in PEOPLE.items() for it in builders.person(name, *roles)),
        replace(agreed, effective_on=BEGINS),
        replace(builders.award(5_000_000_000_00), effective_on=BEGINS),
        *(
            replace(builders.allocation(50_000_000_00, cell), effective_on=BEGINS)
            for cell in CELLS
        ),
        *(_rule(word) for word in ("hospitality", "alcohol", "gift", "lobbying")),
    ]


def _rule(word: str) -> NewEvent:
    facts = {
        "fund": "SSF5",
        "rule": word,
        "because": f"{word} is not paid",
        "source": "clause 8.3",
        "description": [word],
    }
    return NewEvent(ELIGIBILITY_KIND, BEGINS, "the agreement", facts)


def make_office(folder: Path, quarters: int, lines: int) -> Workspace:
    """Make an office with so many lines in each of the last quarters of its year."""
    workspace = Workspace(folder)
    folder.mkdir()
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    with open_ledger(workspace, now) as ledger:
        ledger.append(beginning(), "finance.officer")
        for quarter in QUARTER.year.quarters[-quarters:]:
            ledger.append(list(_lines(quarter, lines)), "finance.officer")
    publish(workspace, now)
    return workspace


def _lines(quarter: Quarter, lines: int) -> Iterator[NewEvent]:
    chance = random.Random(f"{SEED} {quarter}")  # noqa: S311 - made-up lines
    days = (quarter.dates.end - quarter.dates.start).days
    for row in range(lines):
        line = replace(
            builders.spend_line(
                chance.randrange(1_000, 900_000),
                quarter.dates.start + timedelta(days=chance.randrange(days)),
                chance.choice(CELLS),
                row=row + 2,
            ),
            reference=f"INV-{quarter.number}-{row}",
            supplier=f"Supplier {chance.randrange(400)} (synthetic)",
        )
        yield spend_event(line, 1)


def measure(folder: str, *, is_written: bool) -> None:
    """Prepare and write a return of an office, and print what each step took."""
    session = Session(Workspace(Path(folder)), "finance.officer", now)
    with session.reading() as books:
        books.rows("role_holdings", on=NOW.date(), known=1)
    before = _megabytes("VmRSS")
    took, step = _timed(partial(prepare, session, "SSF5", QUARTER))
    print(took, _megabytes("VmHWM") - before)
    if not is_written:
        return
    with session.reading() as books:
        order = order_for(session, read_filed(books, step.return_id))
        papers = make_papers(books, order)
    took, made = _timed(partial(sheets, papers, read_layout()))
    said = Properties("a return", step.return_id, "Testshire")
    print(took + _timed(partial(workbook_bytes, made, said))[0])
    print(_timed(partial(render_sheets, papers, made))[0] + took)
    print(_beside(made, Path(folder)))


def _beside(made: tuple[Sheet, ...], folder: Path) -> float:
    """Do with pandas and openpyxl what a person would with the exported lines."""
    long = [sheet for sheet in made if sheet.name in {"Transaction listing", "Lineage"}]
    for sheet in long:
        (folder / f"{sheet.name}.csv").write_bytes(csv_bytes(sheet))

    def by_hand() -> None:
        frames = {it.name: pd.read_csv(folder / f"{it.name}.csv") for it in long}
        lines = frames["Transaction listing"]
        keys = ["Area", "Heading", "Capital or revenue"]
        frames["Financial table"] = lines.groupby(keys)["Pounds"].sum().reset_index()
        with pd.ExcelWriter(folder / "by-hand.xlsx", engine="openpyxl") as book:
            for name, frame in frames.items():
                frame.to_excel(book, sheet_name=name, index=False)

    return _timed(by_hand)[0]


def _timed(act: Callable[[], Made]) -> tuple[float, Made]:
    started = time.process_time()
    made = act()
    return time.process_time() - started, made


def _megabytes(which: str) -> float:
    told = Path("/proc/self/status").read_text(encoding="ascii")
    (line,) = (line for line in told.splitlines() if line.startswith(which))
    return int(line.split()[1]) / 1024


def measured(folder: Path, *words: str) -> list[float]:
    """Measure an office in a process of its own."""
    asked = [sys.executable, __file__, "measure", str(folder), *words]
    said = subprocess.run(asked, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    return [float(word) for word in said.stdout.split()]


def main(lines: int) -> int:
    """Measure both offices, say what they cost, and whether the first is too much."""
    with tempfile.TemporaryDirectory() as folder:
        workspace = make_office(Path(folder) / "quarter", 1, lines)
        seconds, added, workbook, whole, beside = measured(workspace.folder, "write")
        print(f"{lines:,} lines: prepared and checked in {seconds:.2f} s")
        print(f"  {added:.0f} MB added")
        print(
            f"  sheets and workbook {workbook:.2f} s; pandas and openpyxl "
            f"{beside:.2f} s: {beside / workbook:.1f} times faster"
        )
        print(f"  every file of it {whole:.2f} s")
        workspace = make_office(Path(folder) / "life", 4, lines)
        longer, more = measured(workspace.folder)
        print(f"{4 * lines:,} lines, as many of the quarter: {longer:.2f} s")
        print(f"  {more:.0f} MB added")
    is_quick = seconds < PREPARE_SECONDS and workbook < WORKBOOK_SECONDS
    return int(not (is_quick and added < PREPARE_MEGABYTES))


if __name__ == "__main__":
    if sys.argv[1:2] == ["measure"]:
        measure(sys.argv[2], is_written=len(sys.argv) > 3)  # noqa: PLR2004 - a third word
    else:
        sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else LINES))
