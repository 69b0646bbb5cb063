"""The return on the command line: its keys, its words, its exit codes."""

import json
from datetime import date
from pathlib import Path

import pytest

from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import submit
from fundtrack.cli import main
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Workspace
from tests import builders
from tests.cli.test_app import EXAMPLE
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
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
        (
            f"{RETURN} is certified, not sent: claim £1,120.01, ledger £1,120.01, "
            "difference £0.00"
        ),
        "every byte compared; frozen by fundtrack 0.1.0",
    ]
    assert typed(office, "return", "show", RETURN) == 0


def test_what_follows_a_submission_is_said_by_commands(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    office.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    second = RETURN.replace("v1", "v2")

    def said(*words: str) -> str:
        assert typed(office, "return", *words) == 0
        return capsys.readouterr().out

    on = ("--on", "2024-04-24")
    asked = said("query", RETURN, "--reason", "Which bill?", "--section", "claim", *on)
    waits = next(line for line in asked.splitlines() if line.startswith("query "))
    assert waits.endswith("on Claim waits for an answer: Which bill?")
    entry = waits.split()[1]
    assert "answered" in said("answer", RETURN, entry, "--reason", "bill 12")
    again = said("resubmit", RETURN, "--reason", "a late bill")
    assert f"{second} is prepared: claim £1,145.01" in again
    assert f"it takes the place of {RETURN}" in again
    told = said("diff", second).splitlines()
    assert told[0] == (
        f"{second} claims £1,145.01, £25.00 more than {RETURN} (£1,120.01)"
    )
    assert "Transaction listing: " in "".join(told)
    cause = "by finance.officer: actual of £25.00: Supplier 1 (synthetic)"
    assert told[-1].startswith("entry ")
    assert told[-1].endswith(cause)


def test_agreeing_closing_and_reopening_are_said_by_commands(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    letter = ("--reference", "letter")
    assert typed(office, "return", "agree", RETURN, "--on", "2024-04-24", *letter) == 0
    assert typed(office, "return", "close", RETURN) == 3
    paid = ("--amount", "1120.01", "--on", "2024-04-24", "--reference", "1")
    assert typed(office, "return", "receive", RETURN, *paid) == 0
    assert typed(office, "return", "close", RETURN) == 0
    capsys.readouterr()
    assert typed(office, "return", "list") == 0
    assert capsys.readouterr().out.splitlines()[0].endswith("expected by 2024-06-07")
    assert (
        typed(office, "--as", "cfo", "return", "reopen", RETURN, "--reason", "x") == 0
    )
    assert f"{RETURN} is reopened" in capsys.readouterr().out
    assert typed(office, "return", "diff", RETURN) == 0
    assert "no field differs" in capsys.readouterr().out


def test_an_auditor_gets_one_folder(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.certified()
    asked = ("--as", "reviewer", "return", "audit-pack", RETURN)
    folder = str(tmp_path / "pack")
    assert typed(office, *asked, folder, "--seed", "3") == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{folder}: 4 of 4 lines drawn (£1,120.01)")
    assert typed(office, *asked, folder) == 3


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


def test_the_sign_sheet_comes_before_the_certificate(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    prepare(office.session("finance.officer"), "SSF5", Q4)
    review(office.session("reviewer"), RETURN)
    assert typed(office, "--as", "cfo", "return", "certify", RETURN) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == f"sign sheet of {RETURN} (reviewed)"
    assert said[1].startswith("  Claim: £1,120.01; for 2023-24 Q4")
    certified = next(it for it in said if it.startswith(f"{RETURN} is "))
    assert certified.startswith(f"{RETURN} is certified, not sent: claim £1,120.01")
    assert typed(office, "--json", "return", "sign-sheet", RETURN) == 0
    items = json.loads(capsys.readouterr().out)["items"]
    assert (items[0]["item"], items[0]["pence"]) == ("Claim", 112_001)
    assert typed(office, "return", "sign-sheet", RETURN) == 0
    assert "Last entry of the books and its hash: entry " in capsys.readouterr().out


def test_a_return_that_was_sent_is_shown_with_papers_money_and_what_moved(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office.certified()
    proof = tmp_path / "sent.eml"
    proof.write_text("sent", encoding="utf-8")
    sent = ("--date", "2024-04-24", "--route", "post", "--recipient", "team")
    given = ("--reference", "1", "--proof", str(proof))
    copy = ("--signed-copy", str(proof))
    day = ("--on", "2024-04-24", "--reference", "BACS 1")
    assert typed(office, "return", "attach", RETURN, *copy) == 0
    assert "signed copy: sent.eml, kept " in capsys.readouterr().out
    assert typed(office, "return", "submit", RETURN, *sent, *given) == 0
    short = ("--amount", "1,000.00", "--short-because", "a bill is queried")
    assert typed(office, "return", "receive", RETURN, *short, *day) == 0
    office.record(builders.actual(2_500, date(2024, 3, 28), row=9))
    capsys.readouterr()
    assert typed(office, "return", "show", RETURN) == 0
    said = capsys.readouterr().out
    for words in (
        f"{RETURN} is submitted: claim £1,120.01",
        "certified by cfo on 2024-04-22",
        "claimed £1,120.01, received £1,000.00, owed £120.01",
        "received £1,000.00 on 2024-04-24, BACS 1, short because a bill is queried",
        "proof of sending: sent.eml, kept ",
        "certified figures no longer match the ledger: £25.00, because of entry ",
    ):
        assert words in said
    assert typed(office, "return", "list") == 0
    listed = capsys.readouterr().out.splitlines()
    assert listed[0].startswith(f"{RETURN}: submitted, short-paid by £120.01")
    assert "ledger moved by £25.00 since, by 1 entry; next: " in listed[0]
    assert "next: prepare by All.Hands, Finance.Officer" in listed[1]


def test_an_office_without_returns_says_so(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    settings = workspace.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    office = Office(workspace)
    office.record(*builders.registers(), *builders.person("finance.officer"))
    assert typed(office, "return", "list") == 0
    assert capsys.readouterr().out == "no return is begun or due\n"
