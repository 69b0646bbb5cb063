"""Gather all that an installation without internet needs into one folder."""

import hashlib
import importlib.util
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import distribution
from importlib.resources import files
from pathlib import Path

from fundtrack.acts.repacking import repacked
from fundtrack.assets import asset
from fundtrack.assets import is_installed
from fundtrack.errors import FileStands
from fundtrack.errors import Refused
from fundtrack.store.connection import storage_errors

PROGRAM = "fundtrack"
LOCK = "requirements.lock"
SUMS = "SHA256SUMS"
PIP = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input")
BY_THE_LOCK = ("--only-binary", ":all:", "--no-deps", "--require-hashes")


class NotGathered(Refused):
    """pip could not get what the lock names."""

    def __init__(self, said: str) -> None:
        super().__init__(
            f"the libraries could not be gathered: {said}; run bundle on a computer "
            "whose pip reaches a package registry, with the same Python and system as "
            "the one to install on"
        )


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was gathered, and for which Python and system it is."""

    folder: str
    version: str
    python: str
    platform: str
    wheels: int
    files: int
    bytes: int


def bundle(folder: Path, lock: Path | None = None) -> Bundle:
    """Write wheels, documents, an install script and the hash of each into a folder.

    Args:
        folder: to be made; it may be there if it is empty.
        lock: which versions, by their hashes; those that this version was tested with
            unless told.

    Raises:
        FileStands: when the folder holds something.
        NoRoom: when it cannot be written.
        NotGathered: when pip cannot get a wheel of what the lock names.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FileStands(folder)
    with storage_errors(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(
            dir=folder.parent, prefix=f".{folder.name}-"
        ) as aside:
            built = Path(aside) / folder.name
            made = _built(built, lock or asset(LOCK), folder)
            built.replace(folder)
    return made


def _built(built: Path, lock: Path, named: Path) -> Bundle:
    wheels = built / "wheels"
    wheels.mkdir(parents=True)
    _pip("download", *BY_THE_LOCK, "--requirement", lock, "--dest", wheels)
    if is_installed():
        repacked(distribution(PROGRAM), wheels)
    else:
        _pip("wheel", "--no-deps", *_isolation(), "--wheel-dir", wheels, asset())
    shutil.copyfile(lock, built / LOCK)
    shutil.copytree(asset("docs"), built / "docs")
    about = {
        "VERSION": distribution(PROGRAM).version,
        "PYTHON": f"{sys.version_info[0]}.{sys.version_info[1]}",
        "PLATFORM": sysconfig.get_platform(),
    }
    _write_script(built / "install.sh", about)
    sizes = _write_sums(built)
    return Bundle(
        folder=str(named),
        version=about["VERSION"],
        python=about["PYTHON"],
        platform=about["PLATFORM"],
        wheels=len([*wheels.iterdir()]),
        files=len(sizes) + 1,
        bytes=sum(sizes),
    )


def _isolation() -> Sequence[str]:
    """Build with the builder that is here, where there is one: nothing is fetched."""
    has_builder = importlib.util.find_spec("hatchling") is not None
    return ["--no-build-isolation"] if has_builder else []


def _pip(verb: str, *given: str | Path) -> None:
    command = [*PIP, verb, "--quiet", *(str(each) for each in given)]
    run = subprocess.run(  # noqa: S603 - this very Python's pip
        command, capture_output=True, check=False, text=True
    )
    if run.returncode:
        raise NotGathered(_last_line(run.stderr))


def _last_line(said: str) -> str:
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return (
        lines[-1].removeprefix("ERROR: ").rstrip(".") if lines else "pip says nothing"
    )


def _write_script(path: Path, about: dict[str, str]) -> None:
    script = (files(__package__) / "install.sh").read_text(encoding="utf-8")
    for name, value in about.items():
        script = script.replace(f"@{name}@", value)
    path.write_text(script, encoding="utf-8")
    path.chmod(0o755)


def _write_sums(folder: Path) -> list[int]:
    """Write the hash of each file in the form of sha256sum; give their sizes."""
    lines, sizes = [], []
    for path in sorted(it for it in folder.rglob("*") if it.is_file()):
        held = hashlib.sha256(path.read_bytes()).hexdigest()
        lines.append(f"{held}  {path.relative_to(folder).as_posix()}\n")
        sizes.append(path.stat().st_size)
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")
    return sizes
