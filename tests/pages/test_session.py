"""A page reads its office and its view from what the server told its kernel."""

import os
from datetime import date
from pathlib import Path

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.errors import NobodySignedIn
from fundtrack.errors import WrongArgument
from fundtrack.pages.session import PageSession
from fundtrack.pages.session import Spool
from fundtrack.pages.session import asked_for
from fundtrack.pages.session import open_session
from fundtrack.store.sign_ins import sign_ins_of
from tests.pages.offices import office


def test_the_session_comes_from_the_environment_of_the_kernel(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FUNDTRACK_WORKSPACE", str(workspace.folder))
    monkeypatch.setenv("QUERY_STRING", "fund=SSF5&year=2023-24&as_at=")
    session = open_session()
    assert session.workspace == workspace
    assert session.asked == {"fund": "SSF5", "year": "2023-24"}
    assert session.settings.office == "Testshire"
    assert session.person is None
    assert session.spool is None


def test_the_person_comes_from_a_token_that_ends_with_the_sign_in(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed_in = sign_ins_of(workspace, system_clock)
    browser = signed_in.of_browser(signed_in.begin("cfo"))
    assert browser
    page = signed_in.open_page(browser.key, "page-1")
    monkeypatch.setenv("FUNDTRACK_WORKSPACE", str(workspace.folder))
    monkeypatch.setenv("FUNDTRACK_PAGE_TOKEN", page.token)
    session = open_session()
    assert session.person == "cfo"
    assert session.spool == Spool("page-1", page.spool)
    assert "FUNDTRACK_PAGE_TOKEN" not in os.environ
    signed_in.end(browser.key)
    with pytest.raises(NobodySignedIn):
        session.acting()


def test_a_page_offers_files_under_plain_names_alone(tmp_path: Path) -> None:
    spool = Spool("page-1", tmp_path)
    address = spool.offer("SSF5 2023-24 Q3 (draft).csv", b"a,b")
    assert address == "/files/page/page-1/SSF5%202023-24%20Q3%20%28draft%29.csv"
    assert (tmp_path / "SSF5 2023-24 Q3 (draft).csv").read_bytes() == b"a,b"
    for name in ("../up.csv", ".hidden", "a/b.csv", ""):
        with pytest.raises(WrongArgument, match="is not the name of a file"):
            spool.offer(name, b"")


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
