"""Play the example office's story: each act on its own day, by its own person.

The story is data (`data/example/story.toml`): an ordered list of acts. `init` plays
the office's own acts; the demo plays the main job's as well, in the same order.
"""

import shutil
import tomllib
from collections.abc import Callable
from collections.abc import Iterator
from collections.abc import Mapping
from contextlib import AbstractContextManager
from contextlib import contextmanager
from dataclasses import dataclass
from dataclasses import replace
from datetime import date
from datetime import datetime
from datetime import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from fundtrack.acts.crime import CrimeImport
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.crime import keep_reference_counts
from fundtrack.acts.evaluations import EvaluationQuestion
from fundtrack.acts.evaluations import RunAnswer
from fundtrack.acts.evaluations import evaluate
from fundtrack.acts.partner_claims import ingest_claims
from fundtrack.acts.recording import ACTS
from fundtrack.acts.recording import MoneyAct
from fundtrack.acts.registers import RegisterImport
from fundtrack.acts.registers import ingest_registers
from fundtrack.acts.return_files import ReturnStep
from fundtrack.acts.returns import Submission
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import check
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import submit
from fundtrack.acts.session import Session
from fundtrack.acts.spending import SpendImport
from fundtrack.acts.spending import SpendOptions
from fundtrack.acts.spending import ingest_spend
from fundtrack.acts.story_quarters import fill_quarter
from fundtrack.acts.synthetic_crime import SyntheticRequest
from fundtrack.acts.synthetic_crime import make_synthetic_street
from fundtrack.acts.virements import request_virement
from fundtrack.acts.workspaces import init_workspace
from fundtrack.assets import asset
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Provenance
from fundtrack.domain.virements import Move
from fundtrack.errors import FiguresRefused
from fundtrack.findings import has_blocking
from fundtrack.money import parse_pounds
from fundtrack.money import show_pence
from fundtrack.periods import Month
from fundtrack.periods import Quarter
from fundtrack.sources.synthetic_street import Effect
from fundtrack.store.snapshot import current_snapshot

Say = Callable[[str], None]
Bar = Callable[[str, int], AbstractContextManager[Callable[[], None]]]
"""Shows how far a long step is: of what, of how many; called once for each done."""

Step = Mapping[str, Any]
MORNING = time(9)
REPLIES = "replies"
"""The folder of the workspace for the replies to partners' claims."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the story has done so far, and how it shows the progress of a long step."""

    bar: Bar
    imports: tuple[RegisterImport | SpendImport | CrimeImport, ...] = ()
    runs: tuple[RunAnswer, ...] = ()
    last_return: ReturnStep | None = None


@dataclass(frozen=True, slots=True)
class Demo:
    """What the main job did on the example office, with the contract's keys."""

    workspace: str
    snapshot: str
    told: Told


@contextmanager
def no_bar(_: str, __: int) -> Iterator[Callable[[], None]]:
    """Show no progress."""
    yield lambda: None


def begin_example(workspace: Workspace, say: Say) -> Told:
    """Make the example's workspace and play the office's own acts."""
    return _play(workspace, say, Told(no_bar), is_whole=False)


def run_demo(workspace: Workspace, say: Say, bar: Bar = no_bar) -> Demo:
    """Make the example's workspace and play the whole story, main job included."""
    _move_previous_aside(workspace, say)
    told = _play(workspace, say, Told(bar), is_whole=True)
    snapshot = current_snapshot(workspace).snapshot
    return Demo(str(workspace.folder), snapshot, told)


def _move_previous_aside(workspace: Workspace, say: Say) -> None:
    folder = workspace.folder
    if not (workspace.settings_file.is_file() and workspace.settings().example):
        return
    previous = folder.with_name(f"{folder.name}.previous")
    if previous.exists():
        shutil.rmtree(previous)
    folder.rename(previous)
    say(f"the example office made before is now {previous}")


def _play(workspace: Workspace, say: Say, told: Told, *, is_whole: bool) -> Told:
    written = tomllib.loads(asset("data", "example", "story.toml").read_text("utf-8"))
    steps = [step for step in written["step"] if is_whole or not step.get("demo")]
    init_workspace(
        workspace,
        _clock(steps[0]),
        account="",
        example_ends_on=date.fromisoformat(written["ends_on"]),
    )
    for number, step in enumerate(steps, start=1):
        session = Session(workspace, step["person"], _clock(step), is_example=True)
        told, figures = ACTED[step["act"]](session, step, told)
        say(f"[{number}/{len(steps)}] {step['day']} {step['says']}{figures}")
    return told


def _clock(step: Step) -> Callable[[], datetime]:
    moment = datetime.combine(date.fromisoformat(step["day"]), MORNING)
    return lambda: moment


