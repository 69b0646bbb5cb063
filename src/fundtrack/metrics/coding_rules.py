"""Read coding rules, and the lines of history to hold them against."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from fundtrack.domain.cells import Cell
from fundtrack.domain.coding_rules import CodingRule
from fundtrack.domain.coding_rules import RuleState
from fundtrack.domain.coding_rules import rule_of
from fundtrack.domain.events import Account
from fundtrack.domain.line_conditions import TEXTS
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.domain.rule_history import PastLine
from fundtrack.metrics.position import Reader
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class HeldRule:
    """A rule as the books hold it; `tested` is the entry of its version's last test."""

    rule: CodingRule
    tested: int | None
    reason: str


def held_rules(books: Reader, known: int) -> list[HeldRule]:
    """List every rule at its present version, in the order in which they code."""
    held = []
    for row in books.rows("coding_rules", known=known):
        said = json.loads(row["payload"])
        rule = rule_of(said, row["version"], RuleState(row["state"]))
        held.append(HeldRule(rule, row["tested"], row["reason"]))
    return held


def rules_on(books: Reader, known: int) -> tuple[CodingRule, ...]:
    """List the rules that code lines now."""
    return tuple(
        held.rule
        for held in held_rules(books, known)
        if held.rule.state is RuleState.ON
    )


def past_lines(books: Reader) -> Iterator[PastLine]:
    """Give every line that counts, with where it stands."""
    found = books.rows("ruled_lines")
    for _, rows in groupby(found, key=lambda row: row["entry"]):
        yield _past(list(rows))


def _past(rows: list[Row]) -> PastLine:
    row = rows[0]
    return PastLine(
        entry=row["entry"],
        line=RuledLine(
            dated=row["dated"],
            pence=Pence(row["pence"]),
            texts={text: row[text] for text in TEXTS},
            source_name=row["source_name"],
            fund=row["waits_for"],
        ),
        account=Account(row["account"]),
        cells=tuple(map(Cell.of_columns, rows)),
        coding=row["coding"],
        ruled_by=row["ruled_by"],
        file=row["file"] or "",
        sheet=row["sheet"] or "",
        row=row["source_row"],
    )
