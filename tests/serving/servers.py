"""Run the server as a user does, in a process of its own, and talk to it."""

import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

from fundtrack.config import Workspace

COMMAND = (
    "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "
    "from fundtrack.cli import main; main()"
)
"""A terminal's interrupt, also where the tests run in the background without one."""

PATIENCE = 60


@dataclass(frozen=True)
class Answer:
    """What the server answered."""

    status: int
    headers: Message
    text: str


@contextmanager
def served(
    workspace: Workspace, stop: signal.Signals = signal.SIGTERM
) -> Iterator[str]:
    """Serve a workspace on a free port, give its address, and stop it in the end."""
    said = workspace.folder / "served.txt"
    with said.open("w", encoding="utf-8") as out:
        server = subprocess.Popen(
            [
                sys.executable,
                "-c",
                COMMAND,
                *("--workspace", str(workspace.folder), "serve", "--port", "0"),
            ],
            stdout=out,
            stderr=subprocess.STDOUT,
        )
    try:
        yield _address(server, said)
    finally:
        server.send_signal(stop)
        assert server.wait(PATIENCE) == 0


def ask(url: str, method: str = "GET", **headers: str) -> Answer:
    """Ask for an address; underscores in header names are hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    request = urllib.request.Request(url, method=method, headers=named)  # noqa: S310
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:  # noqa: S310
            return Answer(answer.status, answer.headers, answer.read().decode())
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.headers, error.read().decode())


def _address(server: subprocess.Popen[bytes], said: Path) -> str:
    while server.poll() is None:
        found = re.search(r"http://127\.0\.0\.1:\d+", said.read_text(encoding="utf-8"))
        if found:
            return found[0]
        try:
            server.wait(0.05)
        except subprocess.TimeoutExpired:
            continue
    raise AssertionError(said.read_text(encoding="utf-8"))
