"""Evaluations are planned and run from the page, which stays alive meanwhile."""

from dataclasses import dataclass
from dataclasses import field
from typing import Any

import pytest
from ipywidgets import DOMWidget

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.pages.evaluation.desk import EvaluationDesk
from fundtrack.pages.evaluation.page import build
from fundtrack.pages.forms import NOT_OFFERED
from fundtrack.pages.forms import Forms
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.progress import Progress
from fundtrack.runs.orders import Order
from fundtrack.runs.orders import Step
from fundtrack.runs.orders import Told
from fundtrack.runs.orders import Wanted
from fundtrack.runs.orders import read_order
from tests import builders
from tests.evaluation.offices import footprint
from tests.pages import screens
from tests.pages.made_runs import AREA_RUN
from tests.pages.made_runs import keep_area
from tests.pages.offices import office
from tests.pages.turns import Turns
from tests.pages.turns import child
from tests.pages.turns import prints

PLAN = {
    "measure": "burglary",
    "areas": "*",
    "start": "2024-01",
    "worthwhile": "5",
    "reason": "before the months are held",
}
BOTH = ["blackpool", "lancaster"]


@dataclass
class Desk:
    """Somebody in front of the page; `heard` is what its forms answered."""

    page: DOMWidget
    turns: Turns
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def forms(self) -> Forms:
        """The buttons."""
        return next(it for it in screens.widgets(self.page) if isinstance(it, Forms))

    @property
    def offered(self) -> list[str]:
        """What may be done now, in the words of the buttons."""
        return [str(offer["button"]) for offer in self.forms.offers]

    @property
    def shown(self) -> dict[str, Any]:
        """How far a run has come."""
        found = (it for it in screens.widgets(self.page) if isinstance(it, Progress))
        return dict(next(found).shown)

    @property
    def stages(self) -> list[tuple[str, str]]:
        """Each part of what is under way with its state."""
        return [(it["place"], it["state"]) for it in self.shown["stages"]]

    def do(self, name: str, **values: str) -> None:
        """Press a button, or send its form."""
        forms = self.forms
        forms.send = lambda it, **_: self.heard.append(it)
        turn = forms.said["turn"]
        forms._answer(forms, {"do": name, "turn": turn, "values": values}, None)

    def wait(self) -> None:
        """Take turns until the run has ended."""
        while self.offered == ["Stop the run"]:
            self.turns.take()


@pytest.fixture
def placed(workspace: Workspace, clock: Clock) -> Workspace:
    """An office with two areas to evaluate, and two people."""
    office(workspace, clock)
    events = [
        *(footprint("SSF5", area, ["E01012670"], "2023-10") for area in BOTH),
        *builders.person("eve", Role.EVALUATOR),
        *builders.person("audrey", Role.AUDITOR),
    ]
    builders.record(workspace, clock, events)
    return workspace


def desk_of(
    workspace: Workspace, clock: Clock, person: str | None = "eve", **asked: str
) -> Desk:
    """Open the page for a person."""
    turns = Turns()
    session = PageSession(workspace, asked, clock, lambda: person)
    return Desk(build(session, turns), turns)


def order_in(workspace: Workspace) -> Order:
    """What the small program was asked."""
    return read_order((workspace.folder / "order").read_text("utf-8"))


def notes(workspace: Workspace) -> str:
    """A program line that notes the order."""
    path = str(workspace.folder / "order")
    return f"open({path!r}, 'w').write(order)"


