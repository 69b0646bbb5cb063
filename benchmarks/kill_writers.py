"""Kill a writer with signal 9 at random moments and look at what it leaves.

Run: PYTHONPATH=. python benchmarks/kill_writers.py [KILLS]
Each writer records acts of one entry and of 2,000 in turn, and says when an act begins,
when it is about to commit and when it is done. Every second one is killed a random
moment after it was about to commit, the others at any moment. Then the books must open,
the chain verify and every entry balance; acts said to be done must be there, none in
part; the current snapshot must be readable; and the next reader's look must mend it.
Prints how often which moment was hit. Exits 1 when anything did not hold.
"""

import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from multiprocessing.connection import Connection
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.errors import UserError
from fundtrack.store.publishing import is_behind
from fundtrack.store.publishing import mend_snapshot
from fundtrack.store.publishing import published_ledger
from fundtrack.store.snapshot import current_snapshot
from fundtrack.store.snapshot import open_books
from fundtrack.store.verification import Audit
from fundtrack.store.verification import open_audit
from tests import builders

KILLS = 200
SIZES = (1, 2_000)
LONGEST_ACT = 0.3
LONGEST_COMMIT = 0.12
PATIENCE = 120.0


@dataclass(slots=True)
class Found:
    """What was seen over all kills: moments hit, faults, acts known to be done."""

    moments: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    logs: int = 0
    opened_ms: list[float] = field(default_factory=list)


def main() -> None:
    """Kill so many writers, look after each, print what was found."""
    kills = int(sys.argv[1]) if len(sys.argv) > 1 else KILLS
    chance = random.Random(9)  # noqa: S311 - moments of killing
    found = Found()
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(Path(folder))
        builders.record(workspace, system_clock, [builders.award(900_000_000)])
        for kill in range(kills):
            said = list(_killed(workspace, kill, chance))
            _look(workspace, said, found)
    opened = sorted(found.opened_ms)
    print(f"{kills} kills, {len(found.done)} acts said to be done")
    for moment, many in sorted(found.moments.items()):
        print(f"  {many} {moment}")
    print(f"  {found.logs} left a log that the next opening took in")
    print(
        f"  opened and verified: p50 {opened[len(opened) // 2]:.0f} ms, "
        f"longest {opened[-1]:.0f} ms"
    )
    print(f"  {len(found.faults)} faults", *found.faults[:5], sep="\n  ")
    sys.exit(bool(found.faults))


def _killed(
    workspace: Workspace, kill: int, chance: random.Random
) -> Iterator[tuple[str, str, int]]:
    """Start a writer, kill it, and give what it had said until then."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    writer = fork.Process(target=_write, args=(workspace, kill, theirs))
    writer.start()
    theirs.close()
    if kill % 2:
        acts = chance.randrange(1, 3)
        while acts and ours.poll(PATIENCE):
            said = ours.recv()
            yield said
            acts -= said[0] == "committing"
        time.sleep(chance.uniform(0, LONGEST_COMMIT))
    else:
        time.sleep(chance.uniform(0, LONGEST_ACT))
    os.kill(int(writer.pid or 0), signal.SIGKILL)
    writer.join()
    while ours.poll():
        try:
            yield ours.recv()
        except EOFError:
            return


def _write(workspace: Workspace, kill: int, told: Connection) -> None:
    """Record acts until killed, telling each step."""
    at = 0
    while True:
        word, size = f"writer {kill}, act {at}", SIZES[(kill + at) % 2]
        one = replace(builders.award(1), reason=word)
        told.send(("begun", word, size))
        with published_ledger(workspace, system_clock) as ledger:
            ledger.append([one] * size, "finance.officer")
            told.send(("committing", word, size))
        told.send(("done", word, size))
        at += 1


def _look(workspace: Workspace, said: list[tuple[str, str, int]], found: Found) -> None:
    found.logs += workspace.ledger.with_name("ledger.duckdb.wal").exists()
    found.done |= {word: size for step, word, size in said if step == "done"}
    last = said[-1] if said else ("", "", 0)
    try:
        begun = time.perf_counter()
        with open_audit(workspace) as audit:
            found.faults += _faults(audit, found.done)
            stands = _entries_by_act(audit)[last[1]]
            head = audit.head
        found.opened_ms.append((time.perf_counter() - begun) * 1_000)
        with open_books(workspace) as books:
            books.rows("position", **_ANY)
        behind = is_behind(workspace)
        mend_snapshot(workspace, system_clock)
        if current_snapshot(workspace).head_hash != head.hash:
            found.faults.append(f"the snapshot was not mended after {last}")
    except UserError as error:
        found.faults.append(str(error))
        return
    if stands not in {0, last[2]}:
        found.faults.append(f"{last[1]} is there in part: {stands} of {last[2]}")
    found.moments[_moment(last[0], is_there=bool(stands), is_behind=behind)] += 1


_ANY = {
    "fund": "*",
    "area": "*",
    "financial_year": "*",
    "as_at": builders.START,
    "known": sys.maxsize,
}


def _moment(step: str, *, is_there: bool, is_behind: bool) -> str:
    if step != "committing":
        return "before an act was ready to commit"
    if not is_there:
        return "in the commit, and the act is not there"
    return (
        "after the commit and before the publishing: the act is there, and was "
        "published by the next look"
        if is_behind
        else "after the publishing and before it was said"
    )


def _faults(audit: Audit, done: dict[str, int]) -> list[str]:
    faults = [*audit.chain_faults(), *audit.balance_faults()]
    held = _entries_by_act(audit)
    return [
        *(f"entry {fault.entry} {fault.message}" for fault in faults),
        *(f"{word} is lost" for word, size in done.items() if held[word] != size),
    ]


def _entries_by_act(audit: Audit) -> Counter[str]:
    answer = audit._con.execute(  # noqa: SLF001
        "SELECT reason, count(*) FROM event GROUP BY reason"
    )
    return Counter(dict(answer.fetchall()))


if __name__ == "__main__":
    main()
