"""Hold a coding rule against history: what it would have coded, and how otherwise."""

from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass

from fundtrack.domain.cells import ANY
from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import OUTSIDE
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import ruling
from fundtrack.domain.events import Account
from fundtrack.domain.line_conditions import RuledLine

NO_FUND = "no fund in the file"
"""How a line is coded that lies outside the funds because nobody said anything."""


@dataclass(frozen=True, slots=True)
class PastLine:
    """A line of the books and where it stands by now.

    `coding` says who put it there in words; `ruled_by` names the rule that did, and
    is empty where a person or the file did. It stands on several cells where it was
    apportioned.
    """

    entry: int
    line: RuledLine
    account: Account
    cells: tuple[Cell, ...]
    coding: str
    ruled_by: str
    file: str
    sheet: str
    row: int | None

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has coded it yet."""
        return self.account is Account.SUSPENSE

    @property
    def is_unsaid(self) -> bool:
        """Whether it lies outside the funds only because its file names none."""
        return self.account is Account.OUTSIDE and self.coding == NO_FUND

    def stands_on(self, target: Cell) -> bool:
        """Whether it stands where a rule would send it."""
        if target == OUTSIDE:
            return self.account is Account.OUTSIDE and len(self.cells) == 1
        if target.project == ANY:
            return {cell.fund for cell in self.cells} == {target.fund}
        return self.cells == (target,)


@dataclass(frozen=True, slots=True)
class Replay:
    """What a rule would have made of history.

    Each line it would have coded is one of: waiting, outside for want of a word, put
    there by a rule, as people did, or otherwise than people did. `behind` are lines
    it fits and an earlier rule takes, or a rule of its order disputes.
    """

    lines: int
    waiting: tuple[PastLine, ...]
    unsaid: tuple[PastLine, ...]
    ruled: tuple[PastLine, ...]
    same: tuple[PastLine, ...]
    otherwise: tuple[PastLine, ...]
    behind: tuple[PastLine, ...]

    @property
    def would_code(self) -> int:
        """How many lines the rule would have coded."""
        parts = (self.waiting, self.unsaid, self.ruled, self.same, self.otherwise)
        return sum(map(len, parts))

    @property
    def sentence(self) -> str:
        """Say it in words."""
        return (
            f"would have coded {self.would_code:,} of {self.lines:,} lines, "
            f"{len(self.otherwise):,} otherwise than people did"
        )


def replay(
    rule: CodingRule, others: Sequence[CodingRule], lines: Iterable[PastLine]
) -> Replay:
    """Hold a rule against every line, beside the rules that are on.

    Args:
        others: the rules that are on, this one left out.
    """
    seen = 0
    parts: dict[str, list[PastLine]] = {
        name: []
        for name in ("waiting", "unsaid", "ruled", "same", "otherwise", "behind")
    }
    for past in lines:
        seen += 1
        if rule.fits(past.line):
            parts[_part(rule, others, past)].append(past)
    return Replay(seen, **{name: tuple(found) for name, found in parts.items()})


def _part(rule: CodingRule, others: Sequence[CodingRule], past: PastLine) -> str:
    said = ruling([rule, *others], past.line)
    if said is None or said.rule is None or said.rule.id != rule.id:
        return "behind"
    if past.is_waiting:
        return "waiting"
    if past.is_unsaid:
        return "unsaid"
    if past.ruled_by:
        return "ruled"
    return "same" if past.stands_on(said.target) else "otherwise"
