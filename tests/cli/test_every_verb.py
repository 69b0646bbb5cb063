"""No later act changes a certified return, and an auditor changes nothing at all."""

import re
import shlex
from collections.abc import Iterator
from functools import partial

import click
import pytest

from fundtrack.acts.returns import show
from fundtrack.acts.returns import verify
from fundtrack.cli import app
from fundtrack.cli import main
from fundtrack.cli.desk import Desk
from fundtrack.config import Workspace
from tests.acts.safe_offices import tree
from tests.cli.every_verb import ACTS
from tests.cli.every_verb import NO_ACT
from tests.cli.every_verb import READING
from tests.cli.every_verb import last_entry
from tests.cli.every_verb import office_in_april
from tests.returns.office import RETURN
from tests.returns.office import Office

NAMED = re.compile(r"\{([a-z_]+)\}")


@pytest.fixture
def office(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> Office:
    """An example office, two days after its return was certified."""
    office = office_in_april(workspace)
    monkeypatch.setattr(app, "Desk", partial(Desk, clock=office.now))
    return office


def typed(office: Office, person: str, words: str) -> int:
    """Type a line as somebody, its entries and folder filled in."""
    folder = office.workspace.folder.parent

    def found(named: re.Match[str]) -> str:
        if named[1] == "folder":
            return str(folder)
        return str(last_entry(office.workspace.ledger, named[1]))

    line = shlex.split(NAMED.sub(found, words))
    return main(["--workspace", str(office.workspace.folder), "--as", person, *line])


def verbs(command: click.Command = app.command_line, name: str = "") -> Iterator[str]:
    """Every verb there is, in full."""
    if not isinstance(command, click.Group):
        yield name
        return
    for each, beneath in command.commands.items():
        yield from verbs(beneath, f"{name} {each}".strip())


def verb_of(words: str) -> str:
    """The verb that a line types."""
    every = set(verbs())
    first, second, *_ = [*words.split(), ""]
    return first if first in every else f"{first} {second}"


def test_every_verb_there_is_is_tried_or_says_why_not() -> None:
    tried = {verb_of(words) for _, words, _ in ACTS}
    read = {verb_of(words) for words in READING}
    assert set(verbs()) - tried - read - NO_ACT.keys() == set()
    assert not tried & (read | NO_ACT.keys())


def test_no_act_changes_what_was_certified(office: Office) -> None:
    frozen = tree(office.workspace.returns)
    before = show(office.session("cfo"), RETURN)
    for person, words, code in ACTS:
        assert (words, typed(office, person, words)) == (words, code)
        assert tree(office.workspace.returns) == frozen, words
    after = show(office.session("cfo"), RETURN)
    assert (after.claim_pence, after.ledger_pence) == (
        before.claim_pence,
        before.ledger_pence,
    )
    assert after.sha256 == before.sha256
    assert verify(office.session("cfo"), RETURN).findings == ()


def test_an_auditor_reads_everything_and_changes_nothing(office: Office) -> None:
    before = tree(office.workspace.folder)
    refused = {words: typed(office, "auditor", words) for _, words, _ in ACTS}
    assert {words: code for words, code in refused.items() if code != 4} == {}
    read = {words: typed(office, "auditor", words) for words in READING}
    # The doctor finds that nobody has made a backup yet.
    assert {words: code for words, code in read.items() if code} == {"doctor": 3}
    assert tree(office.workspace.folder) == before
