"""A page reads its office and its view from what the server told its kernel."""

from datetime import date

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import NobodySignedIn
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import asked_for
from fundtrack.pages.session import open_session
from tests.pages.offices import office


def test_the_session_comes_from_the_environment_of_the_kernel(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNDTRACK_WORKSPACE", str(workspace.folder))
    monkeypatch.setenv("QUERY_STRING", "fund=SSF5&year=2023-24&as_at=")
    monkeypatch.setenv("FUNDTRACK_PERSON", "cfo")
    session = open_session()
    assert session.workspace == workspace
    assert session.asked == {"fund": "SSF5", "year": "2023-24"}
    assert session.settings.office == "Testshire"
    assert session.person == "cfo"


def test_the_last_of_a_repeated_name_counts() -> None:
    assert asked_for("fund=SSF4&fund=SSF5") == {"fund": "SSF5"}
    assert asked_for("") == {}


def test_today_is_the_clock_s_day_or_the_story_s_last(
    workspace: Workspace, clock: Clock
) -> None:
    assert PageSession(workspace, {}, clock).today == date(2024, 4, 5)
    office(workspace, clock)
    assert PageSession(workspace, {}, clock).today == date(2024, 2, 29)


def test_whoever_is_signed_in_acts_by_the_page_s_clock(
    workspace: Workspace, clock: Clock
) -> None:
    office(workspace, clock)
    acting = PageSession(workspace, {}, clock, lambda: "cfo").acting()
    assert (acting.person, acting.workspace) == ("cfo", workspace)
    assert acting.today == date(2024, 4, 5)
    assert acting.is_example


def test_nobody_acts_when_nobody_is_signed_in(workspace: Workspace) -> None:
    session = PageSession(workspace, {})
    assert session.person is None
    with pytest.raises(NobodySignedIn, match="nobody is signed in") as refused:
        session.acting()
    assert refused.value.exit_code == 4
