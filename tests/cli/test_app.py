"""The command line: who acts, exit codes, one JSON object, our own bugs in one line."""

import getpass
import json
import sys
from pathlib import Path

import pytest

from fundtrack.acts.people import set_password
from fundtrack.acts.session import Session
from fundtrack.cli import main
from fundtrack.cli.app import global_options_first
from fundtrack.config import SETTINGS_FILE
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.domain.people import Role
from tests import builders

FUND_YEAR = ("--cell", str(builders.FUND_YEAR))
EXAMPLE = "\n[example]\nis_example = true\n"


@pytest.fixture
def office(workspace: Workspace, clock: Clock) -> Workspace:
    """An office whose administrator is tied to this computer account."""
    people = [
        *builders.person("admin", Role.ADMIN, account=getpass.getuser()),
        *builders.person("finance.officer", Role.FINANCE),
        *builders.person("auditor", Role.AUDITOR),
    ]
    builders.record(workspace, clock, [*builders.registers(), *people])
    return workspace


@pytest.fixture
def example(office: Workspace) -> Workspace:
    """The same office, marked as an example."""
    settings = office.folder / SETTINGS_FILE
    settings.write_text(settings.read_text() + EXAMPLE)
    return office


def test_global_options_may_follow_the_verb() -> None:
    typed = ["status", "--json", "--fund", "SSF5", "--workspace=w", "--as", "ann"]
    assert global_options_first(typed) == [
        *("--json", "--workspace=w", "--as", "ann"),
        *("status", "--fund", "SSF5"),
    ]


def test_what_follows_two_dashes_is_left_alone() -> None:
    assert global_options_first(["code", "--", "--json"]) == ["code", "--", "--json"]


