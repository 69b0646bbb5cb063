"""The runs kept in a workspace, each in a folder named by all that went into it."""

import csv
import hashlib
import json
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fundtrack.assets import asset
from fundtrack.config import Workspace
from fundtrack.domain.evaluation_plans import is_by_plan
from fundtrack.errors import UnknownName
from fundtrack.runs.run_files import PLAN
from fundtrack.runs.run_files import PROVENANCE
from fundtrack.runs.run_files import REPORT
from fundtrack.runs.run_files import RESULT
from fundtrack.runs.run_files import RunFiles
from fundtrack.runs.run_files import texts
from fundtrack.store.connection import storage_errors

ID_LENGTH = 16
PASSING = ("workspace", "run", "evaluator")
"""Parameters that say where a run is, its name and whose it is, not what it is of."""

CODE = ("*.py", "*.sql", "*.json")
REFERENCE = ("*.csv", "*.gz")


@dataclass(frozen=True, slots=True)
class KeptRun:
    """A finished run: its result as the notebook handed it over, and its folder."""

    run_id: str
    folder: Path
    result: Mapping[str, Any]

    @property
    def html(self) -> Path:
        """The report a person opens."""
        return self.folder / REPORT

    @property
    def plan(self) -> Mapping[str, Any]:
        """The plan the run followed."""
        kept = json.loads((self.folder / PLAN).read_text(encoding="utf-8"))
        plan: Mapping[str, Any] = kept["plan"]
        return plan

    @property
    def provenance(self) -> Mapping[str, Any]:
        """What the run was made from; a run of an older program may not say."""
        path = self.folder / PROVENANCE
        if not path.exists():
            return {}
        kept: Mapping[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        return kept

    @property
    def is_of_area(self) -> bool:
        """Whether it is the evaluation of one area, not a table of several."""
        return "area" in self.result

    def rows(self, file: str) -> list[dict[str, str]]:
        """Read one of its tables, such as `panel.csv`."""
        text = (self.folder / file).read_text(encoding="utf-8")
        return list(csv.DictReader(text.splitlines()))


def run_id(notebook: Path, parameters: Mapping[str, object]) -> str:
    """Name a run by its notebook, its code and its parameters, the snapshot among them.

    Where the workspace lies is no part of it: moved, it holds the same runs.
    """
    asked = {key: given for key, given in parameters.items() if key not in PASSING}
    digest = hashlib.sha256(notebook.read_bytes())
    digest.update(code_version().encode())
    digest.update(json.dumps(asked, sort_keys=True).encode())
    return digest.hexdigest()[:ID_LENGTH]


@cache
def code_version() -> str:
    """Hash the program's code, queries, chart specs and reference tables."""
    package, reference = Path(__file__).parents[1], asset("data", "reference")
    digest = hashlib.sha256()
    for folder, kinds in ((package, CODE), (reference, REFERENCE)):
        for path in sorted(found for kind in kinds for found in folder.rglob(kind)):
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()[:ID_LENGTH]


def find_run(workspace: Workspace, name: str) -> KeptRun | None:
    """Give a finished run by its id; nothing while it is not whole, or damaged."""
    folder = workspace.runs / name
    try:
        result = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return None
    return KeptRun(name, folder, result)


def kept_runs(workspace: Workspace) -> tuple[KeptRun, ...]:
    """List the finished runs, the latest last."""
    if not workspace.runs.is_dir():
        return ()
    results = sorted(
        workspace.runs.glob(f"[!.]*/{RESULT}"), key=lambda path: path.stat().st_mtime_ns
    )
    found = (find_run(workspace, path.parent.name) for path in results)
    return tuple(run for run in found if run)


def area_runs(workspace: Workspace) -> tuple[KeptRun, ...]:
    """List the finished evaluations of single areas, the latest last."""
    return tuple(run for run in kept_runs(workspace) if run.is_of_area)


def planned_results(workspace: Workspace) -> list[Mapping[str, Any]]:
    """List the results of the runs that did not depart from their plan, latest last."""
    return [run.result for run in area_runs(workspace) if is_by_plan(run.result)]


def run_named(workspace: Workspace, written: str) -> KeptRun:
    """Find a run by its id, or by a beginning that no other run's id has.

    Raises:
        UnknownName: listing the ids that are kept.
    """
    ids = [run.run_id for run in kept_runs(workspace)]
    wanted = written.strip().casefold()
    alike = [found for found in ids if wanted and found.startswith(wanted)]
    run = find_run(workspace, alike[0]) if len(alike) == 1 else None
    if run is None:
        raise UnknownName("run", written, alike or ids)
    return run


def keep_run(workspace: Workspace, name: str, files: RunFiles) -> KeptRun:
    """Write a run aside and put it in its place whole; an older one of the id goes.

    Returns:
        The run as it is kept.

    Raises:
        NoRoom: when the disk is full or the folder cannot be written.
    """
    aside = workspace.runs / f".{name}.new"
    folder = workspace.runs / name
    with storage_errors(workspace.runs):
        shutil.rmtree(aside, ignore_errors=True)
        aside.mkdir(parents=True)
        for file_name, text in texts(name, files).items():
            (aside / file_name).write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    kept = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    return KeptRun(name, folder, kept)
