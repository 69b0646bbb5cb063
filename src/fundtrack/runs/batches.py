"""Run the evaluation of several areas, two at once, and keep what is whole."""

import json
from collections.abc import Callable
from collections.abc import Mapping
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from fundtrack.assets import asset
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import moment_text
from fundtrack.errors import UserError
from fundtrack.runs.registry import KeptRun
from fundtrack.runs.registry import RunFiles
from fundtrack.runs.registry import find_run
from fundtrack.runs.registry import keep_run
from fundtrack.runs.registry import run_id

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
class Batch:
    """What a batch runs on and how: its workspace, snapshot and clock.

    `jobs` notebooks run at once; `force_rerun` runs again what is kept already.
    """

    workspace: Workspace
    snapshot: str
    panel: str
    clock: Clock
    jobs: int
    force_rerun: bool
    notebook: Path


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


def _run_area(batch: Batch, asked: tuple[str, str, str]) -> AreaRun:
    fund, area, measure = asked
    parameters: dict[str, object] = {
        "workspace": str(batch.workspace.folder),
        "snapshot": batch.snapshot,
        "panel": batch.panel,
        "fund": fund,
        "area": area,
        "measure": measure,
    }
    name = run_id(batch.notebook, parameters)
    kept = None if batch.force_rerun else find_run(batch.workspace, name)
    if kept:
        return AreaRun(name, fund, area, measure, CACHED, kept, "")
    try:
        kept = _execute(batch, name, parameters)
    except UserError as error:
        return AreaRun(name, fund, area, measure, FAILED, None, str(error))
    return AreaRun(name, fund, area, measure, DONE, kept, "")


def _execute(batch: Batch, name: str, parameters: Mapping[str, object]) -> KeptRun:
    # papermill costs a second, which a batch that is all kept need not pay.
    from fundtrack.runs.execution import execute  # noqa: PLC0415
    from fundtrack.runs.handing import handed_over  # noqa: PLC0415
    from fundtrack.runs.reports import report_html  # noqa: PLC0415

    registered_at = moment_text(batch.clock())
    executed = execute(batch.notebook, parameters)
    result = handed_over(batch.notebook.name, executed["cells"])
    title = f"{result['fund']} in {result['area_name']}: {result['verdict']}"
    footer = f"Run {name}, snapshot {batch.snapshot}, plan {result['plan_hash'][:16]}."
    files = RunFiles(
        result=result,
        executed=json.dumps(executed, indent=1, ensure_ascii=False),
        report=report_html(executed, title.replace("_", " "), footer),
        registered_at=registered_at,
    )
    return keep_run(batch.workspace, name, files)
