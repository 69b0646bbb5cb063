"""The pieces of a page that are words: the strip, the age of a snapshot."""

from datetime import UTC
from datetime import datetime
from datetime import timedelta

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.pages.pieces import age
from fundtrack.pages.pieces import strip
from fundtrack.pages.pieces import to_do
from fundtrack.pages.standing import read_standing
from fundtrack.sentences.needs import Need
from fundtrack.store.snapshot import open_books
from tests import builders

NOON = datetime(2024, 4, 5, 12, tzinfo=UTC).replace(tzinfo=None)


@pytest.mark.parametrize(
    ("passed", "said"),
    [
        (timedelta(seconds=-5), "just now"),
        (timedelta(seconds=59), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(minutes=59), "59 minutes ago"),
        (timedelta(hours=47), "47 hours ago"),
        (timedelta(days=3), "3 days ago"),
    ],
)
def test_an_age_is_said_in_the_largest_unit_that_fits(
    passed: timedelta, said: str
) -> None:
    assert age(NOON - passed, NOON) == said


def test_an_office_that_is_no_example_says_the_snapshot_s_age(
    workspace: Workspace, clock: Clock
) -> None:
    builders.record(workspace, clock, builders.registers())
    with open_books(workspace) as books:
        standing = read_standing(books, workspace.settings(), NOON.date(), {})
    shown = strip(standing, clock() + timedelta(minutes=4))
    assert "published 4 minutes ago" in shown
    assert "EXAMPLE" not in shown
    assert standing.copy_note == f"snapshot {standing.info.snapshot}"


def test_a_thing_to_do_leads_to_the_page_that_settles_it() -> None:
    due = Need("warn", "Due", "not sent.", about=("SSF5", "2023-24 Q4"))
    lines = Need("warn", "£10", "in suspense.", table="suspense")
    shown = to_do([due, lines], "fund=SSF5")
    assert 'href="/returns?fund=SSF5&amp;quarter=2023-24+Q4"' in shown
    assert 'href="/spend?fund=SSF5#suspense"' in shown


def test_a_thing_to_do_that_no_page_settles_names_its_command() -> None:
    late = Need("stop", "1 late", "cameras.", command="fundtrack obligation done 7")
    shown = to_do([late], "fund=SSF5")
    assert "cameras. At the command line: fundtrack obligation done 7." in shown
    assert "href" not in shown


@pytest.mark.parametrize(
    ("passed", "is_offered"), [(timedelta(hours=47), False), (timedelta(days=3), True)]
)
def test_an_old_snapshot_offers_to_look_for_a_newer_one(
    workspace: Workspace, clock: Clock, passed: timedelta, *, is_offered: bool
) -> None:
    builders.record(workspace, clock, builders.registers())
    with open_books(workspace) as books:
        standing = read_standing(books, workspace.settings(), clock().date(), {})
    shown = strip(standing, clock() + passed)
    assert ('data-do="refresh"' in shown) is is_offered
    assert (">press to refresh</button>" in shown) is is_offered


def test_what_a_last_line_only_counts_unfolds_beneath_it() -> None:
    late = Need("stop", "1 late", "cameras.", table="suspense")
    shown = to_do([Need("wait", "1 more", "late.", rest=(late,))], "fund=SSF5")
    _, _, unfolded = shown.partition("<details><summary>Show them here</summary>")
    assert "1 late" in unfolded
    assert 'href="/spend?fund=SSF5#suspense"' in unfolded
