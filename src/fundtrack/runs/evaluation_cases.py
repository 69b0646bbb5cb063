"""Open the case a run asks for, and say where it comes from."""

from collections.abc import Sequence
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.evaluation.cases import Case
from fundtrack.evaluation.caveats import Caveat
from fundtrack.evaluation.readings import CaseQuestion
from fundtrack.evaluation.readings import read_case
from fundtrack.store.snapshot import SnapshotInfo
from fundtrack.store.snapshot import open_books


def open_case(workspace: str, snapshot: str, panel: str, asked: Sequence[str]) -> Case:
    """Open the case that a run asks for.

    Args:
        workspace: the office's folder.
        snapshot: the id of the snapshot to read; the current one where it is empty.
        panel: the name of that snapshot's crime panel file.
        asked: fund, area and measure.
    """
    office = Workspace(Path(workspace))
    named = SnapshotInfo(snapshot, 0, "", panel, "", 0) if snapshot else None
    fund, area, measure = asked
    question = CaseQuestion(fund, area, measure, office.settings().force)
    with open_books(office, named) as books:
        return read_case(books, question)


def banner(workspace: str, case: Case) -> str:
    """Say that an office is an example, or its counts made up; else nothing."""
    is_example = Workspace(Path(workspace)).settings().example
    said = ["EXAMPLE, not a return."] if is_example else []
    if case.is_synthetic:
        said.append("Every crime count here is synthetic.")
    return " ".join(said)


def heading(case: Case) -> str:
    """Say what is evaluated, from which books and counts."""
    counts = {
        "": "none held",
        "synthetic": "synthetic, in the form of police.uk street-level crime",
    }.get(case.windows.provenance, "police.uk street-level crime as published")
    return (
        f"**{case.site.fund_name}** in **{case.site.area_name}**: "
        f"{case.measure.name.lower()} from {case.plan.start} on. "
        f"Fund `{case.plan.fund}`, snapshot `{case.snapshot}`, plan "
        f"`{case.plan.hash[:16]}`. Counts: {counts}. Contains public sector "
        "information licensed under the Open Government Licence v3.0."
    )


def caveat_lines(found: Sequence[Caveat]) -> str:
    """Write caveats as a list, each with the id of its rule."""
    return "\n".join(f"- **{caveat.rule}**: {caveat.text}" for caveat in found)


def reproduce_lines(case: Case) -> str:
    """Say by which command the run is made again, and from what."""
    plan = case.plan
    return (
        f"`fundtrack evaluate --fund {plan.fund} --area {plan.area} "
        f"--measure {plan.measure} --force-rerun` on snapshot `{case.snapshot}`. "
        f"Plan `{plan.hash[:16]}`: {plan.estimator}; {plan.comparator_rule}; p from "
        f"{plan.sets} placebo sets, seed {plan.seed}. The panel, the placebos and the "
        "plan lie beside this report."
    )
