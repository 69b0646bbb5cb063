"""Eight people record and forty read at once; beside it, the plain shared file.

Run: PYTHONPATH=. python benchmarks/writers_and_readers.py [SECONDS | short]
Each process pauses a random while before each act (1 s in the mean) or reading (0.5 s)
for 30 seconds, unless told. Ours: the act `allocate`, and the position read from the
current snapshot. Plain: the same rows put into one DuckDB file that everybody opens,
asking again for up to 10 s while another has it. Prints what was lost, doubled and
failed, the times, and how evenly the writers were served. `short`: 2 record 4 acts
each, 3 read 8 times each, ours alone. Exits 1 when ours lost, doubled or failed
anything, or (not when short) when 95 readings of 100 took longer than 250 ms or a
writer got less than half of the acts that the mean writer got.
"""

import multiprocessing
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from dataclasses import field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.recording import allocate
from fundtrack.acts.session import Session
from fundtrack.acts.verification import verify
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.domain.people import Role
from fundtrack.errors import UserError
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.money import Pence
from fundtrack.store.connection import rows_of
from fundtrack.store.connection import run_script
from fundtrack.store.connection import sql_text
from fundtrack.store.snapshot import open_books
from fundtrack.store.verification import open_audit
from tests import builders

if TYPE_CHECKING:
    from multiprocessing.queues import SimpleQueue

LINES = 2_000
WRITERS, WRITER_PAUSE = 8, 1.0
READERS, READER_PAUSE = 40, 0.5
SECONDS = 30.0
ASKING_SECONDS = 10.0
SLOWEST_MS = 250
FAIR = 0.5
ON = date(2024, 3, 5)
PERSON = "finance.officer"

Work = Callable[[str], None]
"""Does one act or reading; the word tells which."""


@dataclass(slots=True)
class Tally:
    """What one process did: the acts it was told are done, its failures, its times."""

    is_writer: bool
    done: list[str] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)
    taken_ms: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Plan:
    """How many do it, how long, and after how many acts each stops."""

    writers: int = WRITERS
    readers: int = READERS
    seconds: float = SECONDS
    acts: int = sys.maxsize
    readings: int = sys.maxsize


SHORT = Plan(writers=2, readers=3, seconds=600, acts=4, readings=8)


def main() -> None:
    """Run ours and the plain file, print both, judge ours."""
    said = sys.argv[1:]
    is_short = said == ["short"]
    plan = SHORT if is_short else Plan(seconds=float(said[0]) if said else SECONDS)
    with tempfile.TemporaryDirectory() as folder:
        workspace = _office(Path(folder))
        plain = Path(folder) / "plain.duckdb"
        shutil.copyfile(workspace.ledger, plain)
        ours = _run(plan, _our_act(workspace), _our_reading(workspace))
        is_right = _judged(ours, _reasons(workspace), plan, "fundtrack")
        is_right &= verify(Session(workspace, PERSON)).is_ok
        if is_short:
            sys.exit(not is_right)
        beside = _run(plan, _plain_act(plain), _plain_reading(plain))
        _judged(beside, _plain_reasons(plain), plan, "plain shared file")
    slow = _percentile(_times(ours, of_writers=False), 95)
    for of_writers, name in ((False, "reading"), (True, "act")):
        both = [
            _percentile(_times(it, of_writers=of_writers), 95) for it in (beside, ours)
        ]
        print(f"p95 of a {name}: plain over ours {both[0] / both[1]:.1f}")
    sys.exit(not (is_right and slow < SLOWEST_MS and _is_fair(ours)))


def _office(folder: Path) -> Workspace:
    workspace = Workspace(folder / "office")
    workspace.folder.mkdir()
    events = [
        *builders.registers(),
        *builders.person(PERSON, Role.FINANCE),
        builders.award(100_000_000),
        builders.allocation(90_000_000),
        *(builders.actual(100 + row, row=row) for row in range(LINES)),
    ]
    builders.record(workspace, system_clock, events)
    return workspace


def _our_act(workspace: Workspace) -> Work:
    def act(word: str) -> None:
        session = Session(workspace, PERSON)
        allocate(session, MoneyAct(builders.CELL, Pence(1), ON, word))

    return act


def _our_reading(workspace: Workspace) -> Work:
    def read(_: str) -> None:
        with open_books(workspace) as books:
            position(books, Selection(ON, LAST_ENTRY))

    return read


def _plain_act(path: Path) -> Work:
    def act(word: str) -> None:
        con = _opened(path, read_only=False)
        try:
            con.execute("BEGIN")
            con.execute(
                "INSERT INTO event BY NAME SELECT * REPLACE (seq + 1 AS seq, "
                "$word AS reason) FROM event ORDER BY seq DESC LIMIT 1",
                {"word": word},
            )
            con.execute(
                "INSERT INTO posting SELECT * REPLACE ((SELECT max(seq) FROM event) "
                "AS seq) FROM posting WHERE seq = (SELECT max(seq) FROM posting)"
            )
            con.execute("COMMIT")
        finally:
            con.close()

    return act