def test_a_run_is_told_step_by_step_and_its_result_appears(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = [
        Step(Told.AREA, "lancaster", "failed", "b2", "cell 3: put that right"),
        Step(Told.AREA, "blackpool", "done", AREA_RUN, "It fell."),
        Step(Told.ENDED, status="failed"),
    ]
    child(monkeypatch, notes(placed), *prints(*steps))
    desk = desk_of(placed, clock)
    assert desk.offered == ["Run all areas", "Register a plan"]
    desk.do("run")
    assert desk.offered == ["Stop the run"]
    assert desk.stages == [("Blackpool", "Running"), ("Lancaster", "Running")]
    assert desk.shown["title"] == (
        "Running Blackpool and Lancaster: neighbourhood crime"
    )
    keep_area(placed)
    desk.turns.take()
    assert desk.stages == [("Blackpool", "Running"), ("Lancaster", "Failed")]
    assert (desk.shown["done"], desk.shown["latest"]) == (1, "Lancaster: Failed")
    desk.wait()
    assert desk.shown["title"] == "The run has ended"
    assert desk.shown["note"] == {
        "said": "1 area failed; 1 area kept. What to do stands beside each.",
        "tone": "warn",
    }
    assert desk.shown["stages"][1]["said"] == "cell 3: put that right"
    rows = screens.cells(dict(screens.table(desk.page, "areas").table))
    assert rows[1][-1] == "a1a1a1a1"
    asked = order_in(placed)
    assert (asked.wanted, asked.fund, asked.areas) == (Wanted.RUN, "SSF5", BOTH)
    assert (asked.person, asked.at.date().isoformat()) == ("eve", "2024-02-29")
    screens.choose(desk.page, area="lancaster")
    assert desk.shown == {}


def test_one_area_is_run_or_all_of_them(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, notes(placed), *prints(Step(Told.ENDED, status="cached")))
    keep_area(placed)
    desk = desk_of(placed, clock, area="blackpool")
    assert desk.offered == ["Run Blackpool again", "Run all areas", "Register a plan"]
    desk.do("run")
    desk.wait()
    assert order_in(placed).areas == ["blackpool"]
    assert desk.shown["note"]["said"].startswith("Nothing that these runs read")
    desk.do("run-all")
    desk.wait()
    assert order_in(placed).areas == BOTH


def test_a_filter_may_change_while_a_run_goes_on(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, *prints(Step(Told.ENDED, status="done", words="no table")))
    desk = desk_of(placed, clock)
    desk.do("run")
    screens.choose(desk.page, area="lancaster")
    assert desk.offered == ["Stop the run"]
    assert desk.shown["title"].startswith("Running Blackpool and Lancaster")
    desk.wait()
    assert screens.filters(desk.page).chosen["area"] == "lancaster"
    assert desk.shown["note"] == {
        "said": "2 areas were run. The page shows the new figures. no table",
        "tone": "warn",
    }


def test_a_second_press_on_a_run_is_refused(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "sys.stdin.read()")
    desk = desk_of(placed, clock)
    desk.do("run")
    desk.do("run")
    assert desk.heard[0]["refused"] == NOT_OFFERED
    desk.do("stop")
    desk.wait()
    assert desk.shown["note"]["said"].startswith("Stopped. Areas that had finished")
    assert desk.stages == [("Blackpool", "Not run"), ("Lancaster", "Not run")]


def test_what_the_act_refuses_stands_in_its_words(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "eve asked for SSF5: all areas at 12:30 and it is still under way"
    child(monkeypatch, *prints(Step(Told.REFUSED, words=words)))
    desk = desk_of(placed, clock)
    desk.do("run")
    desk.wait()
    assert desk.shown["note"] == {"said": f"Nothing was run: {words}.", "tone": "warn"}
    assert desk.shown["stages"] == []


def test_a_run_that_breaks_off_is_logged_and_says_what_to_do(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "raise SystemExit('no memory')")
    desk = desk_of(placed, clock)
    desk.do("run")
    desk.wait()
    note = desk.shown["note"]
    assert note["tone"] == "stop"
    number = note["said"].partition("number ")[2].partition(":")[0]
    log = placed.log.read_text("utf-8")
    assert number in log
    assert "RunBrokeOff: no memory" in log


def test_a_plan_is_registered_from_the_page(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = "blackpool 15%, lancaster nothing"
    step = Step(Told.PLANNED, "", "prospective", "SSF5-burglary-1", seen)
    child(monkeypatch, notes(placed), *prints(step))
    desk = desk_of(placed, clock)
    desk.do("plan", **PLAN)
    assert desk.shown["title"] == "Laying out the plan: burglary"
    desk.wait()
    assert desk.shown["note"]["said"] == (
        "The plan SSF5-burglary-1 is registered, prospective. Smallest fall it could "
        "see: Blackpool 15%, Lancaster nothing. Run again to follow it."
    )
    asked = order_in(placed)
    assert (asked.wanted, asked.measure, asked.areas) == (Wanted.PLAN, "burglary", BOTH)
    assert asked.more == {
        "start": "2024-01",
        "worthwhile_pct": 5.0,
        "reason": "before the months are held",
    }
    desk.do("plan", **{**PLAN, "areas": "lancaster", "start": " "})
    desk.wait()
    assert (order_in(placed).areas, order_in(placed).more["start"]) == (
        ["lancaster"],
        None,
    )


def test_only_whoever_may_is_offered_anything(
    placed: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    child(monkeypatch, "raise SystemExit")
    auditor = desk_of(placed, clock, "audrey")
    assert auditor.offered == []
    assert "Eve can plan and run evaluations." in screens.words(auditor.page)
    auditor.do("run")
    assert auditor.heard[0]["refused"] == NOT_OFFERED
    who: list[str | None] = ["eve"]
    session = PageSession(placed, {}, clock, lambda: who[0])
    leaver = Desk(build(session, Turns()), Turns())
    who[0] = None
    leaver.do("run")
    assert leaver.heard[0]["refused"].startswith("Nothing was changed: ")


def test_an_area_without_a_footprint_cannot_be_run(
    placed: Workspace, clock: Clock
) -> None:
    keep_area(placed, area="pennine", area_name="Pennine Lancashire")
    assert desk_of(placed, clock, area="pennine").offered == [
        "Run all areas",
        "Register a plan",
    ]


def test_a_desk_on_no_page_does_nothing(workspace: Workspace, clock: Clock) -> None:
    desk = EvaluationDesk(PageSession(workspace, {}, clock))
    desk._done("run", {})
    desk._ended("")
    assert not desk.running.is_under_way
