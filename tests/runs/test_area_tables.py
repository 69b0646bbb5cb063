import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fundtrack.assets import asset
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.runs import execution
from fundtrack.runs.area_tables import area_rows
from fundtrack.runs.area_tables import areas_banner
from fundtrack.runs.area_tables import areas_figure
from fundtrack.runs.area_tables import areas_table
from fundtrack.runs.area_tables import caveat_counts
from fundtrack.runs.area_tables import open_areas
from fundtrack.runs.area_tables import run_lines
from fundtrack.runs.area_tables import together_sentence
from fundtrack.runs.area_tables import value_by_area
from fundtrack.runs.area_tables import value_sentence
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.comparing_areas import NOTEBOOK
from fundtrack.runs.comparing_areas import compare_areas
from fundtrack.runs.execution import RunFailed
from fundtrack.runs.registry import find_run
from fundtrack.runs.registry import kept_runs
from tests.runs.test_batches import batch
from tests.runs.test_pooled import kept

RUN = {
    "snapshot": "s1",
    "verdict": "reduction",
    "sentence": "It fell.",
    "treated_pre": 200,
    "treated_post": 130,
    "ci_low_pct": -45.0,
    "ci_high_pct": -19.0,
    "p": 0.004,
    "p_holm": 0.008,
    "prevented": 70.0,
    "prevented_low": 30.0,
    "prevented_high": 110.0,
    "expected": 200.0,
    "value": {
        "paid_pence": 100_000,
        "cost_pence": 100_000,
        "break_even": 12.4,
        "break_even_recorded_alone": 30.0,
    },
    "caveats": [{"rule": "CAV-SMALL", "text": "few"}],
}


def keep(workspace: Workspace, area: str, **changed: Any) -> AreaRun:  # noqa: ANN401
    """Keep a run of an area as the runner does, without a notebook."""
    workspace.runs.mkdir(exist_ok=True)
    made = kept(workspace.runs, area, changed.pop("effect", -0.4))
    result = {**made.result, **RUN, **changed}
    (made.folder / "result.json").write_text(json.dumps(result), "utf-8")
    run = find_run(workspace, area)
    return AreaRun(area, "SSF1", area, "burglary", "done", run, "")


def test_programme_stands_first_and_every_area_names_its_run(
    workspace: Workspace,
) -> None:
    keep(workspace, "burnley")
    keep(workspace, "skelmersdale", provenance="published")
    areas = open_areas(str(workspace.folder), "burnley,skelmersdale")
    together, burnley, _ = area_rows(areas)
    assert (together["place"], together["run"]) == ("All areas together", "")
    assert (together["treated_pre"], together["treated_post"]) == (400, 260)
    assert burnley["run"] == "burnley"
    shown = areas_table(areas).rows[1].cells
    assert (shown["change"], shown["interval"]) == ("0%", "−45% to −19%")
    assert (shown["p_holm"], shown["verdict"]) == ("0.008", "Reduction")
    assert "together fell" in together_sentence(areas)
    assert areas_banner(areas) == ""
    assert "(../burnley/report.html): It fell." in run_lines(areas)
    assert caveat_counts(areas) == "- **CAV-SMALL** in 2 areas; Burnley: few"
    whole, first, _ = (row.cells for row in value_by_area(areas).rows)
    assert (first["paid"], first["even"]) == (100_000, "12")
    assert first["prevented"] == "70 (30 to 110)"
    assert (whole["place"], whole["paid"]) == ("All areas together", 200_000)
    assert areas.pooled is not None
    assert whole["even"] == f"{round(areas.pooled.value['break_even'])}"
    assert value_sentence(areas).startswith("Together the areas cost £")
    assert areas_figure(areas).count("<svg") == 2


def test_areas_that_cannot_be_put_together_still_stand_in_the_table(
    workspace: Workspace,
) -> None:
    nothing = dict.fromkeys(
        ("p", "p_holm", "prevented", "treated_pre", "treated_post", "mde_pct")
    )
    more = {"verdict": "not_evaluable", "provenance": "synthetic", "caveats": []}
    keep(workspace, "burnley", effect=None, effect_pct=None, **nothing, **more)
    areas = open_areas(str(workspace.folder), "burnley")
    assert areas.pooled is None
    (row,) = areas_table(areas).rows
    assert (row.cells["change"], row.cells["seen"]) == (None, None)
    assert "are not put together" in together_sentence(areas)
    assert areas_banner(areas) == "Every crime count here is synthetic."
    assert caveat_counts(areas) == "No caveat was raised."
    assert "not evaluable" in areas_figure(areas)
    assert value_sentence(areas) == ""
    worth = value_by_area(areas).rows[0].cells
    assert worth["prevented"] is None


def test_notebook_puts_all_areas_in_one_table_that_is_kept_and_found_again(
    workspace: Workspace, clock: Clock
) -> None:
    runs = [keep(workspace, name) for name in ("burnley", "skelmersdale")]
    asked = batch(workspace, clock, asset("notebooks", NOTEBOOK))
    (made,) = compare_areas(asked, runs)
    assert (made.status, made.message) == ("done", "")
    found = find_run(workspace, made.run_id)
    assert found is not None
    assert not found.is_of_area
    assert [row["place"] for row in found.rows("areas.csv")] == [
        "All areas together",
        "Burnley",
        "Skelmersdale",
    ]
    html = found.html.read_text("utf-8")
    assert "Every area, beside the whole" in html
    assert "http" not in html.replace('xmlns="http', "").replace('xlink="http', "")
    (again,) = compare_areas(asked, runs)
    assert (again.run_id, again.status) == (made.run_id, "cached")


def test_one_area_needs_no_table_and_a_failed_one_says_why(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RunFailed("n.ipynb", "cell 2", "no", "run it again")

    monkeypatch.setattr(execution, "execute", fail)
    one, other = keep(workspace, "burnley"), keep(workspace, "skelmersdale")
    asked = batch(workspace, clock, Path("n.ipynb"))
    lost = replace(other, kept=None)
    assert compare_areas(asked, [one, lost]) == ()
    (failed,) = compare_areas(asked, [one, other])
    assert (failed.status, failed.html) == ("failed", None)
    assert "cell 2" in failed.message
    assert len(kept_runs(workspace)) == 2
