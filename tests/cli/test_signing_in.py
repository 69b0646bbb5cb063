"""Passwords handed out from the command line, and who the demo says can sign in."""

import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from fundtrack.acts.sign_ins import Proof
from fundtrack.acts.sign_ins import SignInLog
from fundtrack.acts.sign_ins import Typed
from fundtrack.acts.sign_ins import check_typed
from fundtrack.cli import main
from fundtrack.config import Clock
from fundtrack.config import Workspace
from fundtrack.config import system_clock
from fundtrack.domain.people import Role
from fundtrack.serving.addresses import Shelter
from tests import builders
from tests.pages.offices import office

Announce = Callable[[str], None]


@pytest.fixture
def example(workspace: Workspace, clock: Clock) -> Workspace:
    """An example with three people, one of whom holds two roles."""
    office(workspace, clock)
    people = [
        *builders.person("admin", Role.ADMIN),
        *builders.person("finance.officer", Role.FINANCE, Role.EVALUATOR),
        *builders.person("guest"),
    ]
    builders.record(workspace, clock, people)
    return workspace


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Shelter, int]]:
    """The servers that would have been started; each says its address at once."""
    servers: list[tuple[Shelter, int]] = []

    def serve(_: Workspace, shelter: Shelter, port: int, announce: Announce) -> None:
        servers.append((shelter, port))
        announce("http://127.0.0.1:8866/")

    monkeypatch.setattr("fundtrack.serving.app.serve", serve)
    return servers


def test_a_one_time_password_is_shown_once(
    example: Workspace, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    typed = ["--workspace", str(example.folder), "--as", "admin", "person", "password"]
    assert main([*typed, "guest", "--one-time"]) == 0
    said = capsys.readouterr().out
    assert "must be changed at the first sign-in" in said
    password = said.removeprefix("guest: ").partition(" ")[0]
    assert check_typed(example, clock, Typed("guest", password)) is Proof.ONE_TIME


def test_the_log_of_sign_ins_is_listed(
    example: Workspace, clock: Clock, capsys: pytest.CaptureFixture[str]
) -> None:
    log = SignInLog(example, clock)
    log.note("signed in", "cfo", "10.0.0.1")
    log.note("refused", "", "10.0.0.2", "wrong name or password")
    typed = ["--workspace", str(example.folder), "--as", "admin", "person", "sign-ins"]
    assert main(typed) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split()[1:] == ["signed", "in", "cfo", "10.0.0.1"]
    assert lines[1].endswith("10.0.0.2  wrong name or password")
    assert main([*typed, "--person", "cfo", "--since", "2024-04-05", "--json"]) == 0
    listed = json.loads(capsys.readouterr().out)["sign_ins"]
    assert [line["person"] for line in listed] == ["cfo"]


def test_the_demo_says_who_can_sign_in_with_which_password(
    example: Workspace,
    started: list[tuple[Shelter, int]],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    told = SimpleNamespace(imports=(), runs=(), last_return=None)
    done = SimpleNamespace(workspace=str(example.folder), snapshot="s", told=told)
    monkeypatch.setattr("fundtrack.acts.story.run_demo", lambda *_: done)
    assert main(["--workspace", str(example.folder), "demo", "--port", "0"]) == 0
    lines = capsys.readouterr().err.splitlines()
    people = [line.split() for line in lines[1:3]]
    assert lines[0] == "Sign in as one of these people of the example:"
    assert [words[0] for words in people] == ["admin", "finance.officer"]
    assert [" ".join(words[2:]) for words in people] == ["admin", "evaluator, finance"]
    assert lines[-1] == "http://127.0.0.1:8866/"
    typed = Typed(*people[1][:2])
    assert check_typed(example, system_clock, typed) is Proof.PERSON
    assert started == [(Shelter(), 0)]


def test_serve_passes_on_where_and_behind_which_certificate(
    example: Workspace, started: list[tuple[Shelter, int]], tmp_path: Path
) -> None:
    certificate, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    certificate.touch()
    key.touch()
    where = ["--host", "10.0.0.7", "--certificate", str(certificate), "--key", str(key)]
    assert main(["--workspace", str(example.folder), "serve", *where]) == 0
    assert started == [(Shelter("10.0.0.7", certificate, key), 8866)]
