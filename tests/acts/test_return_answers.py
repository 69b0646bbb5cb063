"""After a return was sent: queries, a new version in its place, agreement, closing."""

from dataclasses import replace
from datetime import date

import pytest

from fundtrack.acts.receipts import Receipt
from fundtrack.acts.receipts import receive
from fundtrack.acts.return_answers import Question
from fundtrack.acts.return_answers import agree
from fundtrack.acts.return_answers import answer
from fundtrack.acts.return_answers import close
from fundtrack.acts.return_answers import query
from fundtrack.acts.return_answers import reopen
from fundtrack.acts.return_answers import resubmit
from fundtrack.acts.returns import ReturnStep
from fundtrack.acts.returns import certify
from fundtrack.acts.returns import prepare
from fundtrack.acts.returns import review
from fundtrack.acts.returns import show
from fundtrack.acts.returns import submit
from fundtrack.acts.returns import verify
from fundtrack.config import Workspace
from fundtrack.errors import NotAllowed
from fundtrack.errors import NotCounted
from fundtrack.errors import OutOfOrder
from fundtrack.errors import UnknownName
from fundtrack.errors import WrongArgument
from fundtrack.metrics.known import LAST_ENTRY
from fundtrack.metrics.position import Selection
from fundtrack.metrics.position import position
from fundtrack.metrics.receivables import claims_sent
from fundtrack.money import Pence
from fundtrack.sources.bank_holidays import bank_holidays
from fundtrack.store.snapshot import open_books
from tests import builders
from tests.returns.office import Q4
from tests.returns.office import RETURN
from tests.returns.office import SENT
from tests.returns.office import TYPED
from tests.returns.office import Office
from tests.returns.office import open_office

CLAIM = 40_000 + 60_000 + 5_001 + 7_000
LATE = 2_500
"""A line of the quarter that came after the return was sent."""
SECOND = "SSF5-2023-24-Q4-v2"
WHY = "a late invoice of March"
PAID_ON = date(2024, 5, 10)


@pytest.fixture
def office(workspace: Workspace) -> Office:
    """An office whose return was sent on 24 April; today is 10 May."""
    made = open_office(workspace)
    made.certified()
    made.day = SENT.on
    submit(made.session("finance.officer"), RETURN, SENT)
    made.day = PAID_ON
    return made


def asked(office: Office, section: str = "Claim") -> ReturnStep:
    """The funder asks about a sheet of the return."""
    question = Question(section, "Which invoice is this?", date(2024, 5, 3))
    return query(office.session("finance.officer"), RETURN, question)


def replaced(office: Office) -> ReturnStep:
    """A line comes late and a second version is prepared."""
    office.record(builders.actual(LATE, date(2024, 3, 28), row=9))
    return resubmit(office.session("finance.officer"), RETURN, WHY)


def sent_again(office: Office) -> ReturnStep:
    """The second version is reviewed, certified and sent."""
    replaced(office)
    review(office.session("reviewer"), SECOND)
    certify(office.session("cfo"), SECOND, TYPED)
    said = replace(SENT, on=PAID_ON)
    return submit(office.session("finance.officer"), SECOND, said)


def paid(office: Office, pence: int, return_id: str = RETURN) -> ReturnStep:
    """The funder pays."""
    said = Receipt(Pence(pence), PAID_ON, "HO payment")
    return receive(office.session("finance.officer"), return_id, said)


def claimed_and_owed(office: Office) -> tuple[int, int]:
    """What the accounts say was claimed, and what of it is owed."""
    with open_books(office.workspace) as books:
        on = Selection(PAID_ON, books.info.head_seq, "SSF5")
        totals = position(books, on).totals
    return totals.claimed_pence, totals.owed_to_us_pence


def test_a_query_names_the_sheet_and_waits_for_its_answer(office: Office) -> None:
    done = asked(office)
    assert (done.state, [it.section for it in done.queries]) == ("queried", ["Claim"])
    entry = done.queries[0].entry
    answer(office.session("finance.officer"), RETURN, entry, "Invoice 12, attached")
    assert show(office.session("auditor"), RETURN).queries == ()


def test_a_query_is_about_a_sheet_there_is_and_after_the_sending(
    office: Office,
) -> None:
    with pytest.raises(UnknownName, match="Financial table"):
        asked(office, "Budget")
    early = Question("whole return", "Why?", date(2024, 4, 1))
    with pytest.raises(WrongArgument, match="was sent on 2024-04-24"):
        query(office.session("finance.officer"), RETURN, early)
    late = replace(early, on=date(2024, 6, 1))
    with pytest.raises(WrongArgument, match="is still to come"):
        query(office.session("finance.officer"), RETURN, late)
    empty = replace(early, text=" ", on=PAID_ON)
    with pytest.raises(WrongArgument, match="in words"):
        query(office.session("finance.officer"), RETURN, empty)


