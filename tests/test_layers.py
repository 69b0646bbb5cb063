"""Who may import whom: only to the left in the flow that STYLE.md shows."""

import os
import re
import subprocess
import sys

import pytest

from tests.source_tree import ROOT
from tests.source_tree import SOURCE
from tests.source_tree import Module
from tests.source_tree import modules

FLOW = """
assets findings errors money periods places config scheduler
| domain | sources | store | ingest | metrics | evaluation | charts | sentences
| returns | publications | kernels | runs | acts | pages | serving | cli
"""
ORDER = FLOW.replace("|", " ").split()

ONLY_IN = {
    "altair": {"charts"},
    "anywidget": {"pages"},
    "click": {"cli"},
    "duckdb": {"store"},
    "ipywidgets": {"pages"},
    "nbclient": {"runs"},
    "nbconvert": {"runs"},
    "openpyxl": {"returns"},
    "papermill": {"runs"},
    "portalocker": {"store"},
    "python_calamine": {"sources"},
    "reportlab": {"returns"},
    "vl_convert": {"charts"},
    "voila": {"serving"},
}
"""Which room alone may import a library, so that it can be changed in one place."""

NOT_IN_DOMAIN = {"duckdb", "io", "os", "pandas", "pathlib", "sqlite3", "subprocess"}

READS_THE_WORLD = re.compile(
    r"\b(datetime\.now|datetime\.utcnow|date\.today|time\.time|os\.environ|os\.getenv)\b"
)
MAY_READ_THE_WORLD = {"cli", "config"}

HELP_SECONDS = 0.3
HEAVY = {"altair", "duckdb", "numpy", "pandas", "papermill", "python_calamine", "voila"}


def own_imports(module: Module) -> set[str]:
    """Give the modules of fundtrack that a module imports."""
    names = {each.name for each in modules("src")}
    found = set()
    for imported in module.imports():
        if imported.partition(".")[0] == "fundtrack":
            found.add(imported if imported in names else imported.rpartition(".")[0])
    return found - {module.name}


def room_of(name: str) -> str:
    """Give the room of a dotted name."""
    return name.partition(".")[2].partition(".")[0]


def test_every_room_stands_in_the_flow() -> None:
    assert {module.room for module in modules("src")} <= {"", *ORDER}


def test_the_flow_in_the_style_sheet_is_the_flow_tested_here() -> None:
    written = (ROOT / "STYLE.md").read_text(encoding="utf-8")
    shown = re.search(r"```flow\n(.*?)```", written, re.DOTALL)
    assert shown
    assert shown[1].split() == FLOW.split()


def test_a_room_imports_only_from_rooms_to_its_left() -> None:
    upward = [
        f"{module.name} imports {name}"
        for module in modules("src")
        for name in own_imports(module)
        if room_of(name)
        and module.room != room_of(name)
        and ORDER.index(room_of(name)) > ORDER.index(module.room)
    ]
    assert upward == []


def test_no_module_imports_itself_by_a_detour() -> None:
    left = {module.name: own_imports(module) for module in modules("src")}
    while leaves := {name for name, needs in left.items() if not needs & left.keys()}:
        left = {name: needs for name, needs in left.items() if name not in leaves}
    assert left == {}


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_is_known_to_its_room_alone(library: str) -> None:
    users = {
        module.room
        for module in modules("src")
        if library in {name.partition(".")[0] for name in module.imports()}
    }
    assert users <= ONLY_IN[library]


def test_the_domain_touches_no_files_sql_or_frames() -> None:
    touching = {
        f"{module.name} imports {name}"
        for module in modules("src/fundtrack/domain")
        for name in module.imports()
        if name.partition(".")[0] in NOT_IN_DOMAIN
    }
    assert touching == set()


def test_only_the_command_line_and_config_read_clock_and_environment() -> None:
    readers = {
        module.name
        for module in modules("src")
        if module.room not in MAY_READ_THE_WORLD
        and READS_THE_WORLD.search(module.path.read_text(encoding="utf-8"))
    }
    assert readers == set()


def test_asking_for_help_is_quick_and_loads_nothing_heavy() -> None:
    asked = "import sys, fundtrack.cli as c; c.main(['--help']); print(*sys.modules)"
    before = os.times()
    said = subprocess.run(
        [sys.executable, "-c", asked],
        check=True,
        capture_output=True,
        env={"PYTHONPATH": str(SOURCE)},
        text=True,
    ).stdout
    after = os.times()
    worked = after.children_user - before.children_user
    assert "Usage: fundtrack" in said
    assert HEAVY & set(said.splitlines()[-1].split()) == set()
    assert worked < HELP_SECONDS
