"""What a page is told when it opens: which office, view and day, and for whom."""

import re
from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import parse_qsl
from urllib.parse import quote

from ipywidgets import register_comm_target

from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.config import page_query
from fundtrack.config import page_token
from fundtrack.config import system_clock
from fundtrack.config import workspace_folder
from fundtrack.errors import NobodySignedIn
from fundtrack.errors import WrongArgument
from fundtrack.store.connection import storage_errors
from fundtrack.store.files import written_aside
from fundtrack.store.sign_ins import sign_ins_of

Who = Callable[[], str | None]
"""Says who is signed in at this moment; None when nobody is any more."""


FILE_NAME = re.compile(r"[A-Za-z0-9][\w .()-]*")


def nobody() -> None:
    """Say that nobody is signed in."""


@dataclass(frozen=True, slots=True)
class Spool:
    """Where a page puts files that its reader may take, for as long as it is open."""

    page: str
    folder: Path

    def offer(self, name: str, content: bytes) -> str:
        """Keep a file and give the address at which this page's reader gets it.

        Args:
            name: of the file alone, without folders.

        Raises:
            WrongArgument: when the name could leave the folder.
            NoRoom: when it cannot be written.
        """
        if not FILE_NAME.fullmatch(name):
            raise WrongArgument(f"“{name}” is not the name of a file")
        with storage_errors(self.folder), written_aside(self.folder / name) as aside:
            aside.write_bytes(content)
        return f"/files/page/{self.page}/{quote(name)}"


@dataclass(frozen=True, slots=True)
class PageSession:
    """A reader in front of a page; `asked` is what the address says.

    `who` is asked anew at each act: whoever signed out or left acts no more.
    """

    workspace: Workspace
    asked: Mapping[str, str]
    clock: Clock = system_clock
    who: Who = nobody
    spool: Spool | None = None

    @property
    def settings(self) -> Settings:
        """Where and how the workspace runs."""
        return self.workspace.settings()

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.settings.today(self.clock)

    @property
    def person(self) -> str | None:
        """Who is signed in now."""
        return self.who()

    def acting(self) -> Session:
        """Open a session in which whoever is signed in acts.

        Raises:
            NobodySignedIn: when nobody is, or the sign-in has ended.
        """
        person = self.person
        if person is None:
            raise NobodySignedIn
        is_example = self.settings.example
        return Session(self.workspace, person, self.clock, is_example=is_example)


def open_session() -> PageSession:
    """Read the session of the page that this kernel serves."""
    # ipywidgets does this when it is imported, which in a warm parent was too early.
    register_comm_target()
    workspace = Workspace(workspace_folder(None))
    signed_in = sign_ins_of(workspace, system_clock)
    token = page_token()
    page = signed_in.page_of(token)
    return PageSession(
        workspace,
        asked_for(page_query()),
        who=lambda: signed_in.person_of_page(token),
        spool=Spool(page, signed_in.spool(page)) if page else None,
    )


def asked_for(query: str) -> dict[str, str]:
    """Read the query of an address; the last of a repeated name counts."""
    return dict(parse_qsl(query))
