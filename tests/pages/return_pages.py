"""The Returns page of a small office, opened by one of its people."""

import atexit
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from ipywidgets import DOMWidget

from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import submit
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.passwords import password_hash
from fundtrack.pages.forms import Forms
from fundtrack.pages.returns.page import build
from fundtrack.pages.session import PageSession
from tests import builders
from tests.conftest import SETTINGS
from tests.pages import screens
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office

PASSWORD = "a long password"  # noqa: S105 - of nobody


@dataclass
class Desk:
    """Somebody in front of the page; `heard` is what its forms sent to the browser."""

    office: Office
    page: DOMWidget
    heard: list[dict[str, Any]]

    def forms(self, name: str = "acts") -> Forms:
        """The buttons of a name."""
        found = (it for it in screens.widgets(self.page) if isinstance(it, Forms))
        return next(it for it in found if it.name == name)

    def offered(self, name: str = "acts") -> list[str]:
        """What may be done here, the first thing first."""
        return [str(offer["name"]) for offer in self.forms(name).offers]

    def do(self, name: str, where: str = "acts", **values: str) -> None:
        """Fill a form in and send it."""
        forms = self.forms(where)
        turn = forms.said["turn"]
        forms._answer(forms, {"do": name, "turn": turn, "values": values}, None)

    @property
    def told(self) -> str:
        """What was announced last."""
        return str(self.forms().said["done"])

    @property
    def words(self) -> str:
        """What the page says."""
        return screens.words(self.page)

    def table(self, name: str) -> Mapping[str, Any]:
        """A table of the page, as it is drawn."""
        return screens.table(self.page, name).table


def office_with_a_draft(workspace: Workspace) -> Office:
    """An office in order with a draft, whose signatory has a password."""
    _copy(_drafted_once(), workspace)
    return Office(workspace)


def office_that_sent(workspace: Workspace) -> Office:
    """An office whose return was sent, a fortnight later."""
    _copy(_sent_once(), workspace)
    return Office(workspace, day=date(2024, 5, 10))


def with_password(office: Office) -> Office:
    """Give the signatory a password."""
    facts = {"person": "cfo", "salt": "00", "hash": password_hash(PASSWORD, "00")}
    office.record(NewEvent("password", builders.START, "password set", facts))
    return office


@cache
def _drafted_once() -> Office:
    office = with_password(open_office(_folder()))
    prepare(office.session("finance.officer"), "SSF5", Q4)
    return office


@cache
def _sent_once() -> Office:
    office = open_office(_folder())
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    return office


def _folder() -> Workspace:
    folder = Path(tempfile.mkdtemp())
    atexit.register(shutil.rmtree, folder)
    (folder / SETTINGS_FILE).write_text(SETTINGS, encoding="utf-8")
    return Workspace(folder)


def _copy(made: Office, workspace: Workspace) -> None:
    shutil.copytree(made.workspace.folder, workspace.folder, dirs_exist_ok=True)


def desk_of(office: Office, person: str | None, **asked: str) -> Desk:
    """Open the page for a person; nobody is signed in when None."""
    session = PageSession(office.workspace, asked, office.now, lambda: person)
    desk = Desk(office, build(session), [])
    for widget in screens.widgets(desk.page):
        if isinstance(widget, Forms):
            widget.send = lambda it, **_: desk.heard.append(it)
    return desk
