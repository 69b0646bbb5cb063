"""Run the evaluation of several areas, two at once, and keep what is whole."""

import json
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from dataclasses import field
from pathlib import Path
from typing import Any

from fundtrack.assets import asset
from fundtrack.charts.tables import show_day
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import moment_text
from fundtrack.errors import UserError
from fundtrack.runs.provenance import provenance_of
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.registry import code_version
from fundtrack.runs.registry import find_run
from fundtrack.runs.registry import keep_run
from fundtrack.runs.registry import run_id
from fundtrack.runs.run_files import RunFiles

NOTEBOOK = "evaluate-area.ipynb"
DONE = "done"
CACHED = "cached"
FAILED = "failed"


@dataclass(frozen=True, slots=True)
class AreaRun:
    """How the run of one area ended: `done`, `cached` or `failed`.

    `kept` is the run where there is one, `message` why there is none.
    """

    run_id: str
    fund: str
    area: str
    measure: str
    status: str
    kept: KeptRun | None
    message: str


@dataclass(frozen=True, slots=True)
class Ended:
    """How one notebook ended, as an area's run says it, whatever it was about."""

    run_id: str
    status: str
    kept: KeptRun | None
    message: str


@dataclass(frozen=True, slots=True)
class Batch:
    """What a batch runs on and how: its workspace, snapshot and clock.

    `jobs` notebooks run at once; `force_rerun` runs again what is kept already; `more`
    are further parameters, the same for every area.
    """

    workspace: Workspace
    snapshot: str
    panel: str
    clock: Clock
    jobs: int
    force_rerun: bool
    notebook: Path
    more: Mapping[str, str] = field(default_factory=dict)


def evaluation_notebook() -> Path:
    """The notebook that evaluates one area."""
    return asset("notebooks", NOTEBOOK)


def run_areas(
    batch: Batch,
    asked: Sequence[tuple[str, str, str]],
    report: Callable[[AreaRun], None] = lambda _: None,
) -> tuple[AreaRun, ...]:
    """Run the notebook for each fund, area and measure.

    Args:
        batch: what they all run on.
        asked: fund, area and measure of each.
        report: is told of each run as it ends.

    Returns:
        One run per area asked for, in order.
    """

    def run(one: tuple[str, str, str]) -> AreaRun:
        ended = _run_area(batch, one)
        report(ended)
        return ended

    with ThreadPoolExecutor(max_workers=max(1, batch.jobs)) as pool:
        return tuple(pool.map(run, asked))


def run_once(batch: Batch, parameters: Mapping[str, object]) -> Ended:
    """Run a batch's notebook once, unless the very run is kept already.

    Args:
        batch: the notebook, and what it runs on.
        parameters: by name, as the notebook declares them; the workspace, the
            snapshot and its panel are added.
    """
    asked: dict[str, object] = {
        "workspace": str(batch.workspace.folder),
        "snapshot": batch.snapshot,
        "panel": batch.panel,
        **parameters,
    }
    name = run_id(batch.notebook, asked)
    kept = None if batch.force_rerun else find_run(batch.workspace, name)
    if kept:
        return Ended(name, CACHED, kept, "")
    try:
        done = _execute(batch, name, {**asked, "run": name})
        return Ended(name, DONE, done, "")
    except UserError as error:
        return Ended(name, FAILED, None, str(error))


def _run_area(batch: Batch, asked: tuple[str, str, str]) -> AreaRun:
    fund, area, measure = asked
    parameters = {"fund": fund, "area": area, "measure": measure, **batch.more}
    ended = run_once(batch, parameters)
    return AreaRun(
        ended.run_id, fund, area, measure, ended.status, ended.kept, ended.message
    )


def _execute(batch: Batch, name: str, parameters: Mapping[str, object]) -> KeptRun:
    # papermill costs a second, which a batch that is all kept need not pay.
    from fundtrack.runs.execution import execute  # noqa: PLC0415
    from fundtrack.runs.handing import handed_over  # noqa: PLC0415
    from fundtrack.runs.reports import report_html  # noqa: PLC0415

    registered_at = moment_text(batch.clock())
    executed = execute(batch.notebook, parameters)
    result = handed_over(batch.notebook.name, executed["cells"])
    files = RunFiles(
        result=result,
        executed=json.dumps(executed, indent=1, ensure_ascii=False),
        report=report_html(executed, _title(result), _footer(batch, name, result)),
        registered_at=registered_at,
        provenance=provenance_of(batch.notebook, name, parameters, result),
    )
    return keep_run(batch.workspace, name, files)


def _title(result: Mapping[str, Any]) -> str:
    """Name a report: its fund, its area where it has one, and what it found."""
    place = result.get("area_name", "its areas")
    found = str(result.get("verdict", "compared")).replace("_", " ")
    return f"{result['fund']} in {place}: {found}"


def _footer(batch: Batch, name: str, result: Mapping[str, Any]) -> str:
    plan = f", plan {result['plan_hash'][:16]}" if "plan_hash" in result else ""
    return (
        f"Run {name} of {show_day(batch.clock().date())}, snapshot {batch.snapshot}"
        f"{plan}, code {code_version()}."
    )
