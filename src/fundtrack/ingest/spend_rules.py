"""Code the new lines of a file by the rules that are on, and keep count."""

from collections import defaultdict
from collections.abc import Iterable
from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import Ruling
from fundtrack.domain.coding_rules import ruling
from fundtrack.domain.eligibility import INELIGIBLE
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.spending import NOWHERE
from fundtrack.domain.spending import SpendLine
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.spend_eligibility import EligibilityBook
from fundtrack.ingest.spend_names import SpendNames
from fundtrack.money import Pence

INFERRED = "inferred"


@dataclass(frozen=True, slots=True)
class ByRule:
    """What one rule did with new lines: how many of them, and their pence.

    Where a file names no funds and no rule spoke, `rule` says so and the target is
    outside.
    """

    rule: str
    target: str
    lines: int
    pence: Pence


class RuleBook:
    """The rules that are on, and what they did with the lines of one file."""

    def __init__(
        self, rules: Sequence[CodingRule], eligibility: EligibilityBook | None = None
    ) -> None:
        self._rules = rules
        self._eligibility = eligibility or EligibilityBook(())
        self._taken: dict[tuple[str, str], list[SpendLine]] = defaultdict(list)
        self._contested: dict[tuple[str, ...], list[SpendLine]] = defaultdict(list)

    def coded(self, line: SpendLine) -> SpendLine:
        """Code a line that its file does not code; refuse what is not eligible."""
        if line.cell.is_whole and not line.is_outside:
            return self._eligibility.checked(line)
        said = ruling(self._rules, _looked_at(line))
        made = self._eligibility.checked(line if said is None else _ruled(line, said))
        if made.rule or made.is_outside:
            self._taken[made.rule or made.coding, _target(made)].append(made)
        if said is not None and said.against:
            winner = (said.rule.id,) if said.rule else ()
            names = (*winner, *sorted(rule.id for rule in said.against))
            self._contested[("won" if winner else "tied", *names)].append(made)
        return made

    def counts(self) -> list[ByRule]:
        """Say what each rule did, rules by name."""
        return [
            ByRule(rule, target, len(lines), _total(lines))
            for (rule, target), lines in sorted(self._taken.items())
        ]

    def findings(self, file: str, names: SpendNames) -> Iterator[Finding]:
        """Say which rules got into each other's way, and what has no budget."""
        for (how, *rules), lines in sorted(self._contested.items()):
            yield (_won if how == "won" else _tied)(file, rules, lines)
        for cell, lines in sorted(self._by_cell().items()):
            if not names.has_budget(cell):
                yield _without_budget(file, cell, lines)

    def _by_cell(self) -> dict[Cell, list[SpendLine]]:
        by_cell: dict[Cell, list[SpendLine]] = defaultdict(list)
        for lines in self._taken.values():
            for line in lines:
                if line.cell.is_whole and not line.refusal:
                    by_cell[line.cell].append(line)
        return by_cell


def added_up(counts: Iterable[ByRule]) -> tuple[ByRule, ...]:
    """Add up what the rules did in several files."""
    sums: dict[tuple[str, str], tuple[int, int]] = defaultdict(lambda: (0, 0))
    for one in counts:
        lines, pence = sums[one.rule, one.target]
        sums[one.rule, one.target] = (lines + one.lines, pence + one.pence)
    return tuple(
        ByRule(rule, target, lines, Pence(pence))
        for (rule, target), (lines, pence) in sorted(sums.items())
    )


def _target(line: SpendLine) -> str:
    if line.is_outside:
        return OUTSIDE.fund
    if line.refusal:
        return f"{INELIGIBLE} for {line.cell.fund}"
    return str(line.cell) if line.cell.is_whole else line.cell.fund


def _looked_at(line: SpendLine) -> RuledLine:
    return RuledLine(
        dated=line.dated,
        pence=line.pence,
        texts={
            "supplier": line.supplier,
            "category": line.category,
            "reference": line.reference,
            "description": line.description,
        },
        source_name=line.source_name,
        fund=ANY if line.is_outside else line.cell.fund,
    )


def _ruled(line: SpendLine, said: Ruling) -> SpendLine:
    if said.rule is None:
        disagree = ", ".join(rule.id for rule in said.against)
        return replace(
            line,
            cell=said.target,
            is_outside=False,
            coding=f"rules disagree: {disagree}",
        )
    is_outside = said.target == OUTSIDE
    return replace(
        line,
        cell=NOWHERE if is_outside else said.target,
        is_outside=is_outside,
        coding=f"coded by rule {said.rule.id}",
        attribution=line.attribution or ("" if is_outside else INFERRED),
        rule=said.rule.id,
    )


def _total(lines: Iterable[SpendLine]) -> Pence:
    return Pence(sum(line.pence for line in lines))


def _won(file: str, rules: Sequence[str], lines: Sequence[SpendLine]) -> Finding:
    winner, *others = rules
    return _on_first(
        "rules-overlap",
        f"{_many(lines)} by rule {winner}, though {' and '.join(others)} would "
        "code otherwise",
        "the lower order won; narrow the rules where that is wrong",
        (file, lines[0]),
    )


def _tied(file: str, rules: Sequence[str], lines: Sequence[SpendLine]) -> Finding:
    return _on_first(
        "rules-tie",
        f"{_many(lines)} by none of the rules {', '.join(rules)}: they disagree and "
        "have the same order, so it waits in suspense",
        "give the rules different orders, or code it: fundtrack code LINE --cell CELL",
        (file, lines[0]),
    )


def _without_budget(file: str, cell: Cell, lines: Sequence[SpendLine]) -> Finding:
    return _on_first(
        "no-budget",
        f"{_many(lines)} to {cell} by a rule, and the cell has no budget",
        "allocate a budget to it, ask for a virement, or correct the rule",
        (file, lines[0]),
    )


def _on_first(
    rule: str, message: str, fix: str, place: tuple[str, SpendLine]
) -> Finding:
    file, line = place
    read = line.read_from
    return Finding(
        rule,
        Severity.WARN,
        message,
        fix,
        file=file,
        sheet=read.sheet or None,
        row=read.row,
    )


def _many(lines: Sequence[SpendLine]) -> str:
    count = len(lines)
    return f"{count:,} {'line is' if count == 1 else 'lines are'} coded"
