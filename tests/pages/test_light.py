"""A page opens at little cost: no frame library, no chart library."""

import subprocess
import sys

from fundtrack.config import Clock
from fundtrack.config import Workspace
from tests.pages.offices import office

HEAVY = ("altair", "jsonschema", "numpy", "pandas", "papermill", "voila", "vl_convert")
OPEN = f"""
import sys
from pathlib import Path
from fundtrack.config import Workspace
from fundtrack.pages.data_health import page as data_health
from fundtrack.pages.evaluation import page as evaluation
from fundtrack.pages.outcomes import page as outcomes
from fundtrack.pages.overview import page as overview
from fundtrack.pages.returns import page as returns
from fundtrack.pages.spend import page as spend
from fundtrack.pages.session import PageSession
from fundtrack.serving.kernel import keep_light
keep_light()
session = PageSession(Workspace(Path(sys.argv[1])), {{}})
for page in (data_health, evaluation, outcomes, overview, spend, returns):
    page.build(session)
print([name for name in {HEAVY!r} if sys.modules.get(name)])
"""


def test_a_page_s_process_holds_neither_pandas_nor_altair(
    workspace: Workspace, clock: Clock
) -> None:
    folder = office(workspace, clock).folder
    done = subprocess.run(
        [sys.executable, "-c", OPEN, str(folder)],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "[]"
