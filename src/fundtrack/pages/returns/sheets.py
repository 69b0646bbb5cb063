"""The tables of the Returns page, each in a part of its own."""

from collections.abc import Callable
from collections.abc import Sequence

from ipywidgets import VBox

from fundtrack.acts.return_diffs import Cause
from fundtrack.metrics.position import Selection
from fundtrack.metrics.receivables import receivables
from fundtrack.money import Pence
from fundtrack.money import show_pence
from fundtrack.pages.parts import Part
from fundtrack.pages.parts import beside
from fundtrack.pages.returns.standing import ReturnStanding
from fundtrack.pages.returns.tables import calendar_table
from fundtrack.pages.returns.tables import causes_table
from fundtrack.pages.returns.tables import headings_table
from fundtrack.pages.returns.tables import lines_table
from fundtrack.pages.returns.tables import receipts_table
from fundtrack.pages.returns.tables import steps_table
from fundtrack.pages.session import PageSession
from fundtrack.pages.widgets.table import DataTable
from fundtrack.returns.claim_rows import claim_rows
from fundtrack.returns.claim_rows import reconciliation_rows
from fundtrack.returns.listing import Line
from fundtrack.returns.papers import Papers
from fundtrack.sentences.phrases import counted
from fundtrack.sentences.phrases import long_day
from fundtrack.sentences.returns import since_heading
from fundtrack.sentences.returns import since_sub
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import Books

MOST_LINES = 2_000
FEW = 8
"""Rows at once of the tables that few read to the end."""
PRESS = "Press a figure to see the entries and source cells that sum to it."


class ReturnSheets:
    """What a return says in money, and what came of all of them."""

    def __init__(self, session: PageSession, press: Callable[[str], None]) -> None:
        self._claim = DataTable("claim", press)
        self._reconciliation = DataTable("reconciliation", press)
        self._headings = DataTable("headings", press)
        self._lines = DataTable("lines", page=FEW)
        self._since = DataTable("since", page=FEW)
        self._calendar = DataTable("returns")
        self._receipts = DataTable("receipts")
        worked_out = (self._claim, self._reconciliation)
        last = (self._since, self._calendar, self._receipts, self._lines)
        every = (*worked_out, self._headings, *last)
        self._parts = {it: Part(session, it) for it in every}
        sums = beside([self._parts[it].box for it in worked_out])
        self.claim = VBox([sums, self._parts[self._headings].box])
        self.rest = VBox([self._parts[it].box for it in last])

    def show(self, books: Books, standing: ReturnStanding) -> None:
        """Fill the tables; those of a return that is not begun stay empty."""
        papers = standing.papers
        with self._parts[self._claim].filled():
            _show_claim(self._claim, standing, papers)
        with self._parts[self._reconciliation].filled():
            _show_reconciliation(self._reconciliation, standing, papers)
        with self._parts[self._headings].filled():
            _show_headings(self._headings, standing, papers)
        with self._parts[self._since].filled():
            _show_since(self._since, books, standing)
        with self._parts[self._lines].filled():
            _show_lines(self._lines, standing, papers)
        with self._parts[self._calendar].filled():
            _show_calendar(self._calendar, standing)
        with self._parts[self._receipts].filled():
            _show_receipts(self._receipts, books, standing)


def _show_claim(
    table: DataTable, standing: ReturnStanding, papers: Papers | None
) -> None:
    if papers is None:
        table.show(None)
        return
    table.show(
        steps_table(claim_rows(papers), "The claim, step by step"),
        heading="How the claim is worked out",
        sub=PRESS,
        files="yes",
        note=standing.copy_note,
    )


def _show_reconciliation(
    table: DataTable, standing: ReturnStanding, papers: Papers | None
) -> None:
    if papers is None:
        table.show(None)
        return
    apart = show_pence(papers.figures.reconciliation.difference_pence)
    table.show(
        steps_table(reconciliation_rows(papers), "From the ledger to the claim"),
        heading=f"Ledger and claim are {apart} apart",
        sub="From what the accounts hold down to what is claimed, every difference "
        "named. What is left must be nil.",
        files="yes",
        note=standing.copy_note,
    )


def _show_headings(
    table: DataTable, standing: ReturnStanding, papers: Papers | None
) -> None:
    if papers is None:
        table.show(None)
        return
    quarter = papers.figures.scope.quarter
    table.show(
        headings_table(standing, papers),
        heading="Heading by heading",
        sub=f"Budget, outturn and variance of the year, spending of {quarter}. {PRESS}",
        files="yes",
        note=standing.copy_note,
    )


def _show_since(table: DataTable, books: Books, standing: ReturnStanding) -> None:
    filed, baseline = standing.filed, standing.baseline
    if filed is None or baseline is None:
        table.show(None)
        return
    rows = books.rows(
        "return_causes", fund=filed.fund, since=baseline.known, until=filed.known
    )
    causes = [Cause(**row) for row in rows]
    late = [it for it in causes if it.effective_on <= baseline.until and it.pence]
    late_pence = Pence(sum(it.pence or 0 for it in late))
    table.show(
        causes_table(standing, causes),
        heading=since_heading(baseline.name, len(causes)),
        sub=since_sub(len(late), late_pence, long_day(baseline.until)),
        files="yes",
        note=standing.copy_note,
    )


def _show_lines(
    table: DataTable, standing: ReturnStanding, papers: Papers | None
) -> None:
    if papers is None:
        table.show(None)
        return
    lines = papers.figures.listing.eligible
    kept, left_out = _largest(lines)
    heading = f"{counted(len(lines), 'line')} make up what is eligible"
    more = f" The {left_out:,} smallest stand in the workbook alone." * bool(left_out)
    table.show(
        lines_table(standing, kept, heading),
        heading=heading,
        sub=f"Since the agreement began, each with the cell it was read from.{more}",
        files="yes",
        note=standing.copy_note,
    )


def _largest(lines: Sequence[Line]) -> tuple[Sequence[Line], int]:
    """Keep as many lines as a page can hold, the largest, in their order."""
    if len(lines) <= MOST_LINES:
        return lines, 0
    largest = sorted(lines, key=lambda line: -abs(line.pence))[:MOST_LINES]
    kept = {line.entry for line in largest}
    return [it for it in lines if it.entry in kept], len(lines) - len(largest)


def _show_calendar(table: DataTable, standing: ReturnStanding) -> None:
    if not standing.calendar:
        table.show(None)
        return
    table.show(
        calendar_table(standing),
        heading="All returns",
        sub="What is due by when, who must be next, and what became of each claim.",
        files="yes",
        note=standing.copy_note,
    )


def _show_receipts(table: DataTable, books: Books, standing: ReturnStanding) -> None:
    selection = Selection(standing.today, books.info.head_seq, standing.fund)
    grants = receivables(books, selection, bank_holidays())
    claims = [claim for grant in grants for claim in grant.claims]
    if not claims:
        table.show(None)
        return
    owed = Pence(sum(claim.owed_to_us_pence for claim in claims))
    table.show(
        receipts_table(claims, standing),
        heading=f"{standing.fund_name}: {show_pence(owed)} is owed to us",
        sub=f"Claims sent and what arrived of them by {long_day(standing.today)}.",
        files="yes",
        note=standing.copy_note,
    )
