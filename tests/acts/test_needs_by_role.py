"""Each person is shown what they can do themselves, at most five things."""

from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.backups import backup
from fundtrack.acts.needs import page_needs
from fundtrack.acts.needs import standing_needs
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.session import Session
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.metrics.position import Selection
from fundtrack.metrics.run_freshness import StaleRun
from fundtrack.sentences.needs import Need
from fundtrack.sentences.register_needs import Named
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.conftest import SETTINGS
from tests.pages.offices import AREAS
from tests.pages.spend_pages import staffed
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office

NAMED = Named({"SSF5": "Safer Streets round 5"}, AREAS)
TODAY = date(2024, 2, 29)
STALE = StaleRun("r1", "SSF5", "blackpool", "burglary", ("P was registered",))


def needs_of(workspace: Workspace, person: str | None) -> list[Need]:
    """What Overview lists for a person."""
    with open_books(workspace) as books:
        selection = Selection(TODAY, books.info.head_seq)
        return page_needs(books, selection, NAMED, person=person)


def states(needs: list[Need]) -> list[str]:
    """The words before the sentences."""
    return [need.state for need in needs]


@pytest.fixture
def workspace(workspace: Workspace, clock: Clock) -> Workspace:
    """The office of the pages, with an administrator beside its people."""
    staffed(workspace, clock)
    builders.record(workspace, clock, builders.person("admin", Role.ADMIN))
    return workspace


def test_finance_sees_what_blocks_and_waits_and_no_virement_of_others(
    workspace: Workspace,
) -> None:
    found = needs_of(workspace, "officer")
    assert states(found) == ["1 refused", "£2,310", "Ties out"]


def test_an_approver_sees_the_virement_that_waits_for_them(
    workspace: Workspace,
) -> None:
    assert states(needs_of(workspace, "cfo")) == ["To approve"]
    assert states(needs_of(workspace, "holder")) == ["To approve"]


def test_an_evaluator_sees_the_runs_that_are_older_than_the_data(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    builders.record(workspace, clock, builders.person("eva", Role.EVALUATOR))
    monkeypatch.setattr("fundtrack.acts.needs.stale_runs", lambda *_: [STALE])
    (need,) = needs_of(workspace, "eva")
    assert (need.state, need.path) == ("Out of date", "/evaluation?fund=SSF5")
    assert "Out of date" not in states(needs_of(workspace, "holder"))


def test_an_administrator_sees_the_age_of_the_backup(
    workspace: Workspace, clock: Clock, tmp_path: Path
) -> None:
    (need,) = needs_of(workspace, "admin")
    assert (need.state, need.path) == ("No backup", "/data-health")
    backup(Session(workspace, "admin", clock), tmp_path / "kept")
    (need,) = needs_of(workspace, "admin")
    assert need.state == "Backed up"


def test_an_auditor_and_a_stranger_see_all_of_it(workspace: Workspace) -> None:
    every = ["1 refused", "£2,310", "To approve", "Ties out"]
    assert states(needs_of(workspace, "auditor")) == every
    assert states(needs_of(workspace, None)) == every


def test_the_books_stand_with_their_tie_out_and_waivers(workspace: Workspace) -> None:
    with open_books(workspace) as books:
        found = standing_needs(books, Selection(TODAY, books.info.head_seq))
    assert states(found) == ["Ties out", "No waiver"]


def test_a_return_waits_for_its_reviewer_and_then_for_its_signatory(
    tmp_path: Path,
) -> None:
    office = _drafted(Workspace(tmp_path))
    (need,) = _steps_of(office, "reviewer")
    assert need.sentence == f"{RETURN} claims £1,120.01 and waits for your review."
    assert _steps_of(office, "cfo") == []
    review(office.session("reviewer"), RETURN)
    (need,) = _steps_of(office, "cfo")
    assert need.sentence == f"{RETURN} claims £1,120.01 and waits for your signature."
    assert need.about == ("SSF5", "2023-24 Q4")
    assert _steps_of(office, "reviewer") == []


def _drafted(workspace: Workspace) -> Office:
    workspace.settings_file.write_text(SETTINGS, encoding="utf-8")
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    return office


def _steps_of(office: Office, person: str) -> list[Need]:
    wanted = {"To sign", "To review"}
    found = needs_of(office.workspace, person)
    return [need for need in found if need.state in wanted]
