"""First screens are drawn whole once for a snapshot, and say what the pages say."""

import os
import re
from datetime import UTC
from datetime import datetime
from html import unescape
from importlib import import_module
from pathlib import Path

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from fundtrack.pages.screens import draw as drawing
from fundtrack.pages.screens.first import PAGES
from fundtrack.pages.screens.first import first_screen
from fundtrack.pages.screens.kept import FOLDER
from fundtrack.pages.screens.kept import KeptScreen
from fundtrack.pages.screens.kept import kept_screen
from fundtrack.pages.screens.kept import screens_folder
from fundtrack.pages.session import PageSession
from fundtrack.store.turnstile import turnstile
from tests import builders
from tests.pages import screens
from tests.pages.offices import office

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)


def said(markup: str) -> str:
    """The words of HTML outside charts, tables and filters."""
    plain = re.sub(r"<section>.*?</section>|<select>.*?</select>", " ", markup)
    plain = re.sub(r"<label>.*?</label>|<[^>]+>", " ", plain)
    return re.sub(r"\s+", " ", unescape(plain)).strip()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """An office whose first screens are drawn."""
    drawn = office(Workspace(tmp_path_factory.mktemp("drawn")), lambda: NOON)
    drawing.draw_screens(drawn, lambda: NOON)
    return drawn


@pytest.mark.parametrize("name", PAGES)
def test_it_says_what_the_living_page_says(drawn: Workspace, name: str) -> None:
    kept = kept_screen(screens_folder(drawn, lambda: NOON), name)
    assert kept
    page = import_module(f"fundtrack.pages.{name.replace('-', '_')}.page")
    living = page.build(PageSession(drawn, {}, lambda: NOON))
    words = [screens.words(part) for part in living.children[1:]]
    assert said(kept.markup) == " ".join(it for it in words if it)
    assert kept.chosen == dict(screens.filters(living).chosen)


def test_a_page_opens_with_its_charts_drawn(drawn: Workspace) -> None:
    screen = first_screen(drawn, "overview", "")
    assert 'class="strip" data-snapshot="' in screen
    assert '<div class="still">' in screen
    assert "£32,000 of the £409,800 for 2023-24 will lapse" in screen
    assert 'viewBox="0 0 660 ' in screen


def test_the_same_view_by_its_address_opens_drawn(drawn: Workspace) -> None:
    address = "fund=SSF5&year=2023-24&area=blackpool"
    assert 'class="still"' in first_screen(drawn, "overview", address)


def test_another_view_opens_with_its_own_words(drawn: Workspace) -> None:
    screen = first_screen(drawn, "spend", "fund=SSF5&area=blackpool")
    assert "Blackpool has spent £99,200 of £127,600" in screen
    assert 'class="still"' not in screen


def test_a_new_snapshot_is_drawn_anew_and_the_old_screens_go(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = KeptScreen(clock().date(), {}, "<h1>Drawn</h1>")
    monkeypatch.setattr(drawing, "draw_screen", lambda *_: page)
    drawing.draw_screens(office(workspace, clock), clock)
    old = screens_folder(workspace, clock)
    builders.record(workspace, clock, builders.person("late.comer", Role.FINANCE))
    new = screens_folder(workspace, clock)
    assert new != old
    assert "<h1>Drawn</h1>" not in first_screen(workspace, "spend", "")
    drawing.draw_screens(workspace, clock)
    assert "<h1>Drawn</h1>" in first_screen(workspace, "spend", "")
    assert [it for it in new.parent.iterdir() if it.is_dir()] == [new]


def test_what_is_drawn_is_not_drawn_again(
    drawn: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drawing, "draw_screen", None)
    drawing.draw_screens(drawn, lambda: NOON)
    assert not drawn.log.exists()


def test_a_finished_run_is_something_new(workspace: Workspace, clock: Clock) -> None:
    builders.record(workspace, clock, builders.registers())
    before = screens_folder(workspace, clock)
    (workspace.runs / "made-up").mkdir(parents=True)
    (workspace.runs / "made-up" / "result.json").write_text("{}", encoding="utf-8")
    assert screens_folder(workspace, clock) != before


def test_a_page_that_fails_is_left_out_and_logged(
    workspace: Workspace, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(_: object, __: object, name: str) -> KeptScreen:
        if name == "overview":
            raise ZeroDivisionError
        return KeptScreen(clock().date(), {}, "")

    monkeypatch.setattr(drawing, "draw_screen", fails)
    builders.record(workspace, clock, builders.registers())
    drawing.draw_screens(workspace, clock)
    folder = screens_folder(workspace, clock)
    assert kept_screen(folder, "overview") is None
    assert kept_screen(folder, "spend")
    assert "ZeroDivisionError" in workspace.log.read_text(encoding="utf-8")


@pytest.mark.parametrize("written", ["", "{}", '{"as_at": "today"}'])
def test_a_damaged_screen_is_as_good_as_none(tmp_path: Path, written: str) -> None:
    (tmp_path / "overview.json").write_text(written, encoding="utf-8")
    assert kept_screen(tmp_path, "overview") is None


def test_nothing_published_is_nothing_to_draw(
    workspace: Workspace, clock: Clock
) -> None:
    drawing.draw_screens(workspace, clock)
    assert not (workspace.folder / FOLDER).exists()


def test_one_process_draws_at_a_time(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[Workspace] = []
    monkeypatch.setattr(drawing, "draw_screens", lambda it, _: told.append(it))
    monkeypatch.setattr(drawing, "keep_light", lambda: None)
    monkeypatch.setattr(os, "nice", lambda _: None)
    drawing.main([str(workspace.folder)])
    with turnstile(workspace.folder / FOLDER / "drawing", 0.0):
        drawing.main([str(workspace.folder)])
    assert told == [workspace]
