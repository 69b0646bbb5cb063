"""The rules a return is checked by: how hard each is, what it asks, what to do."""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace
from datetime import date

from fundtrack.errors import Refused
from fundtrack.errors import UnknownName
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.metrics.position import Reader


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; `waivable` is false where a waiver would hide wrong arithmetic."""

    id: str
    severity: Severity
    asks: str
    fix: str
    waivable: bool = True


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule set aside for one return by a named person until a day."""

    rule: str
    person: str
    given_on: date
    until: date
    reason: str
    entry: int


_BLOCK, _WARN = Severity.BLOCK, Severity.WARN

RULES = {
    rule.id: rule
    for rule in (
        Rule(
            "lines-sum-to-claim",
            _BLOCK,
            "The lines of the transaction listing add up to the claim",
            "run fundtrack verify; the books and the listing disagree",
            waivable=False,
        ),
        Rule(
            "claim-ties-to-ledger",
            _BLOCK,
            "Ledger less claim less reconciling items is nil",
            "run fundtrack verify; the books and the listing disagree",
            waivable=False,
        ),
        Rule(
            "cells-sum-to-lines",
            _BLOCK,
            "Every money cell is the sum of its lines in the lineage",
            "run fundtrack verify; the books and the lineage disagree",
            waivable=False,
        ),
        Rule(
            "claim-within-maximum",
            _BLOCK,
            "All that is claimed stays within the maximum sum of the award as known",
            "claim less, or record the award version that allows more",
        ),
        Rule(
            "inside-funding-period",
            _WARN,
            "No spending of the fund lies outside the funding period",
            "correct the day or the coding of the lines, or leave them out as they are",
        ),
        Rule(
            "claimed-once",
            _BLOCK,
            "No cost is claimed twice: in another fund, quarter or claim, or as match",
            "correct the entry that should not count, or waive this rule",
        ),
        Rule(
            "capital-within-cap",
            _BLOCK,
            "Capital claimed stays within what may be capital",
            "recode what is revenue, or agree a change with the funder",
        ),
        Rule(
            "imports-tie-out",
            _BLOCK,
            "Every file of spending in the period ties out to its control total",
            "ask finance for the missing lines, or for the right control total",
        ),
        Rule(
            "no-suspense",
            _BLOCK,
            "No line of the fund in the period waits in suspense",
            "give the line its budget cell with: fundtrack code",
        ),
        Rule(
            "no-refused-rows",
            _BLOCK,
            "No refused row of the fund and period is unsettled",
            "take in a corrected row, put it outside the funds, or waive this rule",
        ),
        Rule(
            "no-waiting-virement",
            _BLOCK,
            "No virement of the fund waits for a decision",
            "have it decided with: fundtrack virement approve, or reject",
        ),
        Rule(
            "payments-supported",
            _WARN,
            "Every payment to a partner is supported by accepted lines of its claims",
            "ask the partner for its claim: fundtrack claim out, then ingest claim",
        ),
        Rule(
            "variance-explained",
            _WARN,
            "Every variance above the agreement's tolerance has a narrative",
            "say why in the sheet Narratives of the quarter's workbook",
        ),
        Rule(
            "negative-totals-explained",
            _WARN,
            "No total of the quarter is below nought",
            "tell the funder which credits make it so",
        ),
        Rule(
            "credits-in-their-year",
            _WARN,
            "Every credit of the quarter stands on the year of the bill it reverses",
            "tell the funder that the year of the bill was reported too high by it",
        ),
        Rule(
            "all-areas-reported",
            _WARN,
            "Every area with a budget has figures in the quarter",
            "make sure that nothing was spent there",
        ),
        Rule(
            "vat-known",
            _BLOCK,
            "The VAT of every bill is known, up to what the agreement lets be unknown",
            "take in the extract with its VAT columns, or waive this rule",
        ),
        Rule(
            "vat-rule-applied",
            _WARN,
            "The agreement's VAT rule is one that can be applied",
            "write net of VAT, or net of recoverable VAT, in the terms register",
        ),
        Rule(
            "eligible-lines",
            _BLOCK,
            "No line is claimed that the agreement does not pay",
            "judge it: fundtrack code ENTRY --ineligible --rule RULE, or code ENTRY "
            "--cell CELL --reason WHY",
        ),
        Rule(
            "evidence-held",
            _WARN,
            "Every line of spending above the agreement's sum has a paper",
            "keep its paper with: fundtrack evidence attach",
        ),
    )
}
"""Every rule by its id, in the order in which they are printed."""


def finding(
    rule: str,
    message: str,
    *,
    severity: Severity | None = None,
    **place: str | int | None,
) -> Finding:
    """Say what one rule found, with its severity and remedy.

    Args:
        severity: where it differs from the rule's own.
        place: file, sheet, row, column and found, as far as there are any.
    """
    asked = RULES[rule]
    return Finding(
        rule,
        severity or asked.severity,
        message,
        asked.fix,
        **place,  # type: ignore[arg-type]
    )


def check_waivable(rule: str) -> None:
    """Refuse to waive what is no rule or cannot be waived.

    Raises:
        UnknownName: listing the rules that can be waived.
        RuleStands: when a waiver would hide wrong arithmetic.
    """
    if rule not in RULES:
        known = [each.id for each in RULES.values() if each.waivable]
        raise UnknownName("rule", rule, known)
    if not RULES[rule].waivable:
        raise RuleStands(RULES[rule])


class RuleStands(Refused):
    """A rule that cannot be waived."""

    def __init__(self, rule: Rule) -> None:
        super().__init__(f"{rule.id} cannot be waived; {rule.fix}")


def read_waivers(reader: Reader, return_id: str) -> tuple[Waiver, ...]:
    """Read the waivers given for a return, those that have run out among them."""
    return tuple(
        Waiver(
            row["rule"],
            row["person"],
            row["given_on"],
            row["until_on"],
            row["reason"],
            row["entry"],
        )
        for row in reader.rows("return_waivers", return_id=return_id)
    )


def waive(
    findings: Iterable[Finding], waivers: Iterable[Waiver], on: date
) -> tuple[Finding, ...]:
    """Turn blocking findings into warnings where a waiver lives on that day."""
    live = {waiver.rule: waiver for waiver in waivers if waiver.until >= on}
    return tuple(_waived(found, live) for found in findings)


def _waived(found: Finding, live: Mapping[str, Waiver]) -> Finding:
    waiver = live.get(found.rule)
    if waiver is None or found.severity is not Severity.BLOCK:
        return found
    said = f"waived by {waiver.person} until {waiver.until}: {waiver.reason}"
    return replace(found, severity=Severity.WARN, message=f"{found.message}; {said}")
