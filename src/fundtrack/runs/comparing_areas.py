"""Run the notebook that puts all areas of a fund in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.assets import asset
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.batches import Batch
from fundtrack.runs.batches import run_once

NOTEBOOK = "compare-areas.ipynb"
FEWEST = 2


@dataclass(frozen=True, slots=True)
class AreasTable:
    """The table of a fund's areas on one measure, and how its run ended."""

    run_id: str
    fund: str
    measure: str
    status: str
    html: str | None
    message: str


def compare_areas(batch: Batch, runs: Sequence[AreaRun]) -> tuple[AreasTable, ...]:
    """Put the areas' runs of each fund and measure in one table.

    Args:
        batch: what the runs ran on.
        runs: of the areas; those that failed are left out, and a fund with fewer than
            two areas left has no table.
    """
    together: dict[tuple[str, str], list[str]] = {}
    for run in runs:
        if run.kept:
            together.setdefault((run.fund, run.measure), []).append(run.run_id)
    about = replace(batch, notebook=asset("notebooks", NOTEBOOK), more={})
    return tuple(
        _table(about, fund, measure, ids)
        for (fund, measure), ids in together.items()
        if len(ids) >= FEWEST
    )


def _table(batch: Batch, fund: str, measure: str, ids: Sequence[str]) -> AreasTable:
    asked = {"fund": fund, "measure": measure, "runs": ",".join(ids)}
    ended = run_once(batch, asked)
    return AreasTable(
        run_id=ended.run_id,
        fund=fund,
        measure=measure,
        status=ended.status,
        html=str(ended.kept.html) if ended.kept else None,
        message=ended.message,
    )
