"""The Spend page of a small office with people, opened by one of them."""

from dataclasses import dataclass
from dataclasses import field
from typing import Any

from ipywidgets import DOMWidget

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.events import NewEvent
from fundtrack.domain.people import Role
from fundtrack.pages.forms import Forms
from fundtrack.pages.session import PageSession
from fundtrack.pages.spend.page import build
from tests import builders
from tests.pages import screens
from tests.pages.offices import office

WEST = "SSF5/west-lancashire/youth-work/youth-diversion/revenue/2023-24"
LIGHTS = "SSF5/pennine/burnley-lights/lighting/capital/2023-24"
GATES = "SSF5/blackpool/alleys/alley-gates/capital/2023-24"
PEOPLE = {
    "officer": Role.FINANCE,
    "holder": Role.BUDGET_HOLDER,
    "cfo": Role.SIGNATORY,
    "auditor": Role.AUDITOR,
}


@dataclass
class Seat:
    """Somebody in front of Spend; `heard` is what its forms sent to the browser."""

    workspace: Workspace
    page: DOMWidget
    heard: list[dict[str, Any]] = field(default_factory=list)

    def forms(self, name: str) -> Forms:
        """The buttons of a name."""
        found = (it for it in screens.widgets(self.page) if isinstance(it, Forms))
        return next(it for it in found if it.name == name)

    def offered(self, name: str) -> list[str]:
        """What may be done here, the first thing first."""
        return [str(offer["name"]) for offer in self.forms(name).offers]

    def fields(self, where: str, name: str) -> dict[str, str]:
        """What stands in the fields of a form."""
        offers: list[Any] = self.forms(where).offers
        found = next(it for it in offers if it["name"] == name)
        return {it["name"]: it["value"] for it in found["fields"]}

    def do(self, where: str, name: str, **values: str) -> None:
        """Fill a form in and send it."""
        forms = self.forms(where)
        turn = forms.said["turn"]
        forms._answer(forms, {"do": name, "turn": turn, "values": values}, None)

    def told(self, name: str) -> str:
        """What was announced last by the buttons of a name."""
        return str(self.forms(name).said["done"])

    def cells(self, name: str) -> list[list[str]]:
        """The text of a table, row by row."""
        drawn = screens.table(self.page, name).table
        return screens.cells(drawn) if drawn else []


def staffed(workspace: Workspace, clock: Clock) -> Workspace:
    """The small office of the pages, with somebody in every role and its projects."""
    office(workspace, clock)
    events = [it for name, role in PEOPLE.items() for it in builders.person(name, role)]
    places = {tuple(cell.split("/")[:4]) for cell in (WEST, LIGHTS, GATES)}
    for fund, area, project, _ in sorted(places):
        facts = {"fund": fund, "area": area, "project": project, "name": project}
        events.append(NewEvent("project", builders.START, "opens", facts))
    builders.record(workspace, clock, events)
    return workspace


def seat_of(
    workspace: Workspace, clock: Clock, person: str | None, **asked: str
) -> Seat:
    """Open Spend for a person; nobody is signed in when None."""
    page = build(PageSession(workspace, asked, clock, lambda: person))
    seat = Seat(workspace, page)
    for widget in screens.widgets(page):
        if isinstance(widget, Forms):
            widget.send = lambda it, **_: seat.heard.append(it)
    return seat
