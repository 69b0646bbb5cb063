"""What a page is told when it opens: which office, view and day, and for whom."""

from collections.abc import Callable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.config import page_person
from fundtrack.config import page_query
from fundtrack.config import system_clock
from fundtrack.config import workspace_folder
from fundtrack.errors import NobodySignedIn

Who = Callable[[], str | None]
"""Says who is signed in at this moment; None when nobody is any more."""


def nobody() -> None:
    """Say that nobody is signed in."""


@dataclass(frozen=True, slots=True)
class PageSession:
    """A reader in front of a page; `asked` is what the address says.

    `who` is asked anew at each act: whoever signed out or left acts no more.
    """

    workspace: Workspace
    asked: Mapping[str, str]
    clock: Clock = system_clock
    who: Who = nobody

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
    workspace = Workspace(workspace_folder(None))
    return PageSession(workspace, asked_for(page_query()), who=page_person)


def asked_for(query: str) -> dict[str, str]:
    """Read the query of an address; the last of a repeated name counts."""
    return dict(parse_qsl(query))
