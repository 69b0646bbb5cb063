"""Read what agreements do not pay, and the lines that stand refused or should be."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility import eligibility_rule_of
from fundtrack.domain.eligibility import read_refusal
from fundtrack.domain.eligibility import refusal_of
from fundtrack.domain.line_conditions import TEXTS
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class FundLine:
    """A line of spending on a fund, or outside it with its reason.

    `entry` is what put it there last; `refusal` says why it is outside, None while it
    stands on its `cell`, which names the fund alone where it is outside. `would_be` is
    the cell that refused it, and `is_judged` says that a person called it eligible.
    """

    entry: int
    line: int
    said: RuledLine
    cell: Cell
    pence: Pence
    refusal: Refusal | None
    would_be: str
    is_judged: bool
    person: str
    provenance: str
    file: str
    sheet: str
    row: int | None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """What a fund does not pay: lines kept outside it, and lines that should be.

    `doubtful` are lines on its budget that a rule would refuse and nobody judged, each
    with the refusal.
    """

    refused: tuple[FundLine, ...] = ()
    doubtful: tuple[tuple[FundLine, Refusal], ...] = ()


def eligibility_rules(books: Reader, known: int) -> tuple[EligibilityRule, ...]:
    """List every version of every rule that was known."""
    return tuple(
        eligibility_rule_of(
            json.loads(row["payload"]), row["version"], row["counts_from"]
        )
        for row in books.rows("eligibility_rules", known=known)
    )


def eligibility(books: Reader, selection: Selection, starts: date) -> Eligibility:
    """Say which lines of a fund since a day are not paid, and which should not be."""
    rules = eligibility_rules(books, selection.known)
    lines = [line for line in fund_lines(books, selection) if line.said.dated >= starts]
    return Eligibility(
        refused=tuple(line for line in lines if line.refusal),
        doubtful=tuple(_doubtful(lines, rules)),
    )


def fund_lines(books: Reader, selection: Selection) -> list[FundLine]:
    """List the lines of a fund, by day, where each stands by now."""
    found = books.rows(
        "eligibility_lines",
        fund=selection.fund,
        as_at=selection.as_at,
        known=selection.known,
    )
    return [_line(row) for row in found]


def _doubtful(
    lines: Iterable[FundLine], rules: tuple[EligibilityRule, ...]
) -> Iterable[tuple[FundLine, Refusal]]:
    for line in lines:
        if line.refusal is None and not line.is_judged:
            refusal = refusal_of(rules, line.said, line.cell)
            if refusal:
                yield line, refusal


def _line(row: Row) -> FundLine:
    told = json.loads(row["told"])
    return FundLine(
        entry=row["entry"],
        line=row["line"],
        said=RuledLine(
            row["dated"],
            Pence(row["line_pence"]),
            {text: row[text] for text in TEXTS},
            row["source_name"],
        ),
        cell=Cell.of_columns(row),
        pence=Pence(row["pence"]),
        refusal=read_refusal(told),
        would_be=told.get("refused_cell", ""),
        is_judged="judged_because" in told,
        person=row["person"],
        provenance=row["provenance"],
        file=row["file"],
        sheet=row["sheet"],
        row=row["source_row"],
    )
