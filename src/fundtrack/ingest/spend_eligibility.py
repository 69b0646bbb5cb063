"""Refuse the lines of files that the agreement of their fund does not pay."""

from collections.abc import Iterator
from collections.abc import Sequence
from dataclasses import replace

from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import refusal_of
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.spending import SpendLine
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.money import Pence
from fundtrack.money import show_pence


class EligibilityBook:
    """The eligibility rules, and the lines they refused in one call."""

    def __init__(self, rules: Sequence[EligibilityRule]) -> None:
        self._rules = rules
        self._refused: list[SpendLine] = []

    def checked(self, line: SpendLine) -> SpendLine:
        """Say of a line on a budget cell why it is not paid, if it is not."""
        if line.is_outside or not line.cell.is_whole:
            return line
        refusal = refusal_of(self._rules, _looked_at(line), line.cell)
        if refusal is None:
            return line
        made = replace(line, refusal=refusal)
        self._refused.append(made)
        return made

    @property
    def lines(self) -> int:
        """How many lines were refused."""
        return len(self._refused)

    @property
    def pence(self) -> Pence:
        """What the lines refused come to."""
        return Pence(sum(line.pence for line in self._refused))

    def findings(self) -> Iterator[Finding]:
        """Say of each line refused by which rule, why, and what can be done."""
        return map(_finding, self._refused)


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
        fund=line.cell.fund,
    )


def _finding(line: SpendLine) -> Finding:
    said = line.refusal.said if line.refusal else ""
    return Finding(
        "line-ineligible",
        Severity.WARN,
        f"{line.supplier}, {line.cell}: {said}; it is kept outside {line.cell.fund}",
        "leave it so, or judge otherwise: fundtrack code LINE --cell CELL --reason WHY",
        file=line.file,
        sheet=line.read_from.sheet or None,
        row=line.read_from.row,
        found=show_pence(line.pence),
    )
