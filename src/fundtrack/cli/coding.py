"""Verbs about lines of spending: code them, the rules that code them, what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from fundtrack.cli.asking import DAY
from fundtrack.cli.desk import Desk
from fundtrack.cli.desk import findings_in_words
from fundtrack.cli.desk import pass_desk
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.errors import WrongArgument
from fundtrack.money import show_pence

if TYPE_CHECKING:
    from datetime import datetime

    from fundtrack.acts.coding import Coded
    from fundtrack.acts.coding_rules import LineOtherwise
    from fundtrack.acts.coding_rules import RuleListed
    from fundtrack.acts.coding_rules import RuleSwitched
    from fundtrack.acts.coding_rules import RuleTest
    from fundtrack.acts.waiting_lines import AgedLine
    from fundtrack.acts.waiting_lines import CreditsShown
    from fundtrack.acts.waiting_lines import Suspense
    from fundtrack.metrics.credits import CreditLine
    from fundtrack.metrics.credits import CreditPair
    from fundtrack.metrics.credits import OpenCredit

FUND = click.option("--fund", default=ANY, help="One fund, such as SSF5.")
AS_AT = click.option("--as-at", type=DAY, default=None, help="The day that counts.")
AS_KNOWN = click.option(
    "--as-known", default=None, help="What was known at a moment or entry."
)


@click.command()
@click.argument("lines", nargs=-1, required=True, type=int, metavar="LINE...")
@click.option("--cell", default=None, help="FUND/AREA/PROJECT/HEADING/KIND/YEAR.")
@click.option(
    "--share",
    "shares",
    multiple=True,
    help="A cell's part of each line: CELL=40%, or CELL=1,234.50; once for each cell.",
)
@click.option(
    "--ineligible", is_flag=True, help="The fund does not pay them: take them out."
)
@click.option("--rule", default="", help="The eligibility rule that says so.")
@click.option(
    "--reason", default="", help="Why you judge so, whatever the eligibility rules say."
)
@pass_desk
def code(
    desk: Desk,
    *,
    lines: tuple[int, ...],
    cell: str | None,
    shares: tuple[str, ...],
    ineligible: bool,
    rule: str,
    reason: str,
) -> None:
    """Code lines in suspense, on one cell or shared; judge what is eligible."""
    if [cell is not None, bool(shares), ineligible].count(True) != 1:
        raise WrongArgument(
            "name either --cell, or --share for each of several cells, or --ineligible"
        )
    if rule and not ineligible:
        raise WrongArgument("--rule goes with --ineligible")
    count = len(lines)
    if cell is not None:
        done = _coded(desk, lines, Cell.parse(cell), reason)
        coded = f"{count} lines coded to {cell}"
    elif ineligible:
        done = _ineligible(desk, lines, rule, reason)
        coded = f"{count} lines kept outside their fund, as not eligible"
    else:
        done = _shared(desk, lines, shares, reason)
        coded = f"{count} lines shared over {len(shares)} cells"
    desk.answer(done, lambda: [coded, *findings_in_words(done.findings)])


def _coded(desk: Desk, lines: tuple[int, ...], cell: Cell, reason: str) -> Coded:
    from fundtrack.acts.coding import code_lines
    from fundtrack.acts.judging import judge_eligible

    if reason:
        return judge_eligible(desk.session(), lines, cell, reason)
    return code_lines(desk.session(), lines, cell)


def _ineligible(desk: Desk, lines: tuple[int, ...], rule: str, reason: str) -> Coded:
    from fundtrack.acts.judging import judge_ineligible

    return judge_ineligible(desk.session(), lines, reason, rule)


def _shared(
    desk: Desk, lines: tuple[int, ...], shares: tuple[str, ...], reason: str
) -> Coded:
    from fundtrack.acts.coding import share_lines
    from fundtrack.domain.apportioning import parse_share

    parsed = [parse_share(share) for share in shares]
    return share_lines(desk.session(), lines, parsed, reason)


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


@click.command()
@FUND
@AS_AT
@AS_KNOWN
@pass_desk
def suspense(
    desk: Desk, *, fund: str, as_at: datetime | None, as_known: str | None
) -> None:
    """List the lines that wait for a budget cell, whose they are and for how long."""
    from fundtrack.acts.waiting_lines import show_suspense

    day = as_at.date() if as_at else None
    found = show_suspense(desk.session(), fund, day, as_known)
    desk.answer(found, lambda: _suspense_words(found))


def _suspense_words(found: Suspense) -> list[str]:
    total = show_pence(found.suspense_pence)
    return [
        f"{found.suspense_lines:,} lines in suspense, {total}, by {found.as_at}",
        *map(_aged_words, found.lines),
        f"{len(found.refused):,} refused rows",
        *map(_aged_words, found.refused),
    ]


def _aged_words(line: AgedLine) -> str:
    about = line.supplier or line.what
    place = f"{line.file}, sheet {line.sheet or '-'}, row {line.row or '-'}"
    return (
        f"  entry {line.entry}, {show_pence(line.pence)} of {line.dated}, {about}, "
        f"{line.fund or 'no fund'}: {line.owner}, {line.age_days} days ({place})"
    )


@click.command("credits")
@FUND
@AS_AT
@AS_KNOWN
@pass_desk
def credits_verb(
    desk: Desk, *, fund: str, as_at: datetime | None, as_known: str | None
) -> None:
    """List credits with the bills they reverse, over year ends too."""
    from fundtrack.acts.waiting_lines import show_credits

    day = as_at.date() if as_at else None
    found = show_credits(desk.session(), fund, day, as_known)
    desk.answer(found, lambda: _credits_words(found))


def _credits_words(found: CreditsShown) -> list[str]:
    return [
        (
            f"{len(found.pairs):,} credits reverse a bill; "
            f"{len(found.unpaired):,} cannot be paired"
        ),
        *map(_pair_words, found.pairs),
        *map(_open_words, found.unpaired),
    ]


def _pair_words(pair: CreditPair) -> str:
    crosses = ", of another financial year" if pair.crosses_year_end else ""
    moved = "; they stand on cells of two years" if pair.is_on_another_year else ""
    return f"  {_line_words(pair.credit)} reverses {_bill(pair.bill)}{crosses}{moved}"


def _open_words(one: OpenCredit) -> str:
    could_be = " or ".join(_bill(line) for line in one.candidates)
    listed = f": {could_be}" if could_be else ""
    return f"  {_line_words(one.credit)} is not paired, {one.doubt}{listed}"


def _line_words(line: CreditLine) -> str:
    said = f"entry {line.entry}, {show_pence(line.pence)} of {line.dated}"
    return f"{said}, {line.supplier}"


def _bill(line: CreditLine) -> str:
    return f"entry {line.entry} of {line.dated}"


VERBS = (code, rule, suspense, credits_verb)
