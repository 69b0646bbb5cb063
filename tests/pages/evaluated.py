"""Evaluation in front of a person: an office with two areas and made runs."""

import atexit
import shutil
import tempfile
from datetime import UTC
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from ipywidgets import DOMWidget

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.pages.evaluation.page import build
from fundtrack.pages.session import PageSession
from tests import builders
from tests.evaluation.offices import footprint
from tests.pages import screens
from tests.pages.made_runs import NOT_ESTIMATED
from tests.pages.made_runs import OTHER_RUN
from tests.pages.made_runs import keep_area
from tests.pages.made_runs import keep_whole
from tests.pages.offices import office

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)
LANCASTER = {"area": "lancaster", "area_name": "Lancaster", **NOT_ESTIMATED}


def placed_in(workspace: Workspace) -> Workspace:
    """Make an office whose fund has two areas with a footprint, and an evaluator."""
    shutil.copytree(_placed_once().folder, workspace.folder, dirs_exist_ok=True)
    return workspace


@cache
def _placed_once() -> Workspace:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    workspace = office(Workspace(folder), lambda: NOON)
    events = [
        footprint("SSF5", "blackpool", ["E01012670"], "2023-10"),
        footprint("SSF5", "lancaster", ["E01025165"], "2023-10"),
        *builders.person("eve", Role.EVALUATOR),
    ]
    builders.record(workspace, lambda: NOON, events)
    return workspace


def ran_in(workspace: Workspace) -> Workspace:
    """Make the same with a run of both areas, one of which could not be estimated."""
    placed = placed_in(workspace)
    first = keep_area(placed)
    keep_whole(placed, first, keep_area(placed, OTHER_RUN, LANCASTER))
    return placed


def page_of(
    workspace: Workspace, clock: Clock, person: str = "eve", **asked: str
) -> DOMWidget:
    """The page in front of a person."""
    return build(PageSession(workspace, asked, clock, lambda: person))


def drawn(page: DOMWidget, name: str) -> Any:  # noqa: ANN401 - rows of any length
    """The rows of a chart's table."""
    return screens.cells(screens.chart(page, name).table)
