"""The words and figures are there at once, before a page's kernel is up."""

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.pages.screens.first import first_screen
from tests import builders
from tests.pages.offices import office


def test_it_holds_the_sentence_the_figures_and_the_snapshot(
    workspace: Workspace, clock: Clock
) -> None:
    screen = first_screen(office(workspace, clock), "overview", "fund=SSF5")
    assert "£32,000 of the £409,800 for 2023-24 will lapse" in screen
    assert "<dt>Would lapse</dt>" in screen
    assert 'class="strip" data-snapshot="' in screen


def test_it_follows_the_address(workspace: Workspace, clock: Clock) -> None:
    query = "fund=SSF5&area=blackpool"
    screen = first_screen(office(workspace, clock), "spend", query)
    assert "Blackpool has spent £99,200 of £127,600" in screen


def test_an_address_cannot_write_into_the_page(
    workspace: Workspace, clock: Clock
) -> None:
    screen = first_screen(office(workspace, clock), "overview", "fund=%3Cscript%3E")
    assert "<script>" not in screen


@pytest.mark.parametrize("name", ["overview", "spend"])
def test_empty_books_say_what_to_do(
    workspace: Workspace, clock: Clock, name: str
) -> None:
    assert "Nothing has been published yet" in first_screen(workspace, name, "")
    builders.record(workspace, clock, builders.registers())
    assert "The books hold no money yet." in first_screen(workspace, name, "")


def test_a_damaged_snapshot_is_said(workspace: Workspace, clock: Clock) -> None:
    office(workspace, clock)
    for snapshot in workspace.published.glob("*.duckdb"):
        snapshot.write_bytes(b"not a database")
    assert "cannot be read as the books" in first_screen(workspace, "overview", "")