def _register(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    taken = ingest_registers(session, [asset("data", "example", step["file"])])
    figures = f": {taken.rows} rows, {taken.accepted} accepted"
    return replace(told, imports=(*told.imports, taken)), figures


def _reference(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    keep_reference_counts(session, asset("data", "reference", step["file"]))
    return told, ""


def _money(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    quarter = step.get("quarter")
    act = MoneyAct(
        cell=Cell.parse(step["cell"]),
        pence=parse_pounds(step["amount"]),
        on=date.fromisoformat(step.get("on", step["day"])),
        reason=step["reason"],
        quarter=Quarter.parse(quarter) if quarter else None,
        provenance=Provenance(step["provenance"]),
    )
    ACTS[step["act"]](session, act)
    return told, f": {show_pence(act.pence)} on {act.cell} ({act.provenance})"


def _virement(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    pence = parse_pounds(step["amount"])
    move = Move(Cell.parse(step["from"]), Cell.parse(step["to"]), pence)
    asked = request_virement(session, move, step["reason"])
    return told, f": {show_pence(pence)}, virement {asked.virement} is {asked.state}"


def _quarter(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    taken = fill_quarter(session, step)
    return told, f": {len(taken.changes)} changes, {taken.entries} entries"


def _spend(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    options = SpendOptions(
        source=step["source"],
        control_total_pence=parse_pounds(step["control_total"]),
        kind="ledger",
        is_confirmed=step.get("confirm", False),
    )
    taken = ingest_spend(session, [asset("data", "example", step["file"])], options)
    file = taken.files[0]
    figures = (
        f": {file.rows} rows, {show_pence(file.total_pence)}, "
        f"{file.accepted} accepted, {file.refused} refused, "
        f"{taken.suspense_lines} in suspense, {file.recoded} recoded, "
        f"{file.vanished} vanished, "
        f"{show_pence(file.difference_pence)} from the control total"
    )
    return replace(told, imports=(*told.imports, taken)), figures


def _claims(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    paths = [asset("data", "example", file) for file in step["files"]]
    taken = ingest_claims(session, paths, session.workspace.folder / REPLIES)
    return told, (
        f": {taken.rows} rows, {taken.accepted} accepted, {taken.queried} queried, "
        f"{taken.refused} refused, {show_pence(taken.unsupported_pence)} of what they "
        "were paid is unsupported"
    )


def _crime(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / step["file"]
        make_synthetic_street(session, path, _synthetic_request(session, step))
        taken = ingest_crime(session, [path])
    rows = sum(file.rows for file in taken.files)
    figures = f": {rows:,} synthetic rows in {len(taken.files)} months"
    return replace(told, imports=(*told.imports, taken)), figures


def _synthetic_request(session: Session, step: Step) -> SyntheticRequest:
    change = Effect(Month.parse(step["starts"]), step["change_pct"] / 100)
    with session.reading() as books:
        changed = {
            lsoa
            for row in books.rows("footprints")
            if (row["fund"], row["area"]) == (step["fund"], step["area"])
            for lsoa in row["lsoas"]
        }
    return SyntheticRequest(
        force=session.workspace.settings().force,
        first=Month.parse(step["first"]),
        last=Month.parse(step["last"]),
        effects=dict.fromkeys(sorted(changed), change),
        seed=step["seed"],
    )


def _evaluate(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    with told.bar("notebooks", len(_areas(session, step["fund"]))) as advance:
        question = EvaluationQuestion(fund=step["fund"])
        done = evaluate(session, question, lambda _: advance())
    verdicts = ", ".join(f"{run.area} {run.verdict or run.status}" for run in done.runs)
    return replace(told, runs=(*told.runs, *done.runs)), f": {verdicts}"


def _areas(session: Session, fund: str) -> list[str]:
    with session.reading() as books:
        return [row["area"] for row in books.rows("footprints") if row["fund"] == fund]


def _return(session: Session, step: Step, told: Told) -> tuple[Told, str]:
    done = _RETURN_VERBS[step["verb"]](session, step, told)
    if has_blocking(done.findings):
        raise FiguresRefused(done.findings)
    figures = (
        f": {done.return_id} is {done.state}, claim {show_pence(done.claim_pence)}, "
        f"difference {show_pence(done.difference_pence)}"
    )
    return replace(told, last_return=done), figures


def _prepare(session: Session, step: Step, _: Told) -> ReturnStep:
    return prepare(session, step["fund"], Quarter.parse(step["quarter"]), None)


def _submit(session: Session, step: Step, told: Told) -> ReturnStep:
    said = Submission(
        session.today, step["route"], step["recipient"], step["reference"]
    )
    return submit(session, _return_in_hand(told), said)


def _return_in_hand(told: Told) -> str:
    if told.last_return is None:
        raise ValueError("the story speaks of a return before one was prepared")
    return told.last_return.return_id


_RETURN_VERBS: Mapping[str, Callable[[Session, Step, Told], ReturnStep]] = {
    "prepare": _prepare,
    "check": lambda session, _, told: check(session, _return_in_hand(told)),
    "review": lambda session, _, told: review(session, _return_in_hand(told)),
    "certify": lambda session, _, told: certify(session, _return_in_hand(told)),
    "submit": _submit,
}

ACTED: Mapping[str, Callable[[Session, Step, Told], tuple[Told, str]]] = {
    "register": _register,
    "reference": _reference,
    "spend": _spend,
    "claims": _claims,
    "crime": _crime,
    "evaluate": _evaluate,
    "return": _return,
    "virement": _virement,
    "quarter": _quarter,
    **dict.fromkeys(ACTS, _money),
}
"""What each act of the story does, by the word it is written with."""
