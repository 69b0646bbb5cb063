"""Eligibility: which lines the agreement of a fund does not pay, and why.

A line that a rule refuses is booked outside the funds with its fund named: no budget
and no claim carries it, and its file still ties out. A person may judge otherwise.

Source: grants standard GovS 015, "Eligible expenditure"; the rules are the agreement's.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.line_conditions import Conditions
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.line_conditions import conditions_of
from fundtrack.periods import FinancialYear

INELIGIBLE = "ineligible"
"""The kind of a line that its file codes and a rule refuses."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an agreement does not pay a line; `rule` is empty where a person says so."""

    reason: str
    rule: str = ""
    clause: str = ""

    @property
    def said(self) -> str:
        """The refusal in words, with its rule and clause."""
        by = f" (rule {self.rule})" if self.rule else ""
        return f"{self.reason}{by}" + (f", {self.clause}" if self.clause else "")


@dataclass(frozen=True, slots=True)
class EligibilityRule(Conditions):
    """One version of what an agreement does not pay.

    `heading` and `kind` are `*` where it speaks of all; `version` is the entry that
    recorded it, and it speaks of lines dated from `counts_from` on.
    """

    fund: str
    id: str
    counts_from: date
    refusal: Refusal
    version: int = 0
    heading: str = ANY
    kind: str = ANY

    def refuses(self, line: RuledLine, cell: Cell) -> bool:
        """Whether a line on a cell is not paid; a line of no money never is."""
        return (
            cell.fund == self.fund
            and self.heading in {ANY, cell.heading}
            and self.kind in {ANY, cell.kind}
            and line.pence != 0
            and self.hold_for(line)
        )


def refusal_of(
    rules: Iterable[EligibilityRule], line: RuledLine, cell: Cell
) -> Refusal | None:
    """Say why a line is not paid on a cell; None where it is."""
    return first_refusal(standing_rules(rules, cell.fund, line.dated), line, cell)


def standing_rules(
    rules: Iterable[EligibilityRule], fund: str, dated: date
) -> tuple[EligibilityRule, ...]:
    """Give a fund's rules that speak of a day, by name.

    Of several versions of a rule the one counts that began last before the day.
    """
    standing: dict[str, EligibilityRule] = {}
    for rule in sorted(rules, key=lambda it: (it.counts_from, it.version)):
        if rule.fund == fund and rule.counts_from <= dated:
            standing[rule.id] = rule
    return tuple(rule for _, rule in sorted(standing.items()))


def first_refusal(
    standing: Iterable[EligibilityRule], line: RuledLine, cell: Cell
) -> Refusal | None:
    """Say why the first rule by name that refuses a line does; None where none does."""
    for rule in standing:
        if rule.refuses(line, cell):
            return rule.refusal
    return None


def eligibility_rule_of(
    said: Mapping[str, Any], version: int, counts_from: date
) -> EligibilityRule:
    """Read a rule back from the facts of its row."""
    return EligibilityRule(
        fund=said["fund"],
        id=said["rule"],
        counts_from=counts_from,
        refusal=Refusal(said["because"], said["rule"], said.get("source") or ""),
        version=version,
        heading=said.get("heading") or ANY,
        kind=said.get("kind") or ANY,
        **conditions_of(said),
    )


def refusal_payload(refusal: Refusal | None, cell: Cell) -> dict[str, str]:
    """Write why a line is refused, and the cell it would have gone to."""
    if refusal is None:
        return {}
    facts = {
        "refused_cell": str(cell),
        "refused_because": refusal.reason,
        "refused_by": refusal.rule,
        "refused_clause": refusal.clause,
    }
    return {name: fact for name, fact in facts.items() if fact}


def refused_cell(said: Mapping[str, Any], dated: date) -> Cell:
    """Read the cell that refused a line, in the year of a day."""
    cell = Cell.parse(said["refused_cell"])
    return Cell(*cell.parts[:5], str(FinancialYear.of(dated)))


def read_refusal(said: Mapping[str, Any]) -> Refusal | None:
    """Read back why an entry refused a line; None where it did not."""
    if "refused_because" not in said:
        return None
    return Refusal(
        said["refused_because"],
        said.get("refused_by", ""),
        said.get("refused_clause", ""),
    )
