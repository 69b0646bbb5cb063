"""The pages as a service of a Linux computer: the unit that systemd reads."""

import sys
from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

from fundtrack.config import Workspace
from fundtrack.errors import WrongArgument

PROGRAM = "fundtrack"


def service_unit(workspace: Workspace, account: str, given: Sequence[str]) -> str:
    """Write the unit that serves a workspace with this installation.

    Args:
        account: of the computer, under which the service runs; it owns the workspace.
        given: what `serve` is given.

    Raises:
        NoWorkspace: when the folder is none.
        WrongArgument: when something given has a line break, which would start a line
            of the unit.
    """
    workspace.settings()
    folder = str(workspace.folder.resolve())
    program = str(Path(sys.executable).with_name(PROGRAM))
    command = [program, "--workspace", folder, "serve", *given]
    filled = {
        "ACCOUNT": account,
        "COMMAND": " ".join(_word(each) for each in command),
        "WORKSPACE": _plain(folder),
        "WRITABLE": _word(folder),
    }
    if any("\n" in it or "\r" in it for it in (account, *command)):
        raise WrongArgument("a line break cannot stand in what a service is given")
    unit = (files(__package__) / f"{PROGRAM}.service").read_text(encoding="utf-8")
    for name, value in filled.items():
        unit = unit.replace(f"@{name}@", value)
    return unit


def _word(written: str) -> str:
    """Write one word as systemd reads it, quoted whatever it holds."""
    inner = written.replace("\\", "\\\\").replace('"', '\\"').replace("$", "$$")
    return f'"{_plain(inner)}"'


def _plain(written: str) -> str:
    """Keep a percent sign from standing for something else."""
    return written.replace("%", "%%")
