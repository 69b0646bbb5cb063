"""Read what agreements do not pay, and the lines that stand refused or should be."""

import json
from collections.abc import Iterable
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from fundtrack.domain.cells import Cell
from fundtrack.domain.eligibility import EligibilityRule
from fundtrack.domain.eligibility import Refusal
from fundtrack.domain.eligibility import eligibility_rule_of
from fundtrack.domain.eligibility import first_refusal
from fundtrack.domain.eligibility import read_refusal
from fundtrack.domain.eligibility import standing_rules
from fundtrack.domain.line_conditions import TEXTS
from fundtrack.domain.line_conditions import RuledLine
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.store.connection import Row

BEFORE_EVERYTHING = date(1900, 1, 1)
REFUSED = "refused_because"
JUDGED = "judged_because"


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
    """Say which lines of a fund since a day are not paid, and which should not be.

    Where an agreement has no rules, only the lines that stand refused are read.
    """
    rules = eligibility_rules(books, selection.known)
    rows = _read(books, selection, starts, is_every=bool(rules))
    return Eligibility(
        refused=tuple(_line(row) for row in rows if _says(row, REFUSED)),
        doubtful=tuple(_doubtful(rows, rules)),
    )


def fund_lines(books: Reader, selection: Selection) -> list[FundLine]:
    """List the lines of a fund, by day, where each stands by now."""
    found = _read(books, selection, BEFORE_EVERYTHING, is_every=True)
    return [_line(row) for row in found]


def _read(
    books: Reader, selection: Selection, starts: date, *, is_every: bool
) -> list[Row]:
    return books.rows(
        "eligibility_lines",
        fund=selection.fund,
        start=starts,
        as_at=selection.as_at,
        known=selection.known,
        is_every=is_every,
    )


def _says(row: Row, fact: str) -> bool:
    """Whether what the entry tells holds a fact, told as a text so as to be quick."""
    return f'"{fact}":' in row["told"]


def _doubtful(
    rows: Iterable[Row], rules: tuple[EligibilityRule, ...]
) -> Iterator[tuple[FundLine, Refusal]]:
    @cache
    def standing(fund: str, dated: date) -> tuple[EligibilityRule, ...]:
        return standing_rules(rules, fund, dated)

    for row in rows:
        if _says(row, REFUSED) or _says(row, JUDGED):
            continue
        refusal = first_refusal(
            standing(row["fund"], row["dated"]), _said(row), Cell.of_columns(row)
        )
        if refusal:
            yield _line(row), refusal


def _said(row: Row) -> RuledLine:
    return RuledLine(
        row["dated"],
        Pence(row["line_pence"]),
        {text: row[text] for text in TEXTS},
        row["source_name"],
    )


def _line(row: Row) -> FundLine:
    is_told = _says(row, REFUSED) or _says(row, JUDGED)
    told = json.loads(row["told"]) if is_told else {}
    return FundLine(
        entry=row["entry"],
        line=row["line"],
        said=_said(row),
        cell=Cell.of_columns(row),
        pence=Pence(row["pence"]),
        refusal=read_refusal(told),
        would_be=told.get("refused_cell", ""),
        is_judged=JUDGED in told,
        person=row["person"],
        provenance=row["provenance"],
        file=row["file"],
        sheet=row["sheet"],
        row=row["source_row"],
    )
