import json

import pytest

from fundtrack.config import Workspace
from fundtrack.errors import UnknownName
from fundtrack.runs.provenance import library_versions
from fundtrack.runs.registry import area_runs
from fundtrack.runs.registry import kept_runs
from fundtrack.runs.registry import run_named


def keep(workspace: Workspace, name: str, **result: str) -> None:
    folder = workspace.runs / name
    folder.mkdir(parents=True)
    (folder / "result.json").write_text(json.dumps(result), encoding="utf-8")


def test_run_is_found_by_a_beginning_that_is_its_own(workspace: Workspace) -> None:
    keep(workspace, "aa11", area="burnley")
    keep(workspace, "aa22", area="blackburn")
    assert run_named(workspace, "AA1").run_id == "aa11"
    for written in ("aa", "zz", " "):
        with pytest.raises(UnknownName, match="aa11, aa22"):
            run_named(workspace, written)


def test_table_of_areas_is_kept_but_is_no_areas_run(workspace: Workspace) -> None:
    keep(workspace, "aa11", area="burnley")
    keep(workspace, "bb22", fund="SSF1")
    assert [run.run_id for run in area_runs(workspace)] == ["aa11"]
    assert len(kept_runs(workspace)) == 2


def test_run_of_an_older_program_names_no_provenance(workspace: Workspace) -> None:
    keep(workspace, "aa11", area="burnley")
    assert run_named(workspace, "aa11").provenance == {}


def test_libraries_that_are_not_installed_are_left_out(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("fundtrack.runs.provenance.LIBRARIES", ("numpy", "no-such"))
    assert list(library_versions()) == ["numpy"]
