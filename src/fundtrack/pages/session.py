"""What a page is told when it opens: which office, which view, which day it is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import parse_qsl

from fundtrack.config import Clock
from fundtrack.config import Settings
from fundtrack.config import Workspace
from fundtrack.config import page_query
from fundtrack.config import system_clock
from fundtrack.config import workspace_folder


@dataclass(frozen=True, slots=True)
class PageSession:
    """A reader in front of a page; `asked` is what the address says."""

    workspace: Workspace
    asked: Mapping[str, str]
    clock: Clock = system_clock

    @property
    def settings(self) -> Settings:
        """Where and how the workspace runs."""
        return self.workspace.settings()

    @property
    def today(self) -> date:
        """The day that counts as today."""
        return self.settings.today(self.clock)


def open_session() -> PageSession:
    """Read the session of the page that this kernel serves."""
    return PageSession(Workspace(workspace_folder(None)), asked_for(page_query()))


def asked_for(query: str) -> dict[str, str]:
    """Read the query of an address; the last of a repeated name counts."""
    return dict(parse_qsl(query))
