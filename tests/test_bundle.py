"""A bundle is all that an installation without internet needs."""

import hashlib
import os
import shutil
import subprocess
import sysconfig
from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import PathDistribution
from pathlib import Path
from zipfile import ZipFile

import pytest

from fundtrack.acts import bundles
from fundtrack.acts.bundles import Bundle
from fundtrack.acts.bundles import NotGathered
from fundtrack.acts.bundles import bundle
from fundtrack.errors import FileStands

WHEEL = "small-1.0-py3-none-any.whl"
OFFLINE = ["unshare", "--net"] if os.geteuid() == 0 and shutil.which("unshare") else []
"""With the network off, where that may be asked for."""


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder with one small library, which is all that pip finds, and its lock.

    It stands for all the others: where it is installed, a path leads to those of the
    tests' environment.
    """
    folder = tmp_path_factory.mktemp("registry")
    about = "Metadata-Version: 2.1\nName: small\nVersion: 1.0\n"
    kind = "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
    with ZipFile(folder / WHEEL, "w") as wheel:
        wheel.writestr("small.pth", f"{sysconfig.get_path('purelib')}\n")
        wheel.writestr("small-1.0.dist-info/METADATA", about)
        wheel.writestr("small-1.0.dist-info/WHEEL", kind)
        wheel.writestr("small-1.0.dist-info/RECORD", "")
    held = hashlib.sha256((folder / WHEEL).read_bytes()).hexdigest()
    lock = f"small==1.0 \\\n    --hash=sha256:{held}\n"
    (folder / "small.lock").write_text(lock, encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(folder))
        patch.setenv("PIP_CONFIG_FILE", os.devnull)
        yield folder


@pytest.fixture(scope="module")
def made(registry: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    """A bundle of this program and the small library."""
    folder = tmp_path_factory.mktemp("bundles") / "fundtrack bundle"
    return bundle(folder, registry / "small.lock")


@pytest.fixture(scope="module")
def home(made: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the bundle was installed with the network off."""
    home = tmp_path_factory.mktemp("computer") / "program"
    run = install(made, home)
    assert run.returncode == 0, run.stderr
    return home


def install(made: Bundle, *given: Path) -> subprocess.CompletedProcess[str]:
    """Run the bundle's script as its readme says, without a network."""
    script = Path(made.folder) / "install.sh"
    command = [*OFFLINE, "sh", str(script), *(str(each) for each in given)]
    python = Path(sysconfig.get_path("scripts"), "python")
    environment = {**os.environ, "PYTHON": str(python)}
    return subprocess.run(
        command, capture_output=True, check=False, env=environment, text=True
    )


def run_there(home: Path, *words: str) -> str:
    """Run the installed program without a network and give what it said."""
    command = [*OFFLINE, str(home / "bin" / "fundtrack"), *words]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


def members(wheel: Path) -> dict[str, bytes]:
    """Read what a wheel holds; its own list of that in order."""
    with ZipFile(wheel) as packed:
        held = {name: packed.read(name) for name in packed.namelist()}
    record = next(name for name in held if name.endswith("/RECORD"))
    return {**held, record: b"\n".join(sorted(held[record].split()))}


def wheel_in(folder: Path) -> Path:
    """Find the program's own wheel in a bundle."""
    return next((folder / "wheels").glob("fundtrack-*.whl"))


def test_a_bundle_holds_wheels_documents_a_script_and_the_hash_of_each(
    made: Bundle,
) -> None:
    folder = Path(made.folder)
    sums = (folder / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    told = {line[66:]: line[:64] for line in sums}
    held = {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and path.name != "SHA256SUMS"
    }
    assert told == {k: hashlib.sha256(it).hexdigest() for k, it in held.items()}
    assert {"install.sh", f"wheels/{WHEEL}", "docs/administrators.md"} <= held.keys()
    assert (made.wheels, made.files) == (2, len(held) + 1)
    assert made.bytes == sum(len(it) for it in held.values())


def test_it_is_installed_and_used_with_the_network_off(
    home: Path, tmp_path: Path
) -> None:
    assert run_there(home, "--version") == "fundtrack, version 0.1.0\n"
    office = str(tmp_path / "office")
    assert run_there(home, "--workspace", office, "init") == f"made {office}\n"
    assert (tmp_path / "office" / "ledger.duckdb").is_file()


def test_an_installed_program_makes_the_bundle_it_came_from(
    home: Path,
    made: Bundle,
    registry: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    about = next(home.glob("lib/*/site-packages/fundtrack-*.dist-info"))
    monkeypatch.setattr(bundles, "is_installed", lambda: True)
    monkeypatch.setattr(bundles, "distribution", lambda _: PathDistribution(about))
    again = bundle(tmp_path / "again", registry / "small.lock")
    assert (again.wheels, again.version) == (made.wheels, made.version)
    first, second = wheel_in(Path(made.folder)), wheel_in(Path(again.folder))
    assert first.name == second.name
    assert members(first) == members(second)


def test_a_file_that_was_changed_on_the_way_is_not_installed(
    made: Bundle, tmp_path: Path
) -> None:
    there = shutil.copytree(made.folder, tmp_path / "there")
    with (there / "wheels" / WHEEL).open("ab") as wheel:
        wheel.write(b" ")
    run = install(replace(made, folder=str(there)), tmp_path / "home")
    assert run.returncode != 0
    assert "small-1.0" in run.stdout + run.stderr
    assert not (tmp_path / "home").exists()


def test_another_python_is_refused_in_words(made: Bundle, tmp_path: Path) -> None:
    there = shutil.copytree(made.folder, tmp_path / "there")
    script = there / "install.sh"
    asked = script.read_text(encoding="utf-8").replace(
        f'made="{made.python}', 'made="3.9'
    )
    script.write_text(asked, encoding="utf-8")
    run = install(replace(made, folder=str(there)), tmp_path / "home")
    assert run.returncode == 1
    assert "This bundle is for Python 3.9" in run.stderr
    assert install(made).returncode == 2


def test_what_pip_cannot_get_is_said_and_nothing_is_left(
    registry: Path, tmp_path: Path
) -> None:
    lock = tmp_path / "missing.lock"
    lock.write_text(f"missing==1.0 --hash=sha256:{'0' * 64}\n", encoding="utf-8")
    assert registry.is_dir()
    with pytest.raises(NotGathered, match="No matching distribution found"):
        bundle(tmp_path / "made", lock)
    assert [path.name for path in tmp_path.iterdir()] == ["missing.lock"]


def test_a_folder_that_holds_something_is_kept(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(FileStands):
        bundle(tmp_path)


def test_a_builder_that_is_not_here_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [*bundles._isolation()] == ["--no-build-isolation"]
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    assert [*bundles._isolation()] == []
    assert bundles._last_line("") == "pip says nothing"
