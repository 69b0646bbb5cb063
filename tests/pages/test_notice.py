"""A part that fails says so with an id; the traceback stands in the log."""

import re

import pytest

from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.errors import NoSnapshot
from fundtrack.pages.notice import Guard
from fundtrack.pages.notice import notice


def test_our_own_bug_gets_an_id_that_the_log_holds(
    workspace: Workspace, clock: Clock
) -> None:
    said: list[str] = []
    with Guard(workspace, clock, said.append):
        raise ZeroDivisionError("secret figure 42")
    found = re.search(r"the number ([0-9a-f]{8}):", said[0])
    assert found
    assert 'role="alert"' in said[0]
    assert "secret" not in said[0]
    log = workspace.log.read_text(encoding="utf-8")
    assert log.startswith(f"2024-04-05T12:00:00 {found[1]}\n")
    assert "secret figure 42" in log


def test_a_user_error_is_said_in_its_own_words_and_not_logged(
    workspace: Workspace, clock: Clock
) -> None:
    said: list[str] = []
    with Guard(workspace, clock, said.append):
        raise NoSnapshot(workspace.published)
    assert "holds no snapshot yet" in said[0]
    assert not workspace.log.exists()


def test_what_goes_well_says_nothing(workspace: Workspace, clock: Clock) -> None:
    said: list[str] = []
    with Guard(workspace, clock, said.append):
        pass
    assert said == []


def test_the_order_to_stop_is_obeyed(workspace: Workspace, clock: Clock) -> None:
    with (
        pytest.raises(KeyboardInterrupt),
        Guard(workspace, clock, lambda _: None),
    ):
        raise KeyboardInterrupt


def test_a_notice_is_text_not_markup() -> None:
    assert notice("<b>") == ('<div class="note" role="status"><p>&lt;b&gt;</p></div>')