def test_json_is_one_object_with_the_contracts_keys(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--workspace", str(example.folder), "--json", "status"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert {"lines", "totals", "snapshot"} <= answer.keys()


def test_a_refusal_in_json_carries_its_code_and_findings(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["status", "--fund", "NONE", "--json", "--workspace", str(example.folder)]
    assert main(typed) == 2
    answer = json.loads(capsys.readouterr().out)
    assert answer["exit_code"] == 2
    assert answer["findings"] == []
    assert "there is no fund “NONE”" in answer["error"]


def test_a_wrong_call_exits_2_and_points_to_help(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["no-such-verb"]) == 2
    assert "see fundtrack --help" in capsys.readouterr().err


def test_a_folder_without_a_workspace_is_refused_with_the_remedy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--workspace", str(tmp_path / "none"), "status"]) == 3
    assert "make one with: fundtrack" in capsys.readouterr().err


def test_the_person_is_whoever_the_account_is_tied_to(office: Workspace) -> None:
    assert main(["--workspace", str(office.folder), "publish"]) == 0


def test_acting_as_another_needs_their_password(
    office: Workspace, clock: Clock, tmp_path: Path
) -> None:
    set_password(Session(office, "admin", clock), "finance.officer", "battery staple")
    typed = ["--workspace", str(office.folder), "--as", "finance.officer", "publish"]
    assert main(typed) == 4
    file = tmp_path / "password"
    file.write_text("battery staple\n")
    assert main([*typed, "--password-file", str(file)]) == 0


def test_an_example_asks_for_no_password(example: Workspace) -> None:
    assert main(["--workspace", str(example.folder), "--as", "auditor", "status"]) == 0


def test_an_auditor_may_not_write_even_in_an_example(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["--workspace", str(example.folder), "--as", "auditor", "publish"]
    assert main(typed) == 4
    assert "who can: admin, finance.officer" in capsys.readouterr().err


def test_nobody_known_may_not_act_even_in_an_example(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["--workspace", str(example.folder), "--as", "no.body", "status"]
    assert main(typed) == 4
    assert "who can: admin, auditor, finance.officer" in capsys.readouterr().err


@pytest.mark.parametrize(
    "typed",
    [
        ["status", "--workspace"],
        ["status", "--workspace=none", "--fund"],
        ["--wait", "-1", "status"],
        ["--wait", "nan", "status"],
        ["--password-file", "no-such-file", "status"],
        ["--password-file", ".", "status"],
    ],
)
def test_a_global_option_that_cannot_be_used_is_a_wrong_call(
    typed: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--json", *typed]) == 2
    said = json.loads(capsys.readouterr().out)["error"]
    assert ".;" not in said


def test_no_verb_at_all_shows_the_verbs(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    shown = capsys.readouterr().err
    assert shown.startswith("fundtrack: name one of the commands below")
    assert "\n  waive " in shown


def test_a_password_file_that_is_not_text_holds_no_password(
    office: Workspace, tmp_path: Path
) -> None:
    file = tmp_path / "password"
    file.write_bytes(b"\xff\xfe\0")
    typed = ["--as", "finance.officer", "--password-file", str(file), "publish"]
    assert main(["--workspace", str(office.folder), *typed]) == 4


def test_our_own_fault_is_one_json_object_too(
    office: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    main([f"--workspace={office.folder}", "--json", "--version"])
    capsys.readouterr()
    bug = ZeroDivisionError("planted")
    sys.excepthook(type(bug), bug, None)
    assert json.loads(capsys.readouterr().out)["exit_code"] == 1
    assert office.log.is_file()


def test_our_own_fault_is_one_line_with_an_id_and_a_log(
    office: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    main(["--workspace", str(office.folder), "status"])
    bug = ZeroDivisionError("planted")
    sys.excepthook(type(bug), bug, None)
    shown = capsys.readouterr().err
    assert "this is a fault of the program (id " in shown
    assert "Traceback" not in shown
    assert "planted" in office.log.read_text(encoding="utf-8")


def test_a_money_act_is_recorded_and_shown_in_words(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    act = ["--cell", str(builders.CELL), "--on", "2024-01-20", "--reason", "because"]
    at = ["--workspace", str(example.folder)]
    assert main([*at, "award", "--amount", "£900.00", *FUND_YEAR, *act[2:]]) == 0
    assert main([*at, "allocate", "--amount", "£900.00", *act]) == 0
    assert "allocate £900.00 on SSF5/blackpool" in capsys.readouterr().out
    assert main([*at, "status", "--as-at", "2024-02-01"]) == 0
    assert "£900" in capsys.readouterr().out
    assert main([*at, "commit", "--amount", "5", *act]) == 0
    assert capsys.readouterr().err == ""
    assert main([*at, "commit", "--amount", "5", *act]) == 0
    said = capsys.readouterr()
    assert said.err.startswith("  warn: figures: entry ")
    assert "records the same commitment of £5.00 from 2024-01-20" in said.err
    assert "commit £5.00" in said.out


def test_a_virement_goes_from_request_to_decision(example: Workspace) -> None:
    at = ["--workspace", str(example.folder)]
    act = ["--on", "2024-01-20", "--reason", "because"]
    other = str(builders.CELL).replace("cctv/capital", "lighting/capital")
    main([*at, "award", *FUND_YEAR, "--amount", "900", *act])
    main([*at, "allocate", "--cell", str(builders.CELL), "--amount", "900", *act])
    for person, role in (("budget.holder", "budget-holder"), ("cfo", "signatory")):
        main([*at, "--as", "admin", "person", "add", person, "--name", person])
        main([*at, "--as", "admin", "person", "role", person, role])
    asked = ["virement", "request", "--from", str(builders.CELL), "--to", other]
    asked += ["--amount", "5", "--reason", "late"]
    assert main([*at, "--as", "budget.holder", *asked]) == 0
    with_number = _last_entry(example)
    decide = ["--as", "budget.holder", "virement", "approve", str(with_number)]
    assert main([*at, *decide]) == 4
    decide = ["--as", "cfo", "virement", "reject", str(with_number)]
    assert main([*at, *decide]) == 0


def test_a_figure_is_traced_in_words(
    example: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    at = ["--workspace", str(example.folder)]
    act = ["--cell", str(builders.CELL), "--amount", "5", "--on", "2024-01-20"]
    main([*at, "commit", *act, "--reason", "because"])
    capsys.readouterr()
    assert main([*at, "trace", f"committed:{builders.CELL}@2024-03-31~999"]) == 0
    assert "= £5.00" in capsys.readouterr().out


def _last_entry(workspace: Workspace) -> int:
    pointer = workspace.published / "current.json"
    return int(json.loads(pointer.read_text())["head_seq"])


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_snapshot_that_is_lost_is_published_anew_by_who_may(
    office: Workspace, *, is_gone: bool
) -> None:
    pointer = office.published / "current.json"
    if is_gone:
        pointer.unlink()
    else:
        pointer.write_text("{", encoding="utf-8")
    assert main(["--workspace", str(office.folder), "status"]) == 3
    assert main(["--workspace", str(office.folder), "publish"]) == 0
    assert main(["--workspace", str(office.folder), "status"]) == 0
