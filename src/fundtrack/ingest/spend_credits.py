"""Say which new credits of a file reverse a bill of another financial year."""

from collections.abc import Iterator
from collections.abc import Sequence
from datetime import date

from fundtrack.domain.credits import Pair
from fundtrack.domain.credits import Payment
from fundtrack.domain.credits import pair_credits
from fundtrack.findings import Finding
from fundtrack.findings import Severity
from fundtrack.ingest.spend_checks import CheckedRow
from fundtrack.ingest.spend_matching import Held
from fundtrack.ingest.spend_matching import HeldLine
from fundtrack.ingest.spend_matching import MatchedRow
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.sources.extract_headings import Field

AFTER_ALL = 2**62
"""Where the numbers of lines begin that the books do not hold yet."""


def credits_of_other_years(
    file: str, new: Sequence[MatchedRow], held: Held
) -> Iterator[Finding]:
    """Say how many new credits reverse bills of another year, and the largest."""
    rows = [matched.row for matched in new]
    amounts = {-row.pence for row in rows if row.pence and row.pence < 0}
    if not amounts:
        return
    lines = [_held(line) for line in held.recorded if abs(line.facts[1]) in amounts]
    lines += [
        _new(row, AFTER_ALL + at)
        for at, row in enumerate(rows)
        if row.pence and abs(row.pence) in amounts
    ]
    pairs = [
        pair
        for pair in pair_credits(lines).pairs
        if pair.crosses_year_end and pair.credit.entry >= AFTER_ALL
    ]
    if pairs:
        yield _crossing(file, pairs, rows)


def _crossing(file: str, pairs: Sequence[Pair], rows: Sequence[CheckedRow]) -> Finding:
    largest = min(pairs, key=lambda pair: pair.credit.pence)
    credit, bill = largest.credit, largest.bill
    read = rows[credit.entry - AFTER_ALL].read
    count = len(pairs)
    what = "credit reverses a bill" if count == 1 else "credits reverse bills"
    total = Pence(sum(pair.credit.pence for pair in pairs))
    return Finding(
        "credit-of-another-year",
        Severity.WARN,
        f"{count:,} {what} of another financial year, {show_pence(total)} in all; the "
        f"largest is {show_pence(credit.pence)} of {credit.dated} "
        f"({credit.supplier}), billed on {bill.dated}",
        "see them with: fundtrack credits; tell the funder whose year it changes",
        file=file,
        sheet=read.sheet or None,
        row=read.row,
    )


def _held(line: HeldLine) -> Payment:
    return Payment(
        entry=line.entry,
        dated=line.dated,
        pence=Pence(line.facts[1]),
        supplier=line.facts[2],
        reference=line.facts[4],
        source_name="",
    )


def _new(row: CheckedRow, number: int) -> Payment:
    return Payment(
        entry=number,
        dated=date.fromisoformat(row.text(Field.DATE)),
        pence=row.pence or Pence(0),
        supplier=row.text(Field.SUPPLIER),
        reference=row.text(Field.REFERENCE),
        source_name="",
    )
