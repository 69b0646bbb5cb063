"""A small office with something in every part: books, lake, evidence, return, run."""

import atexit
import json
import os
import shutil
import tempfile
from functools import cache
from pathlib import Path

from fundtrack.acts.backups import backup
from fundtrack.acts.crime import ingest_crime
from fundtrack.acts.returns import prepare
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.store.snapshot import current_snapshot
from tests.conftest import SETTINGS
from tests.crime_files import Crime
from tests.crime_files import street_file
from tests.returns.office import Q4
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.test_outcomes import RUN

OLD_RUN, NEW_RUN = "a" * 16, "b" * 16
A_DAY_NS = 86_400 * 10**9


def full_office(workspace: Workspace) -> Office:
    """Give a copy of the office, made once, as it is on 24 April 2024."""
    made = _made_once()
    shutil.copytree(made.workspace.folder, workspace.folder, dirs_exist_ok=True)
    return Office(workspace, day=made.day, history=list(made.history))


@cache
def _made_once() -> Office:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    office = open_office(Workspace(folder))
    with tempfile.TemporaryDirectory() as files:
        name = "2024-01-lancashire-street.csv"
        street = street_file(Path(files), name, Crime("a"), Crime("b"))
        ingest_crime(office.session("finance.officer"), [street])
    for name, at in ((NEW_RUN, 2), (OLD_RUN, 1)):
        _keep_run(office.workspace, name, at)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    office.signed()
    return office


@cache
def made_backup() -> Path:
    """Give the backup of that office, made once."""
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    workspace = Workspace(folder / "office")
    office = full_office(workspace)
    backup(office.session("finance.officer"), folder / "b.zip")
    return folder / "b.zip"


def _keep_run(workspace: Workspace, name: str, day: int) -> None:
    run = workspace.runs / name
    run.mkdir(parents=True)
    snapshot = current_snapshot(workspace).snapshot
    result = {**RUN, "run_id": name, "snapshot": snapshot}
    (run / "result.json").write_text(json.dumps(result), encoding="utf-8")
    os.utime(run / "result.json", ns=(day * A_DAY_NS, day * A_DAY_NS))
    (run / "report.html").write_text("report", encoding="utf-8")


def tree(folder: Path) -> dict[str, bytes]:
    """Every file below a folder, locks left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.suffix not in {".lock", ".gate"}
    }
