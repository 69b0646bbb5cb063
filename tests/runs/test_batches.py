import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.runs import execution
from fundtrack.runs.batches import AreaRun
from fundtrack.runs.batches import Batch
from fundtrack.runs.batches import run_areas
from fundtrack.runs.registry import kept_runs
from fundtrack.runs.registry import run_id
from tests.runs.notebooks import HANDS_OVER
from tests.runs.notebooks import executed
from tests.runs.notebooks import write

ONE = [("SSF1", "burnley", "burglary")]
DIES = "__import__('os').kill(__import__('os').getpid(), 9)"


def batch(workspace: Workspace, clock: Clock, notebook: Path) -> Batch:
    return Batch(
        workspace=workspace,
        snapshot="0123456789abcdef",
        panel="panel.duckdb",
        clock=clock,
        jobs=2,
        force_rerun=False,
        notebook=notebook,
    )


def never(*_: object) -> dict[str, Any]:
    raise AssertionError


def test_notebooks_end_each_in_their_own_way_and_only_whole_ones_are_kept(
    workspace: Workspace, clock: Clock
) -> None:
    path = write(
        workspace.folder / "n.ipynb",
        f"if area == 'dies':\n    {DIES}",
        "if area == 'fails':\n    1 / 0",
        f"if area != 'silent':\n    {HANDS_OVER}",
    )
    told: list[AreaRun] = []
    areas = ("whole", "dies", "fails", "silent")
    asked = [("SSF1", area, "burglary") for area in areas]
    runs = run_areas(batch(workspace, clock, path), asked, told.append)
    assert [run.status for run in runs] == ["done", "failed", "failed", "failed"]
    whole, dies, fails, silent = runs
    assert "n.ipynb, its kernel: the process ended" in dies.message
    assert "n.ipynb, cell 3: ZeroDivisionError: division by zero" in fails.message
    assert "n.ipynb ran to its end without handing over a result" in silent.message
    assert [path.name for path in workspace.runs.iterdir()] == [whole.run_id]
    assert {run.area for run in told} == set(areas)


def test_run_is_kept_whole_and_found_again(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(workspace.folder / "n.ipynb")
    monkeypatch.setattr(execution, "execute", lambda *_: executed())
    asked = batch(workspace, clock, path)
    (done,) = run_areas(asked, ONE)
    monkeypatch.setattr(execution, "execute", never)
    (cached,) = run_areas(replace(asked, jobs=0), ONE)
    assert (done.status, cached.status) == ("done", "cached")
    assert done.run_id == cached.run_id
    assert done.kept is not None
    assert sorted(path.name for path in done.kept.folder.iterdir()) == [
        "README.txt",
        "notebook.ipynb",
        "panel.csv",
        "placebos.csv",
        "plan.csv",
        "plan.json",
        "provenance.json",
        "report.html",
        "result.json",
    ]
    assert [run.run_id for run in kept_runs(workspace)] == [done.run_id]
    assert (done.kept.folder / "panel.csv").read_text("utf-8").splitlines() == [
        "ward,standing,month,offences",
        "W1,treated,2021-01,1",
        "W2,comparator,2021-01,2",
    ]
    plan = json.loads((done.kept.folder / "plan.json").read_text("utf-8"))
    assert plan["registered_at"].startswith("2024-04-05T12:00")


def test_forced_rerun_replaces_and_other_inputs_make_another_run(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(workspace.folder / "n.ipynb")
    monkeypatch.setattr(execution, "execute", lambda *_: executed())
    asked = batch(workspace, clock, path)
    (first,) = run_areas(asked, ONE)
    (again,) = run_areas(replace(asked, force_rerun=True), ONE)
    (other,) = run_areas(replace(asked, snapshot="fedcba9876543210"), ONE)
    assert (again.status, again.run_id) == ("done", first.run_id)
    assert other.run_id != first.run_id
    assert len(kept_runs(workspace)) == 2


def test_moved_workspace_holds_the_same_runs(tmp_path: Path) -> None:
    path = write(tmp_path / "n.ipynb")
    here = run_id(path, {"workspace": "/here", "fund": "SSF1"})
    assert here == run_id(path, {"workspace": "/there", "fund": "SSF1"})
    assert here != run_id(path, {"workspace": "/here", "fund": "SSF2"})
    assert here == run_id(path, {"run": "x", "evaluator": "eve", "fund": "SSF1"})


def test_nothing_run_yet_lists_nothing(workspace: Workspace) -> None:
    assert kept_runs(workspace) == ()


def test_no_kernel_starts_for_an_unknown_parameter(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("papermill.execute_notebook", never)
    path = write(workspace.folder / "n.ipynb", parameters="fund: str = ''")
    (failed,) = run_areas(batch(workspace, clock, path), ONE)
    assert "there is no parameter of n.ipynb “workspace”" in failed.message


def test_runs_folder_that_cannot_be_written_is_said_in_words(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(execution, "execute", lambda *_: executed())
    workspace.runs.write_text("in the way", encoding="utf-8")
    path = write(workspace.folder / "n.ipynb")
    (failed,) = run_areas(batch(workspace, clock, path), ONE)
    assert failed.status == "failed"
    assert "could not be written" in failed.message
