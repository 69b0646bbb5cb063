"""The documents say what is: commands, options, words, choices, numbers."""

import os
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest

from fundtrack import __version__
from fundtrack.cli.app import command_line
from fundtrack.cli.reference import reference
from tests.source_tree import ROOT

DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]
PROJECT: dict[str, Any] = tomllib.loads(
    (ROOT / "pyproject.toml").read_text(encoding="utf-8")
)
README = (ROOT / "README.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


def verbs(
    group: click.Group = command_line, path: tuple[str, ...] = ()
) -> Iterator[tuple[str, click.Command]]:
    """Give every verb with the words that call it."""
    for name, command in group.commands.items():
        yield " ".join([*path, name]), command
        if isinstance(command, click.Group):
            yield from verbs(command, (*path, name))


VERBS = dict(verbs())


def shown_commands() -> list[str]:
    """Give the lines of the README's code blocks."""
    blocks = re.findall(r"```\n(.*?)```", README, re.DOTALL)
    return [line for block in blocks for line in block.splitlines()]


def test_the_readme_opens_with_the_two_commands() -> None:
    assert shown_commands()[:2] == ["make demo", "make test"]
    first_screen = README[: README.index("## ")]
    assert "SERVE=0" in first_screen
    assert "![" in first_screen


def test_each_make_command_that_documents_show_is_offered() -> None:
    offered = set(re.findall(r"^([a-z-]+):", MAKEFILE, re.MULTILINE))
    shown = {
        target
        for document in DOCUMENTS
        for target in re.findall(
            r"(?:`|^)make ([a-z]+)", document.read_text("utf-8"), re.MULTILINE
        )
    }
    assert {"demo", "test", "check", "lock"} <= offered
    assert shown <= offered


SPREAD = "--quiet --numprocesses 2 --dist loadgroup"


@pytest.mark.parametrize(
    ("command", "does"),
    [
        (["demo"], ".venv/bin/fundtrack --workspace workspace demo"),
        (
            ["demo", "SERVE=0"],
            ".venv/bin/fundtrack --workspace workspace demo --no-serve",
        ),
        (["test"], f".venv-next/bin/pytest {SPREAD} --ignore=tests/browser"),
    ],
)
def test_the_readmes_commands_do_what_it_says(command: list[str], does: str) -> None:
    plan = subprocess.run(
        ["make", "--dry-run", "--directory", str(ROOT), *command],
        check=True,
        capture_output=True,
        env={"PATH": os.environ["PATH"]},
        text=True,
    ).stdout
    assert does in [line.strip() for line in plan.splitlines()]


def test_the_check_of_a_commit_is_the_readmes_command() -> None:
    run = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert run.splitlines()[-1] == "exec make test"


def test_each_fundtrack_command_that_the_readme_shows_exists() -> None:
    for line in shown_commands():
        if line.startswith("fundtrack "):
            words = re.sub(r"--workspace \S+ ", "", line).split()[1:]
            assert any(" ".join(words[:count]) in VERBS for count in (1, 2)), line


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_and_option_has_its_help(verb: str) -> None:
    command = VERBS[verb]
    assert command.help
    options = [each for each in command.params if isinstance(each, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_page_of_commands_is_as_the_program_writes_it() -> None:
    written = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert written == reference(), "write it anew with: make docs"


def test_the_glossary_holds_each_term_once_in_order() -> None:
    lines = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8").split("\n\n")[2:]
    terms = []
    for line in lines:
        found = re.fullmatch(r"\*\*([^*]+)\*\*: [^\n]+\.\n?", line)
        assert found, line
        terms.append(found[1].lower())
    assert terms == sorted(set(terms))


def test_a_term_that_points_to_another_points_to_one_that_is_there() -> None:
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    for target in re.findall(r"\*\*: see ([^.]+)\.", glossary):
        assert f"**{target}**: " in glossary


def test_the_changelog_speaks_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.findall(r"^## (\S+)", changelog, re.MULTILINE)[0] == __version__
    assert PROJECT["project"]["version"] == __version__


def test_every_library_has_its_reason() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    reasoned = re.findall(r"^\| ([a-z-]+) \| \S", decisions, re.MULTILINE)
    needed = [re.split("[<>=]", line)[0] for line in PROJECT["project"]["dependencies"]]
    assert sorted(set(reasoned) - {"library"}) == sorted(needed)


def test_every_decision_says_what_was_chosen_and_what_was_ruled_out() -> None:
    decisions = (ROOT / "DECISIONS.md").read_text(encoding="utf-8")
    for entry in decisions.split("\n### ")[1:]:
        own = entry.split("\n## ")[0]
        assert "Chosen: " in own, entry
        assert "Ruled out: " in own, entry


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_what_a_document_links_to_is_there(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", text):
        if "://" not in target:
            assert (document.parent / target).exists(), target


def test_the_readme_writes_no_number_that_could_grow_old() -> None:
    wanted = PROJECT["project"]["requires-python"].removeprefix(">=")
    prose = re.sub(r"\(\S+\)|SERVE=0", "", README)
    assert set(re.findall(r"\d[\d.]*\d|\d", prose)) == {wanted}
