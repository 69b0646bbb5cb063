"""Payments to partners on Spend: what supports each, and the claim lines beneath it."""

from collections.abc import Iterable
from collections.abc import Sequence

from ipywidgets import VBox

from fundtrack.charts.tables import Column
from fundtrack.charts.tables import Kind
from fundtrack.charts.tables import Shown
from fundtrack.charts.tables import Table
from fundtrack.charts.tables import TableRow
from fundtrack.domain.partner_claims import Answer
from fundtrack.metrics.partner_payments import LaidLine
from fundtrack.metrics.partner_payments import PartnerPayment
from fundtrack.metrics.partner_payments import partner_payments
from fundtrack.money import Pence
from fundtrack.pages.parts import Part
from fundtrack.pages.session import PageSession
from fundtrack.pages.standing import Standing
from fundtrack.pages.widgets.table import DataTable
from fundtrack.sentences.partners import NO_LINE
from fundtrack.sentences.partners import TAKEN_BACK
from fundtrack.sentences.partners import lines_heading
from fundtrack.sentences.partners import lines_sub
from fundtrack.sentences.partners import payments_heading
from fundtrack.sentences.partners import payments_sub
from fundtrack.sentences.phrases import spoken
from fundtrack.store.snapshot import Books

PAID = Column("paid", "Paid", Kind.PENCE)
BACK = Column("back", "Taken back", Kind.PENCE)
SUPPORTED = Column("supported", "Supported", Kind.PENCE)
UNSUPPORTED = Column("unsupported", "Unsupported", Kind.PENCE)
QUERIED = Column("queried", "Of it queried", Kind.PENCE)
SUMS = (PAID, BACK, SUPPORTED, UNSUPPORTED, QUERIED)
PAYMENTS = (
    Column("partner", "Partner"),
    Column("dated", "Paid on", Kind.DAY),
    Column("area", "Area"),
    Column("budget", "Budget"),
    *SUMS,
)
LINES = (
    Column("claim", "Claim"),
    Column("number", "Line", Kind.COUNT),
    Column("row", "Row of the form", Kind.COUNT),
    Column("what", "What"),
    Column("dated", "Delivered", Kind.DAY),
    Column("pence", "Amount", Kind.PENCE),
    Column("whole", "Whole line", Kind.PENCE),
    Column("answer", "Answer"),
    Column("evidence", "Evidence"),
)


class PartnerPayments:
    """The table of payments to partners, and one of a payment's claim lines."""

    def __init__(self, session: PageSession) -> None:
        self._payments = DataTable("partner-payments", self.open)
        self._lines = DataTable("partner-lines")
        self._parts = [Part(session, it) for it in (self._payments, self._lines)]
        self._found: tuple[PartnerPayment, ...] = ()
        self._note = ""
        self.widget = VBox([part.box for part in self._parts])

    def show(self, books: Books, standing: Standing) -> None:
        """Show the payments from the budgets chosen, or nothing where there is none."""
        self._found, self._note = (), standing.copy_note
        with self._parts[1].filled():
            self._lines.show(None)
        with self._parts[0].filled():
            choice, known = standing.choice, standing.info.head_seq
            self._found = partner_payments(books, choice.cell, choice.as_at, known)
            if not self._found:
                self._payments.show(None)
                return
            heading = payments_heading(self._found)
            self._payments.show(
                payment_table(self._found, heading, standing),
                heading=heading,
                sub=payments_sub(choice.as_at),
                files="yes",
                note=self._note,
            )

    def open(self, pressed: str) -> None:
        """Show the lines beneath a figure of a payment; they sum to it."""
        with self._parts[1].filled():
            key, _, at = pressed.partition(" ")
            if not at.isdecimal() or int(at) >= len(self._found):
                self._lines.show(None)
                return
            payment = self._found[int(at)]
            rows = line_rows(payment, key)
            pence = Pence(sum(_pence(row) for row in rows))
            heading = lines_heading(payment, len(rows), pence)
            total = TableRow({"claim": f"Sum of {len(rows):,}", "pence": pence})
            self._lines.show(
                Table(heading, LINES, tuple(rows), total),
                heading=heading,
                sub=lines_sub(pence),
                files="yes",
                note=self._note,
                come="yes",
            )


def payment_table(
    payments: Sequence[PartnerPayment], caption: str, standing: Standing
) -> Table:
    """Table the payments, what lacks most first; a column of credits where any was."""
    order = sorted(
        range(len(payments)), key=lambda at: (-payments[at].unsupported_pence, at)
    )
    rows = tuple(_payment_row(payments[at], at, standing) for at in order)
    sums = [_sums(each) for each in payments]
    total = {column.key: sum(each[column.key] for each in sums) for column in SUMS}
    columns: tuple[Column, ...] = PAYMENTS
    if not total[BACK.key]:
        columns = tuple(column for column in columns if column is not BACK)
    return Table(caption, columns, rows, TableRow({"partner": "Sum", **total}))


def line_rows(payment: PartnerPayment, key: str) -> list[TableRow]:
    """List what makes a figure of a payment: its lines, and what no line reaches."""
    bare = payment.unsupported_pence - payment.queried_pence
    accepted = [_line_row(line) for line in payment.accepted]
    queried = [_line_row(line) for line in payment.queried]
    no_line = _rest(bare, NO_LINE)
    return {
        SUPPORTED.key: accepted,
        QUERIED.key: queried,
        UNSUPPORTED.key: [*queried, *no_line],
    }.get(
        key,
        [*accepted, *queried, *no_line, *_rest(payment.taken_back_pence, TAKEN_BACK)],
    )


def _payment_row(payment: PartnerPayment, at: int, standing: Standing) -> TableRow:
    paid = payment.support.payment
    cell, sums = paid.cell, _sums(payment)
    budget = f"{spoken(cell.heading)}, {cell.kind}, {cell.year}"
    opens = (PAID, SUPPORTED, UNSUPPORTED, QUERIED)
    return TableRow(
        {
            "partner": paid.partner,
            "dated": paid.dated,
            "area": standing.area_name(cell.area),
            "budget": budget,
            **sums,
        },
        marks=(payment.provenance,),
        presses={it.key: f"{it.key} {at}" for it in opens if sums[it.key]},
    )


def _sums(payment: PartnerPayment) -> dict[str, int]:
    return {
        PAID.key: payment.paid_pence,
        BACK.key: payment.taken_back_pence,
        SUPPORTED.key: payment.supported_pence,
        UNSUPPORTED.key: payment.unsupported_pence,
        QUERIED.key: payment.queried_pence,
    }


def _line_row(line: LaidLine) -> TableRow:
    row = line.row
    why = "; ".join(row.said)
    is_asked = row.answer is Answer.QUERIED and why
    cells: dict[str, Shown] = {
        "claim": str(row.quarter),
        "number": row.number,
        "row": row.row or None,
        "what": f"{row.text('supplier')}: {row.text('what')}",
        "dated": row.dated,
        "pence": line.pence,
        "whole": line.whole_pence,
        "answer": f"{row.answer}: {why}" if is_asked else str(row.answer),
        "evidence": row.text("evidence") or None,
    }
    return TableRow(cells, marks=(row.provenance,))


def _rest(pence: int, why: str) -> Iterable[TableRow]:
    """Give what no line reaches a row of its own, so that the rows add up."""
    return [TableRow({"what": why, "pence": pence})] if pence else []


def _pence(row: TableRow) -> int:
    return int(str(row.cells["pence"]))
