"""The wheel is whole: outside the clone it needs nothing of it."""

import json
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path

import pytest

from tests.source_tree import ROOT

BUILD = "import hatchling.build as b, sys; print(b.build_wheel(sys.argv[1]))"
ASSET_FOLDERS = (
    "dashboards",
    "notebooks",
    "data/example",
    "data/reference",
    "data/templates",
    "docs",
)


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The `fundtrack` of an environment that holds the wheel and its libraries alone.

    The libraries are those of the tests' environment, by a path that does not carry its
    editable install along, so that nothing is fetched.
    """
    folder = tmp_path_factory.mktemp("wheel")
    built = subprocess.run(
        [sys.executable, "-c", BUILD, str(folder)],
        check=True,
        capture_output=True,
        cwd=ROOT,
        text=True,
    ).stdout.split()[-1]
    home = folder / "environment"
    venv.create(home, symlinks=True)
    python = home / "bin" / "python"
    site = sysconfig.get_path("purelib", vars={"base": str(home)})
    libraries = sysconfig.get_path("purelib")
    (Path(site) / "libraries.pth").write_text(f"{libraries}\n", encoding="utf-8")
    install = ["install", "--quiet", "--no-deps", "--no-index", str(folder / built)]
    pip = [sys.executable, "-m", "pip", "--python", str(python)]
    subprocess.run([*pip, *install], check=True)
    return home / "bin" / "fundtrack"


def test_the_wheel_carries_what_stands_at_the_top_of_the_clone(program: Path) -> None:
    inside = next(program.parents[1].glob("lib/*/site-packages/fundtrack/_assets"))
    made = {"builder", "scripts", "__pycache__"}
    for folder in ASSET_FOLDERS:
        kept = {
            path.relative_to(ROOT).as_posix()
            for path in (ROOT / folder).rglob("*")
            if path.is_file() and not made & set(path.relative_to(ROOT).parts)
        }
        carried = {
            path.relative_to(inside).as_posix()
            for path in (inside / folder).rglob("*")
            if path.is_file()
        }
        assert carried == kept


def test_the_wheel_carries_every_file_of_the_package(program: Path) -> None:
    inside = next(program.parents[1].glob("lib/*/site-packages/fundtrack"))
    package = ROOT / "src" / "fundtrack"
    kept = {
        path.relative_to(package)
        for path in package.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {path for path in kept if not (inside / path).is_file()} == set()


def test_the_wheel_runs_the_demo_outside_the_clone(
    program: Path, tmp_path: Path
) -> None:
    run = subprocess.run(
        [str(program), "--workspace", "office", "--json", "demo", "--no-serve"],
        check=False,
        capture_output=True,
        cwd=tmp_path,
        text=True,
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(run.stdout)
    assert told["return"]["difference_pence"] == 0
    assert {each["status"] for each in told["runs"]} == {"done"}
    assert told["snapshot"]
