"""The runs kept in a workspace, each in a folder named by all that went into it."""

import csv
import hashlib
import io
import json
import shutil
from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from fundtrack.config import Workspace
from fundtrack.store.connection import storage_errors

ID_LENGTH = 16
RESULT = "result.json"
REPORT = "report.html"
EXECUTED = "notebook.ipynb"
PLAN = "plan.json"
PANEL = "panel.csv"
PLACEBOS = "placebos.csv"
CODE = ("*.py", "*.sql", "*.json")


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


@dataclass(frozen=True, slots=True)
class RunFiles:
    """What a finished run consists of, ready to be written."""

    result: Mapping[str, Any]
    executed: str
    report: str
    registered_at: str


def run_id(notebook: Path, parameters: Mapping[str, object]) -> str:
    """Name a run by its notebook, its code and its parameters, the snapshot among them.

    Where the workspace lies is no part of it: moved, it holds the same runs.
    """
    asked = {key: given for key, given in parameters.items() if key != "workspace"}
    digest = hashlib.sha256(notebook.read_bytes())
    digest.update(code_version().encode())
    digest.update(json.dumps(asked, sort_keys=True).encode())
    return digest.hexdigest()[:ID_LENGTH]


@cache
def code_version() -> str:
    """Hash the program's code, queries and chart specs: its version as run."""
    package = Path(__file__).parents[1]
    digest = hashlib.sha256()
    for path in sorted(found for kind in CODE for found in package.rglob(kind)):
        digest.update(path.relative_to(package).as_posix().encode())
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
        for file_name, text in _texts(name, files):
            (aside / file_name).write_text(text, encoding="utf-8")
        shutil.rmtree(folder, ignore_errors=True)
        aside.rename(folder)
    kept = json.loads((folder / RESULT).read_text(encoding="utf-8"))
    return KeptRun(name, folder, kept)


def _texts(name: str, files: RunFiles) -> Iterable[tuple[str, str]]:
    result = dict(files.result) | {"run_id": name, "registered_at": files.registered_at}
    panel = result.pop("panel")
    log_rrs, ses = result.pop("placebo_log_rrs"), result.pop("placebo_ses")
    plan = json.loads(result.pop("plan"))
    yield EXECUTED, files.executed
    yield REPORT, files.report
    yield PLAN, _json(_registered(plan, result))
    yield PANEL, _panel_csv(panel, set(result["treated"]))
    yield PLACEBOS, _csv(("log_rr", "se"), zip(log_rrs, ses, strict=True))
    yield RESULT, _json(result)


def _registered(plan: Mapping[str, Any], result: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "plan": plan,
        "hash": result["plan_hash"],
        "registered_at": result["registered_at"],
        "retrospective": True,
    }


def _panel_csv(panel: Mapping[str, Any], treated: set[str]) -> str:
    rows = (
        (ward, "treated" if ward in treated else "comparator", month, offences)
        for ward, counts in zip(panel["wards"], panel["offences"], strict=True)
        for month, offences in zip(panel["months"], counts, strict=True)
    )
    return _csv(("ward", "standing", "month", "offences"), rows)


def _csv(headings: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\n")
    writer.writerow(headings)
    writer.writerows(rows)
    return written.getvalue()


def _json(held: Mapping[str, Any]) -> str:
    return json.dumps(held, indent=1, ensure_ascii=False) + "\n"
