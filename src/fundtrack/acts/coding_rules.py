"""Coding rules at work: test one on history, turn it on or off, apply it, list them."""

from dataclasses import dataclass
from datetime import date

from fundtrack.acts.coding import Coded
from fundtrack.acts.coding import Coding
from fundtrack.acts.coding import record_codings
from fundtrack.acts.coding import require_known
from fundtrack.acts.session import Session
from fundtrack.acts.spend_known import known_spending
from fundtrack.domain.apportioning import Share
from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.coding_rules import switch_event
from fundtrack.domain.coding_rules import tested_event
from fundtrack.domain.people import Permission
from fundtrack.domain.rule_history import PastLine
from fundtrack.domain.rule_history import Replay
from fundtrack.domain.rule_history import replay
from fundtrack.errors import Refused
from fundtrack.errors import UnknownName
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.metrics.coding_rules import HeldRule
from fundtrack.metrics.coding_rules import held_rules
from fundtrack.metrics.coding_rules import past_lines
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence


class RuleRefused(Refused):
    """The rule cannot be turned on or applied as it is; the sentence says why."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)


@dataclass(frozen=True, slots=True)
class LineOtherwise:
    """A line that a rule would have coded otherwise than people did."""

    entry: int
    dated: date
    supplier: str
    description: str
    pence: Pence
    by_rule: str
    stands_on: tuple[str, ...]
    coding: str
    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class RuleTest:
    """What a rule would have made of every line in the books.

    `would_code` = `as_people_did` + `otherwise` + `waiting` + `outside_unsaid` +
    `by_rules`; `taken_by_others` fit too, and an earlier rule takes them.
    """

    rule: str
    version: int
    state: RuleState
    said: str
    lines: int
    would_code: int
    as_people_did: int
    otherwise: int
    waiting: int
    outside_unsaid: int
    by_rules: int
    taken_by_others: int
    lines_otherwise: tuple[LineOtherwise, ...]
    entry: int


@dataclass(frozen=True, slots=True)
class RuleSwitched:
    """A rule turned on or off, and the waiting lines that it fits now."""

    rule: str
    version: int
    state: RuleState
    waiting_lines: int
    waiting_pence: Pence
    entry: int


@dataclass(frozen=True, slots=True)
class RuleListed:
    """A rule of the register and how far it has come."""

    rule: str
    order: int
    state: RuleState
    is_tested: bool
    target: str
    owner: str
    reason: str
    version: int


def try_rule(session: Session, name: str) -> RuleTest:
    """Hold a rule against all lines of the books, and record that it was done.

    Raises:
        UnknownName: when there is no such rule, or a part of its target is unknown.
    """
    with session.writing(Permission.RECORD) as ledger:
        held = held_rules(ledger, LAST_ENTRY)
        rule = _named(held, name).rule
        _require_target(rule, known_spending(ledger).names)
        found = _replayed(ledger, held, rule)
        counts = {
            "lines": found.lines,
            "would_code": found.would_code,
            "otherwise": len(found.otherwise),
        }
        event = tested_event(rule, counts, session.today)
        (entry,) = ledger.append([event], session.person)
    return _tested(rule, found, entry)


def switch_rule(session: Session, name: str, state: RuleState) -> RuleSwitched:
    """Turn a rule on, which its present version must have been tested for, or off.

    Raises:
        UnknownName: when there is no such rule.
        RuleRefused: when it was not tested, or is so already.
    """
    with session.writing(Permission.RECORD) as ledger:
        held = held_rules(ledger, LAST_ENTRY)
        chosen = _named(held, name)
        _require_switchable(chosen, state)
        event = switch_event(chosen.rule, state, session.today)
        waiting: tuple[PastLine, ...] = ()
        if state is RuleState.ON and chosen.rule.names_a_cell:
            waiting = _replayed(ledger, held, chosen.rule).waiting
        (entry,) = ledger.append([event], session.person)
    return RuleSwitched(
        rule=chosen.rule.id,
        version=chosen.rule.version,
        state=state,
        waiting_lines=len(waiting),
        waiting_pence=Pence(sum(past.line.pence for past in waiting)),
        entry=entry,
    )


def apply_rule(session: Session, name: str) -> Coded:
    """Code every waiting line that a rule takes now, each naming the rule.

    Raises:
        UnknownName: when there is no such rule.
        RuleRefused: when it is not on, names a fund only, or takes no waiting line.
    """
    with session.writing(Permission.RECORD) as ledger:
        held = held_rules(ledger, LAST_ENTRY)
        rule = _named(held, name).rule
        _require_applicable(rule)
        waiting = _replayed(ledger, held, rule).waiting
        if not waiting:
            raise RuleRefused(f"no line in suspense is for rule {rule.id} to code")
        said = f"coded by rule {rule.id}, applied by {session.person}"
        codings = {
            past.entry: Coding((Share(rule.target_of(past.line)),), said, rule.id)
            for past in waiting
        }
        return record_codings(session, ledger, codings)


def list_rules(session: Session) -> tuple[RuleListed, ...]:
    """List the coding rules in the order in which they code."""
    with session.reading() as books:
        return tuple(_listed(held) for held in held_rules(books, LAST_ENTRY))


def _named(held: list[HeldRule], name: str) -> HeldRule:
    for one in held:
        if one.rule.id.casefold() == name.casefold():
            return one
    raise UnknownName("coding rule", name, [one.rule.id for one in held])


def _replayed(books: Reader, held: list[HeldRule], rule: CodingRule) -> Replay:
    others = [
        one.rule
        for one in held
        if one.rule.state is RuleState.ON and one.rule.id != rule.id
    ]
    return replay(rule, others, past_lines(books))


def _require_target(rule: CodingRule, names: SpendNames) -> None:
    if rule.target == OUTSIDE or not rule.names_a_cell:
        return
    year = "any" if rule.target.year == ANY else rule.target.year
    require_known(Cell(*rule.target.parts[:5], year), names)


def _require_switchable(chosen: HeldRule, state: RuleState) -> None:
    rule = chosen.rule
    if rule.state is state:
        raise RuleRefused(f"rule {rule.id} is {state} already")
    if state is RuleState.ON and chosen.tested is None:
        raise RuleRefused(
            f"rule {rule.id} was not tested since entry {rule.version} recorded it; "
            f"hold it against history first: fundtrack rule test {rule.id}"
        )


def _require_applicable(rule: CodingRule) -> None:
    if rule.state is not RuleState.ON:
        raise RuleRefused(
            f"rule {rule.id} is {rule.state}; turn it on: fundtrack rule on {rule.id}"
        )
    if not rule.names_a_cell:
        raise RuleRefused(
            f"rule {rule.id} names the fund of new lines and no cell; code what waits "
            "by hand: fundtrack code LINE --cell CELL"
        )


def _tested(rule: CodingRule, found: Replay, entry: int) -> RuleTest:
    return RuleTest(
        rule=rule.id,
        version=rule.version,
        state=rule.state,
        said=found.sentence,
        lines=found.lines,
        would_code=found.would_code,
        as_people_did=len(found.same),
        otherwise=len(found.otherwise),
        waiting=len(found.waiting),
        outside_unsaid=len(found.unsaid),
        by_rules=len(found.ruled),
        taken_by_others=len(found.behind),
        lines_otherwise=tuple(_otherwise(rule, past) for past in found.otherwise),
        entry=entry,
    )


def _otherwise(rule: CodingRule, past: PastLine) -> LineOtherwise:
    return LineOtherwise(
        entry=past.entry,
        dated=past.line.dated,
        supplier=past.line.texts["supplier"],
        description=past.line.texts["description"],
        pence=past.line.pence,
        by_rule=_shown(rule.target_of(past.line)),
        stands_on=tuple(map(_shown, past.cells)),
        coding=past.coding,
        file=past.file,
        sheet=past.sheet,
        row=past.row,
    )


def _shown(cell: Cell) -> str:
    if cell in {OUTSIDE, Cell()}:
        return OUTSIDE.fund
    return cell.fund if cell == Cell(cell.fund) else str(cell)


def _listed(held: HeldRule) -> RuleListed:
    rule = held.rule
    return RuleListed(
        rule=rule.id,
        order=rule.order,
        state=rule.state,
        is_tested=held.tested is not None,
        target=_shown(rule.target),
        owner=rule.owner,
        reason=held.reason,
        version=rule.version,
    )
