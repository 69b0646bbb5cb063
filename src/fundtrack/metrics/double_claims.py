"""Read what a fund's claim might ask for twice: bills, partners' lines, match."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace

from fundtrack.domain.cells import ANY
from fundtrack.domain.double_claims import Cost
from fundtrack.domain.double_claims import Match
from fundtrack.domain.double_claims import Twice
from fundtrack.domain.double_claims import claim_place
from fundtrack.domain.double_claims import match_claimed
from fundtrack.domain.double_claims import partner_lines_twice
from fundtrack.domain.double_claims import references_of
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.metrics.eligibility import FundLine
from fundtrack.metrics.eligibility import fund_lines
from fundtrack.metrics.partner_claims import held_rows
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.periods import Quarter
from fundtrack.store.connection import Row

CONTRACT_TIMES = 3
"""On how many days one reference and sum come before they look like a contract's."""


def claimed_twice(books: Reader, selection: Selection) -> tuple[Twice, ...]:
    """Say what of a fund's spending up to a day stands in two places."""
    asked = (("fund", selection.fund), ("as_at", selection.as_at))
    rows = books.rows("return_duplicates", **dict(asked), known=selection.known)
    everywhere = replace(selection, fund=ANY, area=ANY)
    accepted = [
        row
        for row in held_rows(books, everywhere, ANY)
        if row.kind == LINE_KIND and row.answer is Answer.ACCEPTED
    ]
    return (
        *map(_paid_twice, rows),
        *_of_fund(selection.fund, accepted, partner_lines_twice(accepted)),
        *_match(books, everywhere, selection.fund, accepted),
    )


def _of_fund(
    fund: str, lines: list[HeldRow], found: Iterator[Twice]
) -> Iterator[Twice]:
    own = {line.entry for line in lines if line.cell.fund == fund}
    return (each for each in found if own & {each.entry, each.other_entry})


def _match(
    books: Reader, everywhere: Selection, fund: str, accepted: list[HeldRow]
) -> Iterator[Twice]:
    given = _given(books, everywhere)
    if not given:
        return
    funds = {match.entry: match.fund for match in given}
    booked = [it for it in fund_lines(books, everywhere) if it.refusal is None]
    costs = [*map(_booked, booked), *map(_accepted, accepted)]
    owners = {cost.entry: cost.fund for cost in costs}
    found = [*match_claimed(costs, given), *_papers(books, everywhere, booked)]
    for each in found:
        match_fund = funds.get(each.other_entry, each.other_place.partition(",")[0])
        if fund in {owners[each.entry], match_fund}:
            yield each


def _given(books: Reader, everywhere: Selection) -> list[Match]:
    day = {"as_at": everywhere.as_at, "known": everywhere.known}
    return [
        Match(
            entry=row["entry"],
            fund=row["fund"],
            giver=row["giver"],
            is_cash=row["match_kind"] == "cash",
            delivered_pence=Pence(row["delivered_pence"]),
            references=references_of(row["evidence"]),
        )
        for row in books.rows("match_given", **day)
    ]


def _papers(
    books: Reader, everywhere: Selection, booked: list[FundLine]
) -> Iterator[Twice]:
    """Find papers that the evidence register names for a match and for a line."""
    by_entry: dict[int, list[FundLine]] = defaultdict(list)
    for line in booked:
        for entry in {line.entry, line.line}:
            by_entry[entry].append(line)
    day = {"as_at": everywhere.as_at, "known": everywhere.known}
    for row in books.rows("evidence_uses", **day):
        for line in by_entry[row["spent_by"]]:
            yield Twice(
                line.entry,
                _place(line),
                row["entry"],
                f"{row['fund']}, match {row['giver']}",
                f"shown by one paper, {row['file']}",
                line.pence,
            )


def _paid_twice(row: Row) -> Twice:
    bill = f"invoice {row['reference']} of {row['supplier']}"
    what = {
        "cell": f"one cell of a file, a payment to {row['supplier']}",
        "payment": f"the same payment to {row['supplier']}",
        "invoice": f"the same {bill}",
    }
    return Twice(
        entry=row["entry"],
        place=f"{row['fund']}, {Quarter.of(row['effective_on'])}",
        other_entry=row["other_entry"],
        other_place=f"{row['other_fund']}, {Quarter.of(row['other_on'])}",
        what=what[row["why"]],
        pence=Pence(row["pence"]),
        is_sure=row["why"] != "invoice" or row["times"] < CONTRACT_TIMES,
    )


def _booked(line: FundLine) -> Cost:
    texts = line.said.texts
    return Cost(
        entry=line.entry,
        fund=line.cell.fund,
        by=texts["supplier"],
        reference=texts["reference"],
        pence=line.pence,
        place=_place(line),
    )


def _accepted(line: HeldRow) -> Cost:
    return Cost(
        entry=line.entry,
        fund=line.cell.fund,
        by=line.partner,
        reference=str(line.facts.get("evidence", "")),
        pence=line.pence,
        place=claim_place(line.cell, line),
    )


def _place(line: FundLine) -> str:
    return f"{line.cell.fund}, {Quarter.of(line.said.dated)}"
