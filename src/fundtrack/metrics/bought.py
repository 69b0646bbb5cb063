"""What a fund's money bought in an area: from its budget to proof that it arrived."""

from collections import Counter
from collections.abc import Iterable
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from fundtrack.domain.cells import ANY
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.partner_claims import held_rows
from fundtrack.metrics.position import Reader
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from fundtrack.periods import Month
from fundtrack.store.connection import Row


@dataclass(frozen=True, slots=True)
class BoughtLine:
    """What one heading may spend, has ordered, owes and paid, and what is proved.

    `evidenced_pence` is the net cost of partners' accepted lines.
    """

    heading: str
    given_pence: Pence
    ordered_pence: Pence
    owed_pence: Pence
    paid_pence: Pence
    evidenced_pence: Pence
    marks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BoughtMonth:
    """What was paid in a month, and what partners delivered in it and proved."""

    month: Month
    paid_pence: Pence
    evidenced_pence: Pence


@dataclass(frozen=True, slots=True)
class Bought:
    """What a fund bought in an area, by heading and by month.

    `claimed_pence` was asked of the funder for the area; a claim is not split by
    heading.
    """

    lines: tuple[BoughtLine, ...]
    months: tuple[BoughtMonth, ...]
    claimed_pence: Pence

    @property
    def paid_pence(self) -> Pence:
        """All that was paid."""
        return Pence(sum(line.paid_pence for line in self.lines))


def bought_in(books: Reader, fund: str, area: str) -> Bought:
    """Read what a fund bought in an area, from everything the books hold.

    Args:
        books: a snapshot.
        fund: id of the fund.
        area: id of the area.
    """
    rows = books.rows("bought_by_heading", fund=fund, area=area)
    proved = _proved(books, fund, area)
    headings = sorted({row["heading"] for row in rows if row["heading"] != ANY})
    spent = [row for row in rows if row["paid_pence"]]
    months = {Month.of(row["month_starts"]) for row in spent} | {at for _, at in proved}
    return Bought(
        lines=tuple(
            _line([row for row in rows if row["heading"] == heading], proved)
            for heading in headings
        ),
        months=tuple(
            BoughtMonth(
                month,
                _sum(
                    (each for each in spent if Month.of(each["month_starts"]) == month),
                    "paid_pence",
                ),
                Pence(sum(pence for (_, at), pence in proved.items() if at == month)),
            )
            for month in sorted(months)
        ),
        claimed_pence=_sum(rows, "claimed_pence"),
    )


def _proved(books: Reader, fund: str, area: str) -> Counter[tuple[str, Month]]:
    """Add up accepted lines of partners' claims by heading and month of delivery."""
    selection = Selection(date.max, LAST_ENTRY, fund, area)
    found: Counter[tuple[str, Month]] = Counter()
    for row in held_rows(books, selection, ANY):
        is_line = row.kind == LINE_KIND and row.answer is Answer.ACCEPTED
        if is_line and (row.cell.fund, row.cell.area) == (fund, area):
            found[row.cell.heading, Month.of(row.dated)] += row.pence
    return found


def _line(rows: Sequence[Row], proved: Counter[tuple[str, Month]]) -> BoughtLine:
    heading = rows[0]["heading"]
    return BoughtLine(
        heading=heading,
        given_pence=_sum(rows, "given_pence"),
        ordered_pence=_sum(rows, "ordered_pence"),
        owed_pence=_sum(rows, "owed_pence"),
        paid_pence=_sum(rows, "paid_pence"),
        evidenced_pence=Pence(
            sum(pence for (at, _), pence in proved.items() if at == heading)
        ),
        marks=tuple(sorted({mark for row in rows for mark in row["marks"] or ()})),
    )


def _sum(rows: Iterable[Row], key: str) -> Pence:
    return Pence(sum(row[key] for row in rows))
