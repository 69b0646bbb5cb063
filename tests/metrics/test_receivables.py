"""Receivables and the year-end journal against their slow twins."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.returns import submit
from fundtrack.acts.year_ends import year_end
from fundtrack.config import Workspace
from fundtrack.domain.cells import Cell
from fundtrack.domain.events import Account
from fundtrack.domain.events import NewEvent
from fundtrack.domain.events import Posting
from fundtrack.domain.figures import FigureId
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.receivables import claims_sent
from fundtrack.metrics.trace import trace
from fundtrack.metrics.year_ends import JournalLine
from fundtrack.money import Pence
from fundtrack.periods import FinancialYear
from fundtrack.periods import Quarter
from fundtrack.sources.bank_holidays import bank_holidays
from tests import builders
from tests.histories import history_of
from tests.oracles import receivables as slow
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import Office
from tests.returns.office import open_office
from tests.returns.office import terms

STARTS = date(2023, 10, 1)
YEAR_END = date(2024, 3, 31)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office in order."""
    return open_office(workspace)


def line_of(office: Office) -> JournalLine:
    """The journal's one line for 2023-24, each figure of which can be traced."""
    session = office.session("auditor")
    (line,) = year_end(session, FinancialYear(2023)).journal
    with session.reading() as books:
        traced = {
            name: trace(books, FigureId.parse(figure)).pence
            for name, figure in line.figures.items()
        }
    assert traced["received"] == line.received_pence
    assert traced["eligible"] == line.earned_pence + line.beyond_award_pence
    return line


def sums(line: JournalLine) -> tuple[int, int, int, int, int]:
    """What is earned, received, accrued, claimed of it, and in advance."""
    return (
        line.earned_pence,
        line.received_pence,
        line.accrued_income_pence,
        line.claimed_unpaid_pence,
        line.receipt_in_advance_pence,
    )


def moved(kind: str, on: date, *sides: tuple[str, int]) -> NewEvent:
    """Money that moved otherwise than by the acts of these tests."""
    postings = tuple(
        Posting(Account(account), builders.FUND_YEAR, Pence(pence))
        for account, pence in sides
    )
    return NewEvent(kind, on, "as it was", {}, postings)


def test_the_promise_to_pay_is_that_of_the_terms_when_the_claim_was_sent(
    office: Office,
) -> None:
    office.certified()
    office.record(terms(receipt_working_days=21))
    submit(office.session("finance.officer"), RETURN, SENT)
    office.record(terms(receipt_working_days=5, version=2))
    office.day = date(2024, 6, 10)
    receive(
        office.session("finance.officer"),
        RETURN,
        Receipt(Pence(100_000), date(2024, 5, 1), "BACS 1"),
    )
    with office.session("auditor").reading() as books:
        sent = claims_sent(books, office.day, LAST_ENTRY, bank_holidays())[RETURN]
    history = history_of(office.workspace.ledger)
    held = {day for days in bank_holidays().held.values() for day in days}
    assert (sent.claimed_pence, sent.received_pence) == slow.claim(
        history, RETURN, office.day
    )
    assert sent.expected_on == slow.working_day_after(SENT.on, 21, held)


def test_what_was_earned_and_not_received_is_accrued_income(office: Office) -> None:
    office.certified()
    submit(office.session("finance.officer"), RETURN, SENT)
    earned = slow.earned(history_of(office.workspace.ledger), STARTS, YEAR_END)
    assert sums(line_of(office)) == (earned, 0, earned, 0, 0)
    assert earned == 40_000 + 60_000 + 5_001 + 7_000


def test_what_was_claimed_by_then_is_told_apart(office: Office) -> None:
    claim = moved("claim", YEAR_END, ("promised", 90_000), ("claimed", -90_000))
    cash = moved("cash", YEAR_END, ("claimed", 50_000), ("received", -50_000))
    office.record(claim, cash)
    assert sums(line_of(office)) == (112_001, 50_000, 62_001, 40_000, 0)


def test_what_was_received_and_not_earned_is_a_receipt_in_advance(
    office: Office,
) -> None:
    office.record(
        moved("cash", YEAR_END, ("promised", 150_000), ("received", -150_000))
    )
    line = line_of(office)
    assert sums(line) == (112_001, 150_000, 0, 0, 37_999)


def test_nothing_is_earned_beyond_the_award_or_outside_the_funding_period(
    office: Office,
) -> None:
    office.record(
        builders.actual(100_000, date(2024, 3, 1), row=8),
        builders.actual(700, date(2023, 9, 30), row=9),
    )
    line = line_of(office)
    assert line.earned_pence == 200_000
    assert (line.beyond_award_pence, line.outside_pence) == (12_001, 700)


def test_a_local_fund_claims_nothing_and_is_not_listed(office: Office) -> None:
    facts = {"fund": "OPDEF", "name": "Operation Defender", "kind": "local"}
    office.record(
        NewEvent("fund", STARTS, "opens", facts),
        builders.award(500, Cell(fund="OPDEF", year="2023-24")),
    )
    assert line_of(office).fund == "SSF5"


def taken_on(what: str, pence: int, quarter: str) -> NewEvent:
    """A sum of a quarter before the books began."""
    out_of, into = ("promised", "claimed") if what == "claimed" else ("claimed", what)
    cell = Cell("SSF5", "blackpool", kind="capital", year="2023-24")
    return NewEvent(
        f"take_on_{what}",
        Quarter.parse(quarter).dates.last_day,
        "taken on",
        {"fund": "SSF5", "quarter": quarter, "pence": pence},
        (
            Posting(Account(out_of), cell, Pence(pence)),
            Posting(Account(into), cell, Pence(-pence)),
        ),
    )


def test_what_was_claimed_before_the_books_began_is_owed_since_its_last_quarter(
    office: Office,
) -> None:
    *_, twice = office.record(
        taken_on("claimed", 6_000, "2023-24 Q2"),
        taken_on("claimed", 3_000, "2023-24 Q3"),
        taken_on("received", 4_000, "2023-24 Q4"),
        taken_on("received", 4_000, "2023-24 Q4"),
    )
    back = moved("reversal", YEAR_END, ("received", 4_000), ("claimed", -4_000))
    office.record(replace(back, corrects=twice))
    with office.session("auditor").reading() as books:
        before = claims_sent(books, office.day, twice, bank_holidays())["SSF5 taken on"]
        after = claims_sent(books, office.day, LAST_ENTRY, bank_holidays())
    assert before.owed_to_us_pence == 1_000
    (sent,) = after.values()
    assert (sent.sent_on, sent.quarter) == (date(2023, 12, 31), "2023-24 Q4")
    assert (sent.owed_to_us_pence, sent.age_days) == (5_000, 107)
