"""Verbs about lines of spending: code them, the rules that code them, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import Cell
from fundtrack.errors import WrongArgument
from fundtrack.money import show_pence

if TYPE_CHECKING:
    from fundtrack.acts.coding_rules import LineOtherwise
    from fundtrack.acts.coding_rules import RuleListed
    from fundtrack.acts.coding_rules import RuleSwitched
    from fundtrack.acts.coding_rules import RuleTest


@click.command()
@click.argument("lines", nargs=-1, required=True, type=int, metavar="LINE...")
@click.option("--cell", default=None, help="FUND/AREA/PROJECT/HEADING/KIND/YEAR.")
@click.option(
    "--share",
    "shares",
    multiple=True,
    help="A cell's part of each line: CELL=40%, or CELL=1,234.50; once for each cell.",
)
@pass_desk
def code(
    desk: Desk, *, lines: tuple[int, ...], cell: str | None, shares: tuple[str, ...]
) -> None:
    """Take lines out of suspense, onto one budget cell or shared over several."""
    from fundtrack.acts.coding import code_lines
    from fundtrack.acts.coding import share_lines
    from fundtrack.domain.apportioning import parse_share

    if (cell is None) == (not shares):
        raise WrongArgument("name either --cell, or --share for each of several cells")
    if cell is not None:
        done = code_lines(desk.session(), lines, Cell.parse(cell))
        coded = f"{len(lines)} lines coded to {cell}"
    else:
        done = share_lines(desk.session(), lines, [parse_share(it) for it in shares])
        coded = f"{len(lines)} lines shared over {len(shares)} cells"
    desk.answer(done, lambda: [coded, *findings_in_words(done.findings)])


@click.group()
def rule() -> None:
    """Test coding rules on history, turn them on or off, apply and list them."""


@rule.command("test")
@click.argument("name", metavar="RULE")
@pass_desk
def rule_test(desk: Desk, *, name: str) -> None:
    """Say what a rule would have made of all lines in the books."""
    from fundtrack.acts.coding_rules import try_rule

    found = try_rule(desk.session(), name)
    desk.answer(found, lambda: _test_words(found))


def _test_words(found: RuleTest) -> list[str]:
    parts = (
        (found.as_people_did, "as people did"),
        (found.by_rules, "coded by a rule"),
        (found.waiting, "waiting in suspense"),
        (found.outside_unsaid, "outside the funds for want of a word"),
    )
    counts = [f"  {count:,} {what}" for count, what in parts if count]
    if found.taken_by_others:
        counts.append(f"  {found.taken_by_others:,} more fit, and other rules take")
    return [
        f"rule {found.rule} ({found.state}) {found.said}",
        *counts,
        *(_otherwise_words(line) for line in found.lines_otherwise),
    ]


def _otherwise_words(line: LineOtherwise) -> str:
    return (
        f"  otherwise: entry {line.entry}, {show_pence(line.pence)} of {line.dated}, "
        f"{line.supplier}: {line.by_rule}, not {' and '.join(line.stands_on)} "
        f"({line.coding})"
    )


@rule.command("on")
@click.argument("name", metavar="RULE")
@pass_desk
def rule_on(desk: Desk, *, name: str) -> None:
    """Turn a rule on; it codes lines that come from now on."""
    from fundtrack.acts.coding_rules import switch_rule
    from fundtrack.domain.coding_rules import RuleState

    done = switch_rule(desk.session(), name, RuleState.ON)
    desk.answer(done, lambda: _switched_words(done))


@rule.command("off")
@click.argument("name", metavar="RULE")
@pass_desk
def rule_off(desk: Desk, *, name: str) -> None:
    """Turn a rule off; what it coded stays coded."""
    from fundtrack.acts.coding_rules import switch_rule
    from fundtrack.domain.coding_rules import RuleState

    done = switch_rule(desk.session(), name, RuleState.OFF)
    desk.answer(done, lambda: _switched_words(done))


def _switched_words(done: RuleSwitched) -> list[str]:
    said = f"rule {done.rule} is {done.state}"
    if not done.waiting_lines:
        return [said]
    return [
        (
            f"{said}; it fits {done.waiting_lines:,} waiting lines, "
            f"{show_pence(done.waiting_pence)}: fundtrack rule apply {done.rule}"
        )
    ]


@rule.command("apply")
@click.argument("name", metavar="RULE")
@pass_desk
def rule_apply(desk: Desk, *, name: str) -> None:
    """Code the lines in suspense that a rule takes; each names the rule."""
    from fundtrack.acts.coding_rules import apply_rule

    done = apply_rule(desk.session(), name)
    said = f"{len(done.entries):,} lines coded by rule {name}"
    desk.answer(done, lambda: [said, *findings_in_words(done.findings)])


@rule.command("list")
@pass_desk
def rule_list(desk: Desk) -> None:
    """List the coding rules in the order in which they code."""
    from fundtrack.acts.coding_rules import list_rules

    rules = list_rules(desk.session())
    desk.answer({"rules": rules}, lambda: map(_rule_words, rules))


def _rule_words(held: RuleListed) -> str:
    tested = "tested" if held.is_tested else "not tested"
    return "  ".join(
        [
            f"{held.order}",
            held.rule,
            f"{held.state} ({tested})",
            held.target,
            held.owner,
            held.reason,
        ]
    )


VERBS = (code, rule)
