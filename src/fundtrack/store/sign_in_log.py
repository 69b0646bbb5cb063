"""The log of sign-ins and refusals: one line each, only ever added to.

It is no part of the books: a wrong password is not a fact about money, and a stranger
must not be able to make the books grow.
"""

import json
import os
from collections.abc import Iterator
from dataclasses import asdict
from dataclasses import dataclass

from fundtrack.config import Workspace
from fundtrack.store.connection import storage_errors


@dataclass(frozen=True, slots=True)
class SignInLine:
    """One line: when (UTC), what happened, who, from which address, and what about."""

    at: str
    what: str
    person: str
    address: str
    about: str = ""


def add_line(workspace: Workspace, line: SignInLine) -> None:
    """Add a line, which its owner alone can read.

    Raises:
        NoRoom: when it cannot be written.
    """
    written = json.dumps(asdict(line), ensure_ascii=False) + "\n"
    flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND
    with storage_errors(workspace.sign_in_log):
        file = os.open(workspace.sign_in_log, flags, 0o600)
        try:
            os.write(file, written.encode())
        finally:
            os.close(file)


def read_lines(workspace: Workspace) -> Iterator[SignInLine]:
    """Read the log, the first line first; a line cut off by a crash is passed over."""
    if not workspace.sign_in_log.exists():
        return
    for line in workspace.sign_in_log.read_text("utf-8").splitlines():
        try:
            yield SignInLine(**json.loads(line))
        except (ValueError, TypeError):
            continue
