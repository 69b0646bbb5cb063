"""The return on the command line: its keys, its words, its exit codes."""

import json

import pytest

from fundtrack.cli import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests.cli.test_app import EXAMPLE
from tests.returns.office import RETURN
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import refused_row

KEYS = {
    "return_id",
    "version",
    "state",
    "claim_pence",
    "ledger_pence",
    "reconciling",
    "difference_pence",
    "sha256",
    "findings",
}


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An example office in order, in which anybody may be named."""
    office = open_office(workspace)
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


def typed(office: Office, *words: str) -> int:
    """Type a command in the office's workspace."""
    return main(["--workspace", str(office.workspace.folder), *words])


def test_every_verb_answers_with_the_contracts_keys(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    too_early = ["--date", "2024-04-24", "--route", "post"]
    said = [*too_early, "--recipient", "team", "--reference", "1"]
    for person, words in (
        ("finance.officer", ["prepare", "SSF5", "2023-24 Q4"]),
        ("finance.officer", ["check", RETURN]),
        ("reviewer", ["review", RETURN]),
        ("cfo", ["certify", RETURN]),
        ("finance.officer", ["show", RETURN]),
        ("finance.officer", ["verify", RETURN]),
    ):
        assert typed(office, "--json", "--as", person, "return", *words) == 0
        assert json.loads(capsys.readouterr().out).keys() >= KEYS
    assert typed(office, "--json", "return", "submit", RETURN, *said) == 2


def test_a_blocked_return_is_prepared_and_its_check_exits_3(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.record(refused_row())
    assert typed(office, "return", "prepare", "SSF5", "2023-24 Q4") == 0
    capsys.readouterr()
    assert typed(office, "--json", "return", "check", RETURN) == 3
    findings = json.loads(capsys.readouterr().out)["findings"]
    assert ("no-refused-rows", "block") in {
        (found["rule"], found["severity"]) for found in findings
    }
    assert typed(office, "--as", "reviewer", "return", "review", RETURN) == 3
    assert typed(office, "--as", "reviewer", "return", "certify", RETURN) == 4


def test_a_return_is_told_in_words(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.certified()
    assert typed(office, "return", "verify", RETURN) == 0
    assert capsys.readouterr().out.splitlines()[:2] == [
        (f"{RETURN} is certified: claim £1,120.01, ledger £1,120.01, difference £0.00"),
        "every byte compared; frozen by fundtrack 0.1.0",
    ]
    assert typed(office, "return", "show", RETURN) == 0


def test_verify_exits_3_when_something_does_not_hold(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    assert typed(office, "--json", "verify") == 0
    found = json.loads(capsys.readouterr().out)
    assert {"entries", "head", "chain_ok", "balanced", "snapshot_ok", "returns_ok"} <= (
        found.keys()
    )
    assert typed(office, "verify", "--contains", found["head"]) == 0
    assert typed(office, "verify", "--contains", "ab") == 3
