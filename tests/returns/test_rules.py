"""Every rule has words, a check, an example that passes and one that fails."""

import re
from hashlib import sha256
from importlib.resources import files

import click
import pytest

from fundtrack.cli.app import command_line
from fundtrack.config import Workspace
from fundtrack.findings import Severity
from fundtrack.pages.names import PAGES
from fundtrack.returns.checks import CHECKS
from fundtrack.returns.guidance import guidance
from fundtrack.returns.layouts import read_layout
from fundtrack.returns.making import manifest_facts
from fundtrack.returns.rules import RULES
from fundtrack.returns.rules import Rule
from fundtrack.store.snapshot import open_books
from tests.returns.office import open_office
from tests.returns.rule_examples import EXAMPLES
from tests.returns.test_figures import findings_of
from tests.returns.test_files import papers_of
from tests.source_tree import ROOT

BY_ID = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


@BY_ID
def test_the_example_that_fails_is_found_with_the_rules_severity(
    workspace: Workspace, rule: Rule
) -> None:
    found = EXAMPLES[rule.id].fails(open_office(workspace))
    severities = {it.severity for it in found if it.rule == rule.id}
    assert severities == {rule.severity}


@pytest.mark.parametrize(
    "named", [name for name, it in EXAMPLES.items() if it.passes is not None]
)
def test_the_example_that_passes_is_not_found(workspace: Workspace, named: str) -> None:
    passes = EXAMPLES[named].passes
    assert passes is not None
    found = passes(open_office(workspace))
    assert [it.message for it in found if it.rule == named] == []


def test_every_other_rule_passes_in_an_office_in_order(workspace: Workspace) -> None:
    found = {it.rule for it in findings_of(open_office(workspace))}
    in_order = {name for name, it in EXAMPLES.items() if it.passes is None}
    assert found & in_order == set()
    assert list(EXAMPLES) == list(RULES)


def test_every_rule_has_its_check_in_the_same_order() -> None:
    checks = [check.__name__.replace("_", "-") for check in CHECKS]
    assert checks == list(RULES)


@BY_ID
def test_a_rule_says_what_it_asks_why_where_from_and_what_to_do(rule: Rule) -> None:
    said = (rule.asks, rule.why, rule.source, rule.passes, rule.fails)
    assert not any(words[0].islower() for words in said)
    assert rule.fix[0].islower()
    assert not rule.asks.endswith(".")
    assert rule.why.endswith(".")
    assert not re.search("!|—", " ".join((*said, rule.fix, rule.instead)))


@BY_ID
def test_a_rule_names_a_page_and_a_command_that_are_there(rule: Rule) -> None:
    command: click.Command = command_line
    for word in rule.place.command.split():
        assert isinstance(command, click.Group)
        command = command.commands[word]
    assert rule.place.page in {page.name for page in PAGES}


def test_only_wrong_arithmetic_cannot_be_waived() -> None:
    stands = [rule.id for rule in RULES.values() if not rule.waivable]
    assert stands == [
        "lines-sum-to-claim",
        "claim-ties-to-ledger",
        "cells-sum-to-lines",
    ]


def test_what_must_hold_before_a_claim_is_sent_blocks() -> None:
    blocks = {rule.id for rule in RULES.values() if rule.severity is Severity.BLOCK}
    assert blocks >= {
        "lines-sum-to-claim",
        "claim-within-maximum",
        "inside-funding-period",
        "claimed-once",
        "capital-within-cap",
        "no-waiting-virement",
        "evidence-held",
        "variance-explained",
        "lines-in-their-year",
        "negative-totals-explained",
        "all-areas-reported",
    }


def test_a_frozen_return_names_the_version_of_its_rules(workspace: Workspace) -> None:
    written = files("fundtrack.returns") / "rules.toml"
    office = open_office(workspace)
    with open_books(workspace) as books:
        facts = manifest_facts(papers_of(office), read_layout(), books.info)
    assert facts["rules_sha256"] == sha256(written.read_bytes()).hexdigest()


def test_the_page_of_checks_is_as_the_rules_say_it() -> None:
    written = (ROOT / "docs" / "return-checks.md").read_text(encoding="utf-8")
    assert written == guidance(), "write it anew with: make docs"