def _plain_reading(path: Path) -> Work:
    asked = {"fund": "*", "area": "*", "financial_year": "*", "as_at": ON}

    def read(_: str) -> None:
        con = _opened(path, read_only=True)
        try:
            run_script(con, sql_text("views.sql"))
            rows_of(con, "position", {**asked, "known": LAST_ENTRY})
        finally:
            con.close()

    return read


def _opened(path: Path, *, read_only: bool) -> duckdb.DuckDBPyConnection:
    """Open the file, asking again while another process has it."""
    until = time.monotonic() + ASKING_SECONDS
    while True:
        try:
            return duckdb.connect(str(path), read_only=read_only)
        except duckdb.IOException:
            if time.monotonic() > until:
                raise
            time.sleep(0.01)


def _run(plan: Plan, act: Work, reading: Work) -> list[Tally]:
    """Start every process, let all go at once, gather what they did."""
    fork = multiprocessing.get_context("fork")
    start = fork.Barrier(plan.writers + plan.readers)
    told: SimpleQueue[Tally] = fork.SimpleQueue()

    def work(number: int, *, is_writer: bool) -> None:
        pause, most, does = (
            (WRITER_PAUSE, plan.acts, act)
            if is_writer
            else (READER_PAUSE, plan.readings, reading)
        )
        start.wait()
        told.put(_worked(number, Tally(is_writer), does, (plan.seconds, pause, most)))

    everybody = [
        fork.Process(target=work, args=(number,), kwargs={"is_writer": is_writer})
        for is_writer, many in ((True, plan.writers), (False, plan.readers))
        for number in range(many)
    ]
    for one in everybody:
        one.start()
    tallies = [told.get() for _ in everybody]
    for one in everybody:
        one.join()
    return tallies


def _worked(
    number: int, tally: Tally, does: Work, limits: tuple[float, float, int]
) -> Tally:
    """Pause and act in turn, for so many seconds or acts."""
    seconds, pause, most = limits
    chance = random.Random(number)  # noqa: S311 - lengths of pauses
    until = time.monotonic() + seconds
    for at in range(most):
        time.sleep(chance.expovariate(1 / pause) if most == sys.maxsize else 0)
        if time.monotonic() > until:
            break
        word = f"process {number}, {at}"
        begun = time.perf_counter()
        try:
            does(word)
        except (UserError, duckdb.Error) as error:
            tally.failed.append(str(error))
        else:
            tally.done.append(word)
        tally.taken_ms.append((time.perf_counter() - begun) * 1_000)
    return tally


def _reasons(workspace: Workspace) -> Counter[str]:
    with open_audit(workspace) as audit:
        found = audit._con.execute("SELECT reason FROM event")  # noqa: SLF001
        return Counter(reason for (reason,) in found.fetchall())


def _plain_reasons(path: Path) -> Counter[str]:
    con = _opened(path, read_only=True)
    try:
        found = con.execute("SELECT reason FROM event").fetchall()
    finally:
        con.close()
    return Counter(reason for (reason,) in found)


def _judged(tallies: list[Tally], held: Counter[str], plan: Plan, name: str) -> bool:
    """Print what became of the acts, and say whether all is well with them."""
    writers = [tally for tally in tallies if tally.is_writer]
    readers = [tally for tally in tallies if not tally.is_writer]
    done = [word for tally in writers for word in tally.done]
    lost = sum(not held[word] for word in done)
    doubled = sum(many > 1 for word, many in held.items() if word.startswith("process"))
    failed = [error for tally in writers for error in tally.failed]
    errors = [error for tally in readers for error in tally.failed]
    print(f"{name}: {plan.writers} record, {plan.readers} read")
    print(f"  {len(done)} acts, {lost} lost, {doubled} doubled, {len(failed)} failed")
    print(f"  acts per writer {sorted(len(tally.done) for tally in writers)}")
    for of_writers, what in ((True, "act"), (False, "reading")):
        times = _times(tallies, of_writers=of_writers)
        p50, p95, p99 = (_percentile(times, share) for share in (50, 95, 99))
        print(f"  {what}: p50 {p50:.0f} ms, p95 {p95:.0f} ms, p99 {p99:.0f} ms")
    print(f"  {sum(len(it.done) for it in readers)} readings, {len(errors)} errors")
    for error in sorted({*failed, *errors})[:3]:
        print(f"  for instance: {error}")
    return not (lost or doubled or failed or errors)


def _times(tallies: list[Tally], *, of_writers: bool) -> list[float]:
    return sorted(
        taken
        for tally in tallies
        if tally.is_writer is of_writers
        for taken in tally.taken_ms
    )


def _percentile(times: list[float], share: int) -> float:
    return times[min(len(times) - 1, len(times) * share // 100)]


def _is_fair(tallies: list[Tally]) -> bool:
    acts = [len(tally.done) for tally in tallies if tally.is_writer]
    return min(acts) >= FAIR * sum(acts) / len(acts)


if __name__ == "__main__":
    main()
