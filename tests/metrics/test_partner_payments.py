"""Payments to partners: accepted lines beneath them first, then queried ones."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.partner_claims import LINE_KIND
from fundtrack.domain.partner_claims import Answer
from fundtrack.domain.partner_claims import HeldRow
from fundtrack.metrics.partner_claims import supported
from fundtrack.metrics.partner_payments import PartnerPayment
from fundtrack.metrics.partner_payments import asked_pence
from fundtrack.metrics.partner_payments import partner_payments
from fundtrack.metrics.position import Selection
from fundtrack.money import Pence
from tests import builders
from tests.builders import CELL
from tests.histories import history_of
from tests.oracles import partner_payments as slow
from tests.partners import Q4
from tests.partners import add_partner
from tests.partners import blank
from tests.partners import filled
from tests.partners import line
from tests.partners import taken
from tests.returns.office import Office
from tests.returns.office import open_office

END = date(2024, 3, 31)
LAST = 10**9
BACK = builders.actual(-25_000, date(2024, 2, 20), row=8)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office that paid its partner £400.00 in December and £600.00 in January."""
    return add_partner(open_office(workspace))


def payments_of(office: Office, cell: Cell = CELL) -> tuple[PartnerPayment, ...]:
    with office.session("finance.officer").reading() as books:
        return partner_payments(books, cell, END, LAST)


def sums(payment: PartnerPayment) -> tuple[int, ...]:
    return (
        payment.paid_pence,
        payment.taken_back_pence,
        payment.supported_pence,
        payment.unsupported_pence,
        payment.queried_pence,
    )


def test_queried_lines_go_beneath_what_accepted_ones_leave(office: Office) -> None:
    asked = line(net=200, evidence=None, on=date(2024, 1, 2))
    taken(office, filled(blank(office), [line(net=350), asked]))
    first, second = payments_of(office)
    assert sums(first) == (40_000, 0, 35_000, 5_000, 5_000)
    assert sums(second) == (60_000, 0, 0, 60_000, 15_000)
    assert [(it.row.number, it.pence) for it in second.queried] == [(2, 15_000)]
    assert first.provenance == "synthetic"


def test_the_lines_beneath_are_those_of_the_slow_twin(office: Office) -> None:
    office.record(BACK)
    lines = [
        *(line(net=net, evidence=f"INV-{net}") for net in (250, 199.99)),
        line(net=120.5, evidence=None, on=date(2024, 1, 2)),
        line(net=90, vat=18, vat_is="irrecoverable", evidence=None),
        line(net=7, vat=1, vat_is="recoverable", evidence=None),
        line(net=1, cell="nowhere"),
    ]
    taken(office, filled(blank(office), lines))
    found = [
        [
            (str(it.row.answer), it.row.entry, it.pence)
            for it in (*payment.accepted, *payment.queried)
        ]
        for payment in payments_of(office)
    ]
    history = history_of(office.workspace.ledger)
    assert found == slow.beneath(
        history, "Supplier 1 (synthetic)", str(CELL), END, LAST
    )
    assert [len(each) for each in found] == [2, 4]
    assert sum(pence for each in found for _, _, pence in each) == 68_549


def test_a_row_whose_sum_cannot_be_read_asks_for_nothing() -> None:
    row = HeldRow(
        *(4, LINE_KIND, "Town Council", Q4, 1, Answer.REFUSED, (), CELL, END),
        Pence(0),
        {"net": "a lot", "vat": 5},
    )
    assert asked_pence(row) == 0


def test_the_figures_of_a_payment_add_up_and_are_those_of_status(
    office: Office,
) -> None:
    office.record(BACK)
    taken(office, filled(blank(office), [line(net=350), line(net=9, evidence=None)]))
    found = payments_of(office, Cell("SSF5"))
    for each in found:
        paid, back, backed, lacking, asked = sums(each)
        assert paid == back + backed + lacking
        assert asked <= lacking
    with office.session("finance.officer").reading() as books:
        by_entry = supported(books, Selection(END, LAST, "SSF5")).by_entry()
    assert {it.support.payment.entry: it.unsupported_pence for it in found} == by_entry


def test_other_budgets_and_offices_without_partners_list_nothing(
    office: Office,
) -> None:
    assert payments_of(office, replace(CELL, year="2024-25")) == ()
    with office.session("finance.officer").reading() as books:
        assert partner_payments(books, CELL, date(2023, 4, 1), LAST) == ()