def test_an_answer_is_to_an_open_query(office: Office) -> None:
    with pytest.raises(UnknownName, match="open query"):
        answer(office.session("finance.officer"), RETURN, 1, "yes")


def test_a_claim_is_agreed_once_every_query_is_answered(office: Office) -> None:
    entry = asked(office).queries[0].entry
    finance = office.session("finance.officer")
    with pytest.raises(NotCounted, match=f"query {entry} on Claim is not answered"):
        agree(finance, RETURN, PAID_ON, "letter of 10 May")
    answer(finance, RETURN, entry, "Invoice 12")
    assert agree(finance, RETURN, PAID_ON, "letter of 10 May").state == "agreed"


def test_a_new_version_claims_the_whole_quarter_again(office: Office) -> None:
    asked(office)
    done = replaced(office)
    assert (done.return_id, done.version, done.state) == (SECOND, 2, "prepared")
    assert (done.replaces, done.difference_pence) == (RETURN, 0)
    assert (done.claim_pence, done.ledger_pence) == (CLAIM + LATE, CLAIM + LATE)
    assert show(office.session("auditor"), RETURN).state == "resubmitted"
    assert claimed_and_owed(office) == (CLAIM, CLAIM)


def test_only_the_difference_is_claimed_when_the_new_version_is_sent(
    office: Office,
) -> None:
    done = sent_again(office)
    assert (done.state, done.claim_pence) == ("submitted", CLAIM + LATE)
    assert claimed_and_owed(office) == (CLAIM + LATE, CLAIM + LATE)
    with open_books(office.workspace) as books:
        claims = claims_sent(books, PAID_ON, LAST_ENTRY, bank_holidays())
    assert {it: claims[it].claimed_pence for it in claims} == {SECOND: CLAIM + LATE}
    assert verify(office.session("auditor"), SECOND).findings == ()
    assert verify(office.session("auditor"), RETURN).findings == ()


def test_the_new_version_is_judged_by_three_people_again(office: Office) -> None:
    replaced(office)
    with pytest.raises(NotAllowed, match="reviewer"):
        review(office.session("finance.officer"), SECOND)


def test_what_was_paid_on_the_first_version_counts_for_the_second(
    office: Office,
) -> None:
    paid(office, 100_000)
    sent_again(office)
    assert claimed_and_owed(office) == (CLAIM + LATE, CLAIM + LATE - 100_000)
    with pytest.raises(NotCounted, match=f"fundtrack return receive {SECOND}"):
        paid(office, 100, RETURN)
    assert paid(office, CLAIM + LATE - 100_000, SECOND).state == "paid"


def test_money_for_a_version_being_replaced_does_not_settle_it(office: Office) -> None:
    replaced(office)
    assert paid(office, CLAIM).state == "resubmitted"
    assert claimed_and_owed(office) == (CLAIM, 0)


def test_a_return_is_closed_once_nothing_is_owed(office: Office) -> None:
    finance = office.session("finance.officer")
    paid(office, CLAIM - 1)
    agree(finance, RETURN, PAID_ON, "letter")
    with pytest.raises(NotCounted, match=r"£0\.01 is still owed"):
        close(finance, RETURN, "done")
    paid(office, 1)
    assert close(finance, RETURN, "claim settled").state == "closed"
    with pytest.raises(OutOfOrder, match=f"fundtrack return reopen {RETURN}"):
        paid(office, 1)
    assert reopen(office.session("cfo"), RETURN, "asked again").state == "reopened"
    assert asked(office).state == "queried"


def test_a_certification_is_withdrawn_and_the_next_draft_is_a_version_of_its_own(
    workspace: Workspace,
) -> None:
    office = open_office(workspace)
    office.certified()
    with pytest.raises(NotAllowed, match="cfo"):
        reopen(office.session("finance.officer"), RETURN, "wrong sheet")
    assert reopen(office.session("cfo"), RETURN, "wrong sheet").state == "reopened"
    done = prepare(office.session("finance.officer"), "SSF5", Q4)
    assert (done.return_id, done.version) == (SECOND, 2)
    assert verify(office.session("auditor"), RETURN).findings == ()


def test_only_what_was_sent_can_be_replaced_or_queried(workspace: Workspace) -> None:
    office = open_office(workspace)
    prepare(office.session("finance.officer"), "SSF5", Q4)
    with pytest.raises(OutOfOrder, match="return review"):
        resubmit(office.session("finance.officer"), RETURN, WHY)
    with pytest.raises(OutOfOrder, match="return review"):
        asked(office)
