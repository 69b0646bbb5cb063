"""Plan and run evaluations for somebody in front of a page: one order at a time.

Run as `python -m fundtrack.acts.asked_runs`: an order as one line on its input, each
step as a line on its output. It ends when its input is closed, so that a page that is
gone leaves no run behind; each area's run is kept whole or not at all.
"""

import json
import os
import sys
import threading
import time
from collections.abc import Callable
from collections.abc import Iterator
from contextlib import ExitStack
from contextlib import contextmanager
from datetime import datetime
from datetime import timedelta
from pathlib import Path
from typing import TextIO

from fundtrack.acts.evaluation_plans import PlanQuestion
from fundtrack.acts.evaluation_plans import register_plan
from fundtrack.acts.evaluations import EvaluationQuestion
from fundtrack.acts.evaluations import evaluate
from fundtrack.acts.session import Session
from fundtrack.config import Workspace
from fundtrack.errors import Busy
from fundtrack.errors import Refused
from fundtrack.errors import UserError
from fundtrack.kernels.parents import end_parents
from fundtrack.runs.batches import CACHED
from fundtrack.runs.batches import DONE
from fundtrack.runs.batches import FAILED
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.runs.orders import Wanted
from fundtrack.runs.orders import read_order
from fundtrack.runs.orders import step_line
from fundtrack.store.connection import storage_errors
from fundtrack.store.turnstile import turnstile

Say = Callable[[Step], None]
BESIDE = ".asked"
GONE = 1


class RunUnderWay(Refused):
    """Somebody's runs are under way already; a second order of them is not taken."""

    def __init__(self, person: str, at: str, what: str) -> None:
        super().__init__(
            f"{person or 'somebody'} asked for {what or 'a run'} at "
            f"{at or 'this moment'} and it is still under way; wait for its end, "
            "then run again"
        )


def carry_out(order: Order, say: Say) -> None:
    """Do what an order asks for, step by step; a refusal is a step as well."""
    session = Session(
        Workspace(Path(order.workspace)),
        order.person,
        _clock(order.at),
        is_example=order.is_example,
    )
    try:
        with alone(session.workspace, order):
            said = (
                _run(session, order, say) if _is_run(order) else _plan(session, order)
            )
    except UserError as error:
        say(Step(Told.REFUSED, words=str(error)))
        return
    say(said)


@contextmanager
def alone(workspace: Workspace, order: Order) -> Iterator[None]:
    """Hold the right to run for as long as the block runs.

    Raises:
        RunUnderWay: when somebody else's order is being carried out.
        NoRoom: when the folder of the runs cannot be written.
    """
    beside = workspace.runs / BESIDE
    note = beside.with_suffix(".json")
    with ExitStack() as held:
        with storage_errors(workspace.runs):
            workspace.runs.mkdir(parents=True, exist_ok=True)
        try:
            held.enter_context(turnstile(beside, 0.0))
        except Busy as error:
            raise RunUnderWay(*_who(note)) from error
        what = f"{order.fund}: {', '.join(order.areas) or 'all areas'}"
        facts = [order.person, f"{order.at:%H:%M}", what]
        with storage_errors(workspace.runs):
            note.write_text(json.dumps(facts), encoding="utf-8")
        yield


def main() -> None:
    """Carry out the order on the input and end; end at once when the page has gone."""
    order = read_order(sys.stdin.readline())
    threading.Thread(target=_end_with, args=(sys.stdin,), daemon=True).start()
    carry_out(order, _say)


def _say(step: Step) -> None:
    sys.stdout.write(step_line(step))
    sys.stdout.flush()


def _end_with(asking: TextIO) -> None:
    """End this process when the page that asked has: nobody waits any more."""
    asking.read()
    end_parents()
    os._exit(GONE)


def _clock(at: datetime) -> Callable[[], datetime]:
    """Give a clock that goes on from the moment that the page counts as now."""
    begun = time.monotonic()
    return lambda: at + timedelta(seconds=time.monotonic() - begun)


def _is_run(order: Order) -> bool:
    return order.wanted is Wanted.RUN


def _run(session: Session, order: Order, say: Say) -> Step:
    question = EvaluationQuestion(
        fund=order.fund, areas=order.areas, measure=order.measure
    )

    def report(run: AreaRun) -> None:
        result = run.kept.result if run.kept else {}
        words = result.get("sentence", run.message)
        say(Step(Told.AREA, run.area, run.status, run.run_id, str(words)))

    found = evaluate(session, question, report)
    ended = [run.status for run in found.runs]
    tables = [table.message for table in found.tables if table.status == FAILED]
    status = FAILED if FAILED in ended or tables else DONE if DONE in ended else CACHED
    return Step(Told.ENDED, status=status, words="; ".join(tables))


def _plan(session: Session, order: Order) -> Step:
    question = PlanQuestion(
        fund=order.fund, measure=order.measure, areas=order.areas, **order.more
    )
    made = register_plan(session, question)
    kind = "retrospective" if made.retrospective else "prospective"
    seen = [
        f"{it.area} {'nothing' if it.mde_pct is None else f'{it.mde_pct:.0f}%'}"
        for it in made.areas
    ]
    return Step(Told.PLANNED, "", kind, made.plan, ", ".join(seen))


def _who(note: Path) -> tuple[str, str, str]:
    """Say who asked for what is under way, as far as it was noted."""
    try:
        person, at, what = json.loads(note.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return "", "", ""
    return person, at, what


if __name__ == "__main__":
    main()
