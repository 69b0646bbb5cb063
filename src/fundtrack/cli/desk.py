"""What every verb shares: the workspace, the person, and how answers are shown."""

from __future__ import annotations

import getpass
import json
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING

import click

from fundtrack.cli.answers import as_json
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.errors import NotAllowed

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from pathlib import Path

    from fundtrack.acts.session import Session
    from fundtrack.findings import Finding
    from fundtrack.metrics.position import Reader

EXAMPLE_PERSON = "finance.officer"


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a command runs and for whom, as its global options say."""

    workspace: Workspace
    is_json: bool
    person: str | None
    password_file: Path | None
    wait_seconds: float
    clock: Clock = system_clock

    def session(self) -> Session:
        """Open a session for whoever acts (contract: who).

        Raises:
            NoWorkspace: when there is no workspace here.
            NotAllowed: when `--as` names nobody known, or somebody whose password was
                not given.
            UnknownPerson: when this computer account is nobody's.
        """
        from fundtrack.acts.people import person_of_account
        from fundtrack.acts.people import require_known
        from fundtrack.acts.session import Session
        from fundtrack.acts.workspaces import is_made_as_office

        asking = Session(self.workspace, "", self.clock, self.wait_seconds)
        if self.workspace.settings().example and not is_made_as_office(asking):
            person = self.person or EXAMPLE_PERSON
            session = Session(
                self.workspace, person, self.clock, self.wait_seconds, is_example=True
            )
            if self.person:
                require_known(session)
            return session
        with asking.asking_who() as books:
            person = self.person or person_of_account(books, getpass.getuser())
            if self.person:
                self._check_password(books, person)
        return Session(self.workspace, person, self.clock, self.wait_seconds)

    def answer(self, result: object, words: Callable[[], Iterable[str]]) -> None:
        """Show an answer: one JSON object, or lines in words."""
        if self.is_json:
            click.echo(json.dumps(as_json(result), ensure_ascii=False))
            return
        for line in words():
            click.echo(line)

    def new_password(self, person: str) -> str:
        """Read a new password from the file named, or twice from the keyboard."""
        if self.password_file:
            return _password_in(self.password_file)
        return str(
            click.prompt(
                f"New password of {person}",
                hide_input=True,
                confirmation_prompt=True,
                err=True,
            )
        )

    def password_again(self, session: Session) -> str | None:
        """Ask whoever acts for their own password; none is in an example workspace."""
        return None if session.is_example else self._typed_password(session.person)

    def _typed_password(self, person: str) -> str:
        """Read a password from the file named, or from the keyboard if there is one."""
        if self.password_file:
            return _password_in(self.password_file)
        if sys.stdin.isatty():
            return getpass.getpass(f"Password of {person}: ", sys.stderr)
        return ""

    def _check_password(self, books: Reader, person: str) -> None:
        from fundtrack.acts.people import has_password

        typed = self._typed_password(person)
        if not has_password(books, person, typed):
            raise NotAllowed(
                getpass.getuser(), f"act as {person} without their password", [person]
            )


def _password_in(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace").strip()


pass_desk = click.make_pass_decorator(Desk)


def findings_in_words(findings: Iterable[Finding]) -> list[str]:
    """Write findings as lines: how hard, where, what, what to do."""
    return [
        f"  {finding.severity}: {finding.place or 'figures'}: {finding.message}"
        + (f" (found “{finding.found}”)" if finding.found else "")
        + f"; {finding.fix}"
        for finding in findings
    ]
