"""Open the case a run asks for, and say where it comes from."""

from collections.abc import Sequence
from pathlib import Path

from fundtrack import __version__
from fundtrack.config import Workspace
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import Caveat
from fundtrack.evaluation.readings import CaseQuestion
from fundtrack.evaluation.readings import read_case
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.runs.provenance import reproduce_command
from fundtrack.runs.registry import code_version
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books


def open_case(
    workspace: str, snapshot: str, panel: str, asked: Sequence[str], plan: str = ""
) -> Case:
    """Open the case that a run asks for.

    Args:
        workspace: the office's folder.
        snapshot: the id of the snapshot to read; the current one where it is empty.
        panel: the name of that snapshot's crime panel file.
        asked: fund, area and measure.
        plan: the id of a registered plan; the one that stands where it is empty.
    """
    office = Workspace(Path(workspace))
    fund, area, measure = asked
    question = CaseQuestion(fund, area, measure, office.settings().force, plan)
    with open_books(office, published_as(snapshot, panel)) as books:
        return read_case(books, question)


def published_as(snapshot: str, panel: str) -> SnapshotInfo | None:
    """Name a snapshot for opening it; nothing where it is the current one.

    It counts as knowing every entry it holds, which are those up to its head.
    """
    if not snapshot:
        return None
    return SnapshotInfo(snapshot, LAST_ENTRY, "", panel, "", LAST_ENTRY)


def banner(workspace: str, case: Case) -> str:
    """Say that an office is an example, or its counts made up; else nothing."""
    is_example = Workspace(Path(workspace)).settings().example
    said = ["EXAMPLE, not a return."] if is_example else []
    if case.is_synthetic:
        said.append("Every crime count here is synthetic.")
    return " ".join(said)


def header(case: Case, run: str, evaluator: str) -> tuple[tuple[str, str], ...]:
    """List what a reader looks up of a run: whose, from what, by which plan.

    Args:
        case: what is compared.
        run: the id the runner gave; empty where the notebook was opened by hand.
        evaluator: who answers for the evaluation; empty where nobody is named.
    """
    plan, held = case.plan, case.registration
    return (
        ("Fund", f"{case.site.fund_name} ({plan.fund})"),
        ("Area", case.site.area_name),
        ("Measure", f"{case.measure.name}, version {plan.measure_version}"),
        ("Months compared", _months(case)),
        ("Plan", held.plan or "none registered; made by the run"),
        ("Plan hash", (held.hash or plan.hash)[:16]),
        ("Run", run or "opened by hand"),
        ("Snapshot", case.snapshot),
        ("Program", f"{__version__}, code {code_version()}"),
        ("Counts", _counts(case)),
        ("Evaluator", evaluator),
    )


def heading(case: Case) -> str:
    """Say what is evaluated, from which books and counts."""
    return (
        f"**{case.site.fund_name}** in **{case.site.area_name}**: "
        f"{case.measure.name.lower()} from {case.plan.start} on. "
        f"Fund `{case.plan.fund}`, snapshot `{case.snapshot}`, plan "
        f"`{case.plan.hash[:16]}`. Counts: {_counts(case)}. Contains public sector "
        "information licensed under the Open Government Licence v3.0."
    )


def caveat_lines(found: Sequence[Caveat]) -> str:
    """Write caveats as a list, each with the id of its rule."""
    return "\n".join(f"- **{caveat.rule}**: {caveat.text}" for caveat in found)


def reproduce_lines(case: Case, run: str = "") -> str:
    """Say by which command the run is made again, and from what.

    Args:
        case: what was compared.
        run: the id the runner gave; empty where the notebook was opened by hand.
    """
    plan = case.plan
    again = f"`{reproduce_command(run)}` makes this very run again. " if run else ""
    return (
        f"{again}`fundtrack evaluate --fund {plan.fund} --area {plan.area} "
        f"--measure {plan.measure} --force-rerun` evaluates the current snapshot; this "
        f"is of snapshot `{case.snapshot}`. Plan `{plan.hash[:16]}`: {plan.estimator}; "
        f"{plan.comparator_rule}; p from {plan.sets} placebo sets, seed {plan.seed}. "
        "The panel, series, estimates, placebos, plan and provenance lie beside this "
        "report as CSV and JSON for R or Stata."
    )


def _counts(case: Case) -> str:
    return {
        "": "none held",
        "synthetic": "synthetic, in the form of police.uk street-level crime",
    }.get(case.windows.provenance, "police.uk street-level crime as published")


def _months(case: Case) -> str:
    if not case.windows.months:
        return "none"
    return f"{case.pre[0]} to {case.pre[-1]}, then {case.post[0]} to {case.post[-1]}"
