"""Go back to runs that are kept: compare two of them, or make one again."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace
from typing import Any

from fundtrack.acts.session import Session
from fundtrack.assets import asset
from fundtrack.domain.people import Permission
from fundtrack.errors import Refused
from fundtrack.errors import WrongArgument
from fundtrack.runs.batches import FAILED
from fundtrack.runs.batches import Batch
from fundtrack.runs.batches import Ended
from fundtrack.runs.batches import run_once
from fundtrack.runs.comparing import ComparatorsMoved
from fundtrack.runs.comparing import DataMoved
from fundtrack.runs.comparing import Moved
from fundtrack.runs.comparing import compare_results
from fundtrack.runs.comparing import compare_runs
from fundtrack.runs.comparison_words import comparison_lines
from fundtrack.runs.comparison_words import moved_words
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.registry import run_named


class NotRepeatable(Refused):
    """A run does not say what it was made from."""

    def __init__(self, run: str) -> None:
        super().__init__(
            f"run {run} was kept by an older program and does not say what it was "
            "made from; evaluate its fund and area anew"
        )


@dataclass(frozen=True, slots=True)
class RunsCompared:
    """What moved between two runs, with the contract's keys.

    `moved` names the parts: data, comparators, plan, code, parameters, result.
    """

    first: str
    second: str
    moved: Sequence[str]
    data: DataMoved
    comparators: ComparatorsMoved
    plan: Sequence[Moved]
    code: Sequence[Moved]
    parameters: Sequence[Moved]
    result: Sequence[Moved]
    words: Sequence[str]

    def in_words(self) -> Iterable[str]:
        """Say what moved, part by part."""
        return self.words


@dataclass(frozen=True, slots=True)
class Repeated:
    """A run made again: `is_same` where the new result says what the kept one said."""

    run_id: str
    repeats: str
    status: str
    html: str | None
    is_same: bool
    differs: Sequence[Moved]
    message: str

    def in_words(self) -> Iterable[str]:
        """Say whether it came out the same, and where the report lies."""
        if self.status == FAILED:
            yield f"{self.repeats} could not be made again: {self.message}"
            return
        if self.is_same:
            yield f"{self.repeats} made again: the same result to the last digit."
        else:
            said = "; ".join(map(moved_words, self.differs)) or "figures in its detail"
            yield f"{self.repeats} made again gives another result: {said}."
        yield f"  {self.html}"


def compare(session: Session, first: str, second: str) -> RunsCompared:
    """Name what moved between two runs of areas.

    Args:
        session: whose work it is.
        first: the id of the earlier run, or a beginning of it.
        second: that of the later one.

    Raises:
        UnknownName: when no run, or more than one, has such an id.
        WrongArgument: when one is a table of several areas.
    """
    runs = [_of_area(session, written) for written in (first, second)]
    found = compare_runs(*runs)
    return RunsCompared(
        first=runs[0].run_id,
        second=runs[1].run_id,
        moved=found.moved,
        data=found.data,
        comparators=found.comparators,
        plan=found.plan,
        code=found.code,
        parameters=found.parameters,
        result=found.result,
        words=[*map(_named, runs), *comparison_lines(found)],
    )


def repeat(session: Session, written: str) -> Repeated:
    """Run a kept run's notebook again, on its own snapshot, and hold both together.

    Args:
        session: whose work it is.
        written: the run's id, or a beginning of it.

    Raises:
        UnknownName: when no run, or more than one, has such an id.
        NotAllowed: when the person may not run evaluations.
        NotRepeatable: when the run does not say what it was made from.
    """
    with session.reading() as books:
        session.require(books, Permission.EVALUATE)
    kept = run_named(session.workspace, written)
    asked: dict[str, Any] = dict(kept.provenance.get("parameters", {}))
    if not asked:
        raise NotRepeatable(kept.run_id)
    batch = Batch(
        workspace=session.workspace,
        snapshot=asked.pop("snapshot"),
        panel=asked.pop("panel"),
        clock=session.clock,
        jobs=1,
        force_rerun=True,
        notebook=asset("notebooks", kept.provenance["notebook"]),
    )
    if kept.is_of_area:
        asked["evaluator"] = session.person
    return _repeated(kept, run_once(batch, asked))


def _repeated(kept: KeptRun, ended: Ended) -> Repeated:
    done = Repeated(
        run_id=ended.run_id,
        repeats=kept.run_id,
        status=ended.status,
        html=None,
        is_same=False,
        differs=(),
        message=ended.message,
    )
    if ended.kept is None:
        return done
    before, after = _lasting(kept), _lasting(ended.kept)
    return replace(
        done,
        html=str(ended.kept.html),
        is_same=before == after,
        differs=compare_results(before, after),
    )


def _lasting(run: KeptRun) -> dict[str, Any]:
    """Give what a result must say each time: all but its name and its moment."""
    passing = {"run_id", "registered_at"}
    return {key: held for key, held in run.result.items() if key not in passing}


def _of_area(session: Session, written: str) -> KeptRun:
    run = run_named(session.workspace, written)
    if not run.is_of_area:
        raise WrongArgument(
            f"run {run.run_id} is a table of several areas; compare the areas' runs, "
            "whose ids it lists"
        )
    return run


def _named(run: KeptRun) -> str:
    result = run.result
    day = str(result["registered_at"])[:10]
    return (
        f"{run.run_id}: {result['fund']} {result['area']}, {result['measure']}, "
        f"run on {day} from snapshot {result['snapshot']}"
    )
