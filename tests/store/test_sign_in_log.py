"""The log of sign-ins is private and only ever added to."""

from fundtrack.config import Workspace
from fundtrack.store.sign_in_log import SignInLine
from fundtrack.store.sign_in_log import add_line
from fundtrack.store.sign_in_log import read_lines

CAME = SignInLine("2024-04-05T12:00:00Z", "signed in", "cfo", "10.0.0.1")
WRONG = SignInLine("2024-04-05T12:01:00Z", "refused", "", "10.0.0.2", "wrong “name”")


def test_lines_come_back_as_they_were_added(workspace: Workspace) -> None:
    assert list(read_lines(workspace)) == []
    add_line(workspace, CAME)
    add_line(workspace, WRONG)
    assert list(read_lines(workspace)) == [CAME, WRONG]
    assert workspace.sign_in_log.stat().st_mode & 0o077 == 0


def test_a_line_cut_off_is_passed_over(workspace: Workspace) -> None:
    add_line(workspace, CAME)
    with workspace.sign_in_log.open("a", encoding="utf-8") as file:
        file.write('{"at": "2024\n{"other": 1}\n')
    add_line(workspace, WRONG)
    assert list(read_lines(workspace)) == [CAME, WRONG]
