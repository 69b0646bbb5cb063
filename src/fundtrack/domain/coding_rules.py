"""Coding rules: which lines one fits, where it sends them, and which of several wins.

A rule is a row of the register of coding rules. It codes lines that their own file
does not code; it never overrules a file or a person.
"""

from collections.abc import Iterable
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import NewEvent
from fundtrack.domain.line_conditions import Conditions
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.line_conditions import conditions_of
from fundtrack.errors import WrongArgument
from fundtrack.periods import FinancialYear

OUTSIDE = Cell(fund="outside")
"""Named instead of a cell for what no fund here pays."""


class RuleState(StrEnum):
    """A rule codes while it is on; a new or changed one is a draft."""

    DRAFT = "draft"
    ON = "on"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class CodingRule(Conditions):
    """One version of a rule, with the conditions on which it codes a line.

    `version` is the entry that recorded it. The target is a cell (`*` for its year is
    the line's own year), a fund alone, or outside.
    """

    id: str
    order: int
    target: Cell
    version: int = 0
    state: RuleState = RuleState.DRAFT
    owner: str = ""

    @property
    def names_a_cell(self) -> bool:
        """Whether it says more of a line than its fund."""
        return self.target == OUTSIDE or self.target.project != ANY

    def fits(self, line: RuledLine) -> bool:
        """Whether the rule speaks of a line."""
        return self._may_take(line) and self.hold_for(line)

    def target_of(self, line: RuledLine) -> Cell:
        """Give the cell a line goes to, in its own year where the rule names none."""
        if self.target == OUTSIDE or not self.names_a_cell:
            return self.target
        return Cell(*self.target.parts[:5], str(FinancialYear.of(line.dated)))

    def _may_take(self, line: RuledLine) -> bool:
        if line.fund not in {ANY, self.target.fund}:
            return False
        year = self.target.year
        return year == ANY or year == str(FinancialYear.of(line.dated))


@dataclass(frozen=True, slots=True)
class Ruling:
    """What the rules say of one line.

    `rule` is None where rules of one order disagree, which leaves the line to a
    person; `against` are the rules that fit too and say otherwise.
    """

    rule: CodingRule | None
    target: Cell
    against: tuple[CodingRule, ...] = ()


def ruling(rules: Iterable[CodingRule], line: RuledLine) -> Ruling | None:
    """Say which rule codes a line: the lowest order; None when none fits."""
    fitting = sorted(
        (rule for rule in rules if rule.fits(line)), key=lambda it: (it.order, it.id)
    )
    if not fitting:
        return None
    first = fitting[0]
    target = first.target_of(line)
    against = tuple(rule for rule in fitting if rule.target_of(line) != target)
    if any(rule.order == first.order for rule in against):
        level = [rule for rule in fitting if rule.order == first.order]
        funds = {rule.target.fund for rule in level}
        shared = Cell(fund=funds.pop()) if len(funds) == 1 else Cell(fund=line.fund)
        return Ruling(None, shared, tuple(level))
    return Ruling(first, target, against)


def parse_target(written: str) -> Cell:
    """Read what a rule makes of a line: a cell, a fund alone, or outside.

    Raises:
        WrongArgument: when it is none of these.
        NotAPeriod: when its year is no financial year.
    """
    cell = Cell.parse(written)
    if cell == OUTSIDE:
        return cell
    named = [part != ANY for part in cell.parts[:5]]
    if not named[0] or (any(named[1:]) and not all(named)):
        raise WrongArgument(
            f"“{written}” is neither a cell such as FUND/AREA/PROJECT/HEADING/KIND/*, "
            "a fund alone, nor outside"
        )
    return cell


def rule_of(said: Mapping[str, Any], version: int, state: RuleState) -> CodingRule:
    """Read a rule back from the facts of its row."""
    return CodingRule(
        id=said["rule"],
        order=said["order"],
        target=parse_target(said["target"]),
        version=version,
        state=state,
        owner=said["owner"],
        **conditions_of(said),
    )


def tested_event(rule: CodingRule, counts: Mapping[str, int], on: date) -> NewEvent:
    """Record that a version of a rule was held against history."""
    return NewEvent(
        kind="rule_test",
        effective_on=on,
        reason=f"rule {rule.id} tested on {counts['lines']} lines",
        payload={"rule": rule.id, "version": rule.version, **counts},
    )


def switch_event(rule: CodingRule, state: RuleState, on: date) -> NewEvent:
    """Record that a version of a rule codes from now on, or no longer."""
    return NewEvent(
        kind="rule_switch",
        effective_on=on,
        reason=f"rule {rule.id} turned {state}",
        payload={"rule": rule.id, "version": rule.version, "state": str(state)},
    )
